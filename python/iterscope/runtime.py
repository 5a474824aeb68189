"""How many threads computations use."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Lock

from iterscope import _core
from iterscope.validation import arguments


class _Block:
    """A ``with`` block that limits threads."""

    before = 0
    """What it restores."""


_LOCK = Lock()
_BLOCKS: list[_Block] = []
"""Those that are entered, in this order."""


def set_threads(n: int | None = None) -> None:
    """Set the number of threads of all later computations in this process; results do not depend on it.

    Parameters
    ----------
    n : int, default=None
        From 1 to 1024. None takes what a process begins with: the environment variable
        ``RAYON_NUM_THREADS``, or else ``OMP_NUM_THREADS``, which joblib sets for its workers, or else one for
        each processor that the process may use, at most ``LOKY_MAX_CPU_COUNT``.

    Raises
    ------
    TypeError
        If `n` is not an integer.
    ValueError
        If it is out of range.

    Examples
    --------
    >>> import iterscope
    >>> iterscope.set_threads(2)
    >>> iterscope.get_threads()
    2
    >>> iterscope.set_threads()
    """
    _core.set_threads(None if n is None else _checked(n))


def get_threads() -> int:
    """Return the number of threads of computations.

    Returns
    -------
    int
    """
    return _core.runtime()[0]


def threads(n: int) -> AbstractContextManager[None]:
    """Limit computations to a number of threads within a ``with`` block, in all threads of the process.

    Parameters
    ----------
    n : int
        From 1 to 1024.

    Returns
    -------
    context manager
        That restores the number before. Where blocks of several threads overlap, the last one that is left
        does.

    Raises
    ------
    TypeError
        If `n` is not an integer.
    ValueError
        If it is out of range.

    Examples
    --------
    >>> import iterscope
    >>> with iterscope.threads(1):
    ...     iterscope.get_threads()
    1
    """
    return _limited(_checked(n))


def _checked(n: int) -> int:
    return arguments.integer("n", n, 1, _core.MAX_THREADS)


@contextmanager
def _limited(n: int) -> Iterator[None]:
    block = _Block()
    try:
        with _LOCK:
            block.before = get_threads()
            _BLOCKS.append(block)
            _core.set_threads(n)
        yield
    finally:
        with _LOCK:
            _leave(block)


def _leave(block: _Block) -> None:
    if block not in _BLOCKS:  # an interrupt came before it was entered
        return
    place = _BLOCKS.index(block)
    del _BLOCKS[place]
    if place < len(
        _BLOCKS
    ):  # another thread has entered one since, which now restores that number in the end
        _BLOCKS[place].before = block.before
    else:
        _core.set_threads(block.before)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release)
