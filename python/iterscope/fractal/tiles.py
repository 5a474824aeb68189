"""The dyadic squares that a zoomable view is made of."""

import base64
import math

import numpy as np

from iterscope import _core
from iterscope.fractal import engines
from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import palette
from iterscope.fractal.messages import Field

BAILOUT = 2.0
"""The radius of a zoomable view."""
CYCLE = 128
"""Counts after which the colours of a zoomable view repeat, whatever its depth."""


def cycle(colormap: str) -> int | None:
    """Return the number of colors of a view before they repeat; the article's grey does not repeat: None."""
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


def compute(
    fractal: Fractal,
    tile: tuple[int, int, int],
    *,
    max_iter: int,
    engine: str = "rust",
    cancellation: _core.Cancellation | None = None,
) -> dict[Field, str]:
    """Compute what one tile holds of its pixels.

    Parameters
    ----------
    fractal : Fractal
    tile : (z, x, y)
        The square of side ``s = 2**(2 - z)`` with lower left corner ``(-2 + x * s, -2 + y * s)``.
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
    for name, value in zip(("z", "x", "y"), tile, strict=True):
        if not -(2**62) <= value <= 2**62:
            raise ValueError(f"{name} must be within reach of float64, got one of {value.bit_length()} bits")
    counts = engines.escape_counts(
        engine,
        fractal.formula,
        _core.tile_region(tile),
        (_core.TILE_SIZE, _core.TILE_SIZE),
        max_iter=max_iter,
        bailout=BAILOUT,
        grid="pixel",
        cancellation=cancellation,
    )
    planes = max(1, (int(counts.max()).bit_length() + 7) // 8)
    lowest_first = counts.astype("<u4").view(np.uint8).reshape(*counts.shape, 4)[..., :planes]
    stacked = np.moveaxis(lowest_first, 2, 0).reshape(-1, _core.TILE_SIZE).astype(np.uint32)
    png = _core.encode_png(
        stacked, max_iter=255, min_iter=0, palette=palette("grey"), cancellation=cancellation
    )
    return {"count": base64.b64encode(png).decode("ascii")}


def png(
    fractal: Fractal,
    region: tuple[float, float, float, float],
    shape: tuple[int, int],
    *,
    max_iter: int,
    colormap: str,
    cancellation: _core.Cancellation | None = None,
) -> bytes:
    """Encode a picture in the colors of a zoomable view as a PNG file; raises CancelledError."""
    colors = cycle(colormap)
    return _core.paint_png(
        fractal.formula,
        region,
        shape,
        max_iter=max_iter,
        min_iter=0 if colors is None else None,
        bailout=BAILOUT,
        palette=palette(colormap, colors),
        grid="pixel",
        cancellation=cancellation,
    )
