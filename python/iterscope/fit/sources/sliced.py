"""Samples in an array of which any rows can be read: in memory, in a mapped file, in a zarr array."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core

BLOCK_VALUES = 2**20
"""Values of a block, where its size is free: 8 MB."""


def block_rows(n_features: int, multiple: int = 1) -> int:
    """Return the rows of a block of `BLOCK_VALUES`, a multiple of a number where that is less."""
    rows = max(1, BLOCK_VALUES // max(1, n_features))
    unit = max(_core.ROW_BLOCK, multiple)
    return unit * max(1, rows // unit)


class Sliced:
    """An array-like of two dimensions whose rows ``array[start:stop]`` reads.

    Parameters
    ----------
    array : object with ``shape``, ``dtype`` and slices
        Of zarr, blocks are whole chunks.
    """

    def __init__(self, array: Any) -> None:
        self._array = array
        n_samples, n_features = array.shape
        self.shape = int(n_samples), int(n_features)
        self.dtype = array.dtype
        self.in_memory = isinstance(array, np.ndarray)
        chunks = getattr(array, "chunks", None) or (1,)
        self.offsets = range(0, self.shape[0], block_rows(self.shape[1], int(chunks[0])))

    def load(self, i: int) -> NDArray[Any]:
        """Return the samples of block `i`."""
        return self.read(self.offsets[i], self.offsets[i] + self.offsets.step)

    def read(self, start: int, stop: int) -> NDArray[Any]:
        """Return some samples."""
        return np.asarray(self._array[start:stop])


@dataclass(frozen=True)
class Mapped:
    """An array in a file, which each process opens for itself.

    Rows are read, not mapped: what has been read takes no memory of the process afterwards.
    """

    path: str
    offset: int
    shape: tuple[int, int]
    dtype: np.dtype[Any]

    @classmethod
    def of(cls, array: "np.memmap[Any, Any]") -> "Mapped | None":
        """Return the array's place in its file, None where its rows do not follow one another there."""
        base: Any = array
        while isinstance(base.base, np.memmap):
            base = base.base
        if array.filename is None or array.ndim != 2 or not array.flags.c_contiguous:
            return None
        begins = array.__array_interface__["data"][0] - base.__array_interface__["data"][0]
        return cls(str(array.filename), base.offset + begins, (len(array), array.shape[1]), array.dtype)

    @property
    def offsets(self) -> range:
        """The first row of each block."""
        return range(0, self.shape[0], block_rows(self.shape[1]))

    def load(self, i: int) -> NDArray[Any]:
        """Return the samples of block `i`."""
        return self.read(self.offsets[i], self.offsets[i] + self.offsets.step)

    def read(self, start: int, stop: int) -> NDArray[Any]:
        """Return some samples."""
        n_features, count = self.shape[1], min(stop, self.shape[0]) - start
        place = self.offset + start * n_features * self.dtype.itemsize
        values = np.fromfile(self.path, self.dtype, count * n_features, offset=place)
        return values.reshape(-1, n_features)
