"""Where EM begins: parameters from k-means, random responsibilities, or chosen samples."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.cluster import lloyd
from iterscope.fit.mixture import covariance as shapes
from iterscope.fit.mixture import moments
from iterscope.fit.mixture.user_init import ExplicitStart

ILL_DEFINED = (
    "Fitting the mixture model failed because some components have ill-defined empirical covariance (for "
    "instance caused by singleton or collapsed samples). Try to decrease the number of components, increase "
    "reg_covar, or scale the input data."
)
RELATIVE_FLOOR = 1e-6
"""What ``reg_covar="relative"`` adds to variances, in units of the mean variance of the data."""


def floor(reg_covar: float | str) -> dict[str, Any]:
    """Return `reg_covar` as the core's M steps take it."""
    if reg_covar == "relative":
        return {"reg_covar": RELATIVE_FLOOR, "relative": True}
    return {"reg_covar": float(reg_covar)}


def start(
    model: Any,
    X: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None,
    explicit: ExplicitStart,
    random_state: np.random.RandomState,
) -> _core.Parameters:
    """Return the parameters of one start.

    The random draws are scikit-learn's, so the same ``random_state`` begins at the same place.

    Parameters
    ----------
    model : GaussianMixture
        Whose ``n_components``, ``covariance_type``, ``init_params`` and ``reg_covar`` say how.
    X : ndarray of shape (n_samples, n_features)
    sample_weight : ndarray of shape (n_samples,) or None
    explicit : ExplicitStart
        What the user gave; it takes the place of what is computed here.
    random_state : RandomState

    Returns
    -------
    _core.Parameters

    Raises
    ------
    ValueError
        If a covariance is not positive definite.
    """
    weights, means, precisions = explicit.weights, explicit.means, explicit.precisions
    if weights is None or means is None or precisions is None:
        found = _moments(model, X, sample_weight, random_state)
        weights = found[0] if weights is None else weights
        means = found[1] if means is None else means
        covariances = found[2]
    if precisions is not None:
        return _core.Parameters.from_precisions(weights, means, precisions, model.covariance_type)
    try:
        return _core.Parameters(weights, means, covariances, model.covariance_type)
    except ValueError:
        raise ValueError(ILL_DEFINED) from None


def _moments(
    model: Any,
    X: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None,
    random_state: np.random.RandomState,
) -> tuple[NDArray[np.float64], ...]:
    """Return weights, means and covariances as `init_params` says."""
    n_samples, n_components = len(X), model.n_components
    if model.init_params == "random":
        responsibilities = random_state.uniform(size=(n_samples, n_components))
        responsibilities /= responsibilities.sum(axis=1, keepdims=True)
        parameters, _ = _core.maximize_responsibilities(
            X,
            responsibilities,
            sample_weight,
            covariance_type=model.covariance_type,
            **floor(model.reg_covar),
        )
        return parameters.weights, parameters.means, parameters.covariances
    if model.init_params == "kmeans":
        found = lloyd.cluster(X, n_components, sample_weight, random_state)
        weights, means, covariances = moments.moments(
            X, sample_weight, found.labels, found.centers, model.covariance_type
        )
        return weights, means, _raised(model, X, covariances)
    if model.init_params == "random_from_data":
        chosen = random_state.choice(n_samples, size=n_components, replace=False)
    else:
        chosen = lloyd.seeds(X, n_components, sample_weight, random_state)
    return _points(model, X, chosen)


def _points(model: Any, X: NDArray[np.float64], chosen: NDArray[np.int64]) -> tuple[NDArray[np.float64], ...]:
    """Return a component at each chosen sample, without any spread but `reg_covar`.

    Of a tied covariance too: the one that scikit-learn starts from here, the scatter of all samples over the
    number of components, is so wide that EM can converge at once with all components alike.
    """
    covariances = np.zeros(shapes.shape(model.covariance_type, len(chosen), X.shape[1]))
    return np.full(len(chosen), 1.0 / len(chosen)), X[chosen], _raised(model, X, covariances)


def _raised(model: Any, X: NDArray[np.float64], covariances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add `reg_covar` to the variances, in place."""
    least = floor(model.reg_covar)
    variances = (
        np.einsum("...ii->...i", covariances) if model.covariance_type in ("full", "tied") else covariances
    )
    variances += least["reg_covar"] * (lloyd.mean_variance(X) if "relative" in least else 1.0)
    return covariances
