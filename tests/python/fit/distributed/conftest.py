"""Clusters of processes, and blocks that are as small as those of big data are beside the whole."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from iterscope.fit.sources import partition

Processes = Callable[..., AbstractContextManager[Any]]


@contextmanager
def started(count: int = 2, **options: Any) -> Iterator[Any]:
    """Return a client of so many processes of one thread each.

    15 seconds after a worker was lost dask looks whether it is there again, and gives it up for good if it has just
    been lost once more. Tests kill too often for that.
    """
    cluster = pytest.importorskip("distributed")
    config = pytest.importorskip("dask.config")
    with (
        config.set({"distributed.deploy.lost-worker-timeout": "1 hour"}),
        cluster.LocalCluster(
            n_workers=count, threads_per_worker=1, processes=True, dashboard_address=":0", **options
        ) as workers,
        cluster.Client(workers) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def processes() -> Processes:
    return started


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Two processes that all tests of a file share."""
    with started() as client:
        yield client


@pytest.fixture
def mortal() -> Iterator[Any]:
    """Two processes of a test that kills some."""
    with started() as client:
        yield client


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "LEAST_VALUES", 1)
