"""Fits over the processes of a cluster: one result, whatever the samples come from."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone

from iterscope import GaussianHMM, GaussianMixture, distributed, make_blobs, select

from ..sources.cases import assert_same

pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Best performing"),
]

X = make_blobs(n_samples=20_000, centers=4, n_features=3, random_state=0)[0]
MODEL = GaussianMixture(4, random_state=0, tol=0, max_iter=15)


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


def test_threads_are_those_that_dask_gives(client: Any) -> None:
    with distributed(client):
        clone(MODEL).fit(X)

    def threads() -> int:
        from iterscope import get_threads

        return get_threads()

    assert set(client.run(threads).values()) == {1}


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


def test_candidates_read_what_the_samples_come_from(client: Any, tmp_path: Path) -> None:
    da = pytest.importorskip("dask.array")
    np.save(tmp_path / "x.npy", X)
    expected = select(X, [2, 4], "full", random_state=0)
    for given in (da.from_array(X, chunks=(5000, 3)), np.load(tmp_path / "x.npy", mmap_mode="r")):
        found = select(given, [2, 4], "full", random_state=0, client=client)
        for model, other in zip(found.models, expected.models, strict=True):
            assert_same(model, other)
    with distributed(client):
        expected = select([X[:300], X[300:700]], [1, 2], model=GaussianHMM(random_state=0, max_iter=3))
    found = select([X[:300], X[300:700]], [1, 2], model=GaussianHMM(random_state=0, max_iter=3))
    for model, other in zip(found.models, expected.models, strict=True):
        assert_same(model, other)


def test_candidates_share_what_dask_computes(client: Any, tmp_path: Path) -> None:
    """A candidate that had it computed anew would wait for a worker, and each worker has a candidate."""
    dask = pytest.importorskip("dask")
    parts = [dask.delayed(_noted)(X[i : i + 1024], str(tmp_path / "log")) for i in range(0, 4096, 1024)]
    model = GaussianMixture(random_state=0, tol=0, max_iter=5)
    log = tmp_path / "log"
    expected = select(X[:4096], [2, 3, 4], "full", model=model)
    select(parts, 2, "full", model=model)
    alone = log.stat().st_size
    found = select(parts, [2, 3, 4], "full", model=model, client=client)
    assert alone < log.stat().st_size <= 2 * alone
    for fitted, other in zip(found.models, expected.models, strict=True):
        assert_same(fitted, other)


def _noted(values: Any, log: str) -> Any:
    """Return values, and let a file grow by a byte."""
    with Path(log).open("a") as file:
        file.write(".")
    return values


def test_candidates_that_fail_are_told_of(client: Any) -> None:
    same = np.ones((50, 2))
    with pytest.warns(RuntimeWarning, match="2 components, full: Fitting the mixture model failed"):
        found = select(same, 2, "full", reg_covar=0, init_params="random_from_data", client=client)
    assert found.models == (None,)
    with pytest.raises(TypeError, match=r"client must be a .*Client, got int"):
        select(same, 2, client=3)
