"""Seeds of random numbers: a number, or any generator of NumPy's."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.utils import check_random_state

from iterscope.validation.arguments import shown

Seed = int | np.random.RandomState | np.random.Generator | np.random.SeedSequence | None

AT_ONCE: Final = 2**18
"""Numbers, or rows of samples, that are drawn at once."""
SEED: Final[list[Any]] = ["random_state", np.random.Generator, np.random.SeedSequence]
"""What a parameter ``random_state`` may be, for scikit-learn's checks."""


def random_state(seed: Seed) -> np.random.RandomState:
    """Return the source of random draws that a seed stands for.

    Parameters
    ----------
    seed : int, Generator, SeedSequence, RandomState or None
        A number and a seed sequence begin the same draws each time. Of a Generator and a RandomState the next
        draws are taken. None takes those of NumPy's own, which `numpy.random.seed` sets.

    Returns
    -------
    RandomState

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if isinstance(seed, np.random.Generator):
        return np.random.RandomState(seed.bit_generator)
    if isinstance(seed, np.random.SeedSequence):
        return np.random.RandomState(np.random.MT19937(seed))
    if isinstance(seed, bool | np.bool_):  # which is a number for scikit-learn
        raise _refusal(seed)
    try:
        source: np.random.RandomState = check_random_state(seed)
    except (TypeError, ValueError):
        raise _refusal(seed) from None
    return source


def normals(source: np.random.RandomState, count: int, width: int) -> NDArray[np.float64]:
    """Draw rows of standard normal numbers, not all at once: in between an interrupt is heard.

    Parameters
    ----------
    source : RandomState
    count, width : int

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """
    return _in_parts(source.standard_normal, count, width)


def uniforms(source: np.random.RandomState, count: int, width: int = 1) -> NDArray[np.float64]:
    """Draw rows of numbers from 0 to 1, not all at once: in between an interrupt is heard.

    Parameters
    ----------
    source : RandomState
    count, width : int

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """
    return _in_parts(source.random_sample, count, width)


def shares(source: np.random.RandomState, count: int, width: int) -> NDArray[np.float64]:
    """Draw rows of numbers from 0 to 1 that sum to one, not all at once.

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

    return _in_parts(draw, count, width)


def dirichlets(source: np.random.RandomState, count: int, width: int, alpha: float) -> NDArray[np.float64]:
    """Draw rows of a symmetric Dirichlet distribution, not all at once.

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
    return _in_parts(lambda shape: source.dirichlet(shape[1] * [alpha], shape[0]), count, width)


def _in_parts(
    draw: Callable[[tuple[int, ...]], NDArray[np.float64]], count: int, width: int
) -> NDArray[np.float64]:
    drawn, at_once = np.empty((count, width)), max(1, AT_ONCE // width)
    for first in range(0, count, at_once):
        rows = drawn[first : first + at_once]
        rows[:] = draw(rows.shape)
    return drawn


def _refusal(seed: object) -> ValueError:
    return ValueError(
        f"random_state must be an integer from 0 to {2**32 - 1}, a Generator, a SeedSequence, a RandomState "
        f"or None, got {shown(seed)}"
    )
