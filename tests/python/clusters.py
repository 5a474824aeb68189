"""Clusters of processes, forked from one that has imported what their workers need."""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods
from typing import Any

import pytest

IMPORTED = ["distributed", "pandas", "iterscope.fit.registry"]
"""What a worker would take three seconds of processor time to import."""


@contextmanager
def started(count: int = 2, **options: Any) -> Iterator[Any]:
    """Return a client of so many processes of one thread each.

    15 seconds after a worker was lost dask looks whether it is there again, and gives it up for good if it has just
    been lost once more. Tests kill too often for that.
    """
    cluster = pytest.importorskip("distributed")
    config = pytest.importorskip("dask.config")
    settings = {"distributed.deploy.lost-worker-timeout": "1 hour"}
    if "forkserver" in get_all_start_methods():
        settings["distributed.worker.multiprocessing-method"] = "forkserver"
    with config.set(settings):
        context = cluster.utils.get_mp_context()
        if context.get_start_method() == "forkserver":
            context.set_forkserver_preload(IMPORTED)
        with (
            cluster.LocalCluster(
                n_workers=count, threads_per_worker=1, processes=True, dashboard_address=":0", **options
            ) as workers,
            cluster.Client(workers) as client,
        ):
            yield client
