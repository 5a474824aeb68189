"""Picture of a view: its place in the plane, its size and its colors."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.base import Fractal
from iterscope.fractal.formula import FormulaTrait
from iterscope.fractal.view import View


@dataclass(frozen=True)
class Picture:
    """Settings that the pixels of a view depend on.

    Parameters
    ----------
    fractal : Fractal
    view : View
    width, height : int
        Pixels.
    max_iter : int or "auto"
    colormap : str
    """

    fractal: Fractal
    view: View
    width: int
    height: int
    max_iter: int | str
    colormap: str

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.height, self.width

    @property
    def level(self) -> int:
        """The level of the tiles that show it."""
        return tiles.level(self.view.log2_width, self.width)

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
            "center": list(self.view.center),
            "log2_width": self.view.log2_width,
            "max_iter": self.max_iter,
            "colormap": self.colormap,
            "width": self.width,
            "height": self.height,
        }

    def cover(self, z: int) -> list[tuple[int, int, int]]:
        """Return the tiles of a level that it touches."""
        return _core.tile_cover(self.view.center, self.view.log2_width, self.shape, z)

    def counts(self) -> NDArray[np.uint32]:
        """Return the escape counts, shape (height, width)."""
        return self.fractal.escape_counts(self.view, self.shape, max_iter=self.iterations)

    def png(self, cancellation: _core.Cancellation | None = None) -> bytes:
        """Encode it as a PNG file; raises CancelledError."""
        return tiles.png(
            self.fractal,
            self.view.region(self.shape),
            self.shape,
            max_iter=self.iterations,
            colormap=self.colormap,
            cancellation=cancellation,
        )
