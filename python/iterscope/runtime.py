"""How many threads computations use."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from iterscope import _core
from iterscope.validation import arguments


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
        That restores the number before.

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
    before = get_threads()
    _core.set_threads(n)
    try:
        yield
    finally:
        _core.set_threads(before)
