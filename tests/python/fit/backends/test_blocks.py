"""Steps block by block: those of all samples at once, and a stop between two blocks."""

import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture as SklearnMixture

from iterscope import GaussianMixture, _core
from iterscope.fit.backends import blocks
from iterscope.reference import loops

TYPES = ("full", "tied", "diag", "spherical")


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of about a hundred samples."""
    monkeypatch.setattr(blocks, "AT_ONCE", 100 * 4 * 3 * (3 + 8))


def sorted_samples() -> NDArray[np.float64]:
    """Groups one after the other, so far apart that most blocks have no sample of most components."""
    rng = np.random.default_rng(3)
    return np.concatenate([rng.normal(1e3 * k, 1 + k, size=(400, 3)) for k in range(4)])


@pytest.mark.usefixtures("small_blocks")
def test_blocks_give_the_estimates_of_all_samples() -> None:
    X = sorted_samples()
    shares = np.repeat(np.eye(4), 400, axis=0)
    for found, expected in zip(
        blocks.maximize(loops.maximize, X, shares), loops.maximize(X, shares), strict=True
    ):
        np.testing.assert_allclose(found, expected, rtol=1e-11)
    shares = np.random.default_rng(0).dirichlet(np.ones(4), len(X))
    for found, expected in zip(
        blocks.maximize(loops.maximize, X, shares), loops.maximize(X, shares), strict=True
    ):
        np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("covariance_type", TYPES)
def test_scikit_learn_in_blocks_is_scikit_learn(covariance_type: str) -> None:
    X = sorted_samples() / 1e3
    start: dict[str, Any] = {"means_init": X[::400], "weights_init": np.full(4, 0.25)}
    precisions = {
        "full": [np.eye(3)] * 4,
        "tied": np.eye(3),
        "diag": np.ones((4, 3)),
        "spherical": np.ones(4),
    }
    options: dict[str, Any] = {
        "covariance_type": covariance_type,
        "max_iter": 7,
        "tol": 0.0,
        "precisions_init": precisions[covariance_type],
    }
    plain = SklearnMixture(4, **options, **start)
    blockwise = GaussianMixture(4, engine="sklearn", **options, **start)
    for model in (plain, blockwise):
        with pytest.warns(ConvergenceWarning):
            model.fit(X)
    for name in ("weights_", "means_", "covariances_", "lower_bound_"):
        np.testing.assert_allclose(getattr(blockwise, name), getattr(plain, name), rtol=1e-7, err_msg=name)


def again(step: Callable[[Any], object], start: Any) -> None:
    """Take a step for ever."""
    while True:
        step(start)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["loops", "einsum", "rust-indexed", "sklearn"])
def test_an_engine_stops_within_a_step(engine: str) -> None:
    X = np.random.default_rng(0).normal(size=(300_000, 3))
    algorithm = GaussianMixture(10, engine=engine, init_params="random_from_data", random_state=0).prepare(X)
    start = next(algorithm.starts())
    began = time.process_time()
    algorithm.maximize(algorithm.expect(start))
    whole = time.process_time() - began
    for step in (algorithm.expect, lambda start: algorithm.maximize(algorithm.expect(start))):
        cancellation = _core.Cancellation()
        timer = threading.Timer(0.02, cancellation.cancel)
        began = time.process_time()
        timer.start()
        with pytest.raises(_core.CancelledError), cancellation:
            again(step, start)
        assert time.process_time() - began < 0.1 + whole / 2
