"""What messages are made of: decimal strings, places, formulas."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from iterscope.validation.decimals import DECIMAL, MAX_DIGITS
from iterscope.widget.messages import MAX_COUNT, MessageError

MAX_PARAMETERS = 16
"""Parameters that a formula may have."""
MAX_DECIMALS = 66
"""Parts of all complex numbers of one parameter."""
Decimal = Annotated[
    str,
    Meta(
        pattern=DECIMAL,
        max_length=MAX_DIGITS,
        description="decimal strings like -1.25e-3",
    ),
]
Name = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9_-]{1,64}\Z",
        max_length=64,
        description="1 to 64 lower case letters, digits, _ or -",
    ),
]
DecimalPair = tuple[Decimal, Decimal]
"""Real and imaginary part."""
Decimals = Annotated[tuple[Decimal, ...], Meta(min_length=2, max_length=MAX_DECIMALS)]
"""Real and imaginary parts of one or several complex numbers, one after the other."""
MaxIter = Annotated[int, Meta(ge=1, le=MAX_COUNT)] | Literal["auto"]
"""Iterations; "auto" grows with the depth."""
Antialias = Literal[1, 2, 4]
"""Points along each side of a pixel."""


class Formula(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The map that is iterated."""

    kind: Name
    # msgspec 0.22 crashes on the union of a tuple and an int with limits: the formula has those.
    parameters: Annotated[dict[Name, Decimals | int], Meta(max_length=MAX_PARAMETERS)]
    """Complex numbers as pairs of decimal strings, several in one list, integers as they are."""

    def __post_init__(self) -> None:
        if any(isinstance(value, tuple) and len(value) % 2 for value in self.parameters.values()):
            raise MessageError("parameters must be made of pairs of decimal strings and integers")
