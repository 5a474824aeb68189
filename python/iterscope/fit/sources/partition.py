"""The blocks that are computed over: they begin at multiples of 1024 rows, wherever a source's do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.sources.protocol import Source
from iterscope.fit.sources.units import Units
from iterscope.validation import arguments, arrays

LEAST_VALUES = 2**17
"""Blocks of fewer values are computed together: a megabyte."""
Check = Callable[[arrays.Samples], None]
Pick = Callable[[dict[int, NDArray[np.int64]]], Iterable[arrays.Samples]]
"""Takes rows of blocks: their numbers within each block, by the number of the block."""


class Block(NamedTuple):
    """Checked samples, in memory."""

    values: arrays.Samples
    weights: NDArray[np.float64] | None
    first_row: int
    """Number of the first one in the whole."""
    sequences: Units | None = None
    """Those that the samples are, where they follow one another."""


@dataclass(frozen=True, eq=False)
class Partition:
    """A source, checked, in blocks that begin at multiples of `_core.ROW_BLOCK` rows.

    Up to 1023 rows at the beginning of a source's block are computed with the block before: what comes of the
    sums depends on the rows alone. Where rows follow one another, blocks begin with a sequence instead.
    """

    source: Source
    shape: tuple[int, int]
    dtype: np.dtype[Any]
    """What all blocks are made, float32 or float64."""
    weights: NDArray[np.float64] | None
    """Of all samples."""
    check: Check | None
    """Raises ValueError for values that the model cannot have."""
    starts: NDArray[np.int64]
    """The first row of each block that is computed over."""
    missing: bool = False
    """Whether values may be missing: NaN."""
    units: Units | None = None
    """Sequences, where blocks consist of whole ones."""

    @classmethod
    def of(
        cls,
        source: Source,
        sample_weight: ArrayLike | None = None,
        check: Check | None = None,
        *,
        missing: bool = False,
    ) -> "Partition":
        """Check what a source says of itself.

        Raises
        ------
        TypeError, ValueError
            If its shape, its offsets or the weights cannot be what they must be.
        """
        shape = tuple(int(size) for size in source.shape)
        if len(shape) != 2:
            raise ValueError(f"X must have 2 dimensions, samples by features, got shape {shape}")
        offsets = np.asarray(source.offsets, np.int64)
        rises = offsets.ndim == 1 and offsets.size > 0 and offsets[0] == 0
        if not rises or (np.diff(offsets) < 0).any() or offsets[-1] > shape[0]:
            raise ValueError(
                f"X.offsets must be the first rows of the blocks, from 0 to {shape[0]} in order, got "
                f"{arguments.shown(offsets)}"
            )
        given = getattr(source, "dtype", None)
        dtype = np.dtype(np.float32 if given is not None and np.dtype(given) == np.float32 else np.float64)
        if given is None and shape[0]:
            first = int(np.flatnonzero(np.append(np.diff(offsets), shape[0] - offsets[-1]))[0])
            dtype = np.dtype(arrays.kept_dtype(source.load(first)))
        weights = arrays.weights(sample_weight, shape[0])
        if weights is not None and not weights.all():
            raise ValueError(
                "sample_weight must be above 0 for samples that are not in memory, got 0 at row "
                f"{weights.argmin()}: leave those samples out"
            )
        multiples = -(-offsets // _core.ROW_BLOCK) * _core.ROW_BLOCK
        starts = _apart(multiples, (shape[0], shape[1]))
        return cls(source, (shape[0], shape[1]), dtype, weights, check, starts, missing)

    def by_sequences(self, lengths: NDArray[np.int64], together: int) -> "Partition":
        """Return blocks of whole sequences; of short ones as many rows as are computed `together`."""
        units = Units.of(lengths, together)
        begins = units.starts
        starts = begins[begins.searchsorted(self.offsets[:-1])]
        return replace(self, units=units, starts=_apart(starts, self.shape))

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """The first row of each block of the source, and the end."""
        return np.append(np.asarray(self.source.offsets, np.int64), self.shape[0])

    def span(self, i: int) -> tuple[int, int]:
        """Return the first row of a block and its end."""
        end = self.starts[i + 1] if i + 1 < len(self.starts) else self.shape[0]
        return int(self.starts[i]), int(end)

    def parts(self, i: int) -> range:
        """Return the blocks of the source that a block needs."""
        start, stop = self.span(i)
        first = int(np.searchsorted(self.offsets, start, side="right")) - 1
        return range(first, int(np.searchsorted(self.offsets[:-1], stop, side="left")))

    def load(self, i: int, known: dict[int, Any] | None = None) -> Block:
        """Load a block and check it.

        Parameters
        ----------
        i : int
        known : dict, default=None
            Blocks of the source that were loaded before, by number; what the next block needs stays there.

        Returns
        -------
        Block

        Raises
        ------
        TypeError, ValueError
            If its values are none; the message names the block of the source.
        """
        start, stop = self.span(i)
        read, parts = getattr(self.source, "read", None), self.parts(i)
        if read is not None:
            return self.block(i, [self.checked(read(start, stop), parts[0], start)])
        kept = {} if known is None else known
        loaded = {part: kept[part] if part in kept else self._loaded(part) for part in parts}
        kept.clear()
        kept.update({part: loaded[part] for part in parts[-1:]})
        pieces = []
        for part, values in loaded.items():
            first = int(self.offsets[part])
            pieces.append(values[max(0, start - first) : stop - first])
        return self.block(i, pieces)

    def block(self, i: int, pieces: list[arrays.Samples]) -> Block:
        """Return a block that consists of these pieces."""
        start, stop = self.span(i)
        values: Any = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        if not (values.flags.aligned and values.flags.c_contiguous):
            values = np.ascontiguousarray(np.require(values, requirements=["A"]))
        weights = None if self.weights is None else self.weights[start:stop]
        return Block(values, weights, start, self.sequences(i))

    def sequences(self, i: int) -> Units | None:
        """Return the sequences that a block consists of."""
        if self.units is None:
            return None
        first, end = self.units.starts.searchsorted(self.span(i))
        return self.units.some(int(first), int(end))

    def blocks_of(self, rows: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the number of the block that each of some rows is in."""
        return self.starts.searchsorted(rows, side="right") - 1

    def taken(self, rows: NDArray[np.int64], pick: Pick) -> arrays.Samples:
        """Return samples by their numbers, in this order, of which `pick` takes those of each block."""
        blocks = self.blocks_of(rows)
        places = {int(i): rows[blocks == i] - self.starts[i] for i in np.unique(blocks)}
        found = np.empty((len(rows), self.shape[1]), self.dtype)
        for i, values in zip(places, pick(places), strict=True):
            found[blocks == i] = values
        return found

    def _loaded(self, part: int) -> arrays.Samples:
        return self.whole(self.source.load(part), part)

    def whole(self, given: Any, part: int) -> arrays.Samples:
        """Return a whole block of the source as the core wants it; raises ValueError as `checked` does."""
        values = self.checked(given, part, int(self.offsets[part]))
        wanted = int(self.offsets[part + 1] - self.offsets[part])
        if len(values) != wanted:
            raise ValueError(
                f"block {part} of X must have the {wanted} rows that its offsets say, got {len(values)}"
            )
        return values

    def checked(self, values: Any, part: int, first_row: int) -> arrays.Samples:
        """Return the samples of a block of the source as the core wants them."""
        name = f"block {part} of X, from row {first_row},"
        array = arrays.real(values, name)
        if array.ndim != 2 or array.shape[1] != self.shape[1]:
            raise ValueError(f"{name} must have {self.shape[1]} features, got shape {array.shape}")
        if self.dtype == np.float32 and not np.can_cast(array.dtype, np.float32, "safe"):
            raise ValueError(f"{name} must be of float32, as the first block is, got {array.dtype}")
        found = arrays.finite(array.astype(self.dtype, copy=False), name, missing=self.missing)
        if self.check is not None and len(found):
            try:
                self.check(found)
            except ValueError as error:
                raise ValueError(f"{name} is refused: {error}") from None
        return found


def _apart(starts: NDArray[np.int64], shape: tuple[int, int]) -> NDArray[np.int64]:
    """Return those of some first rows between which there are at least `LEAST_VALUES`."""
    found, least = [0], max(1, LEAST_VALUES // max(1, shape[1]))
    for start in np.unique(starts).tolist():
        if start - found[-1] >= least and start < shape[0]:
            found.append(start)
    return np.asarray(found, np.int64)
