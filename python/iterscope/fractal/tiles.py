"""The dyadic squares that a zoomable view is made of."""

import base64
import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from iterscope import _core
from iterscope.fractal import engines
from iterscope.fractal.view import MAX_Z

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from iterscope.fractal.base import Fractal
    from iterscope.fractal.messages.tiles import Field
    from iterscope.fractal.view import Area

BAILOUT = 2.0
"""The radius of a zoomable view."""
PROBE = 16
"""Points along each side of what shows how many iterations are enough."""
_INTERIOR = 1 << 18
"""Iterations after which a place where nothing has escaped is taken for the interior."""
_FARTHEST = 1 << 22
"""Iterations that "auto" does not pass."""
_SHALLOW = 8
"""Levels down to this one, where all of a set is in sight, have a fixed number of iterations."""
_SLOW = 1 << 16
"""Iterations after which float64 takes a place where nothing has escaped for the interior."""
_SHAPE = (_core.TILE_SIZE, _core.TILE_SIZE)


def deepest(fractal: "Fractal", engine: str) -> int:
    """Return the deepest level of tiles that an engine computes."""
    return MAX_Z if fractal.deep and engine == "rust" else _core.MAX_Z


def level(log2_width: float, width: int) -> int:
    """Return the coarsest level whose pixels are at most a fifth larger than those of a view.

    Parameters
    ----------
    log2_width : float
        Logarithm of the view's width in the plane.
    width : int
        The same width in pixels.
    """
    return min(max(_core.tile_level(log2_width, width), _core.MIN_Z), MAX_Z)


def auto_max_iter(z: int) -> int:
    """Return the number of iterations that "auto" means for tiles of this level.

    Orbits near a Julia set take a number of steps to escape that grows with the logarithm of the distance.
    """
    return 512 + 64 * max(z, 0)


def known(fractal: "Fractal", fields: Iterable[str]) -> "tuple[Field, ...]":
    """Return those fields that a family has: what colors need beyond them stays undefined.

    Raises
    ------
    ValueError
        If it has none of them.
    """
    names = fractal.formula.fields
    found = tuple(field for field in fields if field in names)
    if not found:
        raise ValueError(f"fields must be made of {', '.join(names)} for {fractal.kind}")
    return cast("tuple[Field, ...]", found)


@lru_cache(maxsize=1024)
def iterations(fractal: "Fractal", tile: tuple[int, int, int]) -> int:
    """Return the number of iterations that "auto" means for a tile: what its points show."""
    z = tile[0]
    if z <= _SHALLOW:
        return auto_max_iter(z)

    def probe(max_iter: int) -> "NDArray[np.uint32]":
        levels = _core.tile_levels(
            fractal.formula, tile, (PROBE, PROBE), fields=("count",), max_iter=max_iter, bailout=BAILOUT
        )["count"]
        return levels[levels > 0]

    return _shown(z, probe)


def iterations_of_view(formula: _core.Formula, area: "Area", shape: tuple[int, int]) -> int:
    """Return the number of iterations that "auto" means for a picture.

    Parameters
    ----------
    formula : Formula
    area : tuple
        As `View.area`, or bounds.
    shape : (height, width)
    """
    height, width = shape
    log2_width = area[1] if len(area) == 2 else math.log2(area[1] - area[0])
    z = _core.tile_level(log2_width, width)
    if z <= _SHALLOW:
        return auto_max_iter(z)

    def probe(max_iter: int) -> "NDArray[np.uint32]":
        columns = min(width, PROBE)
        rows = min(max(round(columns * height / width), 1), PROBE**2)
        counts = _core.escape_counts(
            formula, area, (rows, columns), max_iter=max_iter, bailout=BAILOUT, grid="pixel"
        )
        return counts[counts < max_iter]

    return _shown(z, probe)


def _shown(z: int, probe: Callable[[int], "NDArray[np.uint32]"]) -> int:
    """Return the number of iterations that some points of this level ask for."""
    least = auto_max_iter(z)
    return enough(least, probe) if z > _core.MAX_Z else resolving(least, probe)


