"""Who computes what is fitted in a ``with`` block."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from iterscope.fit.distributed.cluster import Cluster
from iterscope.fit.sources.here import Engine

_ENGINE: ContextVar[Engine | None] = ContextVar("engine", default=None)


@contextmanager
def distributed(client: Any) -> Iterator[Cluster]:
    """Fit on a cluster of dask what is fitted within a ``with`` block.

    The workers load blocks of the samples and keep them; each iteration is one task a worker, which sends
    back its sums. The result is that of one process, bit for bit, for any number of workers, also if some
    are lost on the way.

    Parameters
    ----------
    client : distributed.Client
        Of workers that can import this package. Each computes with as many threads as dask gave it.

    Yields
    ------
    Cluster

    Raises
    ------
    TypeError
        If it is no client.
    RuntimeError
        If it is closed.

    Examples
    --------
    >>> from distributed import Client  # doctest: +SKIP
    >>> with iterscope.distributed(Client()):  # doctest: +SKIP
    ...     model = iterscope.GaussianMixture(20).fit("samples.parquet")
    """
    before = _ENGINE.set(cluster := Cluster(client))
    try:
        yield cluster
    finally:
        _ENGINE.reset(before)


def engine() -> Engine | None:
    """Return who computes here, None for this process."""
    return _ENGINE.get()
