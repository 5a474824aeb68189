"""The exterior of the Mandelbrot set: potential, external angles, equipotentials."""

from dataclasses import dataclass
from fractions import Fraction
from typing import SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation import arguments


@dataclass(frozen=True, slots=True)
class Exterior:
    """Where a parameter lies outside the Mandelbrot set.

    Attributes
    ----------
    turns : float
        Its external angle in turns, from 0 to 1.
    digits : str
        The first binary digits of the angle: as many as the steps in which 0 escapes tell for certain.
    potential : float
        Its potential: the logarithm of the absolute value of the conformal map to the exterior of the disc.
    """

    turns: float
    digits: str
    potential: float

    def nearest(self, max_period: SupportsIndex | None = None) -> Fraction:
        """Return the simplest angle near this one: a guess at the ray that was meant.

        Parameters
        ----------
        max_period : int, optional
            The denominator is at most 2^max_period; by default half of the digits that are known.

        Raises
        ------
        TypeError, ValueError
            If `max_period` is not an integer from 1 to 52.
        """
        known = max(1, len(self.digits) // 2)
        bits = known if max_period is None else arguments.integer("max_period", max_period, 1, 52)
        return Fraction(self.turns).limit_denominator(1 << bits) % 1


def external_angle(c: SupportsComplex | SupportsFloat) -> Exterior | None:
    """Return external angle and potential of a parameter outside the Mandelbrot set.

    The point is led out along its ray; of its angle it knows as many digits as steps until it escapes.

    Parameters
    ----------
    c : complex
        The parameter.

    Returns
    -------
    Exterior or None
        None if 0 does not escape in 4096 steps, or c is too near to the set for float64 to follow its ray.

    Raises
    ------
    TypeError, ValueError
        If `c` is not a number, not finite or beyond 1e100.

    Examples
    --------
    >>> external_angle(-2.5)
    Exterior(turns=0.5, digits='10', potential=0.6095730923307725)
    """
    found = _core.exterior(arguments.complex_number("c", c))
    if found is None:
        return None
    turns, digits, potential = found
    return Exterior(turns, "".join("01"[digit] for digit in digits), potential)


def equipotential(potential: SupportsFloat, n_points: SupportsIndex = 1024) -> NDArray[np.complex128]:
    """Return a curve of equal potential around the Mandelbrot set.

    Parameters
    ----------
    potential : float
        From 0.0002 to 100; the smaller, the closer to the set.
    n_points : int, default=1024
        Points, at equally spaced external angles from 0 on; at most 2^20.

    Returns
    -------
    ndarray of complex128, shape (n_points,)
        The curve is closed: its first point follows the last one.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number or out of range.

    Examples
    --------
    >>> equipotential(1, 4).round(4)
    array([ 2.2358+0.j    , -0.466 +2.6785j, -3.3038+0.j    , -0.466 -2.6785j])
    """
    count = arguments.integer("n_points", n_points, 1, _core.MAX_POINTS)
    return _core.equipotential(arguments.real("potential", potential), count)
