"""The dyadic squares that a zoomable view is made of."""

import base64
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from iterscope import _core
from iterscope.fractal import engines
from iterscope.fractal.family import Family
from iterscope.fractal.view import FLOAT64_LOG2_WIDTH, MAX_Z, MIN_LOG2_WIDTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from iterscope.fractal.messages.tiles import Field

BAILOUT = 2.0
"""The radius of a zoomable view."""
_SHAPE = (_core.TILE_SIZE, _core.TILE_SIZE)


def deepest(fractal: Family, engine: str) -> int:
    """Return the deepest level of tiles that an engine computes."""
    return MAX_Z if fractal.deep and engine == "rust" else _core.MAX_Z


def narrowest(fractal: Family, engine: str) -> float:
    """Return the logarithm of the width of the narrowest view that an engine computes."""
    return MIN_LOG2_WIDTH if deepest(fractal, engine) == MAX_Z else FLOAT64_LOG2_WIDTH


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


def known(fractal: Family, fields: Iterable[str]) -> "tuple[Field, ...]":
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
def iterations(fractal: Family, tile: tuple[int, int, int]) -> int:
    """Return the number of iterations that "auto" means for a tile: what its points show."""
    return _core.tile_max_iter(fractal.formula, tile)


def compute(
    fractal: Family,
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
    fractal : Family
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
    fractal: Family,
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
