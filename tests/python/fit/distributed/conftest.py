"""Clusters of processes, and blocks that are as small as those of big data are beside the whole."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from tests.python.clusters import started

from iterscope.fit.sources import partition

Processes = Callable[..., AbstractContextManager[Any]]


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
