"""Families that come in pairs: a plane of constants, and for each constant the plane of starts."""

from iterscope.fractal.base import Fractal
from iterscope.fractal.families import BurningShip, Julia, Mandelbrot
from iterscope.validation import arguments, decimals

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
    match fractal:
        case Mandelbrot():
            return fractal
        case Julia():
            return Mandelbrot(fractal.degree)
        case BurningShip():
            return BurningShip()
        case Fractal():
            raise ValueError(f"formula must be a family with a constant c, got {fractal}")
    raise TypeError(
        f"formula must be a fractal such as iterscope.Mandelbrot(), got {arguments.shown(fractal)}"
    )


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
        If `c` is not a finite number.
    """
    return Julia(c, plane.degree) if isinstance(plane, Mandelbrot) else BurningShip(c)


def first(plane: Fractal) -> Constant:
    """Return the constant to begin with: on the border of each set of higher degree there is 0.6."""
    return FIRST.get(plane, 0.6 + 0.5j)
