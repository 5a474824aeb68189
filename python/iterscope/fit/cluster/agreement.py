"""Clusterings of the same samples beside one another."""

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.cluster.nearest import nearest
from iterscope.validation.arrays import Samples


def same(labels: NDArray[np.int32], others: NDArray[np.int32], n_clusters: int) -> bool:
    """Tell whether two clusterings differ in the numbers of the clusters only.

    Parameters
    ----------
    labels, others : ndarray of shape (n_samples,)
    n_clusters : int
        All labels are less.

    Returns
    -------
    bool
    """
    renamed = np.full(n_clusters, -1, np.int32)
    renamed[labels] = others
    used = renamed[renamed >= 0]
    return bool(len(np.unique(used)) == len(used) and np.array_equal(renamed[labels], others))


def pairs(
    values: Samples,
    centers: NDArray[np.float64],
    others: NDArray[np.float64],
    weights: object,  # noqa: ARG001
    *,
    first_row: int,  # noqa: ARG001
) -> NDArray[np.int32]:
    """Return the pairs of labels that samples of a block have of two sets of centers."""
    both = np.stack([nearest(values, centers), nearest(values, others)], axis=1)
    return np.unique(both, axis=0)


def sizes(
    values: Samples,
    centers: NDArray[np.float64],
    weights: object,  # noqa: ARG001
    *,
    first_row: int,  # noqa: ARG001
) -> NDArray[np.intp]:
    """Return the number of samples of a block with each label."""
    return np.bincount(nearest(values, centers), minlength=len(centers))
