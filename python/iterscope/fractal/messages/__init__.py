"""Every message and trait between the kernel and a fractal view.

Each matter has its file here, and ``python -m tests.protocol`` writes one of the same name in
``js/src/fractal/messages``. No coordinate is ever a JSON number: the plane is addressed by tiles, whose
indices are exact integers at any depth, and by decimal strings.

A tile ``(z, x, y)`` is the square of side ``2**(2 - z)`` with lower left corner
``(-2 + x * 2**(2 - z), -2 + y * 2**(2 - z))``. It is ``TILE_SIZE`` pixels wide and high, its row 0 on top.
"""

from typing import Literal, TypedDict

from iterscope.fractal.messages.colors import Colormaps, ColormapsRequest
from iterscope.fractal.messages.frames import FrameRequest
from iterscope.fractal.messages.large import PicturePart, PictureRequest
from iterscope.fractal.messages.overlays import (
    ComponentRequest,
    EquipotentialsRequest,
    OverlayRequest,
    RaysRequest,
)
from iterscope.fractal.messages.places import Fly, GotoRequest, Place
from iterscope.fractal.messages.tiles import Tiles, ViewRequest
from iterscope.widget.messages import Failure, Request, decode


class CloseRequest(Request, frozen=True, tag="close"):
    """The view was closed."""


class Accepted(TypedDict):
    """The kernel has the request and works on it: no need to ask again."""

    kind: Literal["accepted"]
    vid: str
    seq: int


AnyRequest = (
    ViewRequest
    | FrameRequest
    | CloseRequest
    | GotoRequest
    | OverlayRequest
    | ColormapsRequest
    | PictureRequest
)
Reply = Tiles | Accepted | Failure | Place | Colormaps | PicturePart | Fly
"""Messages from the kernel."""
_TYPES: tuple[type[AnyRequest], ...] = (
    ViewRequest,
    FrameRequest,
    CloseRequest,
    GotoRequest,
    RaysRequest,
    EquipotentialsRequest,
    ComponentRequest,
    ColormapsRequest,
    PictureRequest,
)


def parse(content: object) -> AnyRequest:
    """Check a message from the browser; raises `MessageError`, see `decode`."""
    return decode(content, *_TYPES)
