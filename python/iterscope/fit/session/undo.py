"""Changes of a session that can be taken back, and done again."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from iterscope.fit.session.models import Models
from iterscope.fit.session.run import Run

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
    parameters: dict[str, dict[str, Any]]
    """Those of each model, by kind."""
    run: Run | None
    """None without data."""
    index: int
    """The step that is shown."""

    @classmethod
    def of(cls, models: Models, run: Run | None, index: int) -> "State":
        """Return the state of a session that shows this."""
        return cls(models=models, kind=models.kind, parameters=models.parameters, run=run, index=index)

    def restore(self) -> Models:
        """Return the models with their parameters of then."""
        self.models.restore(self.kind, self.parameters)
        return self.models


class Undo:
    """What was before each change of a session, and what has been taken back since the last one."""

    def __init__(self) -> None:
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

    def undo(self, present: State) -> State:
        """Return the state before the last change, which comes after the present one from now on."""
        return self._go(present, self._past, self._future)

    def redo(self, present: State) -> State:
        """Return the state that was taken back last, which comes before the present one from now on."""
        return self._go(present, self._future, self._past)

    def clear(self) -> None:
        """Forget all changes."""
        self._past.clear()
        self._future.clear()
        self._gesture = None

    def _go(self, present: State, source: list[State], target: list[State]) -> State:
        target.append(present)
        self._gesture = None
        return source.pop()

    def _bytes(self) -> int:
        runs = {id(state.run): state.run for state in self._past if state.run is not None}
        data = {id(run.recording.data): run.recording.data for run in runs.values()}
        return sum(run.nbytes for run in runs.values()) + sum(samples.nbytes for samples in data.values())
