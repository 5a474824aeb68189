"""A picture of a view: where it is, how large, and how its counts are colored."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.base import Fractal
from iterscope.fractal.formula import FormulaTrait

_EXACT = 1e-6


@dataclass(frozen=True)
class Picture:
    """All that the pixels of a view depend on.

    Parameters
    ----------
    fractal : Fractal
    center : (str, str)
        Decimal strings.
    log2_width : float
    width, height : int
        Pixels.
    max_iter : int or "auto"
    colormap : str
    """

    fractal: Fractal
    center: tuple[str, str]
    log2_width: float
    width: int
    height: int
    max_iter: int | str
    colormap: str

    @cached_property
    def region(self) -> tuple[float, float, float, float]:
        """The rectangle ``(xmin, xmax, ymin, ymax)`` of the plane."""
        x, y = map(float, self.center)
        log2_pixel = self.log2_width - math.log2(self.width)
        if math.isclose(log2_pixel, round(log2_pixel), abs_tol=_EXACT):
            log2_pixel = round(log2_pixel)  # the pixels of tiles, as the page draws them
        half_width, half_height = (2.0**log2_pixel * size / 2 for size in (self.width, self.height))
        return x - half_width, x + half_width, y - half_height, y + half_height

    @property
    def level(self) -> int:
        """The level of the tiles that show it."""
        return tiles.level(self.log2_width, self.width)

    @property
    def iterations(self) -> int:
        """The number of iterations of its pixels."""
        return self.iterations_at(self.level)

    def iterations_at(self, z: int) -> int:
        """Return the number of iterations of the tiles of a level."""
        return tiles.auto_max_iter(z) if self.max_iter == "auto" else int(self.max_iter)

    def message(self) -> dict[str, object]:
        """Return all that a poster says besides its pixels."""
        return {
            "formula": FormulaTrait.to_json(self.fractal, None),
            "center": list(self.center),
            "log2_width": self.log2_width,
            "max_iter": self.max_iter,
            "colormap": self.colormap,
            "width": self.width,
            "height": self.height,
        }

    def cover(self, z: int) -> list[tuple[int, int, int]]:
        """Return the tiles of a level that it touches."""
        return tiles.cover(self.region, z)

    def counts(self) -> NDArray[np.uint32]:
        """Return the escape counts, shape (height, width)."""
        return self.fractal.escape_counts(self.region, (self.height, self.width), max_iter=self.iterations)

    def png(self, cancellation: _core.Cancellation | None = None) -> bytes:
        """Encode it as a PNG file; raises CancelledError."""
        return tiles.png(
            self.fractal,
            self.region,
            (self.height, self.width),
            max_iter=self.iterations,
            colormap=self.colormap,
            cancellation=cancellation,
        )
