"""Diagnosis of a fitted mixture: variances that are mostly regularization, components that are twins."""

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import _core
from iterscope.fit.backends.floor import RELATIVE_FLOOR, relative
from iterscope.fit.mixture import covariance

TOLERANCE = 1e-3
"""Differences below this, in standard deviations, tell no components apart."""


class VarianceFloorWarning(ConvergenceWarning):  # type: ignore[misc]
    """Tells that `reg_covar` is most of a fitted variance: components are wider than their samples."""


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
    if reg_covar != "relative" and covariance.least_variance(parameters) > 2 * float(reg_covar):
        return ()
    fitted = covariance.variances(parameters)
    if reg_covar == "relative":
        weights, means = parameters.weights / parameters.weights.sum(), parameters.means
        apart = means - means[0]
        with np.errstate(over="ignore", invalid="ignore"):
            whole = weights @ (fitted + np.square(apart)) - np.square(weights @ apart)
        least = relative(whole / (1 + RELATIVE_FLOOR))
        if parameters.covariance_type == "spherical":
            least[:] = least.mean()
    else:
        least = np.full(parameters.n_features, float(reg_covar))
    if not (mostly := (fitted <= 2 * least) & (least > 0)).any():
        return ()
    if degenerate:
        rows = fitted[degenerate]
        mostly[degenerate] &= rows - least > 8 * np.finfo(np.float64).eps * rows
    return tuple((int(component), int(feature)) for component, feature in np.argwhere(mostly))


def twins(parameters: _core.Parameters) -> list[tuple[int, int]]:
    """Find Gaussians with the same mean and covariance.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    list of (int, int)
        Each component that has a twin of a lower number, after the first such twin.
    """
    deviations = np.sqrt(covariance.variances(parameters))
    covariances = parameters.covariances
    found = pairs(parameters.means, deviations)
    if parameters.covariance_type == "tied":
        return found
    return [
        (first, second)
        for first, second in found
        if _same(covariances[first], covariances[second], deviations[first])
    ]


def pairs(centers: NDArray[np.float64], deviations: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Find rows that coincide.

    Parameters
    ----------
    centers, deviations : ndarray of shape (n_components, n_features)

    Returns
    -------
    list of (int, int)
        Each row that has a twin of a lower number, after the first such twin.
    """
    found = []
    for second in range(1, len(centers)):
        apart = np.abs(centers[:second] - centers[second]) > TOLERANCE * deviations[:second]
        alike = np.flatnonzero(~apart.any(axis=1))
        if alike.size:
            found.append((int(alike[0]), second))
    return found


def _same(one: NDArray[np.float64], other: NDArray[np.float64], deviations: NDArray[np.float64]) -> bool:
    size = np.outer(deviations, deviations) if np.ndim(one) == 2 else np.square(deviations)
    return bool((np.abs(one - other) <= TOLERANCE * size).all())
