"""Colors of a figure's ground, lines and text."""

from dataclasses import dataclass

Rgba = tuple[int, int, int, int]
"""Red, green, blue and opacity, from 0 to 255."""


@dataclass(frozen=True)
class Theme:
    """Colors of all that is no sample and no component."""

    ground: Rgba
    text: Rgba
    muted: Rgba
    grid: Rgba
    outline: float
    """How far a component's outline is drawn towards the text's color, times the root of its luminance."""


PAPER = Theme((255, 255, 255, 255), (31, 35, 40, 255), (94, 102, 112, 255), (31, 35, 40, 18), 0.55)
"""Black on white, for slides and print."""
CLEAR = Theme((0, 0, 0, 0), (116, 124, 134, 255), (116, 124, 134, 255), (127, 132, 140, 45), 0.0)
"""Grey on no ground: read on white pages and on dark ones."""
