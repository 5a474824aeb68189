"""The families of fractals; a new one is a class here and a name in `FAMILIES`."""

import math
from typing import SupportsComplex, SupportsFloat

import numpy as np

from iterscope.fractal.base import Fractal
from iterscope.fractal.engines import Points
from iterscope.validation import arguments


class Julia(Fractal):
    """The Julia set of z -> z² + c.

    Parameters
    ----------
    c : complex
        The constant, finite.

    Raises
    ------
    TypeError
        If `c` is not a number.
    ValueError
        If `c` is not finite.

    Examples
    --------
    >>> Julia(-0.8 + 0.156j).escape_counts((-1.6, 1.6, -1, 1), (2, 4), max_iter=100)
    array([[ 2, 36,  4,  1],
           [ 1,  4, 36,  2]], dtype=uint32)
    """

    kind = "julia"
    home = (0j, math.log2(3.6))

    def __init__(self, c: SupportsComplex | SupportsFloat) -> None:
        self._c = arguments.complex_number("c", c)

    @property
    def c(self) -> complex:
        """The constant."""
        return self._c

    @property
    def parameters(self) -> dict[str, complex | int]:
        """``c``."""
        return {"c": self._c}

    def orbits(self, points: Points) -> tuple[Points, complex]:
        """Return the points themselves and the one constant."""
        return points, self._c

    def __repr__(self) -> str:
        return f"Julia({self._c})"


class Mandelbrot(Fractal):
    """The Mandelbrot set: the constants c for which z -> z² + c does not take 0 out of the plane.

    A pixel is a constant, and its count that of the orbit of 0.

    Examples
    --------
    >>> Mandelbrot().escape_counts((-2.25, 0.75, -1, 1), (2, 4), max_iter=100)
    array([[  2,   4, 100,   8],
           [  2,   4, 100,   8]], dtype=uint32)
    """

    kind = "mandelbrot"
    home = (-0.75 + 0j, math.log2(4.2))

    @property
    def parameters(self) -> dict[str, complex | int]:
        """The empty dictionary."""
        return {}

    def orbits(self, points: Points) -> tuple[Points, Points]:
        """Return 0 for each point, and the points as constants."""
        return np.zeros_like(points), points

    def __repr__(self) -> str:
        return "Mandelbrot()"


FAMILIES: dict[str, type[Fractal]] = {family.kind: family for family in (Julia, Mandelbrot)}
"""The families by their kind."""
