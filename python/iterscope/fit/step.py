"""The state of a fit after one step: what `iterate` yields, recordings keep and views draw."""

from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from iterscope.widget.card import card

Array = TypeVar("Array", bound=NDArray[Any])
P_co = TypeVar("P_co", covariant=True)
Phase = Literal["init", "expect", "maximize", "step"]
StopReason = Literal["converged", "max_iter", "callback"]

_HALVES: dict[Phase, str] = {
    "init": "start",
    "expect": "E step",
    "maximize": "M step",
    "step": "both",
}


@dataclass(frozen=True, eq=False, kw_only=True)
class Step(Generic[P_co]):
    """The state of a fit after one step. It does not change and its arrays are read-only: it is safe to keep.

    Each model has its own subclass, whose properties are the arrays of its `parameters`.
    """

    iteration: int
    """0 for a start, then counting the iterations of this `init` from 1."""
    init: int
    """Number of the start, from 0 to ``n_init - 1``."""
    phase: Phase
    """``"init"`` a start; ``"step"`` a whole iteration; or its halves, ``"expect"`` and ``"maximize"``."""
    parameters: P_co = field(repr=False)
    """The model's parameters after this step."""
    shading: P_co | None = field(default=None, repr=False)
    """The parameters that the last E step used: their responsibilities color the samples. None at a start."""
    log_likelihood: float = -np.inf
    """Total log-likelihood of the parameters that the last E step used; -inf before the first one.

    Of k-means minus the inertia.
    """
    lower_bound: float = -np.inf
    """The objective of the fit: `log_likelihood` by unit of sample weight, scikit-learn's lower bound.

    Of k-means minus the inertia.
    """
    change: float = np.inf
    """Growth of `lower_bound` since the iteration before; inf in the first one.

    Of k-means the sum of the squared distances that the centers moved.
    """
    stop_reason: StopReason | None = None
    """Reason for which this is the last step of its `init`, or None while it is not."""
    degenerate: tuple[int, ...] = ()
    """Components that only a regularization keeps from collapsing, or that no sample belongs to."""
    floored: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """Each component and feature whose variance is mostly what a regularization adds to it."""
    elapsed: float = field(default=0.0, repr=False)
    """Seconds of computing since the fit began; the time between steps does not count."""
    responsibilities: NDArray[np.float64] | None = field(default=None, repr=False)
    """Responsibilities that the last E step found, shape (n_samples, n_components), if asked for."""
    bounds: list[float] = field(default_factory=list, repr=False)
    """Lower bounds of all iterations of this start; it grows while the start runs."""

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it."""
        rows = [
            ("iteration", f"{self.iteration} of start {self.init}" if self.init else str(self.iteration)),
            ("half", _HALVES[self.phase]),
            ("log-likelihood", f"{self.log_likelihood:.6f}"),
            ("change", f"{self.change:.3g}"),
        ]
        weights = getattr(self, "weights", None)
        if weights is not None:
            rows.append(("weights", ", ".join(f"{weight:.3f}" for weight in weights)))
        if self.stop_reason is not None:
            rows.append(("stopped by", self.stop_reason))
        if self.degenerate:
            rows.append(("degenerate", ", ".join(map(str, self.degenerate))))
        return card(type(self).__name__, rows)

    @property
    def converged(self) -> bool:
        """Whether the change fell below the tolerance."""
        return self.stop_reason == "converged"

    @property
    def lower_bounds(self) -> list[float]:
        """Lower bound of each iteration of this start up to this one."""
        return self.bounds[: self.iteration]

    @property
    def n_degenerate(self) -> int:
        """Number of degenerate components."""
        return len(self.degenerate)


def frozen(array: Array) -> Array:
    """Return the array, made read-only."""
    array.flags.writeable = False
    return array
