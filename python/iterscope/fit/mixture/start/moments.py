"""Moments of clusters, as the components of a mixture: their shares, means and covariances."""

from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.cluster.moments import variances
from iterscope.fit.cluster.seeding import blocks
from iterscope.fit.mixture import covariance as shapes
from iterscope.validation.arrays import Samples


def moments(
    X: Samples,
    sample_weight: NDArray[np.float64] | None,
    labels: NDArray[np.int32],
    centers: NDArray[np.float64],
    covariance_type: str,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return the moments of clusters, one after another: no array of samples by clusters is made.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    sample_weight : ndarray of shape (n_samples,) or None
    labels : ndarray of shape (n_samples,)
    centers : ndarray of shape (n_clusters, n_features)
        What the moments are taken about; an empty cluster stays there.
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
    spread = np.zeros(shapes.shape(kind, 1, X.shape[1]))
    (np.einsum("...ii->...i", spread) if kind == "full" else spread)[:] = variances(X).mean() or 1.0
    sums, means = np.zeros(len(centers)), centers.copy()
    scatter = np.zeros((len(centers), *spread.shape[1:]))
    for k, center in enumerate(centers):
        one = _core.Parameters(np.ones(1), center[np.newaxis], spread, kind)
        parts = [
            _core.expect_statistics(
                X[block], one, (labels[block] == k) * (1.0 if sample_weight is None else sample_weight[block])
            )
            for block in blocks(*X.shape)
        ]
        statistics = reduce(add, parts)
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
