"""Levels of a pyramid, each half as fine as the one before, and where their pixels are in the plane."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cached_property
from itertools import product
from typing import NamedTuple

from iterscope.fractal.view import Area, Shape, View
from iterscope.validation.decimals import MAX_DIGITS

BLOCK = 2048
"""Pixels along a side of what is computed in one go."""

_ROUNDING = 1e-6
"""Rounding of the logarithm of a pixel that is a power of two, as the core has it."""
_EXACT = Context(prec=4 * MAX_DIGITS)


class Box(NamedTuple):
    """Pixels of a level."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def shape(self) -> Shape:
        """Height and width."""
        return self.bottom - self.top, self.right - self.left

    def until(self, other: "Box") -> "Box":
        """Return the pixels from its upper left corner to the lower right one of another."""
        return Box(self.left, self.top, other.right, other.bottom)


class Block(NamedTuple):
    """Tiles of a level that are computed in one go."""

    level: int
    columns: range
    rows: range

    @property
    def name(self) -> str:
        """Its own, for files."""
        return f"{self.level}_{self.columns.start}_{self.rows.start}"

    @property
    def size(self) -> int:
        """The number of its tiles."""
        return len(self.columns) * len(self.rows)

    @property
    def tiles(self) -> Iterator[tuple[int, int]]:
        """Column and row of each, row by row."""
        return ((column, row) for row, column in product(self.rows, self.columns))


@dataclass(frozen=True)
class Levels:
    """A picture in all its resolutions. Level 0 is the finest; a pixel of the next one is four of it.

    All have their upper left corner in the same place. Where a side is odd, the last pixels of the next level
    reach beyond it.

    Parameters
    ----------
    view : View
        What the picture shows.
    height, width : int
        Its pixels.
    side : int
        Pixels along a side of a tile, a power of two.
    """

    view: View
    height: int
    width: int
    side: int

    def halvings(self, most: int) -> int:
        """Return the first level that is at most so many pixels wide and high."""
        return (-(-max(self.height, self.width) // most) - 1).bit_length()

    def shape(self, level: int) -> Shape:
        """Return height and width of a level in pixels."""
        return -(-self.height >> level), -(-self.width >> level)

    def grid(self, level: int) -> Shape:
        """Return how many rows and columns of tiles a level has."""
        height, width = self.shape(level)
        return -(-height // self.side), -(-width // self.side)

    def box(self, level: int, column: int, row: int, overlap: int = 0) -> Box:
        """Return the pixels of a tile, and so many around them that are others', within the level."""
        height, width = self.shape(level)
        left, top = column * self.side, row * self.side
        return Box(
            max(0, left - overlap),
            max(0, top - overlap),
            min(width, left + self.side + overlap),
            min(height, top + self.side + overlap),
        )

    @property
    def corners(self) -> list[Box]:
        """The outermost pixels of level 0: what can be computed there can be everywhere."""
        right, bottom = max(0, self.width - 2), max(0, self.height - 2)
        return [
            Box(left, top, min(left + 2, self.width), min(top + 2, self.height))
            for left, top in product({0, right}, {0, bottom})
        ]

    def block(self, level: int) -> Shape:
        """Return height and width in pixels of blocks of a level, of no more tiles than there are."""
        rows, columns = self.grid(level)
        return min(BLOCK, rows * self.side), min(BLOCK, columns * self.side)

    def blocks(self, level: int) -> list[Block]:
        """Return the tiles of a level in blocks of `BLOCK` pixels, row by row."""
        rows, columns = self.grid(level)
        down, across = (side // self.side for side in self.block(level))
        return [
            Block(level, range(left, min(left + across, columns)), range(top, min(top + down, rows)))
            for top, left in product(range(0, rows, down), range(0, columns, across))
        ]

    def area(self, level: int, box: Box) -> Area:
        """Return where pixels of a level are, as the core takes it: exactly.

        It is what a view of these pixels alone would be, so they are those of a picture of their own.
        """
        x, y = self.view.center
        across = ((box.left + box.right) << level) - self.width
        down = ((box.top + box.bottom) << level) - self.height
        center = self._moved(x, across), self._moved(y, -down)
        return center, self.log2_pixel + level + math.log2(box.right - box.left)

    @cached_property
    def log2_pixel(self) -> float:
        """Logarithm of the side of a pixel of level 0: a whole number if that is very near."""
        exponent = self.view.log2_width - math.log2(self.width)
        return float(round(exponent)) if abs(exponent - round(exponent)) <= _ROUNDING else exponent

    @cached_property
    def _half(self) -> Decimal:
        """Half a pixel of level 0, exactly."""
        whole = math.floor(self.log2_pixel)
        power = whole - 1
        two = Decimal(2**power) if power >= 0 else Decimal(5**-power).scaleb(power, _EXACT)
        return _EXACT.multiply(Decimal(math.exp2(self.log2_pixel - whole)), two)

    def _moved(self, part: str, halves: int) -> str:
        """Return a coordinate that is moved by so many halves of a pixel."""
        return format(_EXACT.add(Decimal(part), _EXACT.multiply(halves, self._half)), "f")
