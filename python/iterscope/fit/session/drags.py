"""Drags of the components' handles, each of which begins another run."""

from typing import TYPE_CHECKING

from iterscope.fit.messages.drags import AdjustRequest, MoveRequest, ReshapeRequest
from iterscope.fit.recording import Recording
from iterscope.fit.session.owner import Owner

if TYPE_CHECKING:
    from iterscope.fit.session.run import Run

MAX_VIEWS = 64
"""Views whose last drag is remembered."""


class Drags:
    """The drag of a handle: however far it goes, the fit continues from the step at which the drag began.

    Parameters
    ----------
    session : Owner
    """

    def __init__(self, session: Owner) -> None:
        self._session = session
        self._base: tuple[Run, int] | None = None
        """The run and the step from which a handle is being dragged."""
        self._shown: Run | None = None
        """The run that the drag has begun last."""
        self._newest: dict[str, int] = {}
        """Numbers of the views' last messages."""

    def take(self, request: MoveRequest | ReshapeRequest | AdjustRequest) -> None:
        """Continue from a step with a component dragged to another place or stretched, or a number changed.

        Raises
        ------
        ValueError
            If the page shows another run, or there is no such step, component, feature or parameter.
        """
        run = self._session.present()
        if self._newest.get(request.vid, -1) >= request.seq:
            return
        going_on = self._base if run is self._shown else None
        base, index = (run, request.index) if going_on is None else going_on
        if not base.number <= request.run <= run.number:
            raise ValueError(f"run must be {run.number}, the present one, got {request.run}")
        recording = _changed(base.recording, index, request)
        self._newest = {**dict(list(self._newest.items())[-MAX_VIEWS:]), request.vid: request.seq}
        self._session.begin(recording, gesture=base)
        self._base, self._shown = (None, None) if request.done else ((base, index), self._session.run)


def _changed(
    recording: Recording, index: int, request: MoveRequest | ReshapeRequest | AdjustRequest
) -> Recording:
    """Return the recording that goes on from a step as the request wants it."""
    if isinstance(request, AdjustRequest):
        return recording.adjusted(index, request.name, request.place, request.value)
    of = index, request.component, request.dims
    if isinstance(request, MoveRequest):
        return recording.moved(*of, request.at)
    return recording.reshaped(*of, request.covariance)
