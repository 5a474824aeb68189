"""What one step of EM did: the record that `iterate` hands out and widgets draw."""

from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = TypeVar("Array", bound=NDArray[Any])
Phase = Literal["init", "expect", "maximize", "step"]
StopReason = Literal["converged", "max_iter", "callback"]


@dataclass(frozen=True, eq=False)
class EMStep:
    """The state of a fit after one step; its arrays are read-only and its own, so it is safe to keep."""

    iteration: int
    """0 for a start, then counting the iterations of this `init` from 1."""
    init: int
    """Which start this is, from 0 to ``n_init - 1``."""
    phase: Phase
    """``"init"`` a start; ``"step"`` a whole iteration; or its halves, ``"expect"`` and ``"maximize"``."""
    weights: NDArray[np.float64]
    """Mixing weights after this step, shape (n_components,)."""
    means: NDArray[np.float64]
    """Means after this step, shape (n_components, n_features)."""
    covariances: NDArray[np.float64]
    """Covariances after this step, in the shape of their type."""
    log_likelihood: float
    """Total log-likelihood of the parameters that the last E step used; -inf before the first one."""
    lower_bound: float
    """`log_likelihood` by unit of sample weight: what scikit-learn calls the lower bound."""
    change: float
    """How much `lower_bound` grew since the iteration before; inf in the first one."""
    converged: bool
    """Whether the change fell below ``tol``."""
    stop_reason: StopReason | None
    """Why this is the last step of its `init`, or None while it is not."""
    degenerate: tuple[int, ...]
    """Components that only ``reg_covar`` keeps from collapsing, or that no sample belongs to."""
    elapsed: float
    """Seconds of computing since the fit began; the time between steps does not count."""
    responsibilities: NDArray[np.float64] | None
    """What the last E step found, shape (n_samples, n_components), if asked for."""

    @property
    def n_degenerate(self) -> int:
        """Number of degenerate components."""
        return len(self.degenerate)


def frozen(array: Array) -> Array:
    """Return the array, made read-only."""
    array.flags.writeable = False
    return array
