"""Tiles of a live view, cut out of a pyramid, whose own lie on any other grid."""

import math
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal.base import LENGTHS
from iterscope.fractal.coloring import INTERIOR
from iterscope.fractal.pyramids.levels import Box
from iterscope.fractal.pyramids.live.wire import integers
from iterscope.fractal.pyramids.reader import COLOR, PyramidReader
from iterscope.fractal.view import MAX_Z

_SIDE = _core.TILE_SIZE
_ROUNDING = 1e-6
"""Rounding of the logarithm of a pixel that is a power of two."""
_ENLARGED = 2
"""Levels that a view goes deeper than its pyramid, each of which enlarges it by two."""
_AROUND = 1
"""Levels that a view goes farther out than to where all of the pyramid is a tile."""


class Window:
    """What shows a pyramid to a live view.

    Parameters
    ----------
    pyramid : Pyramid
    """

    def __init__(self, pyramid: PyramidReader) -> None:
        self._pyramid = pyramid
        self._levels = pyramid.content.levels

    @property
    def range(self) -> tuple[int, int]:
        """The levels of the view's tiles, from the one that shows it whole to those that enlarge it."""
        finest = math.ceil(_log2_pixel(0) - self._levels.log2_pixel - _ROUNDING)
        whole = finest - self._levels.halvings(_SIDE) - _AROUND
        return max(whole, _core.MIN_Z), min(finest + _ENLARGED, MAX_Z)

    def tile(self, tile: tuple[int, int, int]) -> dict[str, NDArray[np.uint32]]:
        """Return the integers of the fields of a view's tile, or of its colors; 0 or dark beyond it.

        Raises
        ------
        ValueError
            If the pyramid cannot be read there.
        """
        z, x, y = tile
        finer = _log2_pixel(z) - self._levels.log2_pixel
        level = min(max(math.floor(finer + _ROUNDING), 0), self._pyramid.coarsest)
        scale = math.exp2(finer - level)
        if abs(scale - 1) < _ROUNDING:
            scale = 1.0
        side = Fraction(2) ** (2 - z)
        unit = self._pixel * 2**level
        left, top = (x * side - 2 - self._left) / unit, (self._top - (y + 1) * side + 2) / unit
        height, width = self._levels.shape(level)
        span = math.ceil(_SIDE * scale) + 1
        if not (-span < left < width and -span < top < height):
            return {name: np.full((_SIDE, _SIDE), dark, np.uint32) for name, dark in self._dark.items()}
        at = _settled(float(left)), _settled(float(top))
        if self._pyramid.names:
            return self._fields(level, at, scale)
        return {COLOR: self._colors(level, at, scale)}

    def _fields(self, level: int, at: tuple[float, float], scale: float) -> dict[str, NDArray[np.uint32]]:
        """Return the integers of the nearest pixels."""
        height, width = self._levels.shape(level)
        columns, rows = (np.floor(start + (np.arange(_SIDE) + 0.5) * scale).astype(int) for start in at)
        found = {name: np.zeros((_SIDE, _SIDE), np.uint32) for name in self._pyramid.names}
        across, down = ((at >= 0) & (at < most) for at, most in ((columns, width), (rows, height)))
        if not (across.any() and down.any()):
            return found
        columns, rows = columns[across], rows[down]
        box = Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
        for name, values in self._pyramid.pixels(level, box).items():
            chosen = values[np.ix_(rows - box.top, columns - box.left)]
            if name in LENGTHS:
                chosen = chosen / (scale * self._length(level))
            found[name][np.ix_(down, across)] = integers(name, chosen, self._pyramid.max_iter)
        return found

    def _colors(self, level: int, at: tuple[float, float], scale: float) -> NDArray[np.uint32]:
        """Return the mean light of pixels, red in the lowest byte."""
        height, width = self._levels.shape(level)
        (left, top), span = map(math.floor, at), math.ceil(_SIDE * scale) + 1
        box = Box(max(0, left), max(0, top), min(width, left + span), min(height, top + span))
        ground = np.empty((span, span, 3), np.uint8)
        ground[:] = INTERIOR
        if box.left < box.right and box.top < box.bottom:
            inside = np.s_[box.top - top : box.bottom - top, box.left - left : box.right - left]
            ground[inside] = self._pyramid.pixels(level, box)[COLOR]
        window = at[0] - left, at[1] - top, _SIDE * scale, _SIDE * scale
        red, green, blue = np.moveaxis(
            _core.warp([(ground, window)], (_SIDE, _SIDE)).astype(np.uint32), -1, 0
        )
        found: NDArray[np.uint32] = red | green << 8 | blue << 16
        return found

    def _length(self, level: int) -> float:
        """Return the side of a pixel in the unit of the pyramid's lengths."""
        return 1.0 if self._pyramid.content.unit == "pixel" else math.exp2(self._levels.log2_pixel + level)

    @property
    def _dark(self) -> dict[str, int]:
        red, green, blue = INTERIOR
        return dict.fromkeys(self._pyramid.names, 0) or {COLOR: red | green << 8 | blue << 16}

    @cached_property
    def _pixel(self) -> Fraction:
        """The side of a pixel of level 0."""
        whole = math.floor(self._levels.log2_pixel)
        return Fraction(math.exp2(self._levels.log2_pixel - whole)) * Fraction(2) ** whole

    @cached_property
    def _left(self) -> Fraction:
        return Fraction(Decimal(self._levels.view.center[0])) - self._levels.width * self._pixel / 2

    @cached_property
    def _top(self) -> Fraction:
        return Fraction(Decimal(self._levels.view.center[1])) + self._levels.height * self._pixel / 2


def _log2_pixel(z: int) -> float:
    """Return the logarithm of the side of a pixel of a view's tiles."""
    return 2 - z - math.log2(_SIDE)


def _settled(place: float) -> float:
    """Return a place among pixels, at the edge of one if that is very near."""
    return float(round(place)) if abs(place - round(place)) < _ROUNDING else place
