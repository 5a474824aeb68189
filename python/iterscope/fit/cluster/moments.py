"""Means and variances of samples, block by block."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.validation.arrays import Samples


def mean(data: Data) -> NDArray[np.float64]:
    """Return the mean of each feature, a weight being a number of copies.

    Parameters
    ----------
    data : Data

    Returns
    -------
    ndarray of shape (1, n_features)
    """
    first = np.array(data.take(np.zeros(1, np.int64)), np.float64)
    try:
        found = data.total(_core.cluster_statistics, first)
    except ValueError:  # the first sample is so far from others that a square overflows
        found = data.total(_core.cluster_statistics, np.zeros_like(first))
    center: NDArray[np.float64] = found.means()[0]
    return center


def variance(data: Data) -> float:
    """Return the mean of the features' variances, a weight being a number of copies.

    Parameters
    ----------
    data : Data

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If a squared distance overflows.
    """
    found = data.total(_core.cluster_statistics, mean(data))
    return float(found.inertia / found.weight / data.n_features)


def variances(data: Data) -> NDArray[np.float64]:
    """Return the variance of each feature, a weight being a number of copies.

    Parameters
    ----------
    data : Data

    Returns
    -------
    ndarray of shape (n_features,)

    Raises
    ------
    ValueError
        If a squared distance overflows.
    """
    # With one component every responsibility is 1, so its spread only has to be of the data's scale.
    spread = np.full((1, data.n_features), variance(data) or 1.0)
    about = _core.Parameters(np.ones(1), mean(data), spread, "diag")
    found = data.total(_core.expect_statistics, about)
    about_mean = np.square(found.first[0] / found.weight)
    return np.asarray(np.maximum(found.second[0] / found.weight - about_mean, 0.0))


@dataclass(frozen=True)
class _Extent:
    """The least and the largest value of each feature."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def __add__(self, other: "_Extent") -> "_Extent":
        return _Extent(np.minimum(self.low, other.low), np.maximum(self.high, other.high))


def extent(data: Data) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the least and the largest value of each feature.

    Parameters
    ----------
    data : Data

    Returns
    -------
    low, high : ndarray of shape (n_features,)
    """
    found = data.total(_block_extent)
    return found.low, found.high


def _block_extent(values: Samples, weights: object, *, first_row: int) -> _Extent:  # noqa: ARG001
    return _Extent(values.min(axis=0).astype(np.float64), values.max(axis=0).astype(np.float64))
