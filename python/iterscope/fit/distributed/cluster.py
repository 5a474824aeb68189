"""Computation over blocks by the workers of dask: one task a worker, blocks that can be loaded again."""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby
from operator import add
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.sources.delayed import Delayed
from iterscope.fit.sources.here import computed
from iterscope.fit.sources.partition import Block, Partition
from iterscope.fit.sources.sliced import Sliced
from iterscope.validation.arrays import Samples
from iterscope.validation.warn import warn
from iterscope.widget.progress import lasting

_POLL = 0.02
"""Seconds between looks for a cancellation."""
_LOOK = 1.0
"""Seconds between looks for workers that are left."""
_ALONE = 60.0
"""Seconds that a cluster may be without a worker: one that was lost may be started again."""


class _StrandedError(Exception):
    """All workers that blocks were given to are gone."""


class _Kept(NamedTuple):
    """The blocks of a partition, on the workers."""

    futures: list[Any]
    placed: frozenset[str]
    """Workers that they were given to, so that each has such as follow one another.

    Once none of these is left, dask waits for them for ever.
    """


class _Work(NamedTuple):
    """What a worker is to do with its blocks."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    summed: bool
    client: int
    """The process that asks."""


class _Answer(NamedTuple):
    """What a worker sends back."""

    results: list[tuple[int, Any]]
    """After the number of the first block that each is of."""
    simd: str
    """The worker's instruction set, on which the last bits depend."""


@dataclass(frozen=True)
class _Nothing:
    """The source of a partition whose blocks come to a worker otherwise."""

    shape: tuple[int, int]
    offsets: Any

    def load(self, i: int) -> Any:
        """Load nothing."""
        raise AssertionError(f"block {i} is loaded by dask")


