"""The samples of a picture and their colors, of the arguments of `Fractal.render` and `Fractal.to_png`."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fractal.coloring import Coloring, check_interior, of_counts
from iterscope.fractal.colors.sight import Sight
from iterscope.fractal.family import Family
from iterscope.fractal.sampling import Grid, MaxIter, Region, Sampling, sampling
from iterscope.validation import arguments
from iterscope.widget.progress import Progress, watched

Whole = tuple[Region, Sequence[SupportsIndex]]
"""Where a picture is, and its height and width."""


class Colors(NamedTuple):
    """What says the colors of a picture: a coloring, or the rest."""

    coloring: Coloring | None
    colormap: str | ArrayLike
    cycle: int | None
    min_iter: SupportsIndex


class Rendering(NamedTuple):
    """What a picture is made of."""

    formula: _core.Formula
    samples: Sampling
    antialias: int
    colors: _core.Look | _core.Coloring
    """Of any field, or of counts."""

    def pixels(self, progress: Progress | bool) -> NDArray[np.uint8]:  # noqa: FBT001 - as its callers have it
        """Return the picture, shape (height, width, 3)."""
        with self._watched(progress, "render"):
            if isinstance(self.colors, _core.Look):
                return _core.paint(self.formula, **self.samples, look=self.colors, antialias=self.antialias)
            return _core.render(self.formula, **self.samples, coloring=self.colors)

    def png(self, progress: Progress | bool) -> bytes:  # noqa: FBT001 - as its callers have it
        """Return the picture as a PNG."""
        with self._watched(progress, "to_png"):
            if isinstance(self.colors, _core.Look):
                colors, by = self.colors, self.antialias
                return _core.paint_png(self.formula, **self.samples, look=colors, antialias=by)
            return _core.render_png(self.formula, **self.samples, coloring=self.colors)

    def _watched(self, progress: Progress | bool, name: str) -> AbstractContextManager[Progress]:  # noqa: FBT001
        height, width = self.samples["shape"]
        return watched(height * width, progress=progress, name=name)


def rendering(
    fractal: Family,
    region: Region,
    shape: Sequence[SupportsIndex],
    given: Colors,
    *,
    max_iter: MaxIter,
    bailout: SupportsFloat,
    antialias: SupportsIndex,
    grid: Grid,
    part_of: Whole | None,
) -> Rendering:
    """Check the arguments of a picture; raises TypeError or ValueError."""
    coloring, colormap, cycle, min_iter = given
    if coloring is not None and not isinstance(coloring, Coloring):
        raise TypeError(f"coloring must be a Coloring, got {arguments.shown(coloring)}")
    by = arguments.integer("antialias", antialias, 1, 4)
    whole = None
    if part_of is not None:
        if coloring is None:
            raise TypeError("part_of must be None without a coloring")
        place, size = arguments.items("part_of", part_of, 2, "(region, (height, width))")
        whole = sampling(fractal, place, size, max_iter=max_iter, bailout=bailout, grid=grid, antialias=by)
        max_iter = whole["max_iter"]
    samples = sampling(fractal, region, shape, max_iter=max_iter, bailout=bailout, grid=grid, antialias=by)
    if coloring is None:
        if by > 1:
            raise ValueError(f"antialias must be 1 without a coloring, got {by}")
        first = arguments.integer("min_iter", min_iter, 0, samples["max_iter"] - 1)
        return Rendering(fractal.formula, samples, by, of_counts(colormap, cycle, min_iter=first))
    if not (isinstance(colormap, str) and colormap == "grey" and cycle is None and min_iter == 0):
        raise TypeError("coloring takes the place of colormap, cycle and min_iter")
    check_interior(coloring.interior, fractal.kind, fractal.formula.fields)
    if whole is None or not coloring.follows:
        return Rendering(fractal.formula, samples, by, coloring.look)
    return Rendering(fractal.formula, samples, by, coloring.among(Sight.of(fractal, whole, by)))
