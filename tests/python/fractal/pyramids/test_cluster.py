"""Pyramids by the processes of a cluster: the same bytes, whoever computes them and whoever is lost."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.python.clusters import started

from iterscope import Julia, Mandelbrot
from iterscope.fractal.pyramids import to_dzi, to_pmtiles, to_zarr

from .small import QUIET, VIEW, files, names

cluster = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Processes that all tests share."""
    with started() as client:
        yield client


@pytest.fixture
def mortal() -> Iterator[Any]:
    """Processes of a test that kills some."""
    with started() as client:
        yield client


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iterscope.fractal.pyramids.levels.BLOCK", 128)


@pytest.mark.parametrize(("write", "name"), [(to_pmtiles, "a.pmtiles"), (to_dzi, "a.dzi")])
def test_workers_write_the_same_bytes(client: Any, tmp_path: Path, write: Any, name: str) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    alone.mkdir()
    together.mkdir()
    write(Mandelbrot(), alone / name, VIEW, (512, 512), **QUIET)
    write(Mandelbrot(), together / name, VIEW, (512, 512), client=client, **QUIET)
    assert dict(files(together)) == dict(files(alone))


def test_workers_write_the_same_fields(client: Any, tmp_path: Path) -> None:
    def small() -> None:
        from iterscope.fractal.pyramids import levels

        levels.BLOCK = 128

    client.run(small)  # a shard is a block
    alone, together, julia = tmp_path / "alone", tmp_path / "together", Julia(("0", "1"))
    to_zarr(julia, alone, julia.home, (300, 400), ["smooth", "count"], **QUIET)
    to_zarr(julia, together, julia.home, (300, 400), ["smooth", "count"], client=client, **QUIET)
    assert dict(files(together)) == dict(files(alone))


def test_a_worker_that_is_killed_changes_nothing(mortal: Any, tmp_path: Path) -> None:
    pids, told = list(mortal.run(os.getpid).values()), []

    def progress(done: int, _total: int) -> None:
        told.append(done)
        if len(told) == 4:
            os.kill(pids[0], signal.SIGKILL)

    to_pmtiles(
        Mandelbrot(),
        tmp_path / "a.pmtiles",
        VIEW,
        (1024, 1024),
        tile_size=128,
        client=mortal,
        progress=progress,
    )
    assert told[-1] == 85
    to_pmtiles(Mandelbrot(), tmp_path / "b.pmtiles", VIEW, (1024, 1024), **QUIET)
    assert (tmp_path / "a.pmtiles").read_bytes() == (tmp_path / "b.pmtiles").read_bytes()


def test_one_that_is_interrupted_leaves_nothing(client: Any, tmp_path: Path) -> None:
    def progress(done: int, _total: int) -> None:
        if done > 3:
            raise KeyError(done)

    with pytest.raises(KeyError):
        to_pmtiles(
            Mandelbrot(),
            tmp_path / "a.pmtiles",
            VIEW,
            (1024, 1024),
            tile_size=128,
            client=client,
            progress=progress,
        )
    assert names(tmp_path) == []


def test_a_client_that_is_closed_is_named(tmp_path: Path) -> None:
    with started() as client:
        pass
    with pytest.raises(RuntimeError, match="client must be connected to its cluster, got one that is closed"):
        to_pmtiles(Mandelbrot(), tmp_path / "a.pmtiles", VIEW, (128, 128), client=client, **QUIET)
    assert names(tmp_path) == []


def test_without_workers_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iterscope.fractal.pyramids.cluster._ALONE", 1.0)
    with (
        cluster.LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as none,
        cluster.Client(none) as client,
        pytest.raises(RuntimeError, match="client has no workers left"),
    ):
        to_pmtiles(Mandelbrot(), tmp_path / "a.pmtiles", VIEW, (128, 128), client=client, **QUIET)
    assert names(tmp_path) == []
