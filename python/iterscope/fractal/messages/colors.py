"""Colormaps, and what of a pixel goes through them."""

from typing import Literal, TypedDict

from iterscope.fractal import coloring
from iterscope.widget.messages import NumberedRequest

ColorBy = coloring.ColorBy
"""What colors tell; "histogram" is the rank of the smooth count."""
Interior = coloring.Interior
"""What the colors of points that never escape tell."""


class ColormapsRequest(NumberedRequest, frozen=True, tag="colormaps"):
    """All colormaps that there are, to choose one from."""


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


class Coloring(TypedDict):
    """A colormap. What is colored by it, and how, the traits say: the page makes the rest of it."""

    colormap: str
    """Its name."""
    palette: str
    """Once through it: red, green and blue of each color, a byte each, base64."""
    cyclic: bool
    """Whether it ends where it begins; colors that repeat go there and back otherwise."""


class Look(TypedDict, total=False):
    """What of a pixel is colored, and how; parts of it."""

    colormap: str
    color_by: ColorBy
    density: float
    offset: float
    light: float
    interior: Interior
