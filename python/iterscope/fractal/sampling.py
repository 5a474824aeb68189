"""Which points of the plane are iterated, and how far: arguments that all families' methods share."""

import math
from collections.abc import Sequence
from typing import Literal, SupportsFloat, SupportsIndex, TypedDict

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.family import Family
from iterscope.fractal.view import FLOAT64_LOG2_WIDTH, Area, Shape, View, size
from iterscope.validation import arguments

Region = View | Sequence[SupportsFloat]
"""A view, or (xmin, xmax, ymin, ymax)."""
Grid = Literal["pixel", "linspace", "left"]
GRIDS = ("pixel", "linspace", "left")
MaxIter = SupportsIndex | Literal["auto"]
"""Iterations; "auto" grows with the depth."""
Unit = Literal["plane", "pixel"]
UNITS = ("plane", "pixel")

_DEEPEST_LENGTH = -960.0
"""Logarithm of the narrowest width whose pixels, and shares of them, are normal float64 numbers."""


class Sampling(TypedDict):
    """Samples as the core takes them."""

    region: Area
    shape: Shape
    max_iter: int
    bailout: float
    grid: str


def sampling(
    fractal: Family,
    region: Region,
    shape: Sequence[SupportsIndex],
    *,
    max_iter: MaxIter,
    bailout: SupportsFloat = 2.0,
    grid: str = "pixel",
    antialias: int = 1,
    engine: str = "rust",
) -> Sampling:
    """Check the arguments of a fractal's methods.

    With `antialias` there are so many samples along a side of a pixel, which count as a finer picture's.

    Returns
    -------
    Sampling

    Raises
    ------
    TypeError, ValueError
        If one is of the wrong type or out of range.
    """
    height, width = size(shape)
    size((height * antialias, width * antialias))
    arguments.one_of("grid", grid, GRIDS)
    area: Area
    if isinstance(region, View):
        if grid != "pixel":
            raise ValueError(f"grid must be 'pixel' for a view, got {grid!r}")
        if region.log2_width < FLOAT64_LOG2_WIDTH and tiles.deepest(fractal, engine) == _core.MAX_Z:
            raise ValueError(
                f"region must be a view of log2_width at least {FLOAT64_LOG2_WIDTH:g} for {fractal} by "
                f"{engine!r}, which float64 computes, got {region.log2_width:g}"
            )
        area = region.area
    else:
        area = arguments.region("region", region)
    if isinstance(max_iter, str) and max_iter == "auto":
        max_iter = _core.auto_max_iter(fractal.formula, area, (height * antialias, width * antialias))
    return {
        "region": area,
        "shape": (height, width),
        "max_iter": arguments.integer("max_iter", max_iter, 1, _core.MAX_ITER),
        "bailout": arguments.radius("bailout", bailout),
        "grid": grid,
    }


def pixel(samples: Sampling) -> float:
    """Return the width of a pixel in the plane.

    Raises
    ------
    ValueError
        If float64 has no such numbers.
    """
    area, (_, width) = samples["region"], samples["shape"]
    if len(area) == 4:
        return (area[1] - area[0]) / width
    if area[1] < _DEEPEST_LENGTH:
        raise ValueError("unit must be 'pixel' for a view so narrow: float64 ends at lengths of 1e-308")
    return math.exp2(area[1] - math.log2(width))
