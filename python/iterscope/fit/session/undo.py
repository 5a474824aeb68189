"""Changes of a session that can be taken back, and done again."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iterscope.fit.session.models import Models
from iterscope.fit.session.run import Run

if TYPE_CHECKING:
    from iterscope.fit.session.session import Session

MOST_CHANGES = 64
"""Changes that can be taken back."""
MOST_BYTES = 2**25
"""Bytes of samples and steps kept for it: the oldest changes are forgotten first, the last one never."""


@dataclass(frozen=True, eq=False, kw_only=True)
class State:
    """What a session shows, to come back to."""

    models: Models
    kind: str
    """Of the model among `models` that is fitted."""
    parameters: dict[str, Any]
    """The model's parameters."""
    run: Run | None
    """None without data."""
    index: int
    """The step that is shown."""

    @classmethod
    def of(cls, session: "Session") -> "State":
        """Return what a session shows."""
        return cls(
            models=session.models,
            kind=session.models.kind,
            parameters=session.model.get_params(deep=False),
            run=session.run,
            index=session.index,
        )

    def restore(self) -> Models:
        """Return the models, the fitted one with its parameters of then."""
        self.models.kind = self.kind
        self.models.current.set_params(**self.parameters)
        return self.models


class Undo:
    """What was before each change of a session, and what has been taken back since the last one.

    Parameters
    ----------
    session : Session
    """

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._past: list[State] = []
        self._future: list[State] = []
        self._gesture: Hashable = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether a change has been taken back."""
        return bool(self._future)

    def keep(self, state: State, gesture: Hashable = None) -> None:
        """Keep a state that changes now; what has been taken back is forgotten.

        Parameters
        ----------
        state : State
        gesture : hashable, default=None
            Changes that follow each other in one gesture are taken back together.
        """
        if state.run is not None and (gesture is None or gesture != self._gesture):
            self._past.append(state)
        self._gesture = gesture
        self._future.clear()
        while len(self._past) > MOST_CHANGES or (len(self._past) > 1 and self._bytes() > MOST_BYTES):
            del self._past[0]

    def undo(self) -> None:
        """Take the last change back, if there is one: a drag, a stroke of the brush, or settings."""
        self._go(self._past, self._future)

    def redo(self) -> None:
        """Do again what was taken back last, if there is something."""
        self._go(self._future, self._past)

    def clear(self) -> None:
        """Forget all changes."""
        self._past.clear()
        self._future.clear()
        self._gesture = None

    def _go(self, source: list[State], target: list[State]) -> None:
        if not source:
            return
        target.append(State.of(self._session))
        self._gesture = None
        self._session.come_back(source.pop())

    def _bytes(self) -> int:
        runs = {id(state.run): state.run for state in self._past if state.run is not None}
        data = {id(run.recording.data): run.recording.data for run in runs.values()}
        return sum(run.nbytes for run in runs.values()) + sum(samples.nbytes for samples in data.values())
