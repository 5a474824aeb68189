"""Computation over blocks in this process: the next block loads while this one is computed."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from functools import reduce
from operator import add
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.sources.partition import Block, Partition
from iterscope.validation.arrays import Samples
from iterscope.widget.progress import lasting

_POLL = 0.02
"""Seconds between looks for a cancellation."""


class Engine(Protocol):
    """Computes over the blocks of a partition, wherever they are.

    Functions take the samples of a block, the `arguments`, their weights or None, and ``first_row``; where
    samples follow one another, ``sequences``, too.
    """

    def total(self, partition: Partition, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Return the sum of what a function returns for each block, which add up with ``+`` in order."""

    def each(
        self, partition: Partition, function: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> list[Any]:
        """Return what a function returns for each block, in order."""

    def load(self, partition: Partition, i: int) -> Block:
        """Return a block."""

    def take(self, partition: Partition, rows: NDArray[np.int64]) -> Samples:
        """Return samples by their numbers, in this order."""

    def release(self, partition: Partition) -> None:
        """Forget blocks that were kept: they can be loaded again."""


class Here:
    """Computes in this process, with one thread beside it that loads."""

    def total(self, partition: Partition, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Return the sum over the blocks."""
        with lasting(len(partition), unit="block") as show:
            return reduce(add, self._results(partition, function, arguments, show))

    def each(
        self, partition: Partition, function: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> list[Any]:
        """Return the result of each block."""
        with lasting(len(partition), unit="block") as show:
            return list(self._results(partition, function, arguments, show))

    def load(self, partition: Partition, i: int) -> Block:
        """Load a block."""
        return partition.load(i)

    def take(self, partition: Partition, rows: NDArray[np.int64]) -> Samples:
        """Return samples by their numbers; blocks without any of them are not loaded."""
        return partition.taken(
            rows, lambda places: (partition.load(i).values[some] for i, some in places.items())
        )

    def release(self, partition: Partition) -> None:
        """Do nothing: no block is kept."""

    def _results(
        self,
        partition: Partition,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        show: Callable[[int], object],
    ) -> Iterator[Any]:
        for done, block in enumerate(ahead(partition)):
            show(done)
            _core.check_cancelled()
            yield computed(block, function, arguments)


def computed(block: Block, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Return what a function makes of a block."""
    followed = {} if block.sequences is None else {"sequences": block.sequences}
    return function(block.values, *arguments, block.weights, first_row=block.first_row, **followed)


def ahead(partition: Partition) -> Iterator[Block]:
    """Iterate over the blocks, each loaded while the one before is in use.

    Raises
    ------
    CancelledError
        If it was cancelled; what is being loaded meanwhile is dropped when it is there.
    """
    known: dict[int, Any] = {}
    loader = ThreadPoolExecutor(1, "iterscope-load")
    try:
        coming = loader.submit(partition.load, 0, known)
        for i in range(len(partition)):
            block = _awaited(coming)
            if i + 1 < len(partition):
                coming = loader.submit(partition.load, i + 1, known)
            yield block
            del block
    finally:
        loader.shutdown(wait=False, cancel_futures=True)


def _awaited(coming: "Future[Block]") -> Block:
    while True:
        _core.check_cancelled()
        try:
            return coming.result(_POLL)
        except NotYet:
            if coming.done():  # the load itself has timed out
                return coming.result()
