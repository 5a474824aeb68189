"""Choice of samples to begin from: by greedy k-means++, or at random."""

import math

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation.arrays import Samples


def blocks(n_samples: int, n_features: int = 1) -> list[slice]:
    """Return slices of samples that arrays of a megabyte can be made for, one after another.

    Parameters
    ----------
    n_samples, n_features : int

    Returns
    -------
    list of slice
        Each begins at a multiple of the core's `ROW_BLOCK`.
    """
    step = _core.ROW_BLOCK * max(1, 2**17 // (n_features * _core.ROW_BLOCK))
    return [slice(first, min(first + step, n_samples)) for first in range(0, n_samples, step)]


def seeds(
    X: Samples,
    n_clusters: int,
    sample_weight: NDArray[np.float64] | None,
    random_state: np.random.RandomState,
) -> NDArray[np.int64]:
    """Choose samples by greedy k-means++, with scikit-learn's random draws.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    n_clusters : int
    sample_weight : ndarray of shape (n_samples,) or None
    random_state : RandomState

    Returns
    -------
    ndarray of shape (n_clusters,)
        Rows of the chosen samples.

    References
    ----------
    D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
    """
    first = _choice(len(X), sample_weight, random_state)
    trials = random_state.uniform(size=(n_clusters - 1, 2 + int(math.log(n_clusters))))
    return _core.kmeans_plusplus(X, first, trials, sample_weight)[1]


def rows(
    n_samples: int,
    size: int,
    sample_weight: NDArray[np.float64] | None,
    random_state: np.random.RandomState,
) -> NDArray[np.int64]:
    """Choose different samples at random, in proportion to their weights.

    Parameters
    ----------
    n_samples, size : int
    sample_weight : ndarray of shape (n_samples,) or None
        All above 0.
    random_state : RandomState

    Returns
    -------
    ndarray of shape (size,)
    """
    shares = None
    if sample_weight is not None:
        shares = np.maximum(sample_weight / sample_weight.sum(), np.finfo(np.float64).tiny)
    return random_state.choice(n_samples, size=size, replace=False, p=shares)


def _choice(
    n_samples: int, sample_weight: NDArray[np.float64] | None, random_state: np.random.RandomState
) -> int:
    """Return ``random_state.choice(n_samples, p=sample_weight / sum)``, block by block.

    NumPy adds the probabilities up one after another, divides the sums by the last one, and takes the first
    that exceeds a uniform number.
    """
    drawn = random_state.random_sample()
    total = float(n_samples) if sample_weight is None else sample_weight.sum()

    def sums(block: slice, before: float) -> NDArray[np.float64]:
        size = block.stop - block.start
        weights = np.ones(size) if sample_weight is None else sample_weight[block]
        return np.cumsum(np.concatenate([[before], weights / total]))[1:]

    ends = [0.0]
    for block in blocks(n_samples):
        ends.append(sums(block, ends[-1])[-1])
    for block, before, end in zip(blocks(n_samples), ends[:-1], ends[1:], strict=True):
        if end / ends[-1] > drawn:
            within = (sums(block, before) / ends[-1]).searchsorted(drawn, side="right")
            return int(block.start + within)
    return n_samples - 1