def resolving(least: int, probe: Callable[[int], "NDArray[np.uint32]"]) -> int:
    """Return a number of iterations with which a place of float64 is not one flat color, if there is one.

    Parameters
    ----------
    least : int
        What is taken where half of those points that escape do so in half as many steps, or where none does.
    probe : callable
        ``probe(max_iter)`` returns the counts of those of some points that escape.

    Returns
    -------
    int
        `least` times a power of two.
    """
    max_iter = least
    while True:
        counts = probe(max_iter)
        if counts.size > 0 and 2 * np.median(counts) <= max_iter:
            return max_iter
        if max_iter >= _SLOW:
            return max_iter if counts.size > 0 else least
        max_iter *= 2


def enough(least: int, probe: Callable[[int], "NDArray[np.uint32]"]) -> int:
    """Return a number of iterations that few points would pass.

    Parameters
    ----------
    least : int
        The smallest that is taken.
    probe : callable
        ``probe(max_iter)`` returns the counts of those of some points that escape.

    Returns
    -------
    int
        `least` times a power of two: at least twice the largest count, if that is in reach.
    """
    max_iter = least
    while max_iter < _FARTHEST:
        counts = probe(max_iter)
        if 2 * counts.max(initial=0) <= max_iter and (counts.size > 0 or max_iter >= _INTERIOR):
            break
        max_iter *= 2
    return max_iter


def compute(
    fractal: "Fractal",
    tile: tuple[int, int, int],
    *,
    fields: "tuple[Field, ...]" = ("count",),
    max_iter: int,
    engine: str = "rust",
    cancellation: _core.Cancellation | None = None,
) -> "dict[Field, str]":
    """Compute the fields of one tile.

    Parameters
    ----------
    fractal : Fractal
    tile : (z, x, y)
        The square of side ``s = 2**(2 - z)`` with lower left corner ``(-2 + x * s, -2 + y * s)``.
    fields : tuple of str, default=("count",)
        What is wanted of each pixel.
    max_iter : int
        The count of points that do not escape.
    engine : str, default="rust"
        Who counts; a name that `engines.check` has returned.
    cancellation : Cancellation, optional
        Stops it from another thread.

    Returns
    -------
    dict of str
        Each field as a PNG in base64: `TILE_SIZE` pixels wide, row 0 on top, one square for each byte of its
        values, the lowest bytes above.

    Raises
    ------
    ValueError
        If float64 cannot address the tile, or an argument is out of range.
    CancelledError
        If it was cancelled.
    """
    if engine != "rust":
        found = levels(fractal, tile, _SHAPE, fields, max_iter, engine=engine, cancellation=cancellation)
        return encode(found)
    pngs = _core.tile_fields(
        fractal.formula,
        tile,
        fields=fields,
        max_iter=max_iter,
        bailout=BAILOUT,
        cancellation=cancellation,
    )
    return {field: _text(pngs[field]) for field in fields}


def levels(
    fractal: "Fractal",
    tile: tuple[int, int, int],
    shape: tuple[int, int],
    fields: "tuple[Field, ...]",
    max_iter: int,
    *,
    engine: str,
    cancellation: _core.Cancellation | None,
) -> "dict[Field, NDArray[np.uint32]]":
    """Return the integers of fields that travel, of `shape` points of a tile; else as `compute`.

    Engines other than "rust" count, in the time that they take, and leave the other fields to it.
    """
    counted = None
    if engine != "rust":
        counts = engines.escape_counts(
            engine,
            fractal,
            _core.float64_region(tile),
            shape,
            max_iter=max_iter,
            bailout=BAILOUT,
            grid="pixel",
            cancellation=cancellation,
        )
        counted = np.where(counts == max_iter, 0, counts + 1)
    wanted = [field for field in fields if counted is None or field != "count"]
    found = _core.tile_levels(
        fractal.formula,
        tile,
        shape,
        fields=wanted,
        max_iter=max_iter,
        bailout=BAILOUT,
        cancellation=cancellation,
    )
    return {field: counted if counted is not None and field == "count" else found[field] for field in fields}


def encode(levels: "dict[Field, NDArray[np.uint32]]") -> "dict[Field, str]":
    """Encode the integers of all pixels of a tile as `compute` does."""
    return {field: _text(_core.encode_levels(values)) for field, values in levels.items()}


def _text(png: bytes) -> str:
    return base64.b64encode(png).decode("ascii")
