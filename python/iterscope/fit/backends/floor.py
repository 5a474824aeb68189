"""The amount that is added to variances so that none collapses, and where it is most of one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import _core
from iterscope.fit.cluster.variance import variances
from iterscope.fit.mixture import covariance

Matrix = NDArray[np.float64]

ILL_DEFINED = (
    "Fitting the mixture model failed because some components have ill-defined empirical covariance (for "
    "instance caused by singleton or collapsed samples). Try to decrease the number of components, increase "
    "reg_covar, or scale the input data."
)
RELATIVE_FLOOR = 1e-6
"""The amount that ``reg_covar="relative"`` adds to a variance, in units of the feature's in the data."""


class VarianceFloorWarning(ConvergenceWarning):  # type: ignore[misc]
    """Tells that `reg_covar` is most of a fitted variance: components are wider than their samples."""


def floor(reg_covar: float | str) -> dict[str, Any]:
    """Return `reg_covar` as the core's M steps take it."""
    if reg_covar == "relative":
        return {"reg_covar": RELATIVE_FLOOR, "relative": True}
    return {"reg_covar": float(reg_covar)}


def added(X: Matrix, reg_covar: float | str, sample_weight: Matrix | None = None) -> Matrix:
    """Return what is added to the variance of each feature; one that all features share takes the mean.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    reg_covar : float or 'relative'
    sample_weight : ndarray of shape (n_samples,), default=None

    Returns
    -------
    ndarray of shape (n_features,)
    """
    if reg_covar == "relative":
        return relative(variances(X, sample_weight))
    return np.full(X.shape[1], float(reg_covar))


def relative(variances: Matrix) -> Matrix:
    """Return what ``reg_covar="relative"`` adds, given the variance of the data in each feature.

    A feature that is constant takes the scale of the others.
    """
    varied = variances > 0
    scale = variances[varied].mean() if varied.any() else 1.0
    return RELATIVE_FLOOR * np.where(varied, variances, scale)


def floored(
    parameters: _core.Parameters, reg_covar: float | str, degenerate: list[int]
) -> tuple[tuple[int, int], ...]:
    """Find where `reg_covar` is at least half of a fitted variance.

    Parameters
    ----------
    parameters : Parameters
        That an M step has made.
    reg_covar : float or 'relative'
    degenerate : list of int
        Components that are known to have collapsed: features in which they have no spread are left out.

    Returns
    -------
    tuple of (int, int)
        Each component and feature. Of covariances that components or features share, all of these.
    """
    fitted = covariance.variances(parameters)
    if reg_covar == "relative":
        weights, means = parameters.weights / parameters.weights.sum(), parameters.means
        apart = means - means[0]
        whole = weights @ (fitted + np.square(apart)) - np.square(weights @ apart)
        least = relative(whole / (1 + RELATIVE_FLOOR))
        if parameters.covariance_type == "spherical":
            least[:] = least.mean()
    else:
        least = np.full(parameters.n_features, float(reg_covar))
    if not (mostly := (fitted <= 2 * least) & (least > 0)).any():
        return ()
    collapsed = np.isin(np.arange(len(fitted)), degenerate)[:, np.newaxis]
    mostly &= ~(collapsed & (fitted - least <= 8 * np.finfo(np.float64).eps * fitted))
    return tuple((int(component), int(feature)) for component, feature in np.argwhere(mostly))
