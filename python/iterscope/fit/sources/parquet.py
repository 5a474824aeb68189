"""Samples in parquet: one file, or a data set of several, a block for each group of rows."""

from typing import Any

import numpy as np


class Parquet:
    """Groups of rows of parquet files; each process opens the files for itself.

    Parameters
    ----------
    paths : list of str or ParquetFile
        An open file cannot be sent to another process, a path can.
    columns : list of str or None, default=None
        The features; None for all.

    Raises
    ------
    ImportError
        If there is no pyarrow.
    ValueError
        If a file has other columns than the first one.
    """

    def __init__(self, paths: list[Any], columns: list[str] | None = None) -> None:
        groups, lengths = [], []
        for path in paths:
            file = _opened(path)
            names = [str(name) for name in file.schema_arrow.names]
            columns = names if columns is None else columns
            if missing := [name for name in columns if name not in names]:
                raise ValueError(
                    f"X must be of files with the same columns, got none called {missing} in {path}"
                )
            for group in range(file.num_row_groups):
                groups.append((path, group))
                lengths.append(file.metadata.row_group(group).num_rows)
        self._groups = groups
        self._columns = columns or []
        self.header = _header(paths[0], self._columns)
        self.shape = sum(lengths), len(self._columns)
        self.offsets = np.cumsum([0, *lengths])[:-1]

    def load(self, i: int) -> Any:
        """Return the samples of group `i`, in memory order."""
        path, group = self._groups[i]
        table = _opened(path).read_row_group(group, columns=self._columns)
        columns = [column.to_numpy() for column in table.columns]
        return np.stack(columns, axis=1) if columns else np.empty((table.num_rows, 0))


def _opened(file: Any) -> Any:
    if not isinstance(file, str):
        return file
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415  an extra package

    return ParquetFile(file)


def _header(path: Any, columns: list[str]) -> Any:
    """Return the columns as a data frame without rows, None where there is no pandas."""
    try:
        return _opened(path).schema_arrow.empty_table().select(columns).to_pandas()
    except ImportError:
        return None


def paths_of(X: Any) -> list[Any] | None:
    """Return the files of pyarrow's ``ParquetFile``, ``ParquetDataset`` or ``Dataset``; None of all else."""
    kind = type(X)
    if not kind.__module__.startswith("pyarrow."):
        return None
    if kind.__name__ == "ParquetFile":
        return [X]
    files = getattr(X, "files", None)
    return None if files is None else [str(path) for path in files]
