"""Means and variances of samples, block by block."""

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.cluster.seeding import blocks
from iterscope.validation.arrays import Samples

Weights = NDArray[np.float64] | None


def means(X: Samples, sample_weight: Weights = None) -> NDArray[np.float64]:
    """Return the mean of each feature, a weight being a number of copies.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    sample_weight : ndarray of shape (n_samples,), default=None

    Returns
    -------
    ndarray of shape (n_features,)
    """
    shift: NDArray[np.float64] = X[0].astype(np.float64)
    return shift + _moment(X, sample_weight, shift, 1)


def variances(X: Samples, sample_weight: Weights = None) -> NDArray[np.float64]:
    """Return the variance of each feature, a weight being a number of copies.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    sample_weight : ndarray of shape (n_samples,), default=None

    Returns
    -------
    ndarray of shape (n_features,)

    Raises
    ------
    ValueError
        If one overflows.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        found = _moment(X, sample_weight, means(X, sample_weight), 2)
    if not np.isfinite(found).all():
        raise ValueError("X must be of a scale at which the sum of squared distances is finite")
    return found


def _moment(
    X: Samples, sample_weight: Weights, about: NDArray[np.float64], order: int
) -> NDArray[np.float64]:
    sums = np.zeros(X.shape[1])
    for block in blocks(*X.shape):
        terms = (X[block] - about) ** order
        if sample_weight is not None:
            terms *= sample_weight[block, np.newaxis]
        sums += terms.sum(axis=0)
    found: NDArray[np.float64] = sums / (len(X) if sample_weight is None else sample_weight.sum())
    return found
