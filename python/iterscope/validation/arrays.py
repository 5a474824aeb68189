"""Validation of arrays: what a user gives becomes a C-contiguous, aligned, native float64 array.

An array that already is one passes without a copy, a memory map included.
"""

import math
import reprlib
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from iterscope.validation.slices import slices

_REAL = "biuf"
_SINGLE = ("Float32", "float[pyarrow]")
"""What data frames call float32 where it is no type of NumPy's."""
_MISSING = ("NAType", "NaTType")
"""Classes of pandas' objects in the place of values that are missing."""


Samples = NDArray[np.float64] | NDArray[np.float32]
"""Samples by features, C-contiguous, aligned, native and finite."""


def samples(
    value: ArrayLike, name: str, *, min_samples: int = 1, user: str = "iterscope", missing: bool = False
) -> Samples:
    """Return samples by features as `matrix` does, but leave float32 as it is.

    Parameters
    ----------
    value : array-like of shape (n_samples, n_features)
    name : str
        What messages call the argument.
    min_samples : int, default=1
        The least number of rows.
    user : str, default="iterscope"
        Whose minimum it is, in messages.
    missing : bool, default=False
        Whether values may be missing: NaN.

    Returns
    -------
    ndarray of shape (n_samples, n_features)
        Of float64, or of float32, which the core makes float64 a few rows at a time.

    Raises
    ------
    TypeError, ValueError
        As `matrix` raises them.
    """
    array = _two_dimensional(value, name, min_samples=min_samples, user=user)
    return finite(array, name, missing=missing)


def matrix(
    value: ArrayLike, name: str, *, min_samples: int = 1, user: str = "iterscope"
) -> NDArray[np.float64]:
    """Return samples by features as the core wants them.

    Parameters
    ----------
    value : array-like of shape (n_samples, n_features)
        Any real numbers: an array of any layout and byte order, nested sequences, a data frame, a memory map.
    name : str
        What messages call the argument.
    min_samples : int, default=1
        The least number of rows.
    user : str, default="iterscope"
        Whose minimum it is, in messages.

    Returns
    -------
    ndarray of shape (n_samples, n_features)
        C-contiguous, aligned, native float64, finite; `value` itself where it is all that.

    Raises
    ------
    TypeError
        If `value` is sparse or holds objects that are not numbers.
    ValueError
        If `value` is not two-dimensional, is too small, complex, textual, ragged, masked or not finite.
    """
    return double(_two_dimensional(value, name, min_samples=min_samples, user=user), name)


def _two_dimensional(value: ArrayLike, name: str, *, min_samples: int, user: str) -> NDArray[Any]:
    array = real(value, name)
    if array.ndim < 2:
        raise ValueError(
            f"Expected 2D array, got {array.ndim}D array instead: {name} has shape {array.shape}. Reshape "
            "your data either using array.reshape(-1, 1) if your data has a single feature or "
            "array.reshape(1, -1) if it contains a single sample."
        )
    if array.ndim > 2:
        raise ValueError(
            f"Found array with dim {array.ndim}: {name} must have 2 dimensions, samples by features"
        )
    check_size(array.shape, name, min_samples=min_samples, user=user)
    return array


def check_size(shape: tuple[int, ...], name: str, *, min_samples: int, user: str) -> None:
    """Refuse samples by features that are too few.

    Parameters
    ----------
    shape : pair of int
    name : str
        What messages call the argument.
    min_samples : int
        The least number of rows.
    user : str
        Whose minimum it is, in messages.

    Raises
    ------
    ValueError
        If there are fewer rows than that, or no column.
    """
    for axis, (what, minimum) in enumerate([("sample", min_samples), ("feature", 1)]):
        if shape[axis] < minimum:
            raise ValueError(
                f"Found array with {shape[axis]} {what}(s) (shape={shape}) while a minimum of "
                f"{minimum} is required by {user}: {name} is too small."
            )


