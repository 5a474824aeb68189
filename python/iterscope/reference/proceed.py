"""How a long computation asks whether to go on."""

from collections.abc import Callable

Proceed = Callable[[], None]
"""Called now and then by what computes; what it raises ends the work."""


def regardless() -> None:
    """Go on."""
