"""Lloyd's algorithm: samples to their nearest center, centers to the mean of their samples, till all rest."""

import math
import time
from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.step import Phase, StopReason


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


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where Lloyd's algorithm is."""

    init: int
    iteration: int
    phase: Phase
    centers: NDArray[np.float64]
    weights: NDArray[np.float64]
    """Weight of the samples of each cluster."""
    labels: NDArray[np.int32]
    """Of the centers before this step; empty at a start."""
    inertia: float
    """Of the centers before this step."""
    shift: float
    """Sum of the squared distances that the centers moved."""
    stop_reason: StopReason | None
    elapsed: float


def run(
    X: NDArray[np.float64],
    centers: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None,
    *,
    max_iter: int,
    tol: float,
    init: int = 0,
    half_steps: bool = False,
) -> Generator[State, bool | None, State]:
    """Iterate from the given centers; a true value sent in stops after that iteration.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    centers : ndarray of shape (n_clusters, n_features)
    sample_weight : ndarray of shape (n_samples,) or None
    max_iter : int
    tol : float
        The sum of squared shifts of the centers that is as good as none.
    init : int, default=0
        Number of this start.
    half_steps : bool, default=False
        Whether to yield after the assignment of samples too.

    Yields
    ------
    State

    Returns
    -------
    State
        Of the last centers, with the labels and the inertia that belong to them.
    """
    shares = np.full(len(centers), 1.0 / len(centers))
    state = State(init, 0, "init", centers, shares, np.empty(0, np.int32), math.inf, math.inf, None, 0.0)
    yield state
    while state.stop_reason is None:
        began = time.perf_counter()
        labels, moved, inertia, counts = _core.lloyd_step(X, state.centers, sample_weight)
        elapsed = state.elapsed + time.perf_counter() - began
        step = replace(state, iteration=state.iteration + 1, labels=labels, inertia=inertia, elapsed=elapsed)
        if half_steps:
            yield replace(step, phase="expect")
        settled = np.array_equal(labels, state.labels)
        shift = float(np.square(moved - state.centers).sum())
        converged = settled or shift <= tol
        reason: StopReason | None = (
            "converged" if converged else "max_iter" if step.iteration == max_iter else None
        )
        state = replace(
            step,
            phase="maximize" if half_steps else "step",
            centers=moved,
            weights=counts,
            shift=shift,
            stop_reason=reason,
        )
        if (yield state):
            state = replace(state, stop_reason=reason or "callback")
    if not (settled and shift == 0):
        labels, _, inertia, _ = _core.lloyd_step(X, state.centers, sample_weight)
        state = replace(state, labels=labels, inertia=inertia)
    return state


def seeds(
    X: NDArray[np.float64],
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


def mean_variance(X: NDArray[np.float64]) -> float:
    """Return the mean of the variances of the features, block by block.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If it overflows.
    """
    rows = blocks(*X.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        mean = X[0] + sum((X[block] - X[0]).sum(axis=0) for block in rows) / len(X)
        variance = float(np.mean(sum(np.square(X[block] - mean).sum(axis=0) for block in rows) / len(X)))
    if not math.isfinite(variance):
        raise ValueError("X must be of a scale at which the sum of squared distances is finite")
    return variance


def cluster(
    X: NDArray[np.float64],
    n_clusters: int,
    sample_weight: NDArray[np.float64] | None,
    random_state: np.random.RandomState,
) -> State:
    """Cluster once, from k-means++ seeds, as scikit-learn's ``KMeans(n_clusters, n_init=1)`` does.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    n_clusters : int
    sample_weight : ndarray of shape (n_samples,) or None
    random_state : RandomState

    Returns
    -------
    State
    """
    centers = X[seeds(X, n_clusters, sample_weight, random_state)]
    states = run(X, centers, sample_weight, max_iter=300, tol=1e-4 * mean_variance(X))
    while True:
        try:
            next(states)
        except StopIteration as end:
            last: State = end.value
            return last
