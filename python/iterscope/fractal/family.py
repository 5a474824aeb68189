"""Base class of the families of fractals: a formula with its parameters."""

from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal.view import View
from iterscope.validation import arguments

DEGREE = 2
"""Degree of a map z -> z^d + c unless another one is said."""

Points = NDArray[np.complex128]
Parameter = complex | int | tuple[str, str] | tuple[complex, ...]
"""A number, one with more decimals than float64 has, or several."""


class Family:
    """A formula with its parameters. Those of a subclass are the keywords of its constructor."""

    kind: ClassVar[str]
    """Name of the formula, as the core and the page know it."""
    several: ClassVar[frozenset[str]] = frozenset()
    """Names of the parameters that are several complex numbers."""
    deep: ClassVar[bool] = False
    """Whether it is computed beyond the end of float64."""
    planes: ClassVar[tuple[str, str] | None] = None
    """Kinds of the set of constants and of its Julia sets; None if the map has no constant."""
    powers: ClassVar[bool] = False
    """Whether its map is z -> z^d + c: such sets have external rays and angles."""
    holomorphic: ClassVar[bool] = True
    """Whether its map has a derivative: then cycles have multipliers."""
    escapes: ClassVar[bool] = True
    """Whether orbits that end escape: then there is a potential. Otherwise they end at roots."""
    color_by: ClassVar[str] = "smooth"
    """The field that colors tell unless it is said."""

    @property
    def c(self) -> complex | None:
        """The constant of the map, rounded to float64; None if pixels are constants, or the map has none."""
        return None

    @property
    def home(self) -> View:
        """A view that shows all of it, in a picture of 16:9 or higher."""
        raise NotImplementedError

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The formula's parameters by name, without those that have their default."""
        raise NotImplementedError

    @cached_property
    def formula(self) -> _core.Formula:
        """The formula as the core takes it."""
        return _core.Formula(self.kind, self.parameters)

    @property
    def quadratic(self) -> bool:
        """Whether its map is z -> z² + c."""
        return self.powers and self.formula.degree == DEGREE

    def orbits(self, points: Points) -> tuple[Points, Points | complex]:
        """Return where the orbits of some pixels start, and the constants of their map."""
        return (np.zeros_like(points), points) if self.c is None else (points, self.c)

    def step(self, z: complex, c: complex) -> complex:
        """Return the image of a point: z^d + c, by products.

        Parameters
        ----------
        z : complex
            The point.
        c : complex
            The constant.

        Returns
        -------
        complex
            Where the image is beyond float64, it is infinite or NaN, and so are the following ones.

        Raises
        ------
        TypeError
            If one of them is no number.
        """
        return self._image(arguments.any_complex("z", z), arguments.any_complex("c", c))

    def _image(self, z: complex, c: complex) -> complex:
        power = z
        for _ in range(self.formula.degree - 1):
            power *= z
        return power + c

    @property
    def roots(self) -> Points | None:
        """The roots that the map seeks, shape (n,); None if it seeks none."""
        return None

    @property
    def critical_points(self) -> Points:
        """Where the derivative of the map is 0, shape (n,), without points that stay."""
        return np.zeros(1, dtype=np.complex128)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Family):
            return NotImplemented
        return (self.kind, self.parameters) == (other.kind, other.parameters)

    def __hash__(self) -> int:
        return hash((self.kind, *self.parameters.items()))

    def __getstate__(self) -> dict[str, Any]:
        """Return what pickle sends: all but the core's formula, which is made again."""
        return {name: value for name, value in vars(self).items() if name != "formula"}
