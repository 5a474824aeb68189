"""Models against the packages that people use for them: ``python -m tests.benchmarks.peers``."""
