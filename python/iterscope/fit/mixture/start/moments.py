"""Moments of clusters, as the components of a mixture: their shares, means and covariances."""

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.cluster.moments import variance
from iterscope.fit.cluster.nearest import nearest
from iterscope.fit.cluster.seeding import blocks
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance as shapes
from iterscope.validation.arrays import Samples


def moments(
    data: Data, centers: NDArray[np.float64], of: NDArray[Any], covariance_type: str
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the moments of clusters, one after another: no array of samples by clusters is made.

    Parameters
    ----------
    data : Data
    centers : ndarray of shape (n_clusters, n_features)
        What the moments are taken about; an empty cluster stays there.
    of : ndarray of shape (n_samples,) or (n_clusters, n_features)
        The labels of the samples, or the centers that they are nearest to.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}

    Returns
    -------
    weights : ndarray of shape (n_clusters,)
    means : ndarray of shape (n_clusters, n_features)
    covariances : ndarray
        In the shape of their type, with nothing added.
    """
    kind = "full" if covariance_type in ("full", "tied") else "diag"
    # With one component every responsibility is 1, so its spread only has to be of the data's scale.
    spread = np.zeros(shapes.shape(kind, 1, data.n_features))
    (np.einsum("...ii->...i", spread) if kind == "full" else spread)[:] = variance(data) or 1.0
    sums, means = np.zeros(len(centers)), centers.copy()
    scatter = np.zeros((len(centers), *spread.shape[1:]))
    abouts = [_core.Parameters(np.ones(1), center[np.newaxis], spread, kind) for center in centers]
    found = data.total(_gathered, abouts, of)
    for k, statistics in enumerate(found.each):
        if statistics.weight == 0:
            continue
        shift = statistics.first[0] / statistics.weight
        sums[k] = statistics.weight
        means[k] += shift
        outer = np.outer(shift, shift) if kind == "full" else np.square(shift)
        _core.check_cancelled()  # squares of many features take time, each by itself
        scatter[k] = statistics.second[0]
        _core.check_cancelled()
        scatter[k] -= statistics.weight * outer
        _core.check_cancelled()
    if covariance_type == "tied":
        return sums / sums.sum(), means, scatter.sum(axis=0) / sums.sum()
    divisors = np.where(sums > 0, sums, 1.0).reshape(-1, *[1] * (scatter.ndim - 1))
    covariances = scatter / divisors
    if covariance_type == "spherical":
        covariances = covariances.mean(axis=1)
    return sums / sums.sum(), means, covariances


@dataclass(frozen=True)
class _Each:
    """Statistics of each cluster."""

    each: list[_core.SufficientStatistics]

    def __add__(self, other: "_Each") -> "_Each":
        return _Each([mine + theirs for mine, theirs in zip(self.each, other.each, strict=True)])


def _gathered(
    values: Samples,
    abouts: list[_core.Parameters],
    of: NDArray[np.float64] | NDArray[np.int32],
    sample_weight: NDArray[np.float64] | None,
    *,
    first_row: int,
) -> _Each:
    """Return the statistics of each cluster; `of` are the samples' labels, or the centers they are near."""
    labels = of if of.ndim == 1 else nearest(values, np.asarray(of, np.float64))
    return _Each(
        [
            reduce(
                add,
                [
                    _core.expect_statistics(
                        values[block],
                        about,
                        (labels[block] == k) * (1.0 if sample_weight is None else sample_weight[block]),
                        first_row=first_row + block.start,
                    )
                    for block in blocks(*values.shape)
                ],
            )
            for k, about in enumerate(abouts)
        ]
    )
