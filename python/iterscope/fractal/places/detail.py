"""The nearest detail: where the next thing is to be seen, from a view that is flat."""

from decimal import Context, Decimal

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.base import Fractal
from iterscope.fractal.view import View

SIDE = 65
"""Points along a side of what is looked at."""
STEP = 3.0
"""Levels from one look to the next."""
ROUGH = 0.5
"""Change of the smooth count from a point to the next from which there is something to see."""

_RATIO = Context(prec=30)


def detail(fractal: Fractal, view: View) -> View:
    """Return a view as wide as another one, about the nearest point at which smooth counts change fast.

    It looks around in wider and wider squares until there is such a point, and then for it in narrower and
    narrower ones.

    Parameters
    ----------
    fractal : Fractal
    view : View

    Returns
    -------
    View

    Raises
    ------
    ValueError
        If there is none, as far as the home of the fractal is wide.
    """
    widest = max(fractal.home.log2_width, view.log2_width) + STEP
    look = view
    while (found := _nearest(roughness(fractal, look))) is None:
        if look.log2_width + STEP > widest:
            raise ValueError("there is no detail near this view")
        look = View(look.center, look.log2_width + STEP)
    while look.log2_width > view.log2_width:
        look = View(_point(look, *found), max(look.log2_width - STEP, view.log2_width))
        rough = roughness(fractal, look)
        found = _nearest(rough) or _at(rough, int(rough.argmax()))
    return View(_point(look, *found), view.log2_width)


def roughness(fractal: Fractal, view: View) -> NDArray[np.float64]:
    """Return how far the smooth count changes from each point of a square to its neighbors.

    Parameters
    ----------
    fractal : Fractal
    view : View

    Returns
    -------
    ndarray of float64, shape (SIDE, SIDE)
        Infinite at the border of the interior, 0 within it.
    """
    smooth = fractal.smooth(view, (SIDE, SIDE), progress=False)
    inside = np.isnan(smooth)
    rough = np.zeros(smooth.shape)
    for axis in (0, 1):
        change = np.abs(np.diff(np.where(inside, 0.0, smooth), axis=axis))
        change[np.diff(inside, axis=axis)] = np.inf
        before, after = (
            rough[tuple(part if each == axis else slice(None) for each in (0, 1))]
            for part in (slice(None, -1), slice(1, None))
        )
        np.maximum(before, change, out=before)
        np.maximum(after, change, out=after)
    return rough


def _nearest(rough: NDArray[np.float64]) -> tuple[int, int] | None:
    """Return the row and column of the rough point that is nearest to the middle."""
    rows, columns = np.nonzero(rough >= ROUGH)
    if rows.size == 0:
        return None
    at = int(np.hypot(rows - SIDE // 2, columns - SIDE // 2).argmin())
    return int(rows[at]), int(columns[at])


def _at(rough: NDArray[np.float64], index: int) -> tuple[int, int]:
    row, column = divmod(index, rough.shape[1])
    return row, column


def _point(view: View, row: int, column: int) -> tuple[str, str]:
    """Return a point of a square as decimal strings, to a fraction of the step between points."""
    step = _RATIO.divide(_RATIO.power(2, Decimal(view.log2_width)), SIDE)
    digits = Context(prec=40 + max(0, int(-0.302 * view.log2_width)))
    x, y = map(Decimal, view.center)
    x = digits.add(x, digits.multiply(step, column - SIDE // 2))
    y = digits.add(y, digits.multiply(step, SIDE // 2 - row))
    return str(x), str(y)
