"""A question about the next half-step."""

from dataclasses import dataclass
from typing import Literal

Asked = Literal["owner", "place", "change"]


@dataclass(frozen=True)
class Question:
    """A question that is asked at a step about the one after it."""

    run: int
    """Number of the recording."""
    index: int
    """Of the step that is shown."""
    asked: Asked
    """Whose a sample will be, where something goes, or how the objective changes."""
    text: str
    sample: int | None = None
    """Row of the data, of "owner", and of "place" if it is that of a row."""
    component: int | None = None
    """Whose mean or level, of "place"."""
    dims: tuple[int, ...] = ()
    """Features, or beyond them principal axes, in which a place is given, of "place"."""
