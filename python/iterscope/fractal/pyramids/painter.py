"""Tiles of colors: each is the picture of its own view, as a PNG."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.coloring import Coloring, check_interior
from iterscope.fractal.colors.sight import Sight
from iterscope.fractal.pyramids.content import Content
from iterscope.fractal.pyramids.levels import Box
from iterscope.fractal.sampling import sampling


@dataclass(frozen=True, eq=False)
class Painter:
    """What paints the tiles of a pyramid.

    Parameters
    ----------
    content : Content
        With colors.
    sight : Sight, optional
        What all of the picture shows, if its colors follow that: all tiles have the same colors.
    """

    content: Content
    sight: Sight | None

    @classmethod
    def of(cls, content: Content) -> Self:
        """Look at what a pyramid shows.

        Raises
        ------
        ValueError
            If the family lacks what colors go by, or float64 cannot tell the finest pixels apart.
        """
        coloring, levels, fractal = _coloring(content), content.levels, content.fractal
        check_interior(coloring.interior, fractal.kind, fractal.formula.fields)
        sight = None
        if coloring.follows:
            by, max_iter = content.antialias, content.max_iter
            whole = sampling(fractal, levels.view, levels.shape(0), max_iter=max_iter, antialias=by)
            sight = Sight.of(fractal, whole, by)
        painter = cls(content, sight)
        for box in levels.corners:
            painter.pixels(0, box)
        return painter

    def png(self, level: int, box: Box) -> bytes:
        """Return some pixels of a level as a PNG."""
        return _core.paint_png(**self._samples(level, box))

    def pixels(self, level: int, box: Box) -> NDArray[np.uint8]:
        """Return some pixels of a level, shape (height, width, 3)."""
        return _core.paint(**self._samples(level, box))

    def _samples(self, level: int, box: Box) -> dict[str, Any]:
        return {
            "formula": self.content.fractal.formula,
            "region": self.content.levels.area(level, box),
            "shape": box.shape,
            "max_iter": self.content.max_iter,
            "bailout": tiles.BAILOUT,
            "look": self._look,
            "antialias": self.content.antialias,
            "grid": "pixel",
        }

    @cached_property
    def _look(self) -> _core.Look:
        coloring = _coloring(self.content)
        return coloring.look if self.sight is None else coloring.among(self.sight)

    def __getstate__(self) -> dict[str, Any]:
        """Return what pickle sends: all but the core's colors, which are made again."""
        return {name: value for name, value in vars(self).items() if name != "_look"}


def _coloring(content: Content) -> Coloring:
    if content.coloring is None:
        raise TypeError("what is painted must have colors")
    return content.coloring
