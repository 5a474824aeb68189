"""Cancellation of a long computation by a callback."""

from collections.abc import Callable

CheckCancelled = Callable[[], None]
"""Callback that a computation calls now and then; what it raises ends the computation."""


def never_cancelled() -> None:
    """Raise nothing: the computation goes on."""
