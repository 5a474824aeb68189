"""Degrees of the maps z -> z^d + c."""

from typing import SupportsIndex

from iterscope import _core
from iterscope.validation import arguments


def degree_of(degree: SupportsIndex) -> int:
    """Return the degree of a map; raises TypeError or ValueError."""
    return arguments.integer("degree", degree, 2, _core.MAX_DEGREE)
