"""Pictures of a whole view: while its formula is dragged, and for a page without a kernel."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fractal.messages.colors import ColorBy, Interior
from iterscope.fractal.messages.values import DecimalPair, Formula, MaxIter
from iterscope.widget.messages import NumberedRequest

MAX_FRAME = 1024
"""Pixels along a side of a frame."""


class FrameRequest(NumberedRequest, frozen=True, tag="frame"):
    """One picture of a whole view while its formula is dragged, in the colors of the widget.

    Now and then the widget takes the formula, as if its trait were set.
    """

    formula: Formula
    max_iter: MaxIter
    center: DecimalPair
    log2_width: float
    width: Annotated[int, Meta(ge=1, le=MAX_FRAME)]
    """Pixels."""
    height: Annotated[int, Meta(ge=1, le=MAX_FRAME)]
    """Pixels."""


class Poster(TypedDict):
    """A picture of a whole view, which needs no round trip."""

    png: str
    """Base64."""
    center: DecimalPair
    log2_width: float
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    formula: Formula
    max_iter: MaxIter
    colormap: str
    color_by: ColorBy
    density: float
    offset: float
    light: float
    interior: Interior


class Frame(TypedDict):
    """The kernel's answer to a `FrameRequest`."""

    kind: Literal["frame"]
    vid: str
    seq: int
    ms: float
    """Time to compute and encode it, in milliseconds."""
    poster: Poster
