"""Arrays and memory maps of float32 are read a few rows at a time, with the bits of a float64 copy."""

import pickle
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import (
    PPCA,
    BernoulliMixture,
    FactorAnalysis,
    GaussianHMM,
    GaussianMixture,
    GaussianMixtureRegressor,
    KalmanSmoother,
    KMeans,
    MixtureOfRegressions,
    StudentMixture,
    expect_statistics,
)
from iterscope.fit.backends import ENGINES
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.fit.widget import MixtureWidget
from iterscope.validation import arrays

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
N_SAMPLES = 3000
STARTS = ("kmeans", "k-means++", "random", "random_from_data")
MODELS: dict[str, Callable[[], Any]] = {
    **{
        f"gaussian {kind} {start}": lambda kind=kind, start=start: GaussianMixture(
            3, covariance_type=kind, init_params=start, reg_covar="relative", random_state=1, max_iter=4
        )
        for kind in COVARIANCE_TYPES
        for start in STARTS
    },
    **{
        f"gaussian {engine}": lambda engine=engine: GaussianMixture(
            2, engine=engine, random_state=1, max_iter=4
        )
        for engine in ENGINES
    },
    **{
        f"bernoulli {start}": lambda start=start: BernoulliMixture(
            3, init_params=start, random_state=1, max_iter=4
        )
        for start in STARTS
    },
    "kmeans": lambda: KMeans(4, random_state=1),
    "kmeans random": lambda: KMeans(4, init="random", random_state=1),
    "kmeans, one empty": lambda: KMeans(3, init=[[0.0] * 5, [1e3] * 5, [1.0] * 5], max_iter=2),
}


def mapped(folder: Path, X: NDArray[np.float32]) -> NDArray[np.float32]:
    np.save(folder / "X.npy", X)
    found: NDArray[np.float32] = np.load(folder / "X.npy", mmap_mode="r")
    return found


@pytest.fixture(name="X")
def _samples(tmp_path: Path) -> NDArray[np.float32]:
    rng = np.random.default_rng(0)
    near = np.where(rng.integers(2, size=(N_SAMPLES, 1)), 0.25, 0.75)
    return mapped(tmp_path, np.clip(near + rng.normal(0, 0.1, (N_SAMPLES, 5)), 0, 1).astype(np.float32))


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("weighted", [False, True])
def test_same_bits(X: NDArray[np.float32], name: str, *, weighted: bool) -> None:
    if weighted and name == "gaussian sklearn":
        pytest.skip("takes no weights")
    weights = np.random.default_rng(1).integers(0, 3, N_SAMPLES) if weighted else None
    wide = X.astype(np.float64)
    ours, copied = (MODELS[name]().fit(samples, sample_weight=weights) for samples in (X, wide))
    assert vars(ours).keys() == vars(copied).keys()
    for attribute, value in vars(copied).items():
        if attribute.endswith("_") and not attribute.startswith("_"):
            found = np.asarray(getattr(ours, attribute))
            np.testing.assert_array_equal(found, np.asarray(value).astype(found.dtype), err_msg=attribute)
    for method in ("predict", "predict_proba", "score_samples", "transform"):
        if hasattr(ours, method):
            expected = getattr(ours, method)(wide).astype(np.float32)
            np.testing.assert_array_equal(getattr(ours, method)(X), expected)


def test_it_is_not_copied(X: NDArray[np.float32]) -> None:
    for samples in (X, np.array(X)):
        assert np.shares_memory(arrays.samples(samples, "X"), samples)
    for other in (X[:, ::2], X[::-1], np.asfortranarray(X), X.astype(">f4")):
        gated = arrays.samples(other, "X")
        assert gated.dtype == np.float32
        assert gated.dtype.isnative
        assert gated.flags.c_contiguous
        np.testing.assert_array_equal(gated, other)


