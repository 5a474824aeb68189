"""Large pictures, which the page saves."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fractal.messages.places import Saved
from iterscope.fractal.messages.values import Antialias
from iterscope.widget.messages import NumberedRequest

MAX_SIDE = 65_536
"""Pixels across and down a view and its picture."""


class PictureRequest(NumberedRequest, frozen=True, tag="picture"):
    """A picture of a view, to be saved in any size; its parts come one by one."""

    saved: Saved
    antialias: Antialias
    """Points along each side of a pixel."""
    width: Annotated[int, Meta(ge=1, le=MAX_SIDE, description=f"an integer from 1 to {MAX_SIDE}")]
    """CSS pixels of the view."""
    height: Annotated[int, Meta(ge=1, le=MAX_SIDE, description=f"an integer from 1 to {MAX_SIDE}")]
    """CSS pixels of the view."""
    across: Annotated[int, Meta(ge=1, le=MAX_SIDE, description=f"an integer from 1 to {MAX_SIDE}")]
    """Pixels of the picture; it has the view's shape."""


class PicturePart(TypedDict):
    """A part of a PNG file: the kernel's answers to a `PictureRequest`, in their order."""

    kind: Literal["picture"]
    vid: str
    seq: int
    part: int
    """From 0."""
    parts: int
    """In all."""
    png: str
    """Bytes of the file, base64."""
