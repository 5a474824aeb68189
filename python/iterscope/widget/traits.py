"""Traits that are checked as arguments are. A coordinate travels as decimal strings, not as a JSON number."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np
import traitlets

from iterscope.validation import arguments, decimals


class Integer(traitlets.Int[int, Any]):
    """An integer of any type but bool."""

    def validate(self, obj: Any, value: Any) -> int:
        """Check a value; raises TraitError."""
        try:
            low = -sys.maxsize if self.min is None else self.min
            high = sys.maxsize if self.max is None else self.max
            number = arguments.integer(self.name or "value", value, low, high)
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


class Switch(traitlets.TraitType[bool, Any]):
    """True or False, also as 1 and 0."""

    default_value = False

    def validate(self, obj: Any, value: Any) -> bool:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if isinstance(value, bool | np.bool_) or (type(value) is int and value in {0, 1}):
            return bool(value)
        raise refusal(self.name, "True or False", value)


class Text(traitlets.TraitType[str, Any]):
    """A string that can be sent."""

    default_value = ""

    def validate(self, obj: Any, value: Any) -> str:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if isinstance(value, str):
            with suppress(UnicodeEncodeError):  # of half a pair that stands for a character
                value.encode()
                return str(value)
        raise refusal(self.name, "a string of whole characters", value)


class Choice(traitlets.TraitType[Any, Any]):
    """One of a few words or numbers."""

    def __init__(self, values: Sequence[str] | Sequence[int], **kwargs: Any) -> None:
        self._values = tuple(values)
        super().__init__(**{"default_value": self._values[0], **kwargs})

    def validate(self, obj: Any, value: Any) -> Any:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        plain = str(value) if isinstance(value, str) else value
        for allowed in self._values:
            if type(plain) is type(allowed) and plain == allowed:
                return allowed
        raise refusal(self.name, f"one of {', '.join(map(repr, self._values))}", value)


class Either(traitlets.Union):
    """A union whose refusal says what is allowed: it must be of this form."""

    def __init__(self, kinds: Sequence[Any], *, form: str, **kwargs: Any) -> None:
        super().__init__(kinds, **kwargs)
        self._form = form

    def validate(self, obj: Any, value: Any) -> Any:
        """Check a value; raises TraitError."""
        for kind in self.trait_types:
            with suppress(traitlets.TraitError):
                return kind.validate(obj, value)
        raise refusal(self.name, self._form, value)


class Items(traitlets.List[Any]):
    """A list, also from an array or a tuple, whose refusal says what is allowed: it must be of this form."""

    def __init__(self, kind: Any, *args: Any, form: str, **kwargs: Any) -> None:
        super().__init__(kind, *args, **kwargs)
        self._form = form

    def validate(self, obj: Any, value: Any) -> Any:
        """Check a value; raises TraitError."""
        given = value.tolist() if isinstance(value, np.ndarray) and value.ndim else value
        if isinstance(given, list | tuple) and self._minlen <= len(given) <= self._maxlen:
            kind: Any = self._trait
            with suppress(traitlets.TraitError):
                return [kind.validate(obj, item) for item in given]
        raise refusal(self.name, self._form, value)


class Keywords(traitlets.TraitType[dict[str, Any], Any]):
    """A dict of what has names."""

    def make_dynamic_default(self) -> dict[str, Any]:
        """Return an empty dict, for each view its own."""
        return {}

    def validate(self, obj: Any, value: Any) -> dict[str, Any]:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
            raise refusal(self.name, "a dict of values by their names", value)
        return dict(value)


def refusal(name: str | None, form: str, value: object) -> traitlets.TraitError:
    """Return the error that says what a trait must be."""
    return traitlets.TraitError(f"{name} must be {form}, got {arguments.shown(value)}")


class Complex(traitlets.TraitType[complex | decimals.Pair | None, Any]):
    """A finite complex number, as decimal strings if float64 has too few digits, or None.

    The widget's own validator may refuse None.
    """

    default_value = 0j
    info_text = "a finite complex number"

    def validate(self, obj: Any, value: Any) -> complex | decimals.Pair | None:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if value is None:
            return None
        try:
            return decimals.constant(self.name or "value", value)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None


class Point(traitlets.TraitType[decimals.Pair, Any]):
    """A point of the plane as two decimal strings ``(x, y)``, exact at any depth.

    Real and complex numbers and pairs of numbers are taken too.
    """

    default_value = ("0", "0")
    info_text = "a complex number or a pair of numbers or decimal strings"

    def __init__(self, *args: Any, reach: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reach = reach

    def validate(self, obj: Any, value: Any) -> decimals.Pair:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        name = self.name or "value"
        try:
            return decimals.within(name, decimals.pair(name, value), self._reach)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None

    @staticmethod
    def to_json(value: decimals.Pair, _widget: Any) -> list[str]:
        """Return the pair as a list."""
        return list(value)

    @staticmethod
    def from_json(value: Any, _widget: Any) -> Any:
        """Return the value, to be checked by `validate`."""
        return value
