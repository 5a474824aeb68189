"""Tiles of a view: the page asks for those that it lacks."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fractal.messages.values import Formula, MaxIter, Name
from iterscope.fractal.view import MAX_Z
from iterscope.widget.messages import NumberedRequest

MAX_TILES = 512
"""Tiles that one request may name."""
MAX_OFFSET = 4096
"""Largest distance of a tile from the anchor of its request, in tiles."""
Hexadecimal = Annotated[
    str,
    Meta(
        pattern=r"^-?[0-9a-f]{1,1536}\Z",
        max_length=1537,
        description="1 to 1536 hexadecimal digits with an optional -",
    ),
]
Offset = Annotated[int, Meta(ge=-MAX_OFFSET, le=MAX_OFFSET)]
Field = Literal[
    "count",
    "smooth",
    "fraction",
    "distance",
    "angle",
    "final_angle",
    "trap",
    "period",
    "interior_distance",
    "internal_angle",
    "root",
    "color",
]
"""Name of a field: a number that a tile holds for each pixel.

"color" is the color itself, red in the lowest byte: of pictures in files nothing else is known."""


class ViewRequest(NumberedRequest, frozen=True, tag="view"):
    """The tiles that a view lacks, the most wanted first.

    The request names all that a tile depends on, so its answer cannot be wrong, however messages and trait
    changes overtake each other.
    """

    formula: Formula
    max_iter: MaxIter
    engine: Name
    """Name of the engine; the time depends on it, not the picture."""
    fields: Annotated[tuple[Field, ...], Meta(min_length=1, max_length=8)]
    """Fields that the coloring in force needs."""
    z: Annotated[int, Meta(ge=-64, le=MAX_Z)]
    """The tiles' level."""
    x: Hexadecimal
    """Column of the anchor."""
    y: Hexadecimal
    """Row of the anchor, counted upwards."""
    tiles: Annotated[tuple[tuple[Offset, Offset], ...], Meta(max_length=MAX_TILES)]
    """Offsets from the anchor."""

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """The tiles' absolute ``(x, y)``."""
        x, y = int(self.x, 16), int(self.y, 16)
        return tuple((x + dx, y + dy) for dx, dy in self.tiles)

    @property
    def level(self) -> tuple[object, ...]:
        """All that a tile and its time depend on besides its place."""
        return self.formula, self.max_iter, self.engine, self.fields, self.z


class Tile(TypedDict):
    """A tile for the browser."""

    x: str
    """Column, hexadecimal with an optional minus sign."""
    y: str
    """Row, counted upwards, hexadecimal with an optional minus sign."""
    max_iter: int
    """The number of iterations that "auto" meant."""
    preliminary: bool
    """Whether a better one follows: here `max_iter` stands for counts that are not known yet, too."""
    ms: float
    """Time to compute and encode it, in milliseconds."""
    fields: dict[Field, str]
    """Grey PNG, base64: byte planes one above the other, the lowest bytes on top."""


class Tiles(TypedDict):
    """A batch of tiles: the kernel's answer to a `ViewRequest`."""

    kind: Literal["tiles"]
    vid: str
    seq: int
    z: int
    tiles: list[Tile]
    remaining: int
    """Tiles of the request that are still to come, or to be finished."""
