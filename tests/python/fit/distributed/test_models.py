"""Every model over the processes of a cluster: the bits of one array."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import numpy as np
import pandas as pd
import pytest

from iterscope import distributed
from iterscope.fit.registry import MODELS

from ..sources.cases import FIRST_OF_KIND, Parts, assert_same
from .conftest import Processes

pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Best performing"),
]
CASE_OF = {case.name: case for case in FIRST_OF_KIND}
each_model = pytest.mark.parametrize("kind", MODELS)
PARTITIONS = 3
"""Of the samples, for each number of workers: twelve in all."""


class Late(Parts):
    """Blocks that arrive in any order."""

    def load(self, i: int) -> Any:
        time.sleep(float(np.random.default_rng().uniform(0, 0.02)))
        return super().load(i)


@pytest.fixture(
    scope="module", params=[1, 2, *(pytest.param(count, marks=pytest.mark.rare) for count in (3, 4))]
)
def workers(request: pytest.FixtureRequest, processes: Processes) -> Iterator[Any]:
    with processes(request.param) as client:
        yield client


def wait_for_all(client: Any, lost: int | None = None) -> list[int]:
    """Wait until all workers answer, each from a process of its own, none from the one that was lost."""
    count, end = len(client.cluster.worker_spec), time.monotonic() + 120
    while True:
        pids = set(client.run(os.getpid, on_error="ignore").values())
        if len(pids) == count and lost not in pids:
            return sorted(pids)
        assert time.monotonic() < end, f"{count} workers must answer, not only {pids}"
        time.sleep(0.05)


def killed(client: Any, delay: float) -> tuple[Timer, int]:
    """Kill one of the workers a little later."""
    pid = int(np.random.default_rng().choice(wait_for_all(client)))
    timer = Timer(delay, os.kill, (pid, signal.SIGKILL))
    timer.start()
    return timer, pid


@each_model
def test_a_model_has_the_bits_of_one_array(workers: Any, kind: str) -> None:
    """However the samples are divided, whoever computes, whatever arrives first, and whoever is killed."""
    case, count = CASE_OF[kind], len(workers.cluster.worker_spec)
    wait_for_all(workers)
    index = sorted(MODELS).index(kind)
    expected, rng = case.fitted(), np.random.default_rng([count, index])
    is_hit = count == 1 + index % 4  # each model loses a worker at one of the numbers
    took = 0.0
    for number in range(PARTITIONS):
        source = Late.drawn(case.X, rng)
        hit = killed(workers, rng.uniform(0, took)) if is_hit and number == PARTITIONS - 1 else None
        began = time.monotonic()
        with distributed(workers):
            found = case.fitted(source)
        took = time.monotonic() - began
        assert_same(found, expected)
        if hit is not None:
            hit[0].join()
            wait_for_all(workers, lost=hit[1])  # dask counts it among the living for a moment


@each_model
def test_every_kind_of_file_gives_the_bits_of_one_array(client: Any, kind: str, tmp_path: Path) -> None:
    da, zarr = pytest.importorskip("dask.array"), pytest.importorskip("zarr")
    pytest.importorskip("pyarrow")
    case, rows = CASE_OF[kind], 1500
    X = case.X
    np.save(tmp_path / "x.npy", X)
    stored = zarr.create_array(tmp_path / "x.zarr", shape=X.shape, chunks=(rows, X.shape[1]), dtype="f8")
    stored[:] = X
    frame = pd.DataFrame(X, columns=[f"f{column}" for column in range(X.shape[1])])
    frame.to_parquet(tmp_path / "x.parquet", row_group_size=900)
    expected = case.fitted()
    with distributed(client):
        for given in (
            np.load(tmp_path / "x.npy", mmap_mode="r"),
            stored,
            da.from_array(X, chunks=(rows, -1)),
        ):
            assert_same(case.fitted(given), expected)
        found = case.fitted(tmp_path / "x.parquet")
    assert found.feature_names_in_.tolist() == list(frame.columns)
    del found.feature_names_in_
    assert_same(found, expected)
