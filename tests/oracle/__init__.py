"""Oracle of escape-time fractals: direct iteration of every pixel in arbitrary precision, with GMP.

``python -m tests.oracle`` writes the fixtures that ``tests/rust/deep.rs`` and ``python -m tests.correctness`` compare
with. It shares no code and no method with the package: no perturbation, no approximation, no reference orbit.
"""
