"""Seeds of random numbers: a number, or any generator of NumPy's."""

from typing import Any, Final

import numpy as np
from sklearn.utils import check_random_state

from iterscope.validation.arguments import shown

Seed = int | np.random.RandomState | np.random.Generator | np.random.SeedSequence | None

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
    except Exception:  # noqa: BLE001  of any kind, for it tells the seed, which may be a stranger's
        raise _refusal(seed) from None
    return source


def _refusal(seed: object) -> ValueError:
    return ValueError(
        f"random_state must be an integer from 0 to {2**32 - 1}, a Generator, a SeedSequence, a RandomState "
        f"or None, got {shown(seed)}"
    )
