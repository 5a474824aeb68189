"""Every message and trait between the kernel and the view of a fit.

Each matter has its file here, and ``python -m tests.protocol`` writes one of the same name in
``js/src/fit/messages``.
"""

from typing import get_args

from iterscope.fit.messages.agreement import Agreement, AgreementRequest
from iterscope.fit.messages.basins import Basins, BasinsRequest
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
from iterscope.fit.messages.exports import ExportRequest, FilePart, Progress
from iterscope.fit.messages.peer import Peer, PeerRequest
from iterscope.fit.messages.pictures import CameraRequest, Picture, PictureRequest
from iterscope.fit.messages.points import BrushRequest, Points
from iterscope.fit.messages.quiz import AnswerRequest, AskRequest, Question, Verdict
from iterscope.fit.messages.selection import ChooseRequest, Selection, SelectRequest
from iterscope.fit.messages.starts import StartRequest, Starts, StartsRequest
from iterscope.fit.messages.steps import Steps
from iterscope.widget.messages import Failure, decode

PageRequest = (
    OpenRequest
    | CloseRequest
    | FinishRequest
    | RestartRequest
    | ResetRequest
    | UndoRequest
    | RedoRequest
    | StepRequest
    | AheadRequest
    | StartsRequest
    | StartRequest
    | SelectRequest
    | ChooseRequest
    | MoveRequest
    | ReshapeRequest
    | AdjustRequest
    | BasinsRequest
    | BrushRequest
    | PictureRequest
    | AgreementRequest
    | CameraRequest
    | ExportRequest
    | PeerRequest
    | AskRequest
    | AnswerRequest
)
"""Messages from the page."""
Reply = (
    Points
    | Steps
    | Picture
    | Agreement
    | Basins
    | Starts
    | Selection
    | FilePart
    | Progress
    | Peer
    | Question
    | Verdict
    | Failure
)
"""Messages from the kernel."""


def parse(content: object) -> PageRequest:
    """Check a message from the browser; raises `MessageError`, see `decode`."""
    request: PageRequest = decode(content, *get_args(PageRequest))
    return request
