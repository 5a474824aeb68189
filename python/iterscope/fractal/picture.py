"""Picture of a view: its place in the plane, its size and its colors."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.base import Fractal
from iterscope.fractal.formula import FormulaTrait


@dataclass(frozen=True)
class Picture:
    """Settings that the pixels of a view depend on.

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
        return _core.view_region(self.center, self.log2_width, self.shape)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.height, self.width

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
        """Return the fields of a poster besides its pixels."""
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
        return _core.tile_cover(self.center, self.log2_width, self.shape, z)

    def counts(self) -> NDArray[np.uint32]:
        """Return the escape counts, shape (height, width)."""
        return self.fractal.escape_counts(self.region, self.shape, max_iter=self.iterations)

    def png(self, cancellation: _core.Cancellation | None = None) -> bytes:
        """Encode it as a PNG file; raises CancelledError."""
        return tiles.png(
            self.fractal,
            self.region,
            self.shape,
            max_iter=self.iterations,
            colormap=self.colormap,
            cancellation=cancellation,
        )
