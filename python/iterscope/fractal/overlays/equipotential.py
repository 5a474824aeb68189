"""Curves of equal potential within a view, in both planes and at any depth."""

from collections.abc import Sequence
from functools import reduce
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.base import Fractal, checked
from iterscope.fractal.sampling import MaxIter
from iterscope.fractal.view import View
from iterscope.widget.progress import Progress

DENSEST = 0.4
"""Levels that one cell of the grid may span: where curves are denser, they are left out."""
STRIP = 2**18
"""Points of a grid that are looked at in one go: between two an interrupt is noticed."""

_CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))
"""Row and column of a cell's corners, clockwise from the upper left one."""


def lack(fractal: Fractal) -> str | None:
    """Say why a family has no equipotentials; None if it has."""
    if not fractal.escapes:
        return "Newton's method has no potential: no orbit escapes."
    return None


def equipotentials(
    fractal: Fractal,
    view: View,
    shape: Sequence[SupportsIndex],
    *,
    max_iter: MaxIter = "auto",
    progress: Progress | bool = True,
) -> dict[int, NDArray[np.complex128]]:
    """Return the curves in a view on which the potential is a power of the degree: d^-k for whole k.

    The map leads each curve of a Julia set to the one before it. They are the level lines of the smooth
    count, by marching squares: that is k there, or k + 1 where pixels are parameters, whose potential is that
    of the critical value.

    Parameters
    ----------
    fractal : Fractal
        Any but `Newton`.
    view : View
        The place.
    shape : (height, width)
        Of the grid of points at which the potential is computed.
    max_iter : int or "auto", default="auto"
        Steps of an orbit.
    progress : callable or bool, default=True
        As for `Fractal.escape_counts`.

    Returns
    -------
    dict of int to ndarray of complex128, shape (n, 2)
        By k: straight pieces from the first to the second point, as seen from the view's center in units of
        its width. Where curves are closer than two and a half steps of the grid, they are left out.

    Raises
    ------
    TypeError, ValueError
        If the family has no potential, or an argument is not of that form.

    Examples
    --------
    >>> from iterscope import Julia
    >>> circles = equipotentials(Julia(0), View(0, width=8), (200, 200))
    >>> abs(8 * circles[0]).mean().round(2), abs(8 * circles[1]).mean().round(2)  # e and its root
    (np.float64(2.72), np.float64(1.65))
    """
    reason = lack(checked("fractal", fractal))
    if reason:
        raise ValueError(reason)
    nu = fractal.smooth(view, shape, max_iter=max_iter, progress=progress)
    levels, pieces, _ = contours(nu, shift(fractal))
    return {int(k): pieces[levels == k] for k in np.unique(levels)}


def shift(fractal: Fractal) -> int:
    """Return by how much the smooth count is larger than the logarithm of the potential."""
    return 1 if fractal.c is None else 0


def contours(
    nu: NDArray[np.float64],
    less: int = 0,
) -> tuple[NDArray[np.int64], NDArray[np.complex128], NDArray[np.float64]]:
    """Return the level lines of whole numbers on a grid.

    Parameters
    ----------
    nu : ndarray of float64, shape (height, width)
        NaN where it is not defined.
    less : int, default=0
        What is taken from `nu`, strip by strip: all of it at once holds up an interrupt.

    Returns
    -------
    levels : ndarray of int64, shape (n,)
    pieces : ndarray of complex128, shape (n, 2)
        Their ends, as seen from the center in units of the width, the imaginary axis upwards.
    spacing : ndarray of float64, shape (n,)
        About how many steps of the grid the next line is away.
    """
    height, width = nu.shape
    rows = max(1, STRIP // width)
    strips = [
        _strip(nu[first : first + rows + 1] - less, first, height)
        for first in range(0, max(height - 1, 1), rows)
    ]
    levels, places, spacing = zip(*strips, strict=True)
    return np.concatenate(levels), np.concatenate(places), np.concatenate(spacing)


def _strip(
    nu: NDArray[np.float64], top: int, height: int
) -> tuple[NDArray[np.int64], NDArray[np.complex128], NDArray[np.float64]]:
    """Return the level lines in some rows of a grid, from row `top` on."""
    size, width = nu.shape
    corners = [nu[row : size - 1 + row, column : width - 1 + column] for row, column in _CORNERS]
    with np.errstate(invalid="ignore"):
        low, high = reduce(np.minimum, corners), reduce(np.maximum, corners)
        level = np.floor(high)
        used = (level > low) & (high - low < DENSEST)
    rows, columns = np.nonzero(used)
    values = np.stack([corner[used] for corner in corners], axis=1)
    level, spread = level[used], (high - low)[used]
    inside = values >= level[:, np.newaxis]
    crossed = inside != np.roll(inside, -1, axis=1)
    following = np.roll(values, -1, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (level[:, np.newaxis] - values) / (following - values)
    ends = np.array([complex(column, -row) for row, column in _CORNERS])
    on_edge = ends + np.where(crossed, share, 0) * (np.roll(ends, -1) - ends)
    corner = columns + 0.5 - (width / 2) + 1j * (height / 2 - top - rows - 0.5)
    first, last = crossed.argmax(axis=1), 3 - crossed[:, ::-1].argmax(axis=1)
    at = np.arange(len(level))
    pieces = np.stack([on_edge[at, first], on_edge[at, last]], axis=1)
    saddle = crossed.all(axis=1)  # two pieces: around the first corner, and around the third
    second = on_edge[saddle][:, [1, 2]]
    pieces[saddle, 1] = on_edge[saddle, 3]
    places = np.concatenate([pieces + corner[:, np.newaxis], second + corner[saddle, np.newaxis]]) / width
    levels = np.concatenate([level, level[saddle]]).astype(np.int64)
    return levels, places, 1 / np.concatenate([spread, spread[saddle]])
