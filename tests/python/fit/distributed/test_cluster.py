"""Fits over the processes of a cluster: one result, whoever computes it and whoever is lost on the way."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from iterscope import GaussianHMM, GaussianMixture, _core, distributed, make_blobs, select
from iterscope.fit.sources import partition

from ..sources.test_blocks import CASES, Parts, assert_same

dask = pytest.importorskip("dask")
cluster = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Best performing"),
]

X = make_blobs(n_samples=20_000, centers=4, n_features=3, random_state=0)[0]
MODEL = GaussianMixture(4, random_state=0, tol=0, max_iter=15)


@contextmanager
def processes() -> Iterator[Any]:
    """Two processes of one thread each."""
    with (
        cluster.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=":0") as workers,
        cluster.Client(workers) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Processes that all tests share."""
    with processes() as client:
        yield client


@pytest.fixture
def mortal() -> Iterator[Any]:
    """Processes of a test that kills some."""
    with processes() as client:
        yield client


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partition, "LEAST_VALUES", 1)


@pytest.mark.parametrize(("model", "X"), CASES, ids=lambda case: getattr(case, "kind", ""))
def test_two_workers_give_the_bits_of_one_array(client: Any, model: Any, X: Any) -> None:
    with distributed(client):
        found = clone(model).fit(Parts(X, [0, 1024, 1500, 4096]))
    assert_same(found, clone(model).fit(X))


def test_all_kinds_of_samples_give_the_same_bits(client: Any, tmp_path: Path) -> None:
    da, zarr = pytest.importorskip("dask.array"), pytest.importorskip("zarr")
    expected = clone(MODEL).fit(X)
    np.save(tmp_path / "x.npy", X)
    stored = zarr.create_array(tmp_path / "x.zarr", shape=X.shape, chunks=(3000, 3), dtype="f8")
    stored[:] = X
    array = da.from_array(X, chunks=(2500, 3))
    for given in (X, np.load(tmp_path / "x.npy", mmap_mode="r"), stored, array, array.persist()):
        with distributed(client):
            assert_same(clone(MODEL).fit(given), expected)
    with distributed(client):
        np.testing.assert_array_equal(expected.predict(array), expected.predict(X))
        weights = np.random.default_rng(0).uniform(1, 2, len(X))
        weighted = clone(MODEL).fit(array, sample_weight=weights)
    assert_same(weighted, clone(MODEL).fit(X, sample_weight=weights))


@pytest.mark.parametrize(("last", "count"), [(0, 1), (3, 1), (2, 2)])
def test_workers_that_are_killed_change_no_bit(mortal: Any, last: int, count: int) -> None:
    expected, model = clone(MODEL).fit(X), clone(MODEL)
    with distributed(mortal):
        for step in model.iterate(Parts(X, range(0, len(X), 2500))):
            if step.iteration == last:
                for pid in list(mortal.run(os.getpid).values())[:count]:
                    os.kill(pid, signal.SIGKILL)
    assert_same(model, expected)


def test_a_fit_that_is_cancelled_ends(mortal: Any) -> None:
    class Slow(Parts):
        dtype = X.dtype

        def load(self, i: int) -> Any:
            time.sleep(60)
            return super().load(i)

    cancellation = _core.Cancellation()
    Timer(0.3, cancellation.cancel).start()
    began = time.monotonic()
    with distributed(mortal), cancellation, pytest.raises(_core.CancelledError):
        clone(MODEL).set_params(init_params="random_from_data").fit(Slow(X, [0, 10_000]))
    assert time.monotonic() - began < 45


def test_a_client_that_is_closed_meanwhile_ends_the_fit(client: Any) -> None:
    other = cluster.Client(client.scheduler_info()["address"])
    with distributed(other):
        steps = clone(MODEL).iterate(Parts(X, [0, 10_000]))
        next(steps)
        other.close()
        with pytest.raises(RuntimeError, match="the client must be connected to a cluster, but it is closed"):
            list(steps)


def test_threads_are_those_that_dask_gives(client: Any) -> None:
    with distributed(client):
        clone(MODEL).fit(X)

    def threads() -> int:
        from iterscope import get_threads

        return get_threads()

    assert set(client.run(threads).values()) == {1}


def test_an_error_on_a_worker_is_that_of_the_block(client: Any) -> None:
    broken = X.copy()
    broken[7000, 1] = np.nan
    with (
        distributed(client),
        pytest.raises(
            ValueError, match=r"block 2 of X, from row 5000, contains NaN \(first at row 2000, column 1\)"
        ),
    ):
        clone(MODEL).fit(Parts(broken, [0, 2500, 5000]))


@pytest.mark.parametrize("whole", [True, False])
def test_candidates_are_compared_over_workers(client: Any, *, whole: bool) -> None:
    expected = select(X, [1, 4], ["full", "diag"], random_state=0)
    if whole:
        found = select(X, [1, 4], ["full", "diag"], random_state=0, client=client)
    else:
        with distributed(client):
            found = select(X, [1, 4], ["full", "diag"], random_state=0)
    for name in ("n_components", "covariance_type", "n_iter"):
        np.testing.assert_array_equal(found.table[name], expected.table[name])
    for name in ("log_likelihood", "bic", "aic", "icl"):
        np.testing.assert_allclose(found.table[name], expected.table[name], rtol=1e-12)
    for model, other in zip(found.models, expected.models, strict=True):
        assert_same(model, other)


@pytest.mark.parametrize("listed", [False, True])
def test_sequences_are_compared_over_workers(client: Any, *, listed: bool) -> None:
    model = GaussianHMM(random_state=0, max_iter=4)
    series: Any = (
        [X[:200], X[300:301], X[400:700]] if listed else np.vstack([X[:200], X[300:301], X[400:700]])
    )
    lengths = None if listed else [200, 1, 300]
    expected = select(series, [1, 2], "diag", model=model, lengths=lengths, sample_weight=[1, 2, 3])
    found = select(
        series, [1, 2], "diag", model=model, lengths=lengths, sample_weight=[1, 2, 3], client=client
    )
    for name in ("log_likelihood", "bic", "icl"):
        np.testing.assert_allclose(found.table[name], expected.table[name], rtol=1e-12)


def test_candidates_that_fail_are_told_of(client: Any) -> None:
    same = np.ones((50, 2))
    with pytest.warns(RuntimeWarning, match="2 components, full: Fitting the mixture model failed"):
        found = select(same, 2, "full", reg_covar=0, init_params="random_from_data", client=client)
    assert found.models == (None,)
    with pytest.raises(TypeError, match=r"client must be a .*Client, got int"):
        select(same, 2, client=3)


def test_what_is_no_client_is_refused(client: Any) -> None:
    with (
        pytest.raises(TypeError, match=r"client must be a .*Client, got str"),
        distributed("tcp://here"),
    ):
        pass
    other = cluster.Client(client.scheduler_info()["address"])
    other.close()
    with (
        pytest.raises(RuntimeError, match="the client must be connected to a cluster, but it is closed"),
        distributed(other),
    ):
        pass
