"""Palettes from the names of colormaps, and the scales by which counts find their color."""

from contextlib import suppress
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.validation import arguments

INTERIOR = (7, 6, 14)
"""Color of points that never escape where colors repeat: a very dark blue."""


def palette(colormap: str | ArrayLike = "grey", cycle: int | None = None) -> NDArray[np.uint8]:
    """Return the colors of a colormap.

    Parameters
    ----------
    colormap : str or array_like of shape (n, 3)
        "grey" for the article's ramp of 256 greys, any other name that matplotlib or the package ``cmap``
        knows, or red, green and blue from 0 to 255 in integers.
    cycle : int, optional
        The number of colors before they repeat. A colormap that is not cyclic by itself then goes there and
        back, so that the cycle has no seam. The default is one passage in 256 colors.

    Returns
    -------
    ndarray of uint8, shape (256, 3) or (cycle + 1, 3)
        With `cycle` the last row is `INTERIOR`. An array, and a map of separate colors like "tab10", are
        returned as they are, plus that row.

    Raises
    ------
    TypeError
        If `colormap` is neither a string nor an array of integers.
    ValueError
        If no colormap has that name, or the array is not of that form.
    """
    if cycle is not None:
        cycle = arguments.integer("cycle", cycle, 1, _core.MAX_COLORS - 1)
    colors = _sampled(colormap, cycle) if isinstance(colormap, str) else _given(colormap)
    if cycle is None:
        return colors.copy()  # what is cached stays ours
    return np.vstack([colors, np.array([INTERIOR], dtype=np.uint8)])


def coloring(colormap: str | ArrayLike, cycle: int | None, *, min_iter: int = 0) -> _core.Coloring:
    """Return the coloring of counts by a colormap.

    Parameters
    ----------
    colormap, cycle
        As for `palette`.
    min_iter : int, default=0
        Without `cycle`: counts up to this one get the first color.

    Returns
    -------
    Coloring

    Raises
    ------
    TypeError, ValueError
        As `palette`.
    """
    colors = palette(colormap, cycle)
    return _core.Coloring(colors, "cycle" if cycle is not None else "range", min_iter=min_iter)


def _given(colors: ArrayLike) -> NDArray[np.uint8]:
    array = np.asarray(colors)
    if array.dtype.kind not in "ui":
        raise TypeError(f"colormap must be a name or an array of integers, got {arguments.shown(colors)}")
    if array.ndim != 2 or array.shape[1] != 3 or not 2 <= len(array) < _core.MAX_COLORS:
        raise ValueError(
            f"colormap must have shape (n, 3) with 2 <= n < {_core.MAX_COLORS}, got {array.shape}"
        )
    if array.min() < 0 or array.max() > 255:
        raise ValueError(f"colormap must lie between 0 and 255, got {array.min()} to {array.max()}")
    return np.ascontiguousarray(array, dtype=np.uint8)


@lru_cache(maxsize=64)
def _sampled(name: str, cycle: int | None) -> NDArray[np.uint8]:
    if name == "grey":
        shares = np.arange(256) / 255 if cycle is None else 1 - np.abs(1 - 2 * np.arange(cycle) / cycle)
        return np.repeat(np.rint(255 * shares).astype(np.uint8)[:, np.newaxis], 3, axis=1)
    colormap = _find(name)
    if cycle is None:
        colors = colormap.lut(256)
    else:
        shares = np.arange(cycle) / cycle
        colors = colormap(shares if colormap.category == "cyclic" else 1 - np.abs(1 - 2 * shares))
    return np.rint(255 * np.asarray(colors, dtype=np.float64)[:, :3]).astype(np.uint8)


def _find(name: str) -> Any:
    # Imported here: it costs a third of `import iterscope`.
    from cmap import Colormap  # noqa: PLC0415

    stem = name.removesuffix("_r")
    with suppress(KeyError):
        # Its full name: of a short one that two authors have used, cmap says so at every import.
        stem = Colormap.catalog().resolve(stem)
    try:
        return Colormap(stem + "_r" * name.endswith("_r"))
    except (ValueError, TypeError):
        shown = arguments.shown(name)
        raise ValueError(
            f'colormap must be "grey" or a name that matplotlib or cmap knows, got {shown}'
        ) from None
