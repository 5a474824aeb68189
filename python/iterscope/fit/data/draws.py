"""Random numbers by the million: they are drawn in parts, between which an interrupt is heard."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

AT_ONCE: Final = 2**18
"""Numbers, or rows of samples, that are drawn at once."""


def rows(
    draw: Callable[[tuple[int, ...]], NDArray[np.float64]], count: int, width: int
) -> NDArray[np.float64]:
    """Draw rows of numbers.

    Parameters
    ----------
    draw : callable
        Of a shape; makes an array.
    count, width : int

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """
    drawn, at_once = np.empty((count, width)), max(1, AT_ONCE // width)
    for first in range(0, count, at_once):
        part = drawn[first : first + at_once]
        part[:] = draw(part.shape)
    return drawn


def shares(source: np.random.RandomState, count: int, width: int) -> NDArray[np.float64]:
    """Draw rows of numbers from 0 to 1 that sum to one.

    Parameters
    ----------
    source : RandomState
    count, width : int

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """

    def draw(shape: tuple[int, ...]) -> NDArray[np.float64]:
        drawn: NDArray[np.float64] = source.random_sample(shape)
        drawn /= drawn.sum(axis=1, keepdims=True)
        return drawn

    return rows(draw, count, width)


def dirichlets(source: np.random.RandomState, count: int, width: int, alpha: float) -> NDArray[np.float64]:
    """Draw rows of a symmetric Dirichlet distribution.

    Parameters
    ----------
    source : RandomState
    count, width : int
    alpha : float
        Its concentration in each place.

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """
    return rows(lambda shape: source.dirichlet(shape[1] * [alpha], shape[0]), count, width)
