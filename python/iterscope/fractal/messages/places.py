"""Places that a view goes to: addresses, saved views, bookmarks, flights."""

from typing import Annotated, Literal, TypedDict

import msgspec
from msgspec import Meta

from iterscope.fractal.messages.colors import ColorBy, Interior
from iterscope.fractal.messages.values import DecimalPair, Formula, MaxIter
from iterscope.widget.messages import NumberedRequest

MAX_TEXT = 65_536
"""Characters of an address, and of a saved view."""
MAX_BOOKMARKS = 64
"""Bookmarks of a widget."""
MAX_NAME = 80
"""Characters of a bookmark's name."""
MAX_THUMBNAIL = 24_576
"""Bytes of a bookmark's picture."""
BOOKMARK_VERSION = 1
"""Of the form that bookmarks have: a newer one is refused."""


class SavedColoring(msgspec.Struct, frozen=True):
    """The colors of a saved view."""

    colormap: Annotated[str, Meta(max_length=80)] = "inferno"
    color_by: ColorBy = "smooth"
    density: float = 1.0
    offset: float = 0.0
    light: float = 0.0
    interior: Interior = "flat"


class Saved(msgspec.Struct, frozen=True):
    """A view as pictures and bookmarks hold it, and as it is copied."""

    formula: Formula
    center: DecimalPair
    log2_width: float
    max_iter: MaxIter | None = None
    """None leaves those that are."""
    coloring: SavedColoring | None = None
    """None leaves those that are."""


class Marked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bookmark."""

    version: Annotated[int, Meta(ge=1, le=BOOKMARK_VERSION)]
    name: Annotated[str, Meta(min_length=1, max_length=MAX_NAME, description=f"1 to {MAX_NAME} characters")]
    saved: Saved
    thumbnail: Annotated[str, Meta(max_length=4 * MAX_THUMBNAIL // 3 + 4, description="base64")]
    """A small picture, PNG or JPEG, base64; empty for none."""


class GotoRequest(NumberedRequest, frozen=True, tag="goto"):
    """A text that names a place: a point, an angle, an internal address, a period, a saved view."""

    text: Annotated[str, Meta(max_length=MAX_TEXT, description=f"at most {MAX_TEXT} characters")]
    formula: Formula
    """The present one."""
    center: DecimalPair
    log2_width: float


class Place(TypedDict):
    """The place that a text means: the kernel's answer to a `GotoRequest`."""

    kind: Literal["place"]
    vid: str
    seq: int
    words: str
    """What was found, in a sentence."""
    lines: list[tuple[str, str]]
    """Names and texts that say more of it."""
    saved: Saved


class Fly(TypedDict):
    """All views are to fly to a place, which the traits have at once."""

    kind: Literal["fly"]
    vid: None
    center: DecimalPair
    log2_width: float
    seconds: float | None
    """None leaves the pace to the page."""
