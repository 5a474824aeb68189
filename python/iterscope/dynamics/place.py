"""Discs of the parameter plane, and what else the arguments of this room mean."""

import math
from decimal import Context, Decimal
from typing import Any, Protocol, SupportsFloat, runtime_checkable

from iterscope.validation import arguments, decimals

Decimals = tuple[str, str]
"""Real and imaginary part as decimal strings."""

REACH = 64
"""Parameters lie within this distance of 0 on both axes."""

_DIGITS = Context(prec=30)
_MAX_EXPONENT = 9_900


@runtime_checkable
class Place(Protocol):
    """What has a center and a width, such as `iterscope.View`."""

    @property
    def center(self) -> Decimals:
        """The point in the middle."""

    @property
    def log2_width(self) -> float:
        """Logarithm of the width to the base 2."""


def parameter(name: str, value: Any) -> Decimals:
    """Return a parameter as two decimal strings; raises TypeError or ValueError, naming it."""
    return decimals.within(name, decimals.pair(name, value), REACH)


def disc(view: Any, radius: SupportsFloat | str | None) -> tuple[Decimals, float]:
    """Return the center of a disc and the logarithm of its radius to the base 2.

    Parameters
    ----------
    view : View, or complex or pair of decimal strings
        A view, of which the disc is as wide as the view, or the disc's center.
    radius : float, Decimal or decimal string, or None
        The radius, if `view` is a center.

    Raises
    ------
    TypeError
        If an argument is of the wrong type, or the radius is lacking or superfluous.
    ValueError
        If one is out of range.
    """
    if isinstance(view, Place):
        if radius is not None:
            raise TypeError("radius goes with a center, a view has its width")
        return view.center, view.log2_width - 1
    center = middle(view)
    if radius is None:
        raise TypeError("radius must be given: a center needs a radius, a view has its width")
    return center, log2("radius", radius)


def middle(view: Any) -> Decimals:
    """Return the center of a view, or that which is given in its place; raises TypeError or ValueError."""
    return view.center if isinstance(view, Place) else parameter("view or center", view)


def log2(name: str, value: SupportsFloat | str) -> float:
    """Return the logarithm to the base 2 of a positive number, at any depth.

    Raises
    ------
    TypeError
        If it is not a number.
    ValueError
        If it is not positive, or its decimal exponent is beyond 9900.
    """
    number = Decimal(decimals.decimal(name, value))
    if not (number > 0 and abs(number.adjusted()) <= _MAX_EXPONENT):
        raise ValueError(
            f"{name} must be from 1e-{_MAX_EXPONENT} to 1e{_MAX_EXPONENT}, got {arguments.shown(value)}"
        )
    return float(_DIGITS.divide(_DIGITS.ln(number), _DIGITS.ln(2)))


def narrow(number: tuple[complex, int]) -> complex:
    """Return mantissa * 2**exponent as a complex number: 0 or infinite where float64 ends."""
    mantissa, exponent = number
    return complex(_scaled(mantissa.real, exponent), _scaled(mantissa.imag, exponent))


def magnitude(number: tuple[complex, int]) -> float:
    """Return log2 of the absolute value of mantissa * 2**exponent."""
    mantissa, exponent = number
    return math.log2(abs(mantissa)) + exponent


def _scaled(mantissa: float, exponent: int) -> float:
    try:
        return math.ldexp(mantissa, exponent)
    except OverflowError:
        return math.copysign(math.inf, mantissa)
