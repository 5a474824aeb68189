"""Errors of the core about a parameter, told of the argument that it came from."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def renamed(names: Mapping[str, str]) -> Iterator[None]:
    """Name the argument in a `ValueError` that begins with what the core calls it.

    Parameters
    ----------
    names : mapping of str to str
        What the core calls a parameter, and the argument.
    """
    try:
        yield
    except ValueError as error:
        parameter, _, rest = str(error).partition(" ")
        if parameter not in names:
            raise
        raise ValueError(f"{names[parameter]} {rest}") from None
