"""Escape counts of all points at once: NumPy arrays, and a mask of the points that are still inside."""

import numpy as np
from numpy.typing import NDArray

from iterscope.reference.cancellation import CheckCancelled, never_cancelled

Points = NDArray[np.complex128]


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
        Called before each step; what it raises ends the work.

    Returns
    -------
    ndarray of uint32, shape as of `z`

    Notes
    -----
    Real and imaginary parts are kept apart: where the processor can, NumPy's complex product rounds once for
    two operations, and then some points near the border escape a step earlier or later.
    """
    limit = bailout * bailout
    x, y = z.real.copy(), z.imag.copy()
    counts = np.full(z.shape, max_iter, dtype=np.uint32)
    inside = np.ones(z.shape, dtype=bool)
    with np.errstate(over="ignore", invalid="ignore"):
        for count in range(max_iter):
            check_cancelled()
            a, b = x[inside], y[inside]
            constant = c[inside] if isinstance(c, np.ndarray) else c
            x[inside], y[inside] = a * a - b * b + constant.real, 2 * (a * b) + constant.imag
            escaped = inside & ~(x * x + y * y <= limit)  # NaN has escaped
            counts[escaped] = count
            inside &= ~escaped
            if not inside.any():
                break
    return counts
