"""The same bits for any number of threads and any cut into chunks."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import (
    GaussianMixture,
    KMeans,
    SufficientStatistics,
    _core,
    expect_statistics,
    maximize_statistics,
)
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.mixture import Parameters


@pytest.fixture(autouse=True)
def _restore_threads() -> Iterator[None]:
    threads = _core.runtime()[0]
    yield
    _core.configure(n_threads=threads)


def data(n_samples: int, n_features: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(n_features)
    return rng.normal(size=(n_samples, n_features)) + 4 * rng.integers(3, size=(n_samples, 1))


def parameters(X: NDArray[np.float64], covariance_type: str) -> Parameters:
    model = GaussianMixture(
        3, covariance_type=covariance_type, init_params="random_from_data", random_state=0, max_iter=0
    )
    model.set_params(reg_covar=float(X.var())).fit(X)
    return Parameters(model.weights_, model.means_, model.covariances_, covariance_type)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize(("n_samples", "n_features"), [(60_000, 2), (9_001, 12), (4_000, 40)])
def test_threads(n_samples: int, n_features: int, covariance_type: str) -> None:
    X = data(n_samples, n_features)
    results = set()
    for n_threads in range(1, 9):
        _core.configure(n_threads=n_threads)
        model = GaussianMixture(
            4, covariance_type=covariance_type, init_params="random", random_state=0, max_iter=4, tol=0
        )
        model.fit(X)
        results.add(
            b"".join(
                array.tobytes()
                for array in (
                    model.weights_,
                    model.means_,
                    model.covariances_,
                    np.array(model.lower_bounds_),
                    model.predict(X),
                    model.predict_proba(X),
                    model.score_samples(X),
                )
            )
        )
    assert len(results) == 1


@pytest.mark.parametrize("n_features", [2, 24])
def test_threads_of_kmeans(n_features: int) -> None:
    X = data(30_000, n_features)
    results = set()
    for n_threads in range(1, 9):
        _core.configure(n_threads=n_threads)
        model = KMeans(6, random_state=0, init="random", n_init=1, max_iter=5).fit(X)
        results.add(
            model.cluster_centers_.tobytes() + model.labels_.tobytes() + np.array(model.inertia_).tobytes()
        )
    assert len(results) == 1


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize("weighted", [False, True])
def test_chunks_of_whole_blocks_add_up_to_the_bits_of_the_whole(
    covariance_type: str, *, weighted: bool
) -> None:
    X = data(5 * _core.ROW_BLOCK + 77, 3)
    weights = np.random.default_rng(0).uniform(0, 2, len(X)) if weighted else None
    start = parameters(X, covariance_type)
    whole = expect_statistics(X, start, weights)
    merged: SufficientStatistics | None = None
    for first in range(0, len(X), _core.ROW_BLOCK):
        rows = slice(first, first + _core.ROW_BLOCK)
        part = expect_statistics(X[rows], start, None if weights is None else weights[rows])
        merged = part if merged is None else merged + part
    assert merged is not None
    assert merged.to_bytes() == whole.to_bytes()


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_any_chunks_add_up_to_the_whole(covariance_type: str) -> None:
    X = data(4321, 5)
    start = parameters(X, covariance_type)
    whole = maximize_statistics(expect_statistics(X, start))
    cuts = np.sort(np.random.default_rng(2).choice(len(X), 6, replace=False))
    parts = [
        SufficientStatistics.from_bytes(expect_statistics(part, start).to_bytes())
        for part in np.split(X, cuts)
    ]
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    merged = maximize_statistics(total)
    assert total.n_samples == len(X)
    for name in ("weights", "means", "covariances"):
        np.testing.assert_allclose(getattr(merged, name), getattr(whole, name), rtol=1e-12, atol=1e-13)


def test_statistics_about_different_means_refuse_to_merge() -> None:
    X = data(100, 2)
    start = parameters(X, "full")
    statistics = expect_statistics(X, start)
    other = expect_statistics(X, maximize_statistics(statistics))
    with pytest.raises(ValueError, match=r"different|other"):
        _ = statistics + other


@pytest.mark.parametrize("seed", range(12))
def test_chunks_that_know_where_they_begin_add_up_to_the_bits_of_the_whole(seed: int) -> None:
    X = data(20 * 1024 + 300, 3)
    rng = np.random.default_rng(seed)
    cuts = [0, *np.sort(rng.choice(np.arange(1, 21), rng.integers(1, 8), replace=False)) * 1024, len(X)]
    start = parameters(X, "full")
    chunks = [expect_statistics(X[i:j], start, first_row=i) for i, j in itertools.pairwise(cuts)]
    assert sum(chunks[1:], chunks[0]).to_bytes() == expect_statistics(X, start).to_bytes()
    with pytest.raises(ValueError, match="first_row must be a multiple of 1024"):
        expect_statistics(X, start, first_row=1000)
    with pytest.raises(ValueError, match="first_row must be from 0"):
        expect_statistics(X, start, first_row=-1024)


def test_a_malformed_message_is_refused() -> None:
    X = data(100, 2)
    message = expect_statistics(X, parameters(X, "diag")).to_bytes()
    for broken in (b"", message[:-1], message + b"\0", b"x" * len(message), message[: len(message) // 2]):
        with pytest.raises(ValueError):  # noqa: PT011  any text will do
            SufficientStatistics.from_bytes(broken)
