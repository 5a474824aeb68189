"""Conversion of formulas between kernel and page: ``{kind, parameters}``."""

from itertools import chain
from typing import Any

import msgspec
import traitlets

from iterscope.fractal.base import Fractal, families
from iterscope.fractal.family import Parameter
from iterscope.fractal.messages.values import Formula
from iterscope.validation import arguments
from iterscope.widget.messages import convert


def write(fractal: Fractal) -> Formula:
    """Return a fractal as a message holds it."""
    return Formula(fractal.kind, {name: _written(value) for name, value in fractal.parameters.items()})


def read(formula: Formula) -> Fractal:
    """Return the fractal of a message.

    Raises
    ------
    ValueError
        If there is no such family, or a parameter is missing, unknown or out of range.
    """
    family = families().get(formula.kind)
    if family is None:
        raise ValueError(f"kind must be one of {', '.join(families())}")
    parameters = {
        name: _several(value) if name in family.several and isinstance(value, tuple) else value
        for name, value in formula.parameters.items()
    }
    try:
        return family(**parameters)
    except TypeError:
        raise ValueError(f"parameters must be those of {formula.kind}") from None


def _written(value: Parameter) -> tuple[str, ...] | int:
    if isinstance(value, int):
        return value
    if isinstance(value, complex):
        return repr(value.real), repr(value.imag)
    return tuple(chain.from_iterable(_parts(number) for number in value))


def _parts(number: complex | str) -> tuple[str, ...]:
    return (number,) if isinstance(number, str) else (repr(number.real), repr(number.imag))


def _several(parts: tuple[str, ...]) -> tuple[complex, ...]:
    return tuple(complex(float(x), float(y)) for x, y in zip(parts[::2], parts[1::2], strict=True))


class FormulaTrait(traitlets.TraitType[Fractal, Any]):
    """A fractal, ``{kind, parameters}`` on the wire."""

    info_text = "a fractal such as iterscope.Julia(-0.8 + 0.156j)"

    def validate(self, obj: Any, value: Any) -> Fractal:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if isinstance(value, Fractal):
            return value
        shown = arguments.shown(value)
        raise traitlets.TraitError(f"{self.name} must be {self.info_text}, got {shown}")

    @staticmethod
    def to_json(value: Fractal, _widget: Any) -> Any:
        """Return the message."""
        return msgspec.json.decode(msgspec.json.encode(write(value)))

    @staticmethod
    def from_json(value: Any, _widget: Any) -> Fractal:
        """Return the fractal of a message that the page has sent; raises ValueError."""
        return read(convert(value, Formula))
