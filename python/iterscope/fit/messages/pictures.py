"""Pictures that the kernel draws, and the part of the data that a view shows."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fit.messages.values import require_box
from iterscope.widget.messages import Count, MessageError, NumberedRequest, Request, require_distinct

MAX_SIDE = 8192
"""Pixels along a side of a picture."""
Layer = Literal["samples", "density"]
Side = Annotated[int, Meta(ge=1, le=MAX_SIDE)]


class PictureRequest(NumberedRequest, frozen=True, tag="picture"):
    """A layer of a step is wanted; the newest request of each view and layer is answered."""

    run: Count
    index: Count
    layer: Layer
    dims: tuple[Count, Count]
    box: tuple[float, float, float, float]
    """Left, right, bottom, top in the data's units."""
    width: Side
    """Device pixels."""
    height: Side
    """Device pixels."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        require_box(self.box)


class Picture(TypedDict):
    """A layer of one step, drawn by the kernel."""

    kind: Literal["picture"]
    vid: str
    seq: int
    run: int
    index: int
    layer: Layer
    dims: list[int]
    box: list[float]
    """Left, right, bottom, top in the data's units."""
    width: int
    height: int
    png: str
    """RGBA, base64."""


class CameraRequest(Request, frozen=True, tag="camera"):
    """The part of the data that a view shows now that its camera rests."""

    dims: Annotated[tuple[Count, ...], Meta(min_length=1, max_length=2)]
    box: Annotated[tuple[float, ...], Meta(min_length=2, max_length=4)] | None
    """Left and right, of two features bottom and top too, in the data's units; null is all of the data."""

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)
        if self.box is not None:
            if len(self.box) != 2 * len(self.dims):
                raise MessageError(f"box must be null or a list of {2 * len(self.dims)} numbers")
            require_box(self.box)


class Poster(TypedDict):
    """A picture of the view for a page without a kernel."""

    png: str
    """Base64."""
    width: int
    height: int
