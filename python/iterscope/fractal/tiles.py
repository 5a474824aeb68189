"""The dyadic squares that a zoomable view is made of."""

import base64
import math

from iterscope import _core
from iterscope.fractal import engines
from iterscope.fractal.coloring import palette

BAILOUT = 2.0
"""The radius of a zoomable view."""
CYCLE = 128
"""Counts after which the colours of a zoomable view repeat, whatever its depth."""


def colouring(colormap: str) -> int | None:
    """Return the ``cycle`` of a view in this colormap: none for the article's grey, else `CYCLE`."""
    return None if colormap == "grey" else CYCLE


def level(log2_width: float, width: int) -> int:
    """Return the coarsest level whose pixels are at most a fifth larger than those of a view.

    Parameters
    ----------
    log2_width : float
        Logarithm of the view's width in the plane.
    width : int
        The same width in pixels.
    """
    pixel = log2_width - math.log2(width)
    finest = math.ceil(2 - math.log2(_core.TILE_SIZE) - pixel - 0.25 - 1e-6)
    return min(max(finest, _core.MIN_Z), _core.MAX_Z)


def cover(region: tuple[float, float, float, float], z: int) -> list[tuple[int, int, int]]:
    """Return the tiles of a level that a region touches.

    Parameters
    ----------
    region : (xmin, xmax, ymin, ymax)
    z : int
        The level.

    Returns
    -------
    list of (z, x, y)
    """
    side = 2.0 ** (2 - z)
    left, right, bottom, top = (math.floor((bound + 2) / side) for bound in region)
    return [(z, x, y) for y in range(bottom, top + 1) for x in range(left, right + 1)]


def auto_max_iter(z: int) -> int:
    """Return the number of iterations for tiles of this level where the user leaves it to us.

    Orbits near a Julia set take a number of steps to escape that grows with the logarithm of the distance.
    """
    return 512 + 64 * max(z, 0)


def paint(
    c: complex,
    tile: tuple[int, int, int],
    *,
    max_iter: int,
    colormap: str,
    engine: str = "rust",
    cancellation: _core.Cancellation | None = None,
) -> str:
    """Render one tile.

    Parameters
    ----------
    c : complex
        The constant of z -> z² + c.
    tile : (z, x, y)
        The square of side ``s = 2**(2 - z)`` with lower left corner ``(-2 + x * s, -2 + y * s)``.
    max_iter : int
        The count of points that do not escape.
    colormap : str
        As for `iterscope.fractal.palette`.
    engine : str, default="rust"
        Who counts; see `iterscope.fractal.engines`.
    cancellation : Cancellation, optional
        Stops it from another thread.

    Returns
    -------
    str
        An indexed PNG in base64, `TILE_SIZE` pixels a side, row 0 on top.

    Raises
    ------
    ValueError
        If float64 cannot address the tile, or an argument is out of range.
    ImportError
        If the engine needs a package that is not installed.
    CancelledError
        If it was cancelled.
    """
    for name, value in zip(("z", "x", "y"), tile, strict=True):
        if not -(2**62) <= value <= 2**62:
            raise ValueError(f"{name} must be within reach of float64, got one of {value.bit_length()} bits")
    cycle = colouring(colormap)
    min_iter, colours = 0 if cycle is None else None, palette(colormap, cycle)
    if engines.check(engine) == "rust":
        return _core.paint_tile(
            c,
            tile,
            max_iter=max_iter,
            min_iter=min_iter,
            bailout=BAILOUT,
            palette=colours,
            cancellation=cancellation,
        )
    shape = (_core.TILE_SIZE, _core.TILE_SIZE)
    counts = engines.escape_counts(
        engine,
        c,
        _core.tile_region(tile),
        shape,
        max_iter=max_iter,
        bailout=BAILOUT,
        grid="pixel",
        cancellation=cancellation,
    )
    png = _core.encode_png(
        counts, max_iter=max_iter, min_iter=min_iter, palette=colours, cancellation=cancellation
    )
    return base64.b64encode(png).decode("ascii")
