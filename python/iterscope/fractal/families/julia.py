"""Julia sets of z -> z^d + c."""

from typing import Any, SupportsComplex, SupportsFloat, SupportsIndex

from iterscope.fractal.families.degree import degree_of
from iterscope.fractal.families.shown import ShownFractal
from iterscope.fractal.family import DEGREE, Parameter
from iterscope.fractal.view import View
from iterscope.validation import decimals


class Julia(ShownFractal):
    """The Julia set of z -> z^d + c.

    Parameters
    ----------
    c : complex or pair of decimal strings
        The constant, finite. At every depth it is the decimal number that is written: -0.8 is minus eight
        tenths, and strings may have up to 8192 characters.
    degree : int, default=2
        The degree d of the map, from 2 to 8.

    Raises
    ------
    TypeError
        If `c` is not a number, or `degree` not an integer.
    ValueError
        If `c` is not finite, or `degree` out of range.

    Examples
    --------
    >>> Julia(-0.8 + 0.156j).escape_counts((-1.6, 1.6, -1, 1), (2, 4), max_iter=100)
    array([[ 2, 36,  4,  1],
           [ 1,  4, 36,  2]], dtype=uint32)
    """

    kind = "julia"
    planes = ("mandelbrot", "julia")
    deep = powers = True

    def __init__(
        self, c: SupportsComplex | SupportsFloat | tuple[Any, Any], degree: SupportsIndex = DEGREE
    ) -> None:
        self._c = decimals.constant("c", c)
        self._degree = degree_of(degree)

    @property
    def c(self) -> complex:
        """The constant, rounded to float64; ``parameters["c"]`` has all digits."""
        return decimals.nearest(self._c)

    @property
    def degree(self) -> int:
        """The degree of the map."""
        return self._degree

    @property
    def home(self) -> View:
        """All of the connected sets, and of the dust around them: c = i is 4.12 wide in a view of 16:9."""
        return View(0, width=4.4)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """``c``, and ``degree`` unless it is 2."""
        parameters: dict[str, Parameter] = {"c": self._c}
        if self._degree != DEGREE:
            parameters["degree"] = self._degree
        return parameters

    def __repr__(self) -> str:
        degree = "" if self._degree == DEGREE else f", degree={self._degree}"
        return f"Julia({self._c}{degree})"
