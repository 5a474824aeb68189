"""Rows of large arrays, some at a time."""

from collections.abc import Iterator
from typing import Any, Final

from numpy.typing import NDArray

from iterscope import _core

AT_ONCE: Final = 2**21
"""Values of a slice: some milliseconds of whatever passes over them."""


def slices(array: NDArray[Any]) -> Iterator[slice]:
    """Yield slices of an array's rows; before each an interrupt is heard.

    Parameters
    ----------
    array : ndarray
        One of no dimension has no rows.

    Yields
    ------
    slice

    Raises
    ------
    CancelledError
        If it was cancelled.
    """
    n_rows = len(array) if array.ndim else 0
    step = max(AT_ONCE * n_rows // max(array.size, 1), 1)
    for first in range(0, n_rows, step):
        _core.check_cancelled()
        yield slice(first, first + step)
