"""Base class of the families of fractals: a formula with its parameters."""

from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal.view import View

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

    def orbits(self, points: Points) -> tuple[Points, Points | complex]:  # noqa: ARG002
        """Return where the orbits of some points start, and the constants of their map z -> z² + c.

        The readable engines iterate these; the compiled ones know the formula by its kind.

        Raises
        ------
        ValueError
            If it iterates another map.
        """
        raise ValueError(f"engine must be 'rust' or 'rust-scalar' for {self}, which is no z -> z² + c")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Family):
            return NotImplemented
        return (self.kind, self.parameters) == (other.kind, other.parameters)

    def __hash__(self) -> int:
        return hash((self.kind, *self.parameters.items()))

    def __getstate__(self) -> dict[str, Any]:
        """Return what pickle sends: all but the core's formula, which is made again."""
        return {name: value for name, value in vars(self).items() if name != "formula"}
