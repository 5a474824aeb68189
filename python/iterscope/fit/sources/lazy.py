"""A value of each sample, computed a block at a time when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from iterscope.fit.sources.here import Engine, computed
from iterscope.fit.sources.partition import Partition
from iterscope.fit.sources.units import Units


@dataclass(frozen=True, eq=False)
class Lazy:
    """What a function makes of each sample: labels, densities, responsibilities.

    ``np.asarray`` computes all; ``load(i)`` a block. It is a source itself, so that it can be written or
    fitted block by block.
    """

    partition: Partition
    engine: Engine
    function: Callable[..., NDArray[Any]]
    arguments: tuple[Any, ...]
    shape: tuple[int, ...]
    dtype: np.dtype[Any]

    @property
    def offsets(self) -> NDArray[np.int64]:
        """The first row of each block."""
        return self.partition.starts

    @property
    def ndim(self) -> int:
        """Number of dimensions."""
        return len(self.shape)

    def __len__(self) -> int:
        return self.shape[0]

    def load(self, i: int) -> NDArray[Any]:
        """Compute the values of block `i`."""
        block = self.engine.load(self.partition, i)
        found: NDArray[Any] = computed(block, rowwise, (self.function, self.arguments))
        return found.astype(self.dtype, copy=False)

    def astype(self, dtype: DTypeLike, *, copy: bool = True) -> "Lazy":  # noqa: ARG002  as arrays have it
        """Return the same values of another type."""
        return replace(self, dtype=np.dtype(dtype))

    def __array__(self, dtype: DTypeLike | None = None, *, copy: bool | None = None) -> NDArray[Any]:
        parts = self.engine.each(self.partition, rowwise, (self.function, self.arguments))
        found = np.concatenate(parts).astype(self.dtype if dtype is None else dtype, copy=False)
        return found.copy() if copy else found


def rowwise(
    values: Any,
    function: Callable[..., NDArray[Any]],
    arguments: tuple[Any, ...],
    weights: Any,  # noqa: ARG001  what is said of a sample does not depend on its weight
    *,
    first_row: int,  # noqa: ARG001
    sequences: Units | None = None,
) -> NDArray[Any]:
    """Return what a function says of each sample of a block; of sequences it takes their lengths, too."""
    return function(values, *arguments, *([] if sequences is None else [sequences.lengths]))
