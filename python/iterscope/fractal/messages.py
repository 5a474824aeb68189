"""Every message and trait between the kernel and a fractal view.

``python -m tests.protocol`` writes ``js/src/fractal/messages.d.ts`` from these declarations. No coordinate is
ever a JSON number: the plane is addressed by tiles, whose indices are exact integers at any depth, and by
decimal strings.

A tile ``(z, x, y)`` is the square of side ``2**(2 - z)`` with lower left corner
``(-2 + x * 2**(2 - z), -2 + y * 2**(2 - z))``. It is ``TILE_SIZE`` pixels wide and high, its row 0 on top.
"""

from typing import Annotated, Literal, TypedDict

import msgspec
from msgspec import Meta

from iterscope.fractal import coloring
from iterscope.fractal.view import MAX_Z
from iterscope.validation.decimals import DECIMAL, MAX_DIGITS
from iterscope.widget.messages import MAX_COUNT, Failure, MessageError, NumberedRequest, Request, decode

MAX_TILES = 512
"""Tiles that one request may name."""
MAX_OFFSET = 4096
"""Largest distance of a tile from the anchor of its request, in tiles."""
MAX_FRAME = 1024
"""Pixels along a side of a frame."""
MAX_PARAMETERS = 16
"""Parameters that a formula may have."""
MAX_DECIMALS = 66
"""Parts of all complex numbers of one parameter."""
MAX_ANGLES = 16
"""Rays of one view."""
MAX_GRID = 1024
"""Points along a side of the grid on which equipotentials are found."""
MAX_TEXT = 65_536
"""Characters of an address, and of a saved view."""
MAX_BOOKMARKS = 64
"""Bookmarks of a widget."""
MAX_NAME = 80
"""Characters of a bookmark's name."""
MAX_THUMBNAIL = 24_576
"""Bytes of a bookmark's picture."""
MAX_SIDE = 65_536
"""Pixels across and down a view and its picture."""
BOOKMARK_VERSION = 1
"""Of the form that bookmarks have: a newer one is refused."""

Decimal = Annotated[
    str,
    Meta(
        pattern=DECIMAL,
        max_length=MAX_DIGITS,
        description="decimal strings like -1.25e-3",
    ),
]
Hexadecimal = Annotated[
    str,
    Meta(
        pattern=r"^-?[0-9a-f]{1,1536}\Z",
        max_length=1537,
        description="1 to 1536 hexadecimal digits with an optional -",
    ),
]
Name = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9_-]{1,64}\Z",
        max_length=64,
        description="1 to 64 lower case letters, digits, _ or -",
    ),
]
DecimalPair = tuple[Decimal, Decimal]
"""Real and imaginary part."""
Decimals = Annotated[tuple[Decimal, ...], Meta(min_length=2, max_length=MAX_DECIMALS)]
"""Real and imaginary parts of one or several complex numbers, one after the other."""
MaxIter = Annotated[int, Meta(ge=1, le=MAX_COUNT)] | Literal["auto"]
"""Iterations; "auto" grows with the depth."""
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
]
"""Name of a field: a number that a tile holds for each pixel."""
ColorBy = coloring.ColorBy
"""What colors tell; "histogram" is the rank of the smooth count."""
Interior = coloring.Interior
"""What the colors of points that never escape tell."""
Overlay = Literal["axes", "equipotentials", "cycle", "critical", "bulb", "rays", "circle", "orbit"]
"""What is drawn above the picture."""
Antialias = Literal[1, 2, 4]
"""Points along each side of a pixel."""
Offset = Annotated[int, Meta(ge=-MAX_OFFSET, le=MAX_OFFSET)]


