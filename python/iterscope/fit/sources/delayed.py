"""Samples in dask: an array, a data frame, or a list of delayed blocks."""

from collections.abc import Sequence
from copy import copy
from typing import Any

import numpy as np


class Delayed:
    """Blocks that dask computes, each from what it comes from.

    Parameters
    ----------
    parts : sequence of delayed
        Of arrays or data frames.
    lengths : sequence of int
        The rows of each.
    n_features : int
    dtype : dtype or None
        Of all; None where it is that of the first.
    header : data frame or None
        Without rows, for the names of the features.
    each : sequence of int, default=None
        The rows of each of the things that a user gave in a list.
    """

    def __init__(
        self,
        parts: Sequence[Any],
        lengths: Sequence[int],
        n_features: int,
        dtype: Any,
        header: Any,
        *,
        each: Sequence[int] | None = None,
    ) -> None:
        self.parts = list(parts)
        self.lengths = each
        self.shape = sum(lengths), n_features
        self.offsets = np.cumsum([0, *lengths])[:-1]
        self.dtype = dtype
        self.header = header

    def load(self, i: int) -> Any:
        """Compute block `i`, if it is not there."""
        part = self.parts[i]
        return part.compute() if _is_delayed(part) else part

    def among(self, parts: Sequence[Any]) -> "Delayed":
        """Return the same samples, of other parts: those that were computed, or none for a while."""
        found = copy(self)
        found.parts = list(parts)
        return found


def are_delayed(X: Any) -> bool:
    """Tell whether this is a list of dask's delayed objects."""
    return isinstance(X, list | tuple) and bool(X) and all(_is_delayed(part) for part in X)


def _is_delayed(part: Any) -> bool:
    return type(part).__module__ == "dask.delayed"  # which has every attribute that it is asked for


def is_collection(X: Any) -> bool:
    """Tell whether this is an array or a data frame of dask."""
    return hasattr(X, "__dask_graph__") and hasattr(X, "to_delayed")


def of_collection(X: Any) -> Delayed:
    """Return the blocks of an array or a data frame of dask.

    Raises
    ------
    ValueError
        If it has not two dimensions, or is cut along its features.
    """
    if hasattr(X, "columns"):
        parts = list(X.to_delayed())
        lengths = [int(size) for size in X.map_partitions(len).compute()]
        return Delayed(parts, lengths, len(X.columns), None, X._meta)  # noqa: SLF001  dask's name for it
    if X.ndim != 2:
        raise ValueError(f"X must have 2 dimensions, samples by features, got a dask array of {X.ndim}")
    if len(X.chunks[1]) > 1:
        raise ValueError(
            f"X must have all features in each chunk, got chunks of {X.chunks[1]} features: "
            "X.rechunk({1: -1}) makes them whole"
        )
    if any(np.isnan(size) for size in X.chunks[0]):
        X = X.compute_chunk_sizes()
    parts = [part for (part,) in X.to_delayed()]
    return Delayed(parts, [int(size) for size in X.chunks[0]], int(X.shape[1]), X.dtype, None)


def of_list(X: Sequence[Any]) -> Delayed:
    """Return delayed arrays or data frames as blocks; their sizes are computed first.

    Raises
    ------
    ValueError
        If they have not the same features.
    """
    import dask  # noqa: PLC0415  whoever has delayed objects has dask

    heads = dask.compute(*(dask.delayed(_head)(part) for part in X))
    shapes = [shape for shape, _ in heads]
    for i, shape in enumerate(shapes):
        if len(shape) != 2 or shape[1] != shapes[0][1]:
            raise ValueError(
                "X must be of blocks with 2 dimensions and the same features, got shape "
                f"{shape} in block {i} after {shapes[0]}"
            )
    rows = [shape[0] for shape in shapes]
    return Delayed(X, rows, shapes[0][1], None, heads[0][1], each=rows)


def _head(part: Any) -> tuple[tuple[int, ...], Any]:
    """Return the shape of a block, and the block without its rows if it is a data frame."""
    return tuple(np.shape(part)), part[:0] if hasattr(part, "columns") else None
