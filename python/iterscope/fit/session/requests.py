"""Handlers of the page's requests: one line for each."""

from collections.abc import Callable
from typing import Any, Final

from iterscope.fit import messages
from iterscope.fit.session import agreement
from iterscope.fit.session.session import Session


def _step(session: Session, request: messages.StepRequest) -> None:
    session.playback.pause()
    session.answer(request, lambda: session.seek(session.index + request.n))


HANDLERS: Final[dict[type[Any], Callable[[Session, Any], None]]] = {
    messages.OpenRequest: lambda session, request: session.open_view(request),
    messages.CloseRequest: lambda session, request: session.worker.forget(request.vid),
    messages.FinishRequest: lambda session, _: session.playback.finish(),
    messages.RestartRequest: lambda session, request: session.answer(request, session.restart, "restart"),
    messages.ResetRequest: lambda session, request: session.answer(request, session.reset, "reset"),
    messages.UndoRequest: lambda session, request: session.answer(request, session.undo),
    messages.RedoRequest: lambda session, request: session.answer(request, session.redo),
    messages.StepRequest: _step,
    messages.StartsRequest: lambda session, request: session.answer(
        request, lambda: session.comparison.starts(request.n), "starts"
    ),
    messages.StartRequest: lambda session, request: session.answer(
        request, lambda: session.comparison.show_start(request.n), "start"
    ),
    messages.SelectRequest: lambda session, request: session.answer(
        request, session.comparison.select_around, "select"
    ),
    messages.ChooseRequest: lambda session, request: session.answer(
        request, lambda: session.comparison.choose(request.n), "choose"
    ),
    messages.MoveRequest: lambda session, request: session.answer(
        request, lambda: session.drags.take(request), ("move", request.vid)
    ),
    messages.BrushRequest: lambda session, request: session.strokes.take(request),
    messages.PictureRequest: lambda session, request: session.pictures.take(request),
    messages.AgreementRequest: agreement.take,
    messages.CameraRequest: lambda session, request: setattr(session.pictures, "camera", request),
}


def handle(session: Session, content: object) -> None:
    """Handle a message from the page.

    Parameters
    ----------
    session : Session
    content : object
        What the comm delivered.

    Raises
    ------
    MessageError
        If it is not what a message must be.
    ValueError
        If too many commands or strokes of a brush wait.
    """
    request = messages.parse(content)
    HANDLERS[type(request)](session, request)
