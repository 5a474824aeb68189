"""What is computed of sequences, in memory or not: a value of each row, or of each sequence."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from iterscope.fit.data import Blocks, Data
from iterscope.fit.sources.units import Units
from iterscope.validation.arrays import Samples


def of_rows(
    data: Data,
    function: Callable[..., NDArray[Any]],
    *arguments: Any,
    width: int | tuple[int, ...] = (),
    dtype: DTypeLike = np.float64,
) -> NDArray[Any]:
    """Return what a function says of each row.

    Parameters
    ----------
    data : Data
    function : callable
        ``function(values, *arguments, lengths)``, of the module's level, so that it can be sent elsewhere.
    *arguments
    width : int or tuple of int, default=()
        Of what it says of a row.
    dtype : dtype, default=float64

    Returns
    -------
    ndarray of shape (n_samples, *width)
        Of samples that are not in memory it is computed when it is asked for.
    """
    if isinstance(data, Blocks):
        later: NDArray[Any] = data.each(function, *arguments, width=width, dtype=dtype)
        return later
    return function(data.values, *arguments, data.lengths).astype(dtype, copy=False)


def of_sequences(data: Data, function: Callable[..., NDArray[Any]], *arguments: Any) -> NDArray[Any]:
    """Return what a function says of each sequence, shape (n_sequences, ...); as `of_rows` takes it."""
    if isinstance(data, Blocks):
        return np.concatenate(data.parts(_of_block, function, arguments))
    return function(data.values, *arguments, data.lengths)


def _of_block(
    values: Samples,
    function: Callable[..., NDArray[Any]],
    arguments: tuple[Any, ...],
    weights: object,  # noqa: ARG001
    *,
    first_row: int,  # noqa: ARG001
    sequences: Units,
) -> NDArray[Any]:
    return function(values, *arguments, sequences.lengths)
