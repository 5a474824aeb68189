"""Where EM begins: parameters from k-means, random responsibilities, or chosen samples."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.mixture import covariances as shapes
from iterscope.mixture import lloyd
from iterscope.mixture.explicit import ExplicitStart

ILL_DEFINED = (
    "Fitting the mixture model failed because some components have ill-defined empirical covariance (for "
    "instance caused by singleton or collapsed samples). Try to decrease the number of components, increase "
    "reg_covar, or scale the input data."
)
RELATIVE_FLOOR = 1e-6
"""What ``reg_covar="relative"`` adds to variances, in units of the mean variance of the data."""
_BLOCK = 8192


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
    elif model.init_params == "kmeans":
        responsibilities = np.zeros((n_samples, n_components), order="F")
        labels = lloyd.labels(X, n_components, sample_weight, random_state)
        responsibilities[np.arange(n_samples), labels] = 1.0
    elif model.init_params == "random_from_data":
        chosen = random_state.choice(n_samples, size=n_components, replace=False)
        return _points(model, X, sample_weight, chosen)
    else:
        chosen = lloyd.seeds(X, n_components, sample_weight, random_state)
        return _points(model, X, sample_weight, chosen)
    parameters, _ = _core.maximize_responsibilities(
        X,
        responsibilities,
        sample_weight,
        covariance_type=model.covariance_type,
        **floor(model.reg_covar),
    )
    return parameters.weights, parameters.means, parameters.covariances


def _points(
    model: Any, X: NDArray[np.float64], sample_weight: NDArray[np.float64] | None, chosen: NDArray[np.int64]
) -> tuple[NDArray[np.float64], ...]:
    """Return a component at each chosen sample, without any spread but `reg_covar`.

    A tied covariance is what the chosen samples leave of the scatter of the data, as in scikit-learn, but
    about the mean of the data, so that it does not depend on where the origin is.
    """
    n_components, n_features = len(chosen), X.shape[1]
    means = X[chosen]
    least = floor(model.reg_covar)
    variance = least["reg_covar"]
    covariances = np.zeros(shapes.shape(model.covariance_type, n_components, n_features))
    if model.covariance_type == "tied" or "relative" in least:
        weight, mean, scatter = _scatter(X, sample_weight)
        if "relative" in least:
            variance *= np.trace(scatter) / weight / n_features
        if model.covariance_type == "tied":
            centred = means - mean
            covariances = (scatter - centred.T @ centred) / n_components
    if model.covariance_type in ("full", "tied"):
        np.einsum("...ii->...i", covariances)[...] += variance
    else:
        covariances += variance
    return np.full(n_components, 1.0 / n_components), means, covariances


def _scatter(
    X: NDArray[np.float64], sample_weight: NDArray[np.float64] | None
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Return the weight, the mean and the scatter matrix about the mean, block by block."""
    rows = [slice(first, first + _BLOCK) for first in range(0, len(X), _BLOCK)]
    shares = np.broadcast_to(1.0, len(X)) if sample_weight is None else sample_weight
    weight = float(shares.sum())
    origin = X[0]
    mean = origin + sum(shares[block] @ (X[block] - origin) for block in rows) / weight
    scatter = np.zeros((X.shape[1], X.shape[1]))
    for block in rows:
        centred = X[block] - mean
        scatter += (shares[block, np.newaxis] * centred).T @ centred
    return weight, mean, scatter
