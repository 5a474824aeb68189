"""Names of the engines of `iterscope.GaussianMixture`."""

from iterscope.fit.backends import ENGINES

__all__ = ["ENGINES"]
