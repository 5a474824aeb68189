"""A piece of work that iterscope and others do."""

from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Task:
    """The same work in several ways."""

    name: str
    rows: int
    """By which times are divided."""
    ours: Work
    peers: dict[str, Work]
    """The others' ways, by their names."""
    target: float | None = None
    """Most nanoseconds by row that ours shall take."""
