"""Computation of blocks by the threads of this process."""

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

from iterscope import _core
from iterscope.fractal.pyramids.levels import Block

Result = TypeVar("Result")

_POLL = 0.1
"""Seconds between looks for a cancellation."""


def here(
    compute: Callable[[Block], Result], blocks: Sequence[Block]
) -> Generator[tuple[Block, Result], None, None]:
    """Yield what is computed of blocks, in the order in which they are done.

    As many are computed side by side as the core has threads, so that these have something to do while a tile
    is encoded. All are cancelled when this generator is closed.
    """
    cancellation, threads = _core.Cancellation(), _core.runtime()[0]

    def run(block: Block) -> tuple[Block, Result]:
        with cancellation:
            return block, compute(block)

    coming = iter(blocks)
    with ThreadPoolExecutor(threads, thread_name_prefix="iterscope pyramid") as pool:
        try:
            waiting: set[Future[tuple[Block, Result]]] = set()
            while True:
                waiting |= {pool.submit(run, block) for block in islice(coming, threads + 1 - len(waiting))}
                if not waiting:
                    return
                done, waiting = wait(waiting, _POLL, FIRST_COMPLETED)
                _core.check_cancelled()
                for future in done:
                    yield future.result()
        finally:
            cancellation.cancel()
            pool.shutdown(wait=True, cancel_futures=True)
