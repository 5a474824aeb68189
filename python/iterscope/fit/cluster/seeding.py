"""Choice of samples to begin from: by greedy k-means++, or at random."""

import math

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Blocks, Data
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


def seeds(data: Data, n_clusters: int, random_state: np.random.RandomState) -> NDArray[np.int64]:
    """Choose samples by greedy k-means++, with scikit-learn's random draws.

    Parameters
    ----------
    data : Data
    n_clusters : int
    random_state : RandomState

    Returns
    -------
    ndarray of shape (n_clusters,)
        Rows of the chosen samples.

    References
    ----------
    D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007.
    """
    first = _choice(data.n_samples, data.all_weights, random_state)
    trials = random_trials(n_clusters, random_state)
    if isinstance(data, Blocks):
        return _seeds(data, first, trials)
    return _core.kmeans_plusplus(data.values, first, trials, data.weights)[1]


def random_trials(n_clusters: int, random_state: np.random.RandomState) -> NDArray[np.float64]:
    """Return the random numbers of greedy k-means++, shape (n_clusters - 1, n_trials)."""
    return random_state.uniform(size=(n_clusters - 1, 2 + int(math.log(n_clusters))))


def _seeds(data: Blocks, first: int, trials: NDArray[np.float64]) -> NDArray[np.int64]:
    """Do what the core's `kmeans_plusplus` does, one pass over the blocks for each seed."""
    chosen = [first]
    seeds = np.empty((0, data.n_features))
    sums = _potentials(data, seeds, _doubles(data, np.array(chosen)))[0]
    for values in trials:
        seeds = _doubles(data, np.array(chosen))
        total = np.cumsum(sums)
        rows = np.array([_drawn(data, seeds, total, value * total[-1]) for value in values])
        found = _potentials(data, seeds, _doubles(data, rows))
        best = int(np.cumsum(found, axis=1)[:, -1].argmin())
        chosen.append(int(rows[best]))
        sums = found[best]
    return np.array(chosen, np.int64)


def _potentials(data: Blocks, seeds: NDArray[np.float64], trials: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums of squared distances with each trial, of each 1024 rows, shape (trials, blocks)."""
    return np.concatenate(data.parts(_block_potentials, seeds, trials), axis=1)


def _block_potentials(
    values: Samples,
    seeds: NDArray[np.float64],
    trials: NDArray[np.float64],
    weights: NDArray[np.float64] | None,
    *,
    first_row: int,  # noqa: ARG001
) -> NDArray[np.float64]:
    return _core.seed_potentials(values, seeds, trials, weights)


def _drawn(data: Blocks, seeds: NDArray[np.float64], total: NDArray[np.float64], target: float) -> int:
    """Return the row at which the running sum of squared distances reaches a target."""
    block = min(int(total.searchsorted(target)), len(total) - 1)
    start = block * _core.ROW_BLOCK
    rows = np.arange(start, min(start + _core.ROW_BLOCK, data.n_samples))
    weights = None if data.all_weights is None else data.all_weights[rows]
    before = float(total[block - 1]) if block else 0.0
    at = _core.draw_seed(data.take(rows), seeds, before, float(target), weights)
    if at is None:
        raise AssertionError("all samples have a weight")
    return start + at


def _doubles(data: Blocks, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.ascontiguousarray(data.take(rows), np.float64)


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
