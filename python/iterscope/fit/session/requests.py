"""Handlers of the page's requests: one line for each."""

from collections.abc import Callable
from typing import Any, Final

from iterscope.fit.messages import parse
from iterscope.fit.messages.agreement import AgreementRequest
from iterscope.fit.messages.basins import BasinsRequest
from iterscope.fit.messages.commands import (
    AheadRequest,
    CloseRequest,
    FinishRequest,
    OpenRequest,
    RedoRequest,
    ResetRequest,
    RestartRequest,
    StepRequest,
    UndoRequest,
)
from iterscope.fit.messages.drags import AdjustRequest, MoveRequest, ReshapeRequest
from iterscope.fit.messages.exports import ExportRequest
from iterscope.fit.messages.peer import PeerRequest
from iterscope.fit.messages.pictures import CameraRequest, PictureRequest
from iterscope.fit.messages.points import BrushRequest
from iterscope.fit.messages.quiz import AnswerRequest, AskRequest
from iterscope.fit.messages.selection import ChooseRequest, SelectRequest
from iterscope.fit.messages.starts import StartRequest, StartsRequest
from iterscope.fit.session import agreement
from iterscope.fit.session.session import Session


def _step(session: Session, request: StepRequest) -> None:
    session.playback.pause()
    session.answer(request, lambda: session.seek(session.index + request.n))


def _look_ahead(session: Session, request: AheadRequest) -> None:
    if session.present().number == request.run and request.index <= session.present().last:
        session.complete(request.index + 1)


def _basins(session: Session, request: BasinsRequest) -> None:
    if request.component is None:  # a command would wait for the row that is not wanted any more
        session.pictures.find_basins(request)
    else:
        session.answer(request, lambda: session.pictures.find_basins(request), ("basins", request.vid))


HANDLERS: Final[dict[type[Any], Callable[[Session, Any], None]]] = {
    OpenRequest: lambda session, request: session.page.open(request),
    CloseRequest: lambda session, request: session.worker.forget(request.vid),
    FinishRequest: lambda session, _: session.playback.finish(),
    RestartRequest: lambda session, request: session.answer(request, session.restart, "restart"),
    ResetRequest: lambda session, request: session.answer(request, session.reset, "reset"),
    UndoRequest: lambda session, request: session.answer(request, session.undo),
    RedoRequest: lambda session, request: session.answer(request, session.redo),
    StepRequest: _step,
    AheadRequest: lambda session, request: session.answer(
        request, lambda: _look_ahead(session, request), ("ahead", request.vid)
    ),
    StartsRequest: lambda session, request: session.answer(
        request, lambda: session.comparison.starts(request.n), "starts"
    ),
    StartRequest: lambda session, request: session.answer(
        request, lambda: session.comparison.show_start(request.n), "start"
    ),
    SelectRequest: lambda session, request: session.answer(
        request, session.comparison.select_around, "select"
    ),
    ChooseRequest: lambda session, request: session.answer(
        request, lambda: session.comparison.choose(request.n), "choose"
    ),
    MoveRequest: lambda session, request: session.answer(
        request, lambda: session.drags.take(request), ("move", request.vid)
    ),
    ReshapeRequest: lambda session, request: session.answer(
        request, lambda: session.drags.take(request), ("reshape", request.vid)
    ),
    AdjustRequest: lambda session, request: session.answer(
        request, lambda: session.drags.take(request), ("adjust", request.vid)
    ),
    BasinsRequest: _basins,
    BrushRequest: lambda session, request: session.strokes.take(request),
    PictureRequest: lambda session, request: session.pictures.take(request),
    AgreementRequest: agreement.take,
    CameraRequest: lambda session, request: session.pictures.look(request),
    PeerRequest: lambda session, request: session.answer(
        request, lambda: session.comparison.send_peer(request), ("peer", request.vid)
    ),
    AskRequest: lambda session, request: session.answer(
        request, lambda: session.quiz.take_ask(request, session.pictures.style.dims), ("ask", request.vid)
    ),
    AnswerRequest: lambda session, request: session.answer(
        request, lambda: session.quiz.take_answer(request)
    ),
    ExportRequest: lambda session, request: session.pictures.export(request, session.playback.speed),
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
    request = parse(content)
    HANDLERS[type(request)](session, request)