class Cluster:
    """The workers of a client.

    Parameters
    ----------
    client : distributed.Client

    Raises
    ------
    TypeError
        If it is no client.
    RuntimeError
        If it is closed.
    """

    def __init__(self, client: Any) -> None:
        if not all(hasattr(client, name) for name in ("submit", "gather", "who_has", "nthreads")):
            raise TypeError(f"client must be a distributed.Client, got {type(client).__name__}")
        self._client = client
        self._kept: WeakKeyDictionary[Partition, _Kept] = WeakKeyDictionary()
        self._check()

    def total(self, partition: Partition, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Return the sum over the blocks, each worker adding up those that it has."""
        return reduce(add, self._results(partition, function, arguments, summed=True))

    def each(
        self, partition: Partition, function: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> list[Any]:
        """Return the result of each block."""
        return self._results(partition, function, arguments, summed=False)

    def load(self, partition: Partition, i: int) -> Block:
        """Bring a block here."""
        (block,) = self._retried(partition, lambda kept: [kept.futures[i]])
        found: Block = _aligned(block)
        return found

    def take(self, partition: Partition, rows: NDArray[np.int64]) -> Samples:
        """Bring samples here, by their numbers; the workers take them out of their blocks."""

        def pick(places: dict[int, NDArray[np.int64]]) -> list[Samples]:
            some = {int(partition.starts[i]): rows for i, rows in places.items()}
            return self._results(partition, _picked, (some,), summed=False, among=frozenset(places))

        return partition.taken(rows, pick)

    def release(self, partition: Partition) -> None:
        """Let the workers forget blocks."""
        self._kept.pop(partition, None)

    def apart(
        self, function: Callable[..., Any], calls: list[tuple[Any, ...]], source: Any, sizes: list[int]
    ) -> list[Any]:
        """Return what a function of samples makes of each of some arguments, each computed by one worker.

        Parameters
        ----------
        function : callable
            Takes the samples, and then the arguments of a call.
        calls : list of tuple
        source : Source
        sizes : list of int
            How much there is to do in each call: the largest are begun first.

        Returns
        -------
        list
            In the order of the calls.
        """
        parts: list[Any] = []
        if isinstance(source, Delayed):
            # A task that waited for others would wait for ever once one such task is on each worker.
            parts, source = self._client.compute(source.parts), source.among([])
        held = self._client.submit(_held, source, pure=False)
        order = sorted(range(len(calls)), key=lambda i: -sizes[i])
        tasks: list[Any] = [None] * len(calls)
        for place, i in enumerate(order):
            work = _Work(function, calls[i], summed=False, client=os.getpid())
            tasks[i] = self._client.submit(_called, held, work, *parts, priority=-place, pure=False)
        return self._gathered(tasks)

    def _results(
        self,
        partition: Partition,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        *,
        summed: bool,
        among: frozenset[int] | None = None,
    ) -> list[Any]:
        work = _Work(function, arguments, summed, os.getpid())
        blocks = range(len(partition)) if among is None else sorted(among)
        answers: list[_Answer] = self._retried(partition, lambda kept: self._tasks(kept, work, blocks))
        sets = {answer.simd for answer in answers}
        if len(sets) > 1:
            warn(
                f"the workers compute with different instruction sets ({', '.join(sorted(sets))}): the last "
                "bits of the result depend on who computes what",
                RuntimeWarning,
            )
        results = sorted(
            (found for answer in answers for found in answer.results), key=lambda found: found[0]
        )
        return [result for _, result in results]

    def _retried(self, partition: Partition, tasks: Callable[[_Kept], list[Any]]) -> list[Any]:
        """Return the results of tasks over the blocks, which are loaded anew if all workers were lost."""
        if partition not in self._kept:
            self._check()
            workers = sorted(self._workers())
            self._kept[partition] = _Kept(list(self._submitted(partition, workers)), frozenset(workers))
        kept = self._kept[partition]
        try:
            return self._gathered(tasks(kept), kept.placed)
        except _StrandedError:
            kept = self._kept[partition] = _Kept(list(self._submitted(partition, [])), frozenset())
            return self._gathered(tasks(kept), kept.placed)

    def _tasks(self, kept: _Kept, work: _Work, blocks: Iterable[int]) -> list[Any]:
        """Begin a task for each worker, of the blocks that it has now; dask computes where they are."""
        self._wait(kept.futures, kept.placed)
        known = self._client.who_has(kept.futures)
        shares: dict[str, list[int]] = defaultdict(list)
        for i in blocks:
            shares[min(known.get(kept.futures[i].key) or [""])].append(i)
        return [
            self._client.submit(_worked, [kept.futures[i] for i in numbers], numbers, work, pure=False)
            for numbers in shares.values()
        ]

    def _submitted(self, partition: Partition, workers: list[str]) -> Iterator[Any]:
        source, count = partition.source, len(partition)
        bare = replace(partition, weights=None)
        in_memory = isinstance(source, Sliced) and source.in_memory
        if in_memory or isinstance(source, Delayed):
            bare = replace(bare, source=_Nothing(partition.shape, partition.offsets[:-1]))
        if isinstance(source, Delayed):
            yield from self._computed(partition, bare, source)
            return
        held = self._client.submit(_held, bare, pure=False)
        for i in range(count):
            start, stop = partition.span(i)
            weights = None if partition.weights is None else partition.weights[start:stop]
            near = (
                {"workers": [workers[i * len(workers) // count]], "allow_other_workers": True}
                if workers
                else {}
            )
            if isinstance(source, Sliced) and in_memory:
                values = source.read(start, stop)
                yield self._client.submit(_joined, held, i, weights, values, pure=False, **near)
            else:
                yield self._client.submit(_loaded, held, i, weights, pure=False, **near)

    def _computed(self, partition: Partition, bare: Partition, source: Delayed) -> list[Any]:
        from dask import delayed  # noqa: PLC0415  whoever has delayed objects has dask

        held = delayed(_held, pure=False)(delayed(bare, traverse=False, pure=False))
        joined = delayed(_joined, pure=False)
        blocks = []
        for i in range(len(partition)):
            start, stop = partition.span(i)
            weights = None if partition.weights is None else partition.weights[start:stop]
            blocks.append(joined(held, i, weights, *(source.parts[part] for part in partition.parts(i))))
        futures: list[Any] = self._client.compute(blocks)
        return futures

    def _gathered(self, futures: list[Any], placed: frozenset[str] = frozenset()) -> list[Any]:
        try:
            with lasting(len(futures), unit="task") as show:
                self._wait(futures, placed, show)
                found: list[Any] = self._client.gather(futures)
        except (_core.CancelledError, KeyboardInterrupt):
            self._client.cancel(futures)
            raise
        return found

    def _wait(
        self,
        futures: list[Any],
        placed: frozenset[str],
        show: Callable[[int], object] = lambda _done: None,
    ) -> None:
        """Wait until all are there or have failed; raises RuntimeError if nobody is left to compute them."""
        from distributed import wait  # noqa: PLC0415  whoever has a client has distributed

        seen = looked = time.monotonic()
        while True:
            _core.check_cancelled()
            self._check()
            try:
                wait(futures, timeout=_POLL)
            except TimeoutError:
                show(sum(future.done() for future in futures))
                now = time.monotonic()
                if now - looked < _LOOK:
                    continue
                looked, workers = now, self._workers()
                seen = now if workers else seen
                if now - seen > _ALONE:
                    raise RuntimeError(
                        "the cluster has lost all of its workers, and none has come back"
                    ) from None
                if workers and placed and placed.isdisjoint(workers):
                    raise _StrandedError from None
            else:
                return

    def _workers(self) -> list[str]:
        return list(self._client.nthreads())

    def _check(self) -> None:
        if self._client.status not in ("running", "connecting"):
            raise RuntimeError(f"the client must be connected to a cluster, but it is {self._client.status}")


def _held(value: Any) -> Any:
    """Keep on a worker what many tasks need."""
    return value


def _called(source: Any, work: _Work, *parts: Any) -> Any:
    """Call a function of all samples, on a worker, of what dask has computed if they come from that."""
    _limit(work.client)
    samples = source.among(parts) if isinstance(source, Delayed) else source
    if getattr(source, "in_memory", False):
        samples = _aligned(source.read(0, source.shape[0]))
    return work.function(samples, *work.arguments)


def _loaded(partition: Partition, i: int, weights: Any) -> Block:
    """Load a block, on a worker."""
    return partition.load(i)._replace(weights=weights)


def _joined(partition: Partition, i: int, weights: Any, *parts: Any) -> Block:
    """Make a block of what dask has computed, on a worker."""
    start, stop = partition.span(i)
    numbers = partition.parts(i)
    if len(parts) == 1 and len(parts[0]) == stop - start:
        pieces = [partition.checked(parts[0], numbers[0], start)]
    else:
        pieces = []
        for number, values in zip(numbers, parts, strict=True):
            first = int(partition.offsets[number])
            pieces.append(partition.whole(values, number)[max(0, start - first) : stop - first])
    return partition.block(i, pieces)._replace(weights=weights)


def _picked(
    values: Samples,
    places: dict[int, NDArray[np.int64]],
    weights: object,  # noqa: ARG001
    *,
    first_row: int,
    **_: object,
) -> Samples:
    """Return some samples of a block."""
    return values[places[first_row]]


def _worked(blocks: list[Block], numbers: list[int], work: _Work) -> _Answer:
    """Compute what a worker has, in runs of blocks that follow one another if they are summed."""
    _limit(work.client)
    arguments, pairs = _aligned(work.arguments), zip(numbers, blocks, strict=True)
    results = [(i, computed(_aligned(block), work.function, arguments)) for i, block in pairs]
    if work.summed:
        runs = groupby(enumerate(results), key=lambda found: found[1][0] - found[0])
        results = [_sum([result for _, result in run]) for _, run in runs]
    return _Answer(results, _core.runtime()[1])


def _sum(run: list[tuple[int, Any]]) -> tuple[int, Any]:
    return run[0][0], reduce(add, (result for _, result in run))


def _aligned(value: Any) -> Any:
    """Return arrays at addresses that the core can read: what has travelled begins anywhere."""
    if isinstance(value, np.ndarray):
        return np.require(value, requirements=["C", "A"])
    if isinstance(value, Block):
        return value._replace(values=_aligned(value.values), weights=_aligned(value.weights))
    return tuple(map(_aligned, value)) if isinstance(value, tuple) else value


def _limit(client: int) -> None:
    """Use as many threads as dask gave this worker, if it is a process of its own."""
    from distributed import get_worker  # noqa: PLC0415  a worker has it

    threads = min(get_worker().state.nthreads, _core.MAX_THREADS)
    if os.getpid() != client and _core.runtime()[0] != threads:
        _core.set_threads(threads)
