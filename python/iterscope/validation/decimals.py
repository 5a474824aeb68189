"""Checks of numbers that are exact at any depth: decimal strings."""

import math
import numbers
import re
from decimal import Context, Decimal
from typing import Any, SupportsComplex, SupportsFloat

from iterscope.validation import arguments

MAX_DIGITS = 8192
"""Characters of one decimal string."""
DECIMAL = r"^[+-]?([0-9]{1,8192}\.?[0-9]{0,8192}|\.[0-9]{1,8192})([eE][+-]?[0-9]{1,4})?\Z"
"""A decimal string as the core and the page read it."""

_EXACT = Context(prec=MAX_DIGITS)

Pair = tuple[str, str]
"""Real and imaginary part as decimal strings."""


def decimal(name: str, value: str | Decimal | SupportsFloat) -> str:
    """Return a number as a decimal string; a float as the shortest that is read as the same float.

    Raises
    ------
    TypeError
        If it is neither a string nor a real number.
    ValueError
        If it is not finite, a string of another form, or longer than `MAX_DIGITS`.
    """
    if not isinstance(value, str | Decimal):
        return repr(arguments.real(name, value))
    text = str(value)
    if len(text) > MAX_DIGITS or not re.match(DECIMAL, text):
        shown = arguments.shown(text[:80])
        raise ValueError(
            f"{name} must be made of finite decimal numbers of at most {MAX_DIGITS} characters, got {shown}"
        )
    return text


def pair(name: str, value: Any) -> Pair:
    """Return a point as two decimal strings.

    Parameters
    ----------
    name : str
    value : complex, or pair of numbers or decimal strings

    Raises
    ------
    TypeError, ValueError
        As `decimal`.
    """
    if isinstance(value, numbers.Complex) and not isinstance(value, bool):
        value = value.real, value.imag
    x, y = (
        decimal(name, part)
        for part in arguments.items(name, value, 2, "a complex number or a pair (x, y) of decimal strings")
    )
    return x, y


def within(name: str, point: Pair, reach: int) -> Pair:
    """Return a point if it lies within `reach` of 0 on both axes; raises ValueError."""
    if any(Decimal(part).copy_abs() > reach for part in point):  # abs() would round
        raise ValueError(f"{name} must lie within {reach} of 0, got {arguments.shown(point)}")
    return point


def constant(name: str, value: SupportsComplex | SupportsFloat | tuple[Any, Any]) -> complex | Pair:
    """Return a number as a complex where that is written with the same decimals, else as decimal strings.

    Parameters
    ----------
    name : str
    value : complex, or pair of numbers or decimal strings

    Returns
    -------
    complex or pair of str
        Of equal numbers the same.

    Raises
    ------
    TypeError, ValueError
        As `decimal`; also if a part is beyond float64.
    """
    if isinstance(value, numbers.Complex):
        return arguments.complex_number(name, value)
    parts = pair(name, value)
    nearest = complex(*map(float, parts))
    if not (math.isfinite(nearest.real) and math.isfinite(nearest.imag)):
        raise ValueError(f"{name} must be finite in float64, got {arguments.shown(value)}")
    if all(Decimal(repr(float(part))) == Decimal(part) for part in parts):
        return nearest
    x, y = map(_shortest, parts)
    return x, y


def nearest(value: complex | Pair) -> complex:
    """Return the float64 number nearest to what `constant` has returned."""
    return complex(*map(float, value)) if isinstance(value, tuple) else value


def _shortest(text: str) -> str:
    """Write a decimal as all strings of the same value are written."""
    number = Decimal(text)
    return str(_EXACT.normalize(number)) if number else "0"
