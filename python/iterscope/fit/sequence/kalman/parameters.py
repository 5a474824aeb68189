"""Parameters of a linear dynamical system by their names, as estimators, steps and messages call them."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.step import Step, frozen

Array = NDArray[np.float64]

NAMES: Final = (
    "transition",
    "transition_covariance",
    "observation",
    "observation_covariance",
    "initial_mean",
    "initial_covariance",
)
"""In the order in which they are written everywhere."""
COVARIANCES: Final = ("transition_covariance", "observation_covariance", "initial_covariance")


def shapes(n_states: int, n_features: int) -> dict[str, tuple[int, ...]]:
    """Return the shape of each parameter."""
    n, p = n_states, n_features
    return dict(zip(NAMES, ((n, n), (n, n), (p, n), (p, p), (n,), (n, n)), strict=True))


def arrays_of(system: _core.LinearSystem) -> dict[str, Array]:
    """Return the arrays of a system, by their names."""
    return {name: getattr(system, name) for name in NAMES}


def system_of(arrays: dict[str, Any], *, diffuse: bool) -> _core.LinearSystem:
    """Return the system of these arrays; of a diffuse start the initial ones do not count.

    Raises
    ------
    ValueError
        If they do not suit one another, or a covariance is not positive semidefinite.
    """
    given = [np.ascontiguousarray(arrays[name], np.float64) for name in NAMES]
    return _core.LinearSystem(*(given[:4] if diffuse else given))


@dataclass(frozen=True, eq=False)
class Parameters:
    """A system in the course of a fit."""

    system: _core.LinearSystem
    before: _core.LinearSystem | None = None
    """The system that an extrapolation goes out from, one iteration before; None where one begins."""


@dataclass(frozen=True, eq=False, kw_only=True)
class KalmanStep(Step[Parameters]):
    """The state of a linear dynamical system after one step of EM.

    `change` is the growth of the log-likelihood in all, not by row.
    """

    @property
    def transition(self) -> Array:
        """Transition matrix after this step, shape (n_states, n_states)."""
        return frozen(self.parameters.system.transition)

    @property
    def transition_covariance(self) -> Array:
        """Covariance of what drives the states, shape (n_states, n_states)."""
        return frozen(self.parameters.system.transition_covariance)

    @property
    def observation(self) -> Array:
        """Observation matrix, shape (n_features, n_states)."""
        return frozen(self.parameters.system.observation)

    @property
    def observation_covariance(self) -> Array:
        """Covariance of the noise of a row, shape (n_features, n_features)."""
        return frozen(self.parameters.system.observation_covariance)

    @property
    def initial_mean(self) -> Array:
        """Mean of the first state, shape (n_states,); zeros of a diffuse start."""
        return frozen(self.parameters.system.initial_mean)

    @property
    def initial_covariance(self) -> Array:
        """Covariance of the first state, shape (n_states, n_states); the identity of a diffuse start."""
        return frozen(self.parameters.system.initial_covariance)
