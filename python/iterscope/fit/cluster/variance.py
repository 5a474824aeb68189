"""Variances of samples, block by block."""

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.cluster.seeding import blocks


def variances(
    X: NDArray[np.float64], sample_weight: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
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
    rows, shift = blocks(*X.shape), X[0]
    total = len(X) if sample_weight is None else sample_weight.sum()

    def moment(order: int, about: NDArray[np.float64]) -> NDArray[np.float64]:
        sums = np.zeros(X.shape[1])
        for block in rows:
            terms = (X[block] - about) ** order
            if sample_weight is not None:
                terms *= sample_weight[block, np.newaxis]
            sums += terms.sum(axis=0)
        return sums / total

    with np.errstate(over="ignore", invalid="ignore"):
        found = moment(2, shift + moment(1, shift))
    if not np.isfinite(found).all():
        raise ValueError("X must be of a scale at which the sum of squared distances is finite")
    return found
