"""Newton's method for a polynomial: which root a start is led to, and how fast."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import SupportsComplex, SupportsFloat

import numpy as np

from iterscope.fractal.families.shown import ShownFractal
from iterscope.fractal.family import Parameter, Points
from iterscope.fractal.view import View
from iterscope.validation import arguments

MAX_DEGREE = 32
"""Roots that a polynomial may have."""

_Numbers = Sequence[SupportsComplex | SupportsFloat]


class Newton(ShownFractal):
    """Newton's method z -> z - p(z) / p'(z) for a polynomial p, given by its roots or its coefficients.

    Parameters
    ----------
    roots : sequence of complex, optional
        2 to 32 zeros of p; one that comes twice is a double root.
    coefficients : sequence of complex, optional
        3 to 33 coefficients of p instead, the highest power first, as `numpy.roots` takes them.

    Raises
    ------
    TypeError
        If not just one of the two is given, or it is no sequence of numbers.
    ValueError
        If a number is not finite, there are too few or too many, or p has not the degree that it seems to
        have.

    Examples
    --------
    >>> Newton(coefficients=[1, 0, 0, -1])
    Newton(coefficients=[(1+0j), 0j, 0j, (-1+0j)])
    """

    kind = "newton"
    escapes = False
    color_by = "root"
    several = frozenset({"roots", "coefficients"})

    def __init__(self, roots: _Numbers | None = None, *, coefficients: _Numbers | None = None) -> None:
        if roots is not None and coefficients is None:
            self._given, self._numbers = "roots", _numbers("roots", roots, 2, MAX_DEGREE)
        elif coefficients is not None and roots is None:
            numbers = _numbers("coefficients", coefficients, 3, MAX_DEGREE + 1)
            if numbers[0] == 0:
                raise ValueError("coefficients must begin with that of the highest power, which is not 0")
            self._given, self._numbers = "coefficients", numbers
        else:
            raise TypeError("Newton takes roots or coefficients, one of them")
        self.formula  # noqa: B018 - the core checks the polynomial

    @property
    def home(self) -> View:
        """The roots, and as much around them."""
        roots = self.roots
        center = complex(roots.mean()) if len(roots) else math.nan
        radius = float(np.abs(roots - center).max(initial=0.0))
        if not abs(center) + radius < 8:  # far out, or none that float64 finds: all that a view can show
            return View(0, width=64)
        width = max(7 * radius, 1e-9) if radius else 4.0
        return View(complex(round(center.real, 6), round(center.imag, 6)), width=width)

    @property
    def parameters(self) -> dict[str, Parameter]:
        """``roots`` or ``coefficients``, as they were given."""
        return {self._given: self._numbers}

    @property
    def roots(self) -> Points:
        """The roots, shape (n,): as they were given, or those that `numpy.roots` finds."""
        numbers = np.array(self._numbers)
        if self._given == "roots":
            return numbers
        try:
            with np.errstate(all="ignore"):
                return np.roots(numbers).astype(np.complex128)
        except np.linalg.LinAlgError:  # beyond float64
            return np.zeros(0, dtype=np.complex128)

    @property
    def critical_points(self) -> Points:
        """The zeros of p'', which are free, shape (n,): simple roots of p are critical, too, and stay."""
        return np.roots(np.polyder(self._polynomials[0], 2)).astype(np.complex128)

    def orbits(self, points: Points) -> tuple[Points, Points | complex]:
        """Return the points themselves, and no constant."""
        return points, 0j

    def _image(self, z: complex, c: complex) -> complex:  # noqa: ARG002
        p, slope = self._polynomials
        with np.errstate(all="ignore"):
            return complex(z - np.polyval(p, z) / np.polyval(slope, z))

    @cached_property
    def _polynomials(self) -> tuple[Points, Points]:
        """The coefficients of p and of its derivative, the highest power first."""
        p = np.array(self._numbers) if self._given == "coefficients" else np.poly(self._numbers)
        return p.astype(np.complex128), np.polyder(p).astype(np.complex128)

    def __repr__(self) -> str:
        return f"Newton({self._given}=[{', '.join(map(repr, self._numbers))}])"


def _numbers(name: str, values: _Numbers, fewest: int, most: int) -> tuple[complex, ...]:
    if isinstance(values, str | bytes | dict | set) or not (
        hasattr(values, "__len__") and hasattr(values, "__iter__")
    ):
        raise TypeError(f"{name} must be a sequence of complex numbers, got {arguments.shown(values)}")
    if not fewest <= len(values) <= most:
        raise ValueError(f"{name} must be {fewest} to {most} numbers, got {len(values)}")
    return tuple(arguments.complex_number(name, value) for value in values)
