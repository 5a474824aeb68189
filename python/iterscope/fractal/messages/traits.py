"""Traits of the widgets."""

from typing import TypedDict

from iterscope.fractal.messages.colors import ColorBy, Coloring, Interior, Look
from iterscope.fractal.messages.frames import Poster
from iterscope.fractal.messages.overlays import Overlay
from iterscope.fractal.messages.places import Marked
from iterscope.fractal.messages.tiles import Field
from iterscope.fractal.messages.values import Antialias, DecimalPair, Formula, MaxIter


class Home(TypedDict):
    """The view that "home" leads to."""

    center: DecimalPair
    log2_width: float
    log2_height: float | None
    """A flat view shows more of the plane if there is a height."""


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
    fitted: float
    """The `log2_width` at which a page has fitted home into its view; a page sends both together."""
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
    file: str | None
    """Name of the file that tiles are read from; None if they are computed."""
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
