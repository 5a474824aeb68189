"""What messages are made of: numbers, features, places."""

import math
from typing import Annotated

from msgspec import Meta

from iterscope.widget.messages import Count, MessageError

Real = float | None
"""None is a number that is not finite."""
Dims = Annotated[tuple[Count, ...], Meta(min_length=1, max_length=3)]
"""Features, or beyond them principal axes, each at most once."""
Place = Annotated[tuple[float, ...], Meta(min_length=1, max_length=3)]
"""A coordinate for each of the features."""


def require_box(box: tuple[float, ...]) -> None:
    """Require the lower limit of each feature to be below the upper one; raises `MessageError`."""
    if not all(0 < high - low < math.inf for low, high in zip(box[::2], box[1::2], strict=True)):
        raise MessageError("box must be left, right, bottom, top with left < right and bottom < top")


def require_one_for_each(name: str, values: tuple[float, ...], dims: tuple[int, ...]) -> None:
    """Require a value for each of some features; raises `MessageError`."""
    if len(values) != len(dims):
        raise MessageError(f"{name} must be a list of {len(dims)} finite numbers, one for each of dims")
