"""What formulas of half-steps are made of: their numbers, and what those of mixtures share."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from iterscope.fit.typeset.parts import Part, fraction, row, sub

_MOST_NUMBERS = 3
"""Vectors of more numbers are not written out."""
MINUS = "\N{MINUS SIGN}"
NU = "\N{GREEK SMALL LETTER NU}"
SIGMA = "\N{GREEK SMALL LETTER SIGMA}"

Halves = tuple[tuple[Part, ...], tuple[Part, ...]]
"""Formulas of the first and of the second half-step."""


@dataclass(frozen=True)
class Example:
    """The sample and the component whose numbers are written."""

    sample: int
    component: int
    share: float
    """Of the component in the sample; NaN before the first E step."""
    weight: float
    center: tuple[float, ...]
    """Of the component, in the features that are shown."""
    variant: str
    """Type of the covariances; "" for a model without them."""


def figures(value: float, digits: int = 3) -> str:
    """Write a number with so many significant digits, and all those before the point.

    Parameters
    ----------
    value : float
    digits : int, default=3

    Returns
    -------
    str
        A dash for what is no number.
    """
    if not math.isfinite(value):
        return "\N{EN DASH}"
    exponent = int(f"{value:.{digits - 1}e}".split("e")[1])
    decimals = max(0, digits - 1 - exponent)
    text = f"{value:.{decimals}f}" if -4 < exponent < 9 else f"{value:.{digits - 1}e}"
    return text.replace("-", MINUS)


def summed(index: str) -> Part:
    """Write a sum's sign with what it goes over."""
    return row(sub("Σ", index), " ")


def members() -> Part:
    """Write how many samples belong to a component: the sum of its responsibilities."""
    return row(summed("n"), sub("r", "nk"))


def minus(left: Part | str, right: Part | str) -> Part:
    """Write a difference."""
    return row(left, f" {MINUS} ", right)


def vector(values: Sequence[float]) -> str:
    """Write the numbers of a vector after an equals sign, where there is room for them."""
    if len(values) > _MOST_NUMBERS:
        return ""
    written = ", ".join(map(figures, values))
    return f" = {written}" if len(values) == 1 else f" = ({written})"


def responsibilities(term: Callable[[str], Part], of: str, shown: Example) -> tuple[Part, ...]:
    """Write the E step of a mixture.

    Parameters
    ----------
    term : callable
        ``term(k)`` is the weight of component k times its density.
    of : str
        Letter of the components that are summed.
    shown : Example

    Returns
    -------
    tuple of Part
        The quotient, and the share of the example.
    """
    share = row(sub("r", f"{shown.sample},{shown.component}"), f" = {figures(shown.share)}")
    return row(sub("r", "nk"), " = ", fraction(term("k"), row(summed(of), term(of)))), share


def weight(shown: Example) -> Part:
    """Write the weight of a component."""
    return row(sub("π", str(shown.component)), " = ", fraction(members(), "N"), f" = {figures(shown.weight)}")
