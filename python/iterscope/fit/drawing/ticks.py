"""Round numbers along an axis, whatever its offset and its scale are."""

import math
from dataclasses import dataclass

_SMALLEST, _LARGEST = -3, 5
"""Powers of ten: numbers from 0.001 to 100 000 are written as they are."""
_MINUS = "\N{MINUS SIGN}"
_DIGITS = 5
"""Digits beyond which what all numbers have in common is written once."""


@dataclass(frozen=True)
class Ticks:
    """Round numbers in a range."""

    marks: list[tuple[float, str]]
    """Values and their labels, from the least up."""
    exponent: int = 0
    """Power of ten that labels are multiplied with."""
    offset: float = 0.0
    """Number that is added to the labels."""

    def title(self, name: str) -> str:
        """Return an axis's name with what its numbers have in common."""
        scale = f" \N{MULTIPLICATION SIGN} 1e{self.exponent}".replace("-", _MINUS) if self.exponent else ""
        shift = f" {_MINUS if self.offset < 0 else '+'} {abs(self.offset):.15g}" if self.offset else ""
        return f"{name}{scale}{shift}"


def ticks(low: float, high: float, most: float, *, whole: bool = False) -> Ticks:
    """Choose round numbers in a range, 1, 2 or 5 times a power of ten apart.

    Parameters
    ----------
    low, high : float
        The range.
    most : float
        How many are wanted at most.
    whole : bool, default=False
        Whether there is nothing between whole numbers.

    Returns
    -------
    Ticks
    """
    rough = (high - low) / max(1.0, most)
    if not (math.isfinite(rough) and rough > 0):
        return Ticks([])
    power = math.floor(math.log10(rough))
    share = 10.0 ** (math.log10(rough) - power)
    fitting = (digit for digit in (1, 2, 5) if digit >= share * (1 - 1e-9))
    digit = next(fitting, 10)
    if digit == 10:
        digit, power = 1, power + 1
    if whole and power < 0:
        digit, power = 1, 0
    step = digit * 10.0**power
    if not step > 0:  # less than float64 can tell apart
        return Ticks([])
    middle = low / 2 + high / 2
    is_far = abs(middle) > 10**_DIGITS * step
    offset = round(middle / (1000 * step)) * 1000 * step if is_far else 0.0  # a tick itself
    largest = max(abs(low - offset), abs(high - offset))
    magnitude = math.floor(math.log10(largest))
    exponent = 0 if _SMALLEST <= magnitude < _LARGEST else magnitude
    first, last = (math.ceil((low - offset) / step - 1e-9), math.floor((high - offset) / step + 1e-9))
    decimals = max(0, exponent - power)
    marks = [
        (
            offset + count * step,
            f"{count * digit * 10.0 ** (power - exponent):.{decimals}f}".replace("-", _MINUS),
        )
        for count in range(first, last + 1)
    ]
    return Ticks(marks, exponent, offset)
