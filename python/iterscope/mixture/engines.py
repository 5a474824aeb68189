"""Names of the engines of `iterscope.GaussianMixture`."""

from iterscope.fit.backends.engines import ENGINES

__all__ = ["ENGINES"]