def weights(value: ArrayLike | None, n_samples: int) -> NDArray[np.float64] | None:
    """Return the weights of samples, or None where all weigh the same.

    Parameters
    ----------
    value : array-like of shape (n_samples,), float or None
        A single number is the weight of each sample.
    n_samples : int
        The number of samples that they weigh.

    Returns
    -------
    ndarray of shape (n_samples,) or None

    Raises
    ------
    ValueError
        If the shape is another, a weight is negative or not finite, or their sum is zero or not finite.
    """
    if value is None:
        return None
    array = real(value, "sample_weight")
    if array.ndim == 0:
        array = np.full(n_samples, array)
    if array.ndim != 1:
        raise ValueError(f"Sample weights must be 1D array or scalar: sample_weight has shape {array.shape}")
    if array.shape != (n_samples,):
        raise ValueError(f"sample_weight.shape == {array.shape}, expected {(n_samples,)}!")
    array = double(array, "sample_weight")
    if (lowest := array.min()) < 0:
        raise ValueError(
            f"Negative values in sample_weight: {lowest} at row {array.argmin()}; weights must be at least 0"
        )
    with np.errstate(over="ignore"):
        total = float(array.sum())
    if not sys.float_info.min <= total < math.inf:
        raise ValueError(
            f"sample_weight must have a finite sum and not be zero everywhere, got the sum {total}"
        )
    return array


def parameter(
    value: ArrayLike, name: str, shape: tuple[int, ...], argument: str | None = None
) -> NDArray[np.float64]:
    """Return a model's parameter of a known shape.

    Parameters
    ----------
    value : array-like
        Any real numbers.
    name : str
        What messages call the argument.
    shape : tuple of int
        The shape that it must have.
    argument : str, default=None
        What the user calls it, where scikit-learn's message of a wrong shape calls it otherwise.

    Returns
    -------
    ndarray of that shape

    Raises
    ------
    TypeError, ValueError
        As `matrix` raises them, and if the shape is another.
    """
    array = real(value, argument or name)
    if array.shape != shape:
        also = f" ({argument})" if argument else ""
        raise ValueError(
            f"The parameter '{name}' should have the shape of {shape}, but got {array.shape}{also}"
        )
    return double(array, argument or name)


def kept_dtype(value: Any) -> DTypeLike:
    """Return the floating type that results are given in: float32 for float32, otherwise float64.

    Parameters
    ----------
    value : array-like
        What the user gave.

    Returns
    -------
    dtype
    """
    dtypes = getattr(value, "dtypes", None)
    kinds = list(dtypes) if isinstance(dtypes, Iterable) else [getattr(value, "dtype", None)]
    return np.float32 if kinds and all(map(_is_single, kinds)) else np.float64


def _is_single(kind: Any) -> bool:
    return (kind.kind, kind.itemsize) == ("f", 4) if isinstance(kind, np.dtype) else str(kind) in _SINGLE


def real(value: Any, name: str) -> NDArray[Any]:
    """Return `value` as an array of a real type, or say why it cannot be one.

    Parameters
    ----------
    value : array-like
        What the user gave.
    name : str
        What messages call the argument.

    Returns
    -------
    ndarray of a boolean, integer or floating type

    Raises
    ------
    TypeError
        If `value` is sparse or holds objects that are not numbers.
    ValueError
        If it is complex, textual, structured, ragged or has masked values.
    """
    if hasattr(value, "toarray") and type(value).__module__.startswith("scipy.sparse"):
        raise TypeError(
            f"Sparse data was passed for {name}, but dense data is required: a sparse array is not accepted. "
            "Use '.toarray()' to convert to a dense numpy array."
        )
    if np.ma.isMaskedArray(value) and np.ma.getmaskarray(value).any():
        where = _position(np.ma.getmaskarray(value))
        raise ValueError(f"{name} has masked values (first at {where}): fill them or leave those samples out")
    try:
        array = np.asarray(value)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  of any kind, for it may be that of a stranger's `__array__`
        kind = ValueError if isinstance(error, ValueError) else TypeError
        raise kind(f"{name} is not an array of numbers, or is ragged: {_short(error)}") from None
    if array.dtype.kind == "c":
        raise ValueError(f"Complex data not supported: {name} has dtype {array.dtype}")
    if array.dtype.kind == "O":
        return _numbers(array, name)
    if array.dtype.kind not in _REAL:
        raise ValueError(f"{name} has dtype {reprlib.repr(str(array.dtype))}: real numbers are required")
    return array