class Formula(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The map that is iterated."""

    kind: Name
    # msgspec 0.22 crashes on the union of a tuple and an int with limits: the formula has those.
    parameters: Annotated[dict[Name, Decimals | int], Meta(max_length=MAX_PARAMETERS)]
    """Complex numbers as pairs of decimal strings, several in one list, integers as they are."""

    def __post_init__(self) -> None:
        if any(isinstance(value, tuple) and len(value) % 2 for value in self.parameters.values()):
            raise MessageError("parameters must be made of pairs of decimal strings and integers")


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


class FrameRequest(NumberedRequest, frozen=True, tag="frame"):
    """One picture of a whole view while its formula is dragged, in the colors of the widget."""

    formula: Formula
    max_iter: MaxIter
    center: DecimalPair
    log2_width: float
    width: Annotated[int, Meta(ge=1, le=MAX_FRAME)]
    """Pixels."""
    height: Annotated[int, Meta(ge=1, le=MAX_FRAME)]
    """Pixels."""


Turns = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{1,80}(/[0-9]{1,80})?\Z",
        max_length=161,
        description="fractions such as 1/7",
    ),
]
Depth = Annotated[float, Meta(ge=-5001, le=6)]
Grid = Annotated[int, Meta(ge=2, le=MAX_GRID)]


class RaysRequest(NumberedRequest, frozen=True, tag="rays"):
    """External rays."""

    formula: Formula
    angles: Annotated[tuple[Turns, ...], Meta(max_length=MAX_ANGLES)]
    log2_width: Depth
    """Of the view in which they are drawn: they are followed so far."""


class EquipotentialsRequest(NumberedRequest, frozen=True, tag="equipotentials"):
    """Curves of equal potential in a view."""

    formula: Formula
    max_iter: MaxIter
    center: DecimalPair
    log2_width: Depth
    columns: Grid
    rows: Grid


class ComponentRequest(NumberedRequest, frozen=True, tag="component"):
    """The component of the interior in which a parameter lies."""

    point: DecimalPair


class ColormapsRequest(NumberedRequest, frozen=True, tag="colormaps"):
    """All colormaps that there are, to choose one from."""


class CloseRequest(Request, frozen=True, tag="close"):
    """The view was closed."""


class GotoRequest(NumberedRequest, frozen=True, tag="goto"):
    """A text that names a place: a point, an angle, an internal address, a period, a saved view."""

    text: Annotated[str, Meta(max_length=MAX_TEXT, description=f"at most {MAX_TEXT} characters")]
    formula: Formula
    """The present one."""
    center: DecimalPair
    log2_width: float


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
    max_iter: MaxIter = "auto"
    coloring: SavedColoring | None = None
    """None leaves those that are."""


class Marked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bookmark."""

    version: Annotated[int, Meta(ge=1, le=BOOKMARK_VERSION)]
    name: Annotated[str, Meta(min_length=1, max_length=MAX_NAME, description=f"1 to {MAX_NAME} characters")]
    saved: Saved
    thumbnail: Annotated[str, Meta(max_length=4 * MAX_THUMBNAIL // 3 + 4, description="base64")]
    """A small picture, PNG or JPEG, base64; empty for none."""


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


class Fly(TypedDict):
    """All views are to fly to a place, which the traits have at once."""

    kind: Literal["fly"]
    vid: None
    center: DecimalPair
    log2_width: float
    seconds: float | None
    """None leaves the pace to the page."""


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


class Ray(TypedDict):
    """An external ray."""

    angle: str
    origin: DecimalPair
    offsets: str
    """Real and imaginary parts by turns from far out inwards, as seen from `origin`: float64, base64."""
    landing: DecimalPair | None
    name: str
    """What it lands at; empty if that is not known."""


class Rays(TypedDict):
    """The kernel's answer to a `RaysRequest`."""

    kind: Literal["rays"]
    vid: str
    seq: int
    rays: list[Ray]


class Curve(TypedDict):
    """Pieces of curves of equal potential."""

    strength: float
    """From 0 to 1: the denser the curves, the weaker they are drawn."""
    pieces: str
    """Both ends of each, x and y upwards from the center, in units of the width / 8192: int16, base64."""


class CurveName(TypedDict):
    """A place on a curve to write beside."""

    level: int
    """The potential there is degree ** -level."""
    x: float
    y: float


class Equipotentials(TypedDict):
    """The kernel's answer to an `EquipotentialsRequest`."""

    kind: Literal["equipotentials"]
    vid: str
    seq: int
    center: DecimalPair
    log2_width: float
    degree: int
    curves: list[Curve]
    names: list[CurveName]


class Component(TypedDict):
    """The kernel's answer to a `ComponentRequest`."""

    kind: Literal["component"]
    vid: str
    seq: int
    period: int
    """0 outside, and where nothing was found."""
    root: DecimalPair | None
    is_cusp: bool
    """Whether the root is a cusp, and not the bond of a bulb."""
    angles: list[str]
    """Those whose rays land at the root."""
    address: str
    rotation: str | None
    """p/q of a bulb."""
    exterior: str
    """Outside: the external angle, to as many digits as it is known, and the potential."""


class Accepted(TypedDict):
    """The kernel has the request and works on it: no need to ask again."""

    kind: Literal["accepted"]
    vid: str
    seq: int


class Swatch(TypedDict):
    """A colormap to choose."""

    name: str
    category: str
    """sequential, diverging, cyclic, qualitative or miscellaneous."""
    colors: str
    """A few of its colors, red, green and blue of each as two hexadecimal digits."""


class Colormaps(TypedDict):
    """The kernel's answer to a `ColormapsRequest`."""

    kind: Literal["colormaps"]
    vid: str
    seq: int
    colormaps: list[Swatch]


Reply = Tiles | Accepted | Failure | Place | Colormaps | PicturePart | Fly
"""Messages from the kernel."""
OverlayReply = Rays | Equipotentials | Component
"""Its answers about overlays."""
OverlayRequest = RaysRequest | EquipotentialsRequest | ComponentRequest


class Coloring(TypedDict):
    """A colormap. What is colored by it, and how, the traits say: the page makes the rest of it."""

    colormap: str
    """Its name."""
    palette: str
    """Once through it: red, green and blue of each color, a byte each, base64."""
    cyclic: bool
    """Whether it ends where it begins; colors that repeat go there and back otherwise."""


class Home(TypedDict):
    """The view that "home" leads to."""

    center: DecimalPair
    log2_width: float
    log2_height: float | None
    """A flat view shows more of the plane if there is a height."""


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


class Look(TypedDict, total=False):
    """What of a pixel is colored, and how; parts of it."""

    colormap: str
    color_by: ColorBy
    density: float
    offset: float
    light: float
    interior: Interior


class Example(TypedDict):
    """A place worth seeing."""

    title: str
    formula: Formula
    center: DecimalPair
    log2_width: float


class Traits(TypedDict):
    """The traits of `FractalWidget`."""

    formula: Formula
    center: DecimalPair
    log2_width: float
    max_iter: MaxIter
    colormap: str
    """Name of the coloring: of one of `colormaps`, else of `coloring`."""
    color_by: ColorBy
    density: float
    """How often colors pass by: 1 is usual."""
    offset: float
    """Turns of the colors."""
    light: float
    """Strength of the light on slopes, from 0 to 1."""
    interior: Interior
    antialias: Antialias
    """Points along each side of a pixel, once the view rests."""
    overlays: list[Overlay]
    """What is drawn above the picture."""
    angles: list[str]
    """Of the rays."""
    engine: str
    width: int
    """CSS pixels."""
    height: int
    """CSS pixels."""
    fluid: bool
    """Whether the view takes the full width of its cell and reports it."""
    poster: Poster | None
    home: Home
    zoom_range: tuple[int, int]
    """Tile levels that the kernel can compute, with this formula and engine."""
    coloring: Coloring
    """That of the kernel's present colormap."""
    colormaps: list[Coloring]
    """The menu, in its order."""
    field_names: list[Field]
    """Fields that the kernel, or a file, has of this formula."""
    pace: float
    """How many times as fast as usual the colors of its counts change."""
    cycling: float
    """Turns of the colors in a second, while they play; 0 if they rest."""
    usual: Look
    """What colors go back to, as far as a person has chosen it."""
    examples: list[Example]
    """Places of all families."""
    engines: list[str]
    """Those that the kernel has."""
    tile_size: int
    """Pixels along a side."""
    version: str
    """Of the kernel's side."""
    bookmarks: list[Marked]


class ExplorerTraits(TypedDict):
    """The traits of `ExplorerWidget`."""

    parameter_plane: str
    """Reference to the widget of the parameter plane."""
    dynamical_plane: str
    """Reference to the widget of the dynamical plane, whose formula has the constant c."""
    together: bool
    """Whether both planes show the same place."""
    swapped: bool
    """Whether the dynamical plane comes first."""
    width: int
    """CSS pixels of both together."""
    height: int
    """CSS pixels of each."""
    fluid: bool
    """Whether they take the full width of their cell and report it."""
    poster: None
    version: str
    """Of the kernel's side."""


AnyRequest = (
    ViewRequest
    | FrameRequest
    | CloseRequest
    | GotoRequest
    | OverlayRequest
    | ColormapsRequest
    | PictureRequest
)
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
