"""What the parameters of the estimators may be, in scikit-learn's own terms and error messages."""

from numbers import Integral, Real
from typing import Any

from sklearn.utils._param_validation import Interval, StrOptions

from iterscope.fit.backends.engines import ENGINES
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES


def _at_least(kind: type, least: int) -> Interval:
    return Interval(kind, least, None, closed="left")


REGRESSOR: dict[str, list[Any]] = {
    "n_components": [_at_least(Integral, 1)],
    "covariance_type": [StrOptions(set(COVARIANCE_TYPES))],
    "tol": [_at_least(Real, 0)],
    "reg_covar": [_at_least(Real, 0), StrOptions({"relative"})],
    "max_iter": [_at_least(Integral, 0)],
    "n_init": [_at_least(Integral, 1)],
    "init_params": [StrOptions({"kmeans", "random", "random_from_data", "k-means++"})],
    "random_state": ["random_state"],
}
"""Of `GaussianMixtureRegressor`."""

MIXTURE: dict[str, list[Any]] = {
    **REGRESSOR,
    "weights_init": ["array-like", None],
    "means_init": ["array-like", None],
    "precisions_init": ["array-like", None],
    "warm_start": ["boolean"],
    "verbose": ["verbose"],
    "verbose_interval": [_at_least(Integral, 1)],
    "engine": [StrOptions(set(ENGINES))],
}
"""Of `GaussianMixture`."""

KMEANS: dict[str, list[Any]] = {
    "n_clusters": [_at_least(Integral, 1)],
    "init": [StrOptions({"k-means++", "random"}), callable, "array-like"],
    "n_init": [StrOptions({"auto"}), _at_least(Integral, 1)],
    "max_iter": [_at_least(Integral, 1)],
    "tol": [_at_least(Real, 0)],
    "verbose": ["verbose"],
    "random_state": ["random_state"],
    "copy_x": ["boolean"],
    "algorithm": [StrOptions({"lloyd", "elkan"})],
}
"""Of `KMeans`."""
