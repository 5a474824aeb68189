"""Escape counts point by point: the Python function of `vectorize`, compiled by Numba.

Numba is imported with this module: ``pip install 'iterscope[bench]'``.
"""

import os
import threading
from functools import cache
from typing import Any, Literal

import numba
import numpy as np
from numpy.typing import NDArray

from iterscope.reference.cancellation import CheckCancelled, never_cancelled

Variant = Literal["abs", "norm2", "parallel"]
Points = NDArray[np.complex128]
Counts = NDArray[np.uint32]

_SIGNATURE = "uint32(complex128, complex128, int64, float64)"
_STEPS = 1 << 22
"""Steps of all points together between two checks for cancellation: some hundredths of a second."""

# Numba's threads end the process if a forked child starts them, and in some layers if two of ours do at once.
_LAUNCH = threading.Lock()
_LAUNCHED_BY: set[int] = set()


def escape_count_abs(z: complex, c: complex, max_iter: int, bailout: float) -> int:
    """Count the steps of z -> z² + c that stay inside the bailout radius, by the absolute value.

    A value that is within rounding of the radius is decided by its square, as in all other engines.
    """
    nearly, surely = (1 - 1e-15) * bailout, (1 + 1e-15) * bailout
    for count in range(max_iter):
        z = z * z + c
        radius = abs(z)
        if not radius <= surely:  # NaN has escaped
            return count
        if radius >= nearly and z.real * z.real + z.imag * z.imag > bailout * bailout:
            return count
    return max_iter


def escape_count_norm2(z: complex, c: complex, max_iter: int, bailout: float) -> int:
    """Count the steps of z -> z² + c that stay inside the bailout radius, without a square root."""
    limit = bailout * bailout
    for count in range(max_iter):
        z = z * z + c
        if not z.real * z.real + z.imag * z.imag <= limit:  # NaN has escaped
            return count
    return max_iter


@cache
def compiled(variant: Variant) -> Any:
    """Compile a variant into a NumPy ufunc of ``(z, c, max_iter, bailout)``; this takes about a second.

    Parameters
    ----------
    variant : {"abs", "norm2", "parallel"}
        With ``abs(z)``; with its square instead, without a square root; that on all processors.
    """
    function = escape_count_abs if variant == "abs" else escape_count_norm2
    target = "parallel" if variant == "parallel" else "cpu"
    return numba.vectorize([_SIGNATURE], target=target)(function)  # type: ignore[no-untyped-call]


def escape_counts_abs(
    z: Points,
    c: Points | complex,
    max_iter: int,
    bailout: float,
    check_cancelled: CheckCancelled = never_cancelled,
) -> Counts:
    """Count by the absolute value; parameters and result as of `vectorize.escape_counts`."""
    return _apply(compiled("abs"), z, c, (max_iter, bailout), check_cancelled)


def escape_counts_norm2(
    z: Points,
    c: Points | complex,
    max_iter: int,
    bailout: float,
    check_cancelled: CheckCancelled = never_cancelled,
) -> Counts:
    """Count without a square root; parameters and result as of `vectorize.escape_counts`."""
    return _apply(compiled("norm2"), z, c, (max_iter, bailout), check_cancelled)


def escape_counts_parallel(
    z: Points,
    c: Points | complex,
    max_iter: int,
    bailout: float,
    check_cancelled: CheckCancelled = never_cancelled,
) -> Counts:
    """Count on all processors; parameters and result as of `vectorize.escape_counts`.

    Raises
    ------
    RuntimeError
        If Numba's threads were left behind in the process that this one was forked from.
    """
    if _LAUNCHED_BY - {os.getpid()}:
        raise RuntimeError(
            "Numba's threads do not survive a fork: choose another engine, or start processes by spawn"
        )
    _LAUNCHED_BY.add(os.getpid())
    with _LAUNCH:
        return _apply(compiled("parallel"), z, c, (max_iter, bailout), check_cancelled)


def _apply(
    count: Any, z: Points, c: Points | complex, escape: tuple[int, float], check_cancelled: CheckCancelled
) -> Counts:
    """Call a ufunc for some points after the other."""
    points = np.ravel(z)
    constants = np.ravel(c) if isinstance(c, np.ndarray) else None
    counts = np.empty(z.size, dtype=np.uint32)
    at_once = max(1, _STEPS // escape[0])
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, z.size, at_once):
            check_cancelled()
            some = slice(start, start + at_once)
            count(points[some], c if constants is None else constants[some], *escape, out=counts[some])
    return counts.reshape(z.shape)
