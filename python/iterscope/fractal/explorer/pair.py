"""Families that come in pairs: a plane of constants, and for each constant the plane of starts."""

from typing import Any

from iterscope.fractal.base import Fractal, checked
from iterscope.fractal.families import FAMILIES, BurningShip, Mandelbrot
from iterscope.validation import decimals

Constant = complex | decimals.Pair

FIRST: dict[Fractal, Constant] = {
    Mandelbrot(): -0.8 + 0.156j,
    Mandelbrot(degree=3): 0.55 + 0.1j,
    BurningShip(): -1.755 - 0.03j,
}
"""Constants to begin with, whose Julia sets are worth seeing."""


def parameter_plane(fractal: Fractal) -> Fractal:
    """Return the set of the constants that a family has.

    Parameters
    ----------
    fractal : Fractal
        `Mandelbrot` or `BurningShip`, or one of their Julia sets.

    Returns
    -------
    Fractal
        The plane whose pixels are constants; `fractal` itself if it is that.

    Raises
    ------
    TypeError
        If it is no fractal.
    ValueError
        If the family has no constant.
    """
    fractal = checked("formula", fractal)
    if fractal.planes is None:
        raise ValueError(f"formula must be a family with a constant c, got {fractal}")
    shared = {name: value for name, value in fractal.parameters.items() if name != "c"}
    return FAMILIES[fractal.planes[0]](**shared)


def julia_set(plane: Fractal, c: Constant) -> Fractal:
    """Return the Julia set of a constant.

    Parameters
    ----------
    plane : Fractal
        As `parameter_plane` returns it.
    c : complex or pair of decimal strings

    Returns
    -------
    Fractal

    Raises
    ------
    TypeError, ValueError
        If `c` is not a finite number, or the plane none of constants.
    """
    if plane.planes is None:
        raise ValueError(f"plane must be one of constants, got {plane}")
    parameters: dict[str, Any] = {"c": c, **plane.parameters}
    return FAMILIES[plane.planes[1]](**parameters)


def first(plane: Fractal) -> Constant:
    """Return the constant to begin with: on the border of each set of higher degree there is 0.6."""
    return FIRST.get(plane, 0.6 + 0.5j)
