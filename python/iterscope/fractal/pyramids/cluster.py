"""Computation of blocks by the workers of dask."""

import time
from collections.abc import Callable, Generator, Sequence
from itertools import islice
from typing import Any, TypeVar

from iterscope import _core
from iterscope.fractal.pyramids.levels import Block

Result = TypeVar("Result")

_POLL = 0.1
"""Seconds between looks for a cancellation."""
_LOOK = 1.0
"""Seconds between looks for workers that are left."""
_ALONE = 60.0
"""Seconds that a cluster may be without a worker: one that was lost may be started again."""
_AHEAD = 2
"""Blocks that a thread of a worker is given at a time."""


def checked(client: Any) -> Any:
    """Return a client that can be asked.

    Raises
    ------
    TypeError
        If it is none.
    RuntimeError
        If it is closed.
    """
    if not all(hasattr(client, name) for name in ("submit", "cancel", "nthreads", "status")):
        raise TypeError(f"client must be a distributed.Client, got {type(client).__name__}")
    if client.status != "running":
        raise RuntimeError(f"client must be connected to its cluster, got one that is {client.status}")
    return client


def by(
    client: Any, compute: Callable[[Block], Result], blocks: Sequence[Block]
) -> Generator[tuple[Block, Result], None, None]:
    """Yield what the workers of a client compute of blocks, in the order in which they are done.

    A block whose worker is lost is computed by another one. What is left is cancelled when this generator is
    closed.

    Raises
    ------
    RuntimeError
        If the client is closed, or there is no worker for a minute.
    """
    from distributed import TimeoutError as Timeout  # noqa: PLC0415
    from distributed import wait  # noqa: PLC0415

    coming = iter(blocks)
    waiting: dict[Any, Block] = {}
    looked = seen = time.monotonic()
    threads = sum(checked(client).nthreads().values())
    try:
        while True:
            for block in islice(coming, max(0, _AHEAD * max(1, threads) - len(waiting))):
                waiting[client.submit(compute, block, pure=False)] = block
            if not waiting:
                return
            try:
                done = wait(list(waiting), timeout=_POLL, return_when="FIRST_COMPLETED").done
            except Timeout:
                done = set()
            _core.check_cancelled()
            for future in done:
                yield waiting.pop(future), future.result()
            now = time.monotonic()
            if now >= looked + _LOOK:
                looked, threads = now, sum(checked(client).nthreads().values())
                seen = now if threads else seen
            if now > seen + _ALONE:
                raise RuntimeError("client has no workers left")
    finally:
        if waiting and client.status == "running":
            client.cancel(list(waiting))
