"""Rays, equipotentials and components, which are drawn above a view."""

from typing import Annotated, Literal, TypedDict

from msgspec import Meta

from iterscope.fractal.messages.values import DecimalPair, Formula, MaxIter
from iterscope.widget.messages import NumberedRequest

MAX_ANGLES = 16
"""Rays of one view."""
MAX_GRID = 1024
"""Points along a side of the grid on which equipotentials are found."""
Overlay = Literal["axes", "equipotentials", "cycle", "critical", "bulb", "rays", "circle", "orbit"]
"""What is drawn above the picture."""
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


class Ray(TypedDict):
    """An external ray."""

    angle: str
    origin: DecimalPair
    offsets: str
    """Real and imaginary parts by turns from far out inwards, in widths from `origin`: float64, base64."""
    landing: DecimalPair | None
    name: str
    """What it lands at; empty if that is not known."""


class Rays(TypedDict):
    """The kernel's answer to a `RaysRequest`."""

    kind: Literal["rays"]
    vid: str
    seq: int
    log2_width: float
    """That of the request."""
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


OverlayRequest = RaysRequest | EquipotentialsRequest | ComponentRequest
OverlayReply = Rays | Equipotentials | Component
"""The kernel's answers about overlays."""
