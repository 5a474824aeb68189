"""Items that are made while those before are used."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from iterscope._core import Cancellation

Item = TypeVar("Item")


def ahead(items: Iterator[Item], room: int) -> Generator[Item, None, None]:
    """Yield items that another thread makes meanwhile.

    What it computes is cancelled when this generator is closed.

    Parameters
    ----------
    items : iterator
        Its errors are raised where the item would have come.
    room : int
        How many are made before they are asked for, at most.

    Yields
    ------
    item
    """
    cancellation, end = Cancellation(), object()

    def take() -> object:
        with cancellation:
            return next(items, end)

    with ThreadPoolExecutor(1, thread_name_prefix="iterscope film") as thread:
        try:
            coming = deque(thread.submit(take) for _ in range(room))
            while (item := coming.popleft().result()) is not end:
                coming.append(thread.submit(take))
                yield item  # type: ignore[misc]
        finally:
            cancellation.cancel()
            thread.shutdown(wait=False, cancel_futures=True)
