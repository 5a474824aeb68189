"""The published comparisons, run again here: ``python -m iterscope.benchmarks --help``."""
