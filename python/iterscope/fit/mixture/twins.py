"""Twins: components that cannot be told apart."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.mixture import covariance

TOLERANCE = 1e-3
"""Differences below this, in standard deviations, tell no components apart."""


def gaussians(parameters: _core.Parameters) -> list[tuple[int, int]]:
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
