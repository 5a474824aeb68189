"""Random numbers by the million: they are drawn in parts, between which an interrupt is heard."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.widget.progress import lasting

AT_ONCE: Final = 2**18
"""Numbers, or rows of samples, that are drawn at once."""
MANY: Final = 2**20
"""Rows of which more are brought into a random order in parts."""
_BUCKET: Final = 2**16
"""Rows, about, that are shuffled at once."""


def rows(
    draw: Callable[[tuple[int, ...]], NDArray[np.float64]], count: int, width: int
) -> NDArray[np.float64]:
    """Draw rows of numbers.

    Parameters
    ----------
    draw : callable
        Of a shape; makes an array.
    count, width : int

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """
    drawn = np.empty((count, width))
    fill(draw, drawn)
    return drawn


def fill(draw: Callable[[tuple[int, ...]], NDArray[np.float64]], drawn: NDArray[np.float64]) -> None:
    """Draw the rows of an array.

    Parameters
    ----------
    draw : callable
        Of a shape; makes an array.
    drawn : ndarray of shape (count, width)
        Is filled as by a single draw.
    """
    with lasting(len(drawn), unit="row") as show:
        for rows_at_once in parts(*drawn.shape):
            part = drawn[rows_at_once]
            part[:] = draw(part.shape)
            show(rows_at_once.stop)


def parts(count: int, width: int) -> Iterator[slice]:
    """Yield slices of so many rows of so many numbers, which are drawn at once.

    Parameters
    ----------
    count, width : int

    Yields
    ------
    slice
    """
    at_once = max(1, AT_ONCE // width)
    for first in range(0, count, at_once):
        _core.check_cancelled()
        yield slice(first, min(first + at_once, count))


def permutation(source: np.random.RandomState, count: int) -> NDArray[np.int64]:
    """Draw one of all orders of so many rows, each as likely.

    Of more than `MANY` each row draws a bucket, and each bucket is shuffled by itself: so any order is as
    likely, too, for the sizes of buckets are those of chance.

    Parameters
    ----------
    source : RandomState
    count : int

    Returns
    -------
    ndarray of shape (count,)
        Up to `MANY` as `RandomState.permutation` draws it.
    """
    if count <= MANY:
        return source.permutation(count).astype(np.int64, copy=False)
    n_buckets = min(-(-count // _BUCKET), 2**16)
    buckets, order = np.empty(count, np.uint16), np.empty(count, np.int64)
    sizes = np.zeros(n_buckets, np.int64)
    for part in parts(count, 1):
        buckets[part] = source.randint(n_buckets, size=part.stop - part.start, dtype=np.uint16)
        sizes += np.bincount(buckets[part], minlength=n_buckets)
        # Else the first rows that are written here and there would have all of its pages made.
        order[part] = 0
    ends = np.cumsum(sizes)
    following = ends - sizes
    for part in parts(count, 1):
        grouped = np.argsort(buckets[part], kind="stable")
        counts = np.bincount(buckets[part], minlength=n_buckets)
        # The next places of each bucket, for its rows one after the other.
        places = np.arange(len(grouped)) + np.repeat(following - np.cumsum(counts) + counts, counts)
        order[places] = part.start + grouped
        following += counts
    for start, end in zip(ends - sizes, ends, strict=True):
        source.shuffle(order[start:end])
    return order


def shares(source: np.random.RandomState, count: int, width: int) -> NDArray[np.float64]:
    """Draw rows of numbers from 0 to 1 that sum to one.

    Parameters
    ----------
    source : RandomState
    count, width : int

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """

    def draw(shape: tuple[int, ...]) -> NDArray[np.float64]:
        drawn: NDArray[np.float64] = source.random_sample(shape)
        drawn /= drawn.sum(axis=1, keepdims=True)
        return drawn

    return rows(draw, count, width)


def dirichlets(source: np.random.RandomState, count: int, width: int, alpha: float) -> NDArray[np.float64]:
    """Draw rows of a symmetric Dirichlet distribution.

    Parameters
    ----------
    source : RandomState
    count, width : int
    alpha : float
        Its concentration in each place.

    Returns
    -------
    ndarray of shape (count, width)
        As a single draw would fill it.
    """

    def draw(shape: tuple[int, ...]) -> NDArray[np.float64]:
        drawn = source.dirichlet(shape[1] * [alpha], shape[0])
        # Of a small alpha all numbers of a row can be below float64. How they compare does not depend on
        # their sum, so these rows are drawn once more, by logarithms of U^(1 / alpha) G, where G has the
        # shape alpha + 1.
        lost = np.flatnonzero(~np.isfinite(drawn).all(axis=1))
        if len(lost):
            size = len(lost), shape[1]
            logs = np.log(1 - source.random_sample(size))
            logs += alpha * np.log(source.standard_gamma(alpha + 1, size))
            with np.errstate(over="ignore"):
                ratios = np.exp((logs - logs.max(axis=1, keepdims=True)) / alpha)
            drawn[lost] = ratios / ratios.sum(axis=1, keepdims=True)
        return drawn

    return rows(draw, count, width)
