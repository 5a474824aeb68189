"""The Burning Ship and its Julia sets."""

from typing import Any, SupportsComplex, SupportsFloat

from iterscope.fractal.families.shown import ShownFractal
from iterscope.fractal.family import Parameter
from iterscope.fractal.view import View
from iterscope.validation import decimals


class BurningShip(ShownFractal):
    """The Burning Ship: the constants c for which z -> (abs(Re z) + i abs(Im z))² + c keeps 0 near.

    Parameters
    ----------
    c : complex or pair of decimal strings, optional
        With a constant, its Julia set instead: the starts whose orbits stay near.

    Raises
    ------
    TypeError
        If `c` is not a number.
    ValueError
        If it is not finite.

    Notes
    -----
    Michelitsch and Rössler, "The Burning Ship and its quasi-Julia sets", Computers & Graphics 16 (1992). The
    imaginary axis points upwards, so the ship lies upside down.
    """

    kind = "burning_ship"
    planes = ("burning_ship", "burning_ship")
    holomorphic = False

    def __init__(self, c: SupportsComplex | SupportsFloat | tuple[Any, Any] | None = None) -> None:
        self._c = None if c is None else decimals.constant("c", c)

    @property
    def c(self) -> complex | None:
        """The constant, rounded to float64; None for the ship itself."""
        return None if self._c is None else decimals.nearest(self._c)

    @property
    def home(self) -> View:
        """All of it."""
        return View(-0.4 - 0.5j, width=4.6) if self._c is None else View(0, width=4.4)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """``c`` if there is one."""
        return {} if self._c is None else {"c": self._c}

    def _image(self, z: complex, c: complex) -> complex:
        return super()._image(complex(abs(z.real), abs(z.imag)), c)

    def __repr__(self) -> str:
        return f"BurningShip({'' if self._c is None else self._c})"