def double(array: NDArray[Any], name: str) -> NDArray[np.float64]:
    """Return a real array as `finite` does, of float64.

    Parameters
    ----------
    array : ndarray
        Of a boolean, integer or floating type.
    name : str
        What messages call the argument.

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        As `finite` raises it.
    """
    return finite(array, name).astype(np.float64, copy=False)


def finite(array: NDArray[Any], name: str, *, missing: bool = False) -> Samples:
    """Return a real array as C-contiguous, aligned, native float64 or float32 without NaN and infinity.

    Parameters
    ----------
    array : ndarray
        Of a boolean, integer or floating type.
    name : str
        What messages call the argument.
    missing : bool, default=False
        Whether NaN is allowed.

    Returns
    -------
    ndarray
        Of float32 if `array` is, otherwise of float64.

    Raises
    ------
    ValueError
        If a value is NaN or infinite; the message names the first one's row and column.
    """
    dtype = np.float32 if _is_single(array.dtype) else np.float64
    with np.errstate(over="ignore", invalid="ignore"):
        plain = _plain(array, dtype)
        if array.ndim == 0 and not math.isfinite(plain):
            raise ValueError(f"{name} must be finite, got {plain}")
        for rows in slices(plain):
            if not math.isfinite(plain[rows].sum(dtype=np.float64)):
                _refuse_infinite(plain[rows], rows.start, name, missing=missing)
    return plain


def _plain(array: NDArray[Any], dtype: DTypeLike) -> Samples:
    flags = array.flags
    if array.dtype == dtype and flags.c_contiguous and flags.aligned:
        return array
    if array.ndim == 0:
        return np.asarray(array, dtype)
    plain: Samples = np.empty(array.shape, dtype)
    for rows in slices(array):
        plain[rows] = array[rows]
    return plain


def _refuse_infinite(block: Samples, start: int, name: str, *, missing: bool) -> None:
    bad = np.isinf(block) if missing else ~np.isfinite(block)
    if bad.any():
        first = np.argwhere(bad)[0]
        value = block[tuple(first)]
        first[0] += start
        raise ValueError(f"{name} contains {'NaN' if np.isnan(value) else 'inf'} (first at {_place(first)})")


def _numbers(array: NDArray[np.object_], name: str) -> NDArray[np.float64]:
    """Convert objects one by one: no text and no date is read as a number, no imaginary part is lost.

    What is missing becomes NaN.
    """
    missing = np.zeros(array.shape, np.bool_)
    for index, item in np.ndenumerate(array):
        missing[index] = _is_missing(item)
        if isinstance(item, str | bytes):
            raise ValueError(f"{name} holds text: could not convert string to float at {_place(index)}")  # noqa: TRY004  scikit-learn's
        if isinstance(item, complex | np.complexfloating):
            raise ValueError(f"Complex data not supported: {name} holds a complex number at {_place(index)}")  # noqa: TRY004
        if isinstance(item, np.datetime64 | np.timedelta64 | date | timedelta) and not missing[index]:
            raise ValueError(
                f"{name} holds a date or a duration at {_place(index)}: real numbers are required"
            )
    try:
        return np.where(missing, np.nan, array).astype(np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(f"{name} holds objects that are not real numbers: {_short(error)}") from None


def _is_missing(item: Any) -> bool:
    if isinstance(item, np.datetime64 | np.timedelta64):
        return bool(np.isnat(item))
    return item is None or type(item).__name__ in _MISSING


def _position(mask: NDArray[np.bool_]) -> str:
    return _place(np.argwhere(mask)[0])


def _place(index: Any) -> str:
    axes = ("row", "column") if len(index) <= 2 else ("index",) * len(index)
    return ", ".join(f"{axis} {int(i)}" for axis, i in zip(axes, index, strict=False)) or "the only value"


def _short(error: Exception) -> str:
    text = str(error)
    return text if len(text) <= 200 else f"{text[:200]}…"
