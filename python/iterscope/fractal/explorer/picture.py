"""Both planes as one picture."""

import math
from collections.abc import Sequence
from decimal import Context, Decimal

import numpy as np

from iterscope import _core
from iterscope.fractal.view import View
from iterscope.validation.decimals import MAX_DIGITS, Pair

GAP = 8
"""CSS pixels between the planes, as on the page."""
RADIUS = 6
"""CSS pixels of the ring around c."""
_EXACT = Context(prec=4 * MAX_DIGITS)
_CLEAR = (0, 0, 0, 0)
_RING = ((0, 0, 0, 190), 4.0), ((255, 255, 255, 255), 2.0)
"""Colors and CSS pixels of the ring's lines, the lower one first."""


def side_by_side(pngs: Sequence[bytes], size: tuple[int, int], scale: float) -> _core.Figure:
    """Lay pictures of one size beside each other.

    Parameters
    ----------
    pngs : sequence of bytes
        PNG files.
    size : (width, height)
        Pixels of each.
    scale : float
        Pixels for each CSS pixel.

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If all together have more than 2**24 pixels.
    """
    width, height = size
    step = width + round(GAP * scale)
    figure = _core.Figure((height, step * (len(pngs) - 1) + width), _CLEAR)
    for index, png in enumerate(pngs):
        figure.lay(png, (0, index * step))
    return figure


def draw_ring(
    figure: _core.Figure, at: tuple[float, float], frame: tuple[float, float], scale: float
) -> None:
    """Draw a ring around a place, in pixels, between a left and a right edge."""
    turns = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    circle = np.array(at) + RADIUS * scale * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    left, right = frame
    for color, width in _RING:
        figure.line(circle, color, width * scale, closed=True, frame=(left, right, 0.0, math.inf))


def place_of(point: Pair, view: View, size: tuple[int, int]) -> tuple[float, float] | None:
    """Return where a point is in a picture of a view.

    Parameters
    ----------
    point : pair of decimal strings
    view : View
    size : (width, height)
        Pixels of the picture.

    Returns
    -------
    (x, y) or None
        Pixels from the top left corner; None if it lies outside.
    """
    width, height = size
    pixel = view.width / width
    x, y = (
        float(_EXACT.divide(_EXACT.subtract(Decimal(part), Decimal(center)), pixel))
        for part, center in zip(point, view.center, strict=True)
    )
    column, row = width / 2 + x, height / 2 - y
    return (column, row) if 0 <= column <= width and 0 <= row <= height else None
