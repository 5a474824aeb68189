"""Sequences among the samples: rows that follow one another, one sequence after the other."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.validation import arguments, arrays

Lengths = NDArray[np.int64]


def joined(X: Any, lengths: ArrayLike | None) -> tuple[NDArray[Any], list[int]]:
    """Return a list of tables as one, with the lengths of its parts.

    Parameters
    ----------
    X : sequence of arrays of two dimensions
    lengths : array-like of int or None

    Returns
    -------
    X : ndarray
    lengths : list of int

    Raises
    ------
    ValueError
        If there are `lengths` beside a list, or its tables have other columns.
    """
    if lengths is not None:
        raise ValueError("lengths must be None where X is a list of sequences: each has its own")
    columns = [list(getattr(part, "columns", range(part.shape[1]))) for part in X]
    for at, names in enumerate(columns):
        if names != columns[0]:
            raise ValueError(
                f"X must be a list of sequences with the same columns, got {names} in sequence {at}, after "
                f"{columns[0]}"
            )
    return np.concatenate([np.asarray(part) for part in X]), [len(part) for part in X]


def are(X: Any) -> bool:
    """Tell whether this is a list of tables, each of them a sequence."""
    return isinstance(X, Sequence) and bool(X) and all(getattr(part, "ndim", 0) == 2 for part in X)


def check(lengths: ArrayLike | None, n_samples: int) -> Lengths | None:
    """Return the lengths of sequences, as an array.

    Parameters
    ----------
    lengths : array-like of int, shape (n_sequences,), or None
    n_samples : int
        Their sum.

    Returns
    -------
    ndarray of int64 or None

    Raises
    ------
    TypeError, ValueError
        If they are not whole numbers of at least 1, in one dimension, or do not sum up.
    """
    if lengths is None:
        return None
    try:
        given = np.asarray(lengths)
    except Exception:  # noqa: BLE001  of any kind, for it may be that of a stranger's `__array__`
        raise ValueError(
            "lengths must be an array of whole numbers, got lists of different lengths or no array: "
            f"{arguments.shown(lengths)}"
        ) from None
    if given.ndim != 1 or not given.size:
        raise ValueError(f"lengths must have shape (n_sequences,), got {given.shape}")
    if given.dtype.kind not in "iu":
        raise TypeError(f"lengths must be whole numbers, got an array of dtype {given.dtype}")
    if given.min() < 1:
        at = int(given.argmin())
        raise ValueError(f"lengths must be at least 1, got {given[at]} for sequence {at}")
    if (total := sum(map(int, given))) != n_samples:
        raise ValueError(f"lengths must sum to the {n_samples} rows of X, got the sum {total}")
    return np.ascontiguousarray(given, np.int64)


def weights(
    sample_weight: ArrayLike | None, lengths: Lengths | None, n_samples: int
) -> NDArray[np.float64] | None:
    """Return the weights of samples, also where those of their sequences are given.

    Parameters
    ----------
    sample_weight : array-like of shape (n_samples,) or (n_sequences,), float or None
    lengths : ndarray of shape (n_sequences,) or None
    n_samples : int

    Returns
    -------
    ndarray of shape (n_samples,) or None

    Raises
    ------
    ValueError
        As `iterscope.validation.arrays.weights` raises it.
    """
    if sample_weight is not None and lengths is not None and np.shape(sample_weight) == lengths.shape:
        sample_weight = np.repeat(np.asarray(sample_weight), lengths)
    return arrays.weights(sample_weight, n_samples)


def starts(lengths: Lengths) -> NDArray[np.intp]:
    """Return the first row of each sequence."""
    return np.asarray(np.cumsum(lengths) - lengths, np.intp)


def kept(lengths: Lengths | None, rows: NDArray[np.bool_]) -> Lengths | None:
    """Return the lengths that are left of sequences of which some rows are kept."""
    if lengths is None:
        return None
    left = np.add.reduceat(rows.astype(np.int64), starts(lengths))
    return left[left > 0]
