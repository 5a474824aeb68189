"""Data that are not in memory: a source, and who computes over its blocks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit.data.data import Data
from iterscope.fit.data.sequences import Lengths
from iterscope.fit.sources import Partition, Source
from iterscope.fit.sources.here import Engine
from iterscope.fit.sources.lazy import Lazy
from iterscope.fit.sources.partition import Check
from iterscope.validation import arrays

SHOWN_ROWS = 20_000
"""Samples that a view draws of more."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Blocks(Data):
    """Samples that are loaded block by block. Their `values` are some of them, which views draw.

    What is computed of all goes through `total` and `each`.
    """

    partition: Partition
    engine: Engine
    sequences: Lengths | None = None
    """Rows of each sequence of all, where samples follow one another; `lengths` are those of `values`."""

    @classmethod
    def of_source(
        cls,
        source: Source,
        sample_weight: ArrayLike | None,
        engine: Engine,
        *,
        min_samples: int = 1,
        user: str = "iterscope",
        check: Check | None = None,
        missing: bool = False,
        sequences: Lengths | None = None,
    ) -> Self:
        """Check what a source says of itself; its blocks are checked when they are loaded.

        Raises
        ------
        TypeError, ValueError
            If it is no source, has too few samples, or a weight is not above 0.
        """
        partition = Partition.of(source, sample_weight, check, missing=missing)
        arrays.check_size(partition.shape, "X", min_samples=min_samples, user=user)
        values = np.empty((0, partition.shape[1]), partition.dtype)
        given = getattr(source, "header", None)
        header = values if given is None else given
        where: dict[str, Any] = {"partition": partition, "engine": engine, "sequences": sequences}
        return cls(values, None, None, partition.dtype, header, **where)

    @property
    def n_samples(self) -> int:
        """Number of all samples."""
        return self.partition.shape[0]

    @property
    def in_memory(self) -> bool:
        """Whether `values` are all samples."""
        return False

    @property
    def all_weights(self) -> NDArray[np.float64] | None:
        """Weights of all samples, None where each counts once."""
        return self.partition.weights

    @cached_property
    def shown(self) -> "Blocks":
        """The data with up to 20 000 samples as `values`, drawn by their numbers; of series the first."""
        count = min(self.n_samples, SHOWN_ROWS)
        if self.sequences is None:
            rows, lengths = np.sort(_drawn(self.n_samples, count)), None
        else:
            rows, ends = np.arange(count), np.minimum(np.cumsum(self.sequences), count)
            lengths = np.diff(ends, prepend=0)
            lengths = lengths[lengths > 0]
        weights = None if self.partition.weights is None else self.partition.weights[rows]
        return replace(self, values=self.take(rows), weights=weights, lengths=lengths)

    def by_sequences(self, together: int) -> "Blocks":
        """Return the data in blocks of whole sequences."""
        lengths = np.array([self.n_samples]) if self.sequences is None else self.sequences
        return replace(self, partition=self.partition.by_sequences(lengths, together))

    def release(self) -> None:
        """Let blocks be forgotten where they are kept."""
        self.engine.release(self.partition)

    def total(self, statistics: Callable[..., Any], *arguments: Any) -> Any:
        """Return the sum of the statistics of all blocks."""
        return self.engine.total(self.partition, statistics, arguments)

    def each(
        self,
        function: Callable[..., NDArray[Any]],
        *arguments: Any,
        width: int | tuple[int, ...] = (),
        dtype: Any = None,
    ) -> Any:
        """Return a value of each sample, or an array of some `width`, computed when it is asked for."""
        shape = self.n_samples, *((width,) if isinstance(width, int) else width)
        kind = np.dtype(np.float64 if dtype is None else dtype)
        return Lazy(self.partition, self.engine, function, arguments, shape, kind)

    def parts(self, function: Callable[..., Any], *arguments: Any) -> list[Any]:
        """Return what a function of samples, weights and ``first_row`` makes of each block."""
        return self.engine.each(self.partition, function, arguments)

    def take(self, rows: NDArray[np.int64]) -> arrays.Samples:
        """Return samples by their numbers, in this order."""
        return self.engine.take(self.partition, rows)


def _drawn(n_samples: int, count: int) -> NDArray[np.int64]:
    """Return different numbers of samples; no array of all is made."""
    return np.asarray(np.random.default_rng(0).choice(n_samples, count, replace=False, shuffle=False))
