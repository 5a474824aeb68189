"""Traits that are checked as arguments are. A coordinate travels as decimal strings, not as a JSON number."""

import numbers
import re
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, SupportsFloat

import numpy as np
import traitlets

from iterscope.validation import arguments

MAX_DIGITS = 1024
"""Characters of one decimal string."""
DECIMAL = r"^[+-]?([0-9]{1,1024}\.?[0-9]{0,1024}|\.[0-9]{1,1024})([eE][+-]?[0-9]{1,4})?\Z"
"""A decimal string as the core and the page read it."""


class Integer(traitlets.Int[int, Any]):
    """An integer of any type but bool."""

    def validate(self, obj: Any, value: Any) -> int:
        """Check a value; raises TraitError."""
        try:
            number = arguments.integer(self.name or "value", value, -sys.maxsize, sys.maxsize)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None
        return super().validate(obj, number)


class Real(traitlets.Float[float, Any]):
    """A finite real number of any type but bool."""

    def validate(self, obj: Any, value: Any) -> float:
        """Check a value; raises TraitError."""
        try:
            number = arguments.real(self.name or "value", value)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None
        return super().validate(obj, number)


class Either(traitlets.Union):
    """A union whose refusal says what is allowed: it must be of this form."""

    def __init__(self, kinds: Sequence[Any], *, form: str, **kwargs: Any) -> None:
        super().__init__(kinds, **kwargs)
        self._form = form

    def validate(self, obj: Any, value: Any) -> Any:
        """Check a value; raises TraitError."""
        try:
            return super().validate(obj, value)
        except traitlets.TraitError:
            raise refusal(self.name, self._form, value) from None


class Items(traitlets.List[Any]):
    """A list, also from an array or a tuple, whose refusal says what is allowed: it must be of this form."""

    def __init__(self, kind: Any, *args: Any, form: str, **kwargs: Any) -> None:
        super().__init__(kind, *args, **kwargs)
        self._form = form

    def validate(self, obj: Any, value: Any) -> Any:
        """Check a value; raises TraitError."""
        try:
            return super().validate(obj, value.tolist() if isinstance(value, np.ndarray) else value)
        except traitlets.TraitError:
            raise refusal(self.name, self._form, value) from None


def refusal(name: str | None, form: str, value: object) -> traitlets.TraitError:
    """Return the error that says what a trait must be."""
    return traitlets.TraitError(f"{name} must be {form}, got {arguments.shown(value)}")


class Complex(traitlets.TraitType[complex | None, Any]):
    """A finite complex number, or None unless the widget's own validator refuses it."""

    default_value = 0j
    info_text = "a finite complex number"

    def validate(self, obj: Any, value: Any) -> complex | None:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if value is None:
            return None
        try:
            return arguments.complex_number(self.name or "value", value)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None


class Point(traitlets.TraitType[tuple[str, str], Any]):
    """A point of the plane as two decimal strings ``(x, y)``, exact at any depth.

    Real and complex numbers and pairs of numbers are taken too.
    """

    default_value = ("0", "0")
    info_text = "a complex number or a pair of numbers or decimal strings"

    def __init__(self, *args: Any, reach: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reach = reach

    def validate(self, obj: Any, value: Any) -> tuple[str, str]:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        name = self.name or "value"
        try:
            point = self.strings(name, value)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None
        if any(Decimal(part).copy_abs() > self._reach for part in point):  # abs() would round
            shown = arguments.shown(value)
            raise traitlets.TraitError(f"{name} must lie within {self._reach} of 0, got {shown}")
        return point

    @staticmethod
    def strings(name: str, value: Any) -> tuple[str, str]:
        """Return the decimal strings of a point; raises TypeError or ValueError."""
        if isinstance(value, numbers.Complex) and not isinstance(value, bool):
            value = value.real, value.imag
        form = "a complex number or a pair (x, y)"
        x, y = (_decimal(name, part) for part in arguments.items(name, value, 2, form))
        return x, y

    @staticmethod
    def to_json(value: tuple[str, str], _widget: Any) -> list[str]:
        """Return the pair as a list."""
        return list(value)

    @staticmethod
    def from_json(value: Any, _widget: Any) -> Any:
        """Return the value, to be checked by `validate`."""
        return value


def _decimal(name: str, value: str | Decimal | SupportsFloat) -> str:
    if not isinstance(value, str | Decimal):
        return repr(arguments.real(name, value))
    text = str(value)
    if len(text) > MAX_DIGITS or not re.match(DECIMAL, text):
        raise ValueError(f"{name} must be made of finite decimal numbers, got {arguments.shown(value)}")
    return text
