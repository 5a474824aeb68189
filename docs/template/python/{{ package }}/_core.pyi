"""The compiled module."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["__version__", "advance", "png"]

__version__: Final[str]

def advance(
    u: NDArray[np.float64],
    v: NDArray[np.float64],
    *,
    feed: float,
    kill: float,
    steps: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return both fields some steps later.

    The GIL is released, Ctrl-C is noticed before each step, and the result has the same
    bits for any number of threads.

    Parameters
    ----------
    u, v : array
        Concentrations, of one shape; the last row and column are next to the first.
    feed, kill : float
        Rates, from 0 to 0.1.
    steps : int

    Raises
    ------
    ValueError
        If an argument is not as above.
    ArithmeticError
        If the fields grow beyond all bounds.
    """

def png(field: NDArray[np.float64]) -> bytes:
    """Return a field as a PNG file of one pixel a cell: 0 is dark, 0.4 and more is bright."""
