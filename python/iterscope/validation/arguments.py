"""Checks of arguments that name the argument, its value and what is allowed."""

import cmath
import math
import numbers
import operator
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, Final, SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np

_LONGEST: Final = 60
"""Characters that a message shows of a value."""
_ITEMS: Final = 20
"""Items that fit into these, at most."""
_DEPTH: Final = 4
"""Lists within lists of which a message shows something."""


class _Rest:
    """Stands for what is not shown."""

    def __repr__(self) -> str:
        return "..."


def shown(value: object) -> str:
    """Return a short form of a value for a message; one that cannot tell it is told by its type."""
    try:
        text = repr(_cut(value, _DEPTH))
    except Exception:  # noqa: BLE001  of any kind, for it is a stranger's; of an int of many digits ValueError
        text = "a number of too many digits" if isinstance(value, int) else f"an object of {type(value)!r}"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _cut(value: Any, depth: int) -> Any:
    """Return no more of a value than is shown: all of it may be gigabytes, or without end."""
    kind = type(value)
    if kind in {str, bytes, bytearray}:
        return value[: _LONGEST + 1]
    if kind in {list, tuple, set, frozenset}:
        return kind(_cut(item, depth - 1) for item in islice(value, _ITEMS + 1)) if depth else _Rest()
    if kind is dict:
        return (
            {key: _cut(item, depth - 1) for key, item in islice(value.items(), _ITEMS)} if depth else _Rest()
        )
    return value


def brief(text: str) -> str:
    """Return a message of at most 600 characters: one that repeats all of a value loses its middle."""
    return text if len(text) <= 600 else f"{text[:400]} ... {text[-150:]}"


def integer(name: str, value: SupportsIndex, low: int, high: int) -> int:
    """Return `value` as an int between `low` and `high`.

    Raises
    ------
    TypeError
        If it is not an integer.
    ValueError
        If it is out of range.
    """
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise TypeError(f"{name} must be an integer, got {shown(value)}")
    try:
        number = operator.index(value)
    except TypeError:  # an array has the method, but only one of a single element can use it
        raise TypeError(f"{name} must be an integer, got {shown(value)}") from None
    if not low <= number <= high:
        raise ValueError(f"{name} must be from {low} to {high}, got {shown(number)}")
    return number


def real(name: str, value: SupportsFloat) -> float:
    """Return `value` as a finite float.

    Raises
    ------
    TypeError
        If it is not a real number.
    ValueError
        If it is NaN, infinite or too large for float64.
    """
    others = str | bytes | bytearray | bool | np.bool_ | np.complexfloating
    if value is np.ma.masked or isinstance(value, others) or not isinstance(value, SupportsFloat):
        raise TypeError(f"{name} must be a real number, got {shown(value)}")
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be a real number, got {shown(value)}") from None
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{name} must be finite, got {shown(value)}")
    return number


def truth(name: str, value: bool) -> bool:  # noqa: FBT001
    """Return `value` as a bool; raises TypeError if it is none."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} must be True or False, got {shown(value)}")
    return bool(value)


def radius(name: str, value: SupportsFloat) -> float:
    """Return `value` as a float greater than 0 whose square is one too; raises as `real`."""
    number = real(name, value)
    if not 1e-150 <= number <= 1e150:
        raise ValueError(f"{name} must be from 1e-150 to 1e150, got {shown(value)}")
    return number


def complex_number(name: str, value: SupportsComplex | SupportsFloat) -> complex:
    """Return `value` as a finite complex number; raises as `real`."""
    number = any_complex(name, value)
    if not cmath.isfinite(number):
        raise ValueError(f"{name} must be finite, got {shown(value)}")
    return number


def any_complex(name: str, value: SupportsComplex | SupportsFloat) -> complex:
    """Return `value` as a complex number, also where that is infinite or NaN; raises TypeError."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, numbers.Complex):
        raise TypeError(f"{name} must be a complex number, got {shown(value)}")
    try:
        return complex(value)
    except OverflowError:
        return complex(math.inf)


def items(name: str, value: Any, count: int, form: str) -> tuple[Any, ...]:
    """Return `value` as a tuple of `count` items; raises TypeError, saying that it must be of this form."""
    if not isinstance(value, str | bytes | dict | set) and hasattr(value, "__len__"):
        with suppress(Exception):  # of an array without a dimension, or a stranger's
            if len(value) == count:
                return tuple(value)
    raise TypeError(f"{name} must be {form}, got {shown(value)}")


def region(name: str, value: Sequence[SupportsFloat]) -> tuple[float, float, float, float]:
    """Return `value` as the bounds (xmin, xmax, ymin, ymax) of a rectangle.

    Raises
    ------
    TypeError
        If it is not a sequence of four real numbers.
    ValueError
        If a bound is not finite, or a minimum is not less than its maximum.
    """
    form = "(xmin, xmax, ymin, ymax)"
    xmin, xmax, ymin, ymax = (real(name, bound) for bound in items(name, value, 4, form))
    if not (xmin < xmax and ymin < ymax):
        raise ValueError(f"{name} must be {form} with xmin < xmax and ymin < ymax, got {shown(value)}")
    return xmin, xmax, ymin, ymax


def one_of(name: str, value: str, allowed: Sequence[str]) -> str:
    """Return `value` if it is one of the `allowed` words; raises TypeError or ValueError."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a string, got {shown(value)}")
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(map(repr, allowed))}, got {shown(value)}")
    return value
