"""Doors: functions that are called in one room and written in a room above it."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Door(Generic[P, R]):
    """A function that who calls it does not import: the package of both hangs it in, when it is imported."""

    _function: Callable[P, R]

    def leads_to(self, function: Callable[P, R]) -> Callable[P, R]:
        """Say what is called, as a decorator of it."""
        self._function = function
        return function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call it."""
        return self._function(*args, **kwargs)
