"""Escape counts point by point: a Python function, called for each of them by `numpy.vectorize`."""

import numpy as np
from numpy.typing import NDArray

from iterscope.reference.cancellation import CheckCancelled, never_cancelled

Points = NDArray[np.complex128]

_STEPS = 1 << 12
"""Steps of a point between two checks for cancellation: a millisecond."""


def escape_counts(
    z: Points,
    c: Points | complex,
    max_iter: int,
    bailout: float,
    check_cancelled: CheckCancelled = never_cancelled,
) -> NDArray[np.uint32]:
    """Count the steps of z -> z² + c that each orbit stays inside the bailout radius.

    Parameters
    ----------
    z : ndarray of complex128
        Where the orbits start.
    c : complex or ndarray of complex128, shape as of `z`
        One constant for all, or that of each.
    max_iter : int
    bailout : float
    check_cancelled : callable, optional
        Called before each point and within long orbits; what it raises ends the work.

    Returns
    -------
    ndarray of uint32, shape as of `z`
    """
    limit = bailout * bailout

    def escape_count(z: complex, c: complex) -> int:
        for start in range(0, max_iter, _STEPS):
            check_cancelled()
            for count in range(start, min(start + _STEPS, max_iter)):
                z = z * z + c
                if not z.real * z.real + z.imag * z.imag <= limit:  # NaN has escaped
                    return count
        return max_iter

    with np.errstate(over="ignore", invalid="ignore"):
        counts: NDArray[np.uint32] = np.vectorize(escape_count, otypes=[np.uint32])(z, c)
    return counts
