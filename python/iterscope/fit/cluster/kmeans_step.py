"""What one step of k-means did, and the iterator of such steps."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.cluster import lloyd
from iterscope.fit.step import Phase, StopReason, frozen

Run = Generator[lloyd.State, bool | None, lloyd.State]
"""Yields each state, stops the present start when a true value is sent in, returns the best start's end."""


@dataclass(frozen=True, eq=False)
class KMeansStep:
    """The state of k-means after one step; its arrays are read-only, so it is safe to keep."""

    iteration: int
    """0 for a start, then counting the iterations of this `init` from 1."""
    init: int
    """Which start this is."""
    phase: Phase
    """``"init"`` a start; ``"step"`` a whole iteration; or its halves, ``"expect"`` and ``"maximize"``."""
    weights: NDArray[np.float64]
    """Share of the samples in each cluster, shape (n_clusters,); equal shares at a start."""
    means: NDArray[np.float64]
    """Centers after this step, shape (n_clusters, n_features)."""
    labels: NDArray[np.int32] | None
    """The nearest of the centers before this step, for each sample; None at a start, and in a `Recording`."""
    inertia: float
    """Weighted sum of the squared distances to those centers; inf at a start."""
    change: float
    """Sum of the squared distances that the centers moved; inf before the first iteration."""
    converged: bool
    """Whether the labels stayed or the centers moved less than the tolerance."""
    stop_reason: StopReason | None
    """Why this is the last step of its `init`, or None while it is not."""
    elapsed: float
    """Seconds of computing since this start began."""
    responsibilities: NDArray[np.float64] | None
    """The labels as zeros and ones, shape (n_samples, n_clusters), if asked for."""


class KMeansIterator(Iterator[KMeansStep]):
    """The steps of k-means, computed as they are asked for; each leaves the model fitted with its centers.

    Parameters
    ----------
    states : generator of lloyd.State
    assign : callable
        Makes a state the model's.
    responsibilities : bool
    """

    def __init__(self, states: Run, assign: Callable[[lloyd.State], None], *, responsibilities: bool) -> None:
        self._states = states
        self._assign = assign
        self._wanted = responsibilities

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> KMeansStep:
        """Take the next step.

        Returns
        -------
        KMeansStep

        Raises
        ------
        StopIteration
            When the fit has come to its end.
        """
        try:
            state = next(self._states)
        except StopIteration as end:
            if end.value is not None:
                self._assign(end.value)
            raise StopIteration from None
        self._assign(state)
        return record(state, responsibilities=self._wanted, labels=True)

    def close(self) -> None:
        """Stop; the model stays as the last step left it."""
        self._states.close()


def record(state: lloyd.State, *, responsibilities: bool = False, labels: bool = False) -> KMeansStep:
    """Return a state as users see it.

    Parameters
    ----------
    state : lloyd.State
    responsibilities, labels : bool, default=False
        Whether to copy the labels, as zeros and ones, and as they are.

    Returns
    -------
    KMeansStep
    """
    shares = None
    if responsibilities and state.iteration:
        columns = np.arange(len(state.centers))
        shares = frozen((state.labels[:, np.newaxis] == columns).astype(np.float64))
    return KMeansStep(
        iteration=state.iteration,
        init=state.init,
        phase=state.phase,
        weights=frozen(state.weights / state.weights.sum()),
        means=frozen(state.centers.copy()),
        labels=frozen(state.labels.copy()) if labels and state.iteration else None,
        inertia=state.inertia,
        change=state.shift,
        converged=state.stop_reason == "converged",
        stop_reason=state.stop_reason,
        elapsed=state.elapsed,
        responsibilities=shares,
    )
