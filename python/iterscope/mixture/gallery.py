"""Fits that fail, each in its own way: the public name of `iterscope.fit.gallery`."""

from iterscope.fit.gallery import Case, collapse, local_optimum, slow_convergence, unequal_sizes, wrong_k

__all__ = ["Case", "collapse", "local_optimum", "slow_convergence", "unequal_sizes", "wrong_k"]
