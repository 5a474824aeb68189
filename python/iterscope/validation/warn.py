"""Warnings that point at the line of the user's that caused them."""

import inspect
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_INSIDE = ("iterscope.", "sklearn.")
_COLLECTED: ContextVar[tuple[type[Warning], list[str]] | None] = ContextVar("collected", default=None)
"""The category of warnings that are collected, and their messages."""


@contextmanager
def collected(category: type[Warning]) -> Iterator[list[str]]:
    """Collect the messages of warnings of one category in place of giving them.

    Parameters
    ----------
    category : type

    Yields
    ------
    list of str
        It grows within the block.
    """
    messages: list[str] = []
    token = _COLLECTED.set((category, messages))
    try:
        yield messages
    finally:
        _COLLECTED.reset(token)


def warn(message: str, category: type[Warning]) -> None:
    """Warn, in the name of the caller outside of this package and scikit-learn.

    Parameters
    ----------
    message : str
    category : type
    """
    held = _COLLECTED.get()
    if held is not None and category is held[0]:
        held[1].append(message)
        return
    frame, level = inspect.currentframe(), 1
    while frame is not None and str(frame.f_globals.get("__name__")).startswith(_INSIDE):
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)
