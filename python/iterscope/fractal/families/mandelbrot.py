"""The Mandelbrot set, and those of higher degree."""

from typing import SupportsIndex

from iterscope.fractal.families.degree import degree_of
from iterscope.fractal.families.shown import ShownFractal
from iterscope.fractal.family import DEGREE, Parameter
from iterscope.fractal.view import View


class Mandelbrot(ShownFractal):
    """The Mandelbrot set: the constants c for which z -> z^d + c does not take 0 out of the plane.

    A pixel is a constant, and its count that of the orbit of 0.

    Parameters
    ----------
    degree : int, default=2
        The degree d of the map, from 2 to 8: beyond 2 the sets are called Multibrot sets.

    Raises
    ------
    TypeError
        If `degree` is not an integer.
    ValueError
        If it is out of range.

    Examples
    --------
    >>> Mandelbrot().escape_counts((-2.25, 0.75, -1, 1), (2, 4), max_iter=100)
    array([[  2,   4, 100,   8],
           [  2,   4, 100,   8]], dtype=uint32)
    """

    kind = "mandelbrot"
    planes = ("mandelbrot", "julia")
    deep = powers = True

    def __init__(self, degree: SupportsIndex = DEGREE) -> None:
        self._degree = degree_of(degree)

    @property
    def degree(self) -> int:
        """The degree of the map."""
        return self._degree

    @property
    def home(self) -> View:
        """All of the set: that of degree 3 is 2.65 high, the others less."""
        if self._degree == DEGREE:
            return View(-0.75, width=4.2)
        return View(0, width=5 if self._degree == 3 else 4.4)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """``degree`` unless it is 2."""
        return {} if self._degree == DEGREE else {"degree": self._degree}

    def __repr__(self) -> str:
        return "Mandelbrot()" if self._degree == DEGREE else f"Mandelbrot(degree={self._degree})"
