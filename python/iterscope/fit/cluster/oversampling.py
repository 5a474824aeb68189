"""Choice of samples to begin from in a few passes over many: k-means||."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.cluster.seeding import random_trials
from iterscope.fit.data import Blocks, Data
from iterscope.validation.arrays import Samples

ROUNDS = 5
"""Passes after the first sample; more of them find hardly better ones."""
FACTOR = 2
"""Candidates that a pass draws, in units of the number of clusters."""
_AT_ONCE = 2**19
"""Distances that are computed at once."""
_Drawn = tuple[NDArray[np.float64], NDArray[np.int64], Samples]
"""Keys of samples, their rows, and themselves."""


def parallel_seeds(data: Data, n_clusters: int, random_state: np.random.RandomState) -> NDArray[np.int64]:
    """Choose samples by k-means||: the same ones for a seed, however the samples are divided.

    Each pass draws twice as many candidates as there are to be clusters, with probabilities in proportion to
    the squared distances from those before. k-means++ chooses among them, each weighing as much as the
    samples that are nearest to it.

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
    B. Bahmani, B. Moseley, A. Vattani, R. Kumar, S. Vassilvitskii, "Scalable k-means++", VLDB 2012. Draws
    without replacement by exponential keys: P. S. Efraimidis and P. G. Spirakis, "Weighted random sampling
    with a reservoir", 2006.
    """
    key = int(random_state.randint(2**31)) << 32
    rows, candidates = _drawn(data, np.empty((0, data.n_features)), 1, key)
    for attempt in range(1, ROUNDS + 1):
        more, samples = _drawn(data, candidates, FACTOR * n_clusters, key + attempt)
        rows, candidates = np.append(rows, more), np.concatenate([candidates, samples])
    candidates, first = np.unique(candidates, axis=0, return_index=True)
    masses = data.total(_core.cluster_statistics, np.ascontiguousarray(candidates)).means()[1]
    shares = np.cumsum(masses) / masses.sum()
    start = min(int(shares.searchsorted(random_state.random_sample(), side="right")), len(shares) - 1)
    chosen = _core.kmeans_plusplus(candidates, start, random_trials(n_clusters, random_state), masses)[1]
    return np.asarray(rows[first[chosen]], np.int64)


def _drawn(
    data: Data, seeds: NDArray[np.float64], count: int, key: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the rows of so many samples that were drawn, and these."""
    parts: list[_Drawn] = (
        data.parts(_block_drawn, seeds, count, key)
        if isinstance(data, Blocks)
        else [data.total(_block_drawn, seeds, count, key)]
    )
    keys, rows, samples = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    least = np.argsort(keys, kind="stable")[:count]
    return rows[least], np.ascontiguousarray(samples[least], np.float64)


def _block_drawn(
    values: Samples,
    seeds: NDArray[np.float64],
    count: int,
    key: int,
    weights: NDArray[np.float64] | None,
    *,
    first_row: int,
) -> _Drawn:
    """Return the samples of a block with the least keys: exponential numbers over their masses."""
    rows = np.arange(first_row, first_row + len(values))
    masses = _squares(values, seeds) * (1.0 if weights is None else weights)
    with np.errstate(divide="ignore"):
        keys = -np.log(_uniform(rows, key)) / masses  # of a sample that is a seed infinite
    possible = np.flatnonzero(np.isfinite(keys))
    least = possible[np.argsort(keys[possible], kind="stable")[:count]]
    return keys[least], rows[least], values[least]


def _squares(values: Samples, seeds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the squared distance of each sample from the nearest seed; 1 if there are none."""
    found = np.ones(len(values))
    step = max(1, _AT_ONCE // max(1, len(seeds)))
    for first in range(0, len(values) if len(seeds) else 0, step):
        some = slice(first, first + step)
        found[some] = np.square(_core.center_distances(values[some], seeds).min(axis=1))
    return found


def _uniform(rows: NDArray[np.int64], key: int) -> NDArray[np.float64]:
    """Return a random number above 0, up to 1, for each row: those of SplitMix64 at its number."""
    with np.errstate(over="ignore"):
        mixed = (rows.astype(np.uint64) + np.uint64(key)) * np.uint64(0x9E3779B97F4A7C15)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(31)
    return ((mixed >> np.uint64(11)).astype(np.float64) + 1.0) * 2.0**-53
