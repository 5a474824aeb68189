"""Clusters of processes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest


@contextmanager
def started(count: int = 2, **options: Any) -> Iterator[Any]:
    """Return a client of so many processes of one thread each.

    15 seconds after a worker was lost dask looks whether it is there again, and gives it up for good if it has just
    been lost once more. Tests kill too often for that. What was lost before dask had heard of it dask remembers with a
    KeyError until it closes, its last act.
    """
    cluster = pytest.importorskip("distributed")
    config = pytest.importorskip("dask.config")
    with config.set({"distributed.deploy.lost-worker-timeout": "1 hour"}):
        workers = cluster.LocalCluster(
            n_workers=count, threads_per_worker=1, processes=True, dashboard_address=":0", **options
        )
        try:
            with cluster.Client(workers) as client:
                yield client
        finally:
            with suppress(KeyError):
                workers.close()
