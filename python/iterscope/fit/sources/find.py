"""Which of the things that users have are sources: found by what they can do, without importing anything."""

from collections.abc import Callable
from os import PathLike, fspath
from os.path import exists
from pathlib import Path
from typing import Any

import numpy as np

from iterscope.fit.sources import delayed, parquet
from iterscope.fit.sources.joined import joined
from iterscope.fit.sources.protocol import Source
from iterscope.fit.sources.sliced import Mapped, Sliced


def found(X: Any) -> Source | None:
    """Return what is not in memory as a source, None of all else.

    Parameters
    ----------
    X : object
        A dask array or data frame, a list of delayed, a zarr array or one of h5py, a parquet file or data
        set of pyarrow, the path of a parquet file or of a folder of them, an object with ``shape``,
        ``offsets`` and ``load``, or a list of any of these, which follow one another.

    Returns
    -------
    Source or None

    Raises
    ------
    ValueError
        If it is one that cannot be fitted, such as a dask array that is cut along its features.
    FileNotFoundError
        If there is no such file.
    """
    for is_one, made in _ADAPTERS:
        if is_one(X):
            known: Source = made(X)
            return known
    if isinstance(X, list | tuple) and X and all(any(is_one(x) for is_one, _ in _ADAPTERS) for x in X):
        return joined([source(part) for part in X])
    return None


def source(X: Any) -> Source:
    """Return samples as a source, those in memory too: whatever computes over blocks takes them.

    Parameters
    ----------
    X : object
        What `found` knows, a memory map, or an array-like.

    Returns
    -------
    Source

    Raises
    ------
    TypeError, ValueError
        If it cannot be fitted.
    """
    known = found(X)
    if known is not None:
        return known
    if isinstance(X, np.memmap) and (mapped := Mapped.of(X)) is not None:
        return mapped
    if hasattr(X, "columns"):
        return _Frame(X)
    array = np.asarray(X)
    if array.ndim != 2:
        raise ValueError(f"X must have 2 dimensions, samples by features, got shape {array.shape}")
    return Sliced(array)


def _is_path(X: Any) -> bool:
    if isinstance(X, str):  # samples are none; pathlib raises for texts that are too long for a path
        return X.endswith(".parquet") or exists(X)  # noqa: PTH110
    return isinstance(X, PathLike)


def _is_source(X: Any) -> bool:
    return not isinstance(X, np.ndarray) and all(hasattr(X, name) for name in ("shape", "offsets", "load"))


def _has_chunks(X: Any) -> bool:
    return hasattr(X, "chunks") and hasattr(X, "shape") and hasattr(X, "dtype")


def _sliced(X: Any) -> Sliced:
    if len(X.shape) != 2:
        raise ValueError(f"X must have 2 dimensions, samples by features, got shape {tuple(X.shape)}")
    return Sliced(X)


def _read(X: Any) -> parquet.Parquet:
    return parquet.Parquet(parquet.paths_of(X) or [])


def _opened(X: Any) -> parquet.Parquet:
    return parquet.Parquet(_files(Path(fspath(X))))


_ADAPTERS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Any]], ...] = (
    (_is_path, _opened),
    (delayed.is_collection, delayed.of_collection),
    (delayed.are_delayed, delayed.of_list),
    (lambda X: parquet.paths_of(X) is not None, _read),
    (_is_source, lambda X: X),
    (_has_chunks, _sliced),
)
"""How to tell what a user has, and what makes a source of it; the first that fits."""


class _Frame(Sliced):
    """A data frame in memory."""

    def __init__(self, frame: Any) -> None:
        super().__init__(np.asarray(frame))
        self.header = frame[:0]


def _files(path: Path) -> list[str]:
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not files or not files[0].exists():
        raise FileNotFoundError(
            f"X must be samples, or the path of a parquet file or a folder of them, got {path}"
        )
    return [str(file) for file in files]