@pytest.mark.slow
@pytest.mark.parametrize(
    "model",
    [
        GaussianMixture(3, random_state=0, max_iter=2),
        GaussianMixture(3, covariance_type="tied", init_params="k-means++", random_state=0, max_iter=2),
        KMeans(3, random_state=0, max_iter=3),
        BernoulliMixture(3, init_params="k-means++", random_state=0, max_iter=2),
    ],
)
def test_no_copy_is_made_on_the_way(tmp_path: Path, model: Any) -> None:
    X = mapped(tmp_path, np.random.default_rng(0).uniform(size=(200_000, 20)).astype(np.float32))
    tracemalloc.start()
    model.fit(X).predict(X)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < X.nbytes / 2


def test_what_is_not_finite_is_named(tmp_path: Path) -> None:
    X = np.ones((100, 3), np.float32)
    X[70, 1] = np.nan
    with pytest.raises(ValueError, match=r"X contains NaN \(first at row 70, column 1\)"):
        KMeans(2).fit(mapped(tmp_path, X))


def test_batches_statistics_and_the_regressor_take_it(X: NDArray[np.float32]) -> None:
    plain = X.astype(np.float64)
    y = plain @ np.arange(5.0)
    for found, expected in [
        (
            GaussianMixture(2, random_state=0).partial_fit(X),
            GaussianMixture(2, random_state=0).partial_fit(plain),
        ),
    ]:
        np.testing.assert_array_equal(found.means_, expected.means_.astype(np.float32))
    start = GaussianMixture.from_parameters([1.0], [[0.5] * 5], [np.eye(5)])
    np.testing.assert_array_equal(expect_statistics(X, start).second, expect_statistics(plain, start).second)
    regressors = [GaussianMixtureRegressor(2, random_state=0).fit(samples, y) for samples in (X, plain)]
    np.testing.assert_array_equal(regressors[0].predict(X), regressors[1].predict(plain))


def test_a_view_shows_it(X: NDArray[np.float32]) -> None:
    view = MixtureWidget(X, GaussianMixture(2, random_state=0))
    view.step(4)
    assert view.to_png(300, 200)[:4] == b"\x89PNG"
    assert view.X is not None
    assert view.X.dtype == np.float32
    view.close()


SCALED = {
    **{
        f"GaussianMixture {kind}": (
            GaussianMixture(2, covariance_type=kind, random_state=0, reg_covar="relative"),
            ("covariances_", "precisions_", "precisions_cholesky_"),
        )
        for kind in ("full", "tied", "diag", "spherical")
    },
    "StudentMixture": (StudentMixture(2, random_state=0, reg_covar="relative"), ("scales_",)),
    "MixtureOfRegressions": (MixtureOfRegressions(2, random_state=0, reg_covar="relative"), ("variances_",)),
    "GaussianHMM": (GaussianHMM(2, random_state=0, reg_covar="relative"), ("covariances_",)),
    "KalmanSmoother": (KalmanSmoother(1, max_iter=3), ("transition_covariance_", "observation_covariance_")),
    "FactorAnalysis": (FactorAnalysis(1, random_state=0), ("noise_variance_",)),
    "PPCA": (PPCA(1, random_state=0), ("noise_variance_",)),
}


@pytest.mark.parametrize("exponent", [70, -70, -83], ids=["infinity", "few digits", "zero"])
@pytest.mark.parametrize("name", SCALED)
def test_variances_that_float32_cannot_hold_are_those_of_float64(name: str, exponent: int) -> None:
    rng = np.random.default_rng(0)
    narrow = np.vstack([rng.normal(size=(60, 3)), rng.normal(10, 1, size=(60, 3))]).astype(np.float32)
    narrow *= np.float32(2.0**exponent)  # a power of two takes no digits
    model, variances = SCALED[name]
    fitted, truth = clone(model).fit(narrow), clone(model).fit(narrow.astype(np.float64))
    for variance in variances:
        found = getattr(fitted, variance)
        assert np.isfinite(found).all()
        np.testing.assert_allclose(found, getattr(truth, variance), rtol=1e-5)
    again = pickle.loads(pickle.dumps(fitted))  # noqa: S301
    np.testing.assert_allclose(again.score(narrow), truth.score(narrow.astype(np.float64)), rtol=1e-5)
