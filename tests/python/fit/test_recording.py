"""The record of a fit: the same as the fit, at every step, and a way to leave it."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.metrics import pairwise_distances_argmin

from iterscope import GaussianMixture, KMeans
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.fit.recording import Recording
from iterscope.reference import loops

MODELS: list[Any] = [
    *(GaussianMixture(4, covariance_type=kind, random_state=1) for kind in COVARIANCE_TYPES),
    GaussianMixture(3, n_init=3, init_params="random", random_state=2),
    GaussianMixture(3, max_iter=0, random_state=0),
    GaussianMixture(3, max_iter=3, tol=0, random_state=0, init_params="random_from_data"),
    KMeans(4, random_state=1),
    KMeans(5, n_init=3, init="random", random_state=2),
]


def fitted(model: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(model).items() if name.endswith("_")}


def same(one: Any, other: Any) -> bool:
    a, b = fitted(one), fitted(other)
    return a.keys() == b.keys() and all(np.array_equal(a[name], b[name]) for name in a)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("model", MODELS, ids=repr)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_played_to_its_end_it_is_the_fit(blobs: NDArray[np.float64], model: Any, *, weighted: bool) -> None:
    weights = np.random.default_rng(0).uniform(0.5, 2, len(blobs)) if weighted else None
    plain, watched = clone(model), clone(model)
    plain.fit(blobs, sample_weight=weights)
    recording = Recording(watched, blobs, weights)
    while recording.advance():
        pass
    assert recording.complete
    recording.fit_model(len(recording) - 1)
    assert same(plain, watched)
    steps = list(clone(model).iterate(blobs, sample_weight=weights, half_steps=True))
    assert len(steps) == len(recording)
    for index, step in enumerate(steps):
        mine = recording.step(index)
        assert (mine.phase, mine.iteration, mine.init) == (step.phase, step.iteration, step.init)
        np.testing.assert_array_equal(mine.means, step.means)
        np.testing.assert_array_equal(mine.weights, step.weights)
        assert mine.change == step.change


@pytest.mark.parametrize("model", MODELS, ids=repr)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_each_step_is_what_a_break_there_leaves(blobs: NDArray[np.float64], model: Any) -> None:
    watched = clone(model)
    recording = Recording(watched, blobs)
    while recording.advance():
        pass
    broken = clone(model)
    for index, _ in enumerate(broken.iterate(blobs, half_steps=True)):
        if index == len(recording) - 1:
            break
        recording.fit_model(index)
        if isinstance(model, KMeans) and broken.n_iter_ == 0:
            assert np.array_equal(watched.cluster_centers_, broken.cluster_centers_)
        else:
            assert same(watched, broken), index


def test_nothing_is_computed_before_it_is_asked_for(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(3, random_state=0)
    recording = Recording(model, blobs)
    assert len(recording) == 0
    assert recording.advance()
    assert [len(recording), recording.step(0).phase] == [1, "init"]
    assert not hasattr(model, "means_")


@pytest.mark.parametrize("bad", ["X", "model"])
def test_what_the_model_refuses_is_refused(blobs: NDArray[np.float64], bad: str) -> None:
    if bad == "X":
        with pytest.raises(ValueError, match="X contains NaN"):
            Recording(GaussianMixture(2), np.where(blobs > 5, np.nan, blobs))
    else:
        with pytest.raises(TypeError, match="model must be"):
            Recording(object(), blobs)  # type: ignore[arg-type]


@settings(max_examples=30)
@given(
    kind=st.sampled_from(COVARIANCE_TYPES),
    index=st.integers(0, 8),
    component=st.integers(0, 3),
    place=st.floats(-8, 8),
    two=st.booleans(),
)
def test_a_moved_mean_is_the_only_change(
    blobs: NDArray[np.float64], kind: str, index: int, component: int, place: float, *, two: bool
) -> None:
    recording = Recording(GaussianMixture(4, covariance_type=kind, random_state=0, tol=0), blobs)
    while len(recording) <= index:
        recording.advance()
    dims = (2, 0) if two else (1,)
    moved = recording.moved(index, component, dims, (place,) * len(dims))
    moved.advance()
    before, after = recording.step(index), moved.step(0)
    expected = before.means.copy()
    expected[component, list(dims)] = place
    np.testing.assert_array_equal(after.means, expected)
    np.testing.assert_array_equal(after.weights, before.weights)
    np.testing.assert_array_equal(after.covariances, before.covariances)  # type: ignore[union-attr]
    assert (after.phase, after.iteration) == ("init", 0)
    # And EM goes on from there: one iteration is that of the readable loops.
    moved.advance()
    moved.advance()
    if kind == "full":
        shares, densities = loops.expect(blobs, after.weights, after.means, after.covariances)  # type: ignore[union-attr]
        # The sums are raised by ten rounding errors, as scikit-learn's are: seen where next to nothing is left.
        sums = shares.sum(axis=0) + 10 * np.finfo(float).eps
        apart = [column @ (blobs - mean) for column, mean in zip(shares.T, after.means, strict=True)]
        means = after.means + np.array(apart) / sums[:, np.newaxis]
        np.testing.assert_allclose(moved.step(2).means, means, rtol=1e-7, atol=1e-7)
        np.testing.assert_allclose(moved.step(2).weights, sums / sums.sum(), rtol=1e-8)
        assert moved.step(1).log_likelihood == pytest.approx(densities.sum(), rel=1e-10)  # type: ignore[union-attr]


def test_a_moved_center_is_the_only_change(blobs: NDArray[np.float64]) -> None:
    recording = Recording(KMeans(3, random_state=0, n_init=1), blobs)
    for _ in range(4):
        recording.advance()
    moved = recording.moved(2, 1, (0, 1), (0.5, -0.5))
    for _ in range(3):
        moved.advance()
    expected = recording.step(2).means.copy()
    expected[1, :2] = 0.5, -0.5
    np.testing.assert_array_equal(moved.step(0).means, expected)
    labels = pairwise_distances_argmin(blobs, expected)
    means = [blobs[labels == k].mean(axis=0) for k in range(3)]
    np.testing.assert_allclose(moved.step(2).means, means, rtol=1e-10)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"index": 3}, "index"), ({"index": -1}, "index"), ({"component": 4}, "component"), ({"component": -1}, "component"),
        ({"dims": (3,)}, "dims"), ({"at": (math.nan,)}, "at"), ({"at": (math.inf,)}, "at"), ({"at": (1.0, 2.0)}, "at"),
    ],
)  # fmt: skip
def test_a_move_that_cannot_be_is_refused(
    blobs: NDArray[np.float64], change: dict[str, Any], name: str
) -> None:
    recording = Recording(GaussianMixture(4, random_state=0), blobs)
    recording.advance()
    with pytest.raises(ValueError, match=name):
        recording.moved(**{"index": 0, "component": 0, "dims": (0,), "at": (0.0,), **change})


def test_the_shading_is_what_the_last_e_step_used(blobs: NDArray[np.float64]) -> None:
    for model in (GaussianMixture(3, random_state=0, init_params="random"), KMeans(3, random_state=0)):
        recording = Recording(model, blobs)
        for _ in range(7):
            recording.advance()
        assert recording.step(0).shading is None
        for index, (before, step) in enumerate(
            itertools.pairwise(recording.step(i) for i in range(len(recording))), 1
        ):
            used = step if step.phase == "expect" else before
            shading = recording.step(index).shading
            assert shading is not None
            np.testing.assert_array_equal(shading.means, used.means)


def test_a_collapse_ends_the_recording_and_keeps_it() -> None:
    X = np.vstack([np.random.default_rng(0).normal(size=(50, 2)), np.full((20, 2), 9.0)])
    model = GaussianMixture(2, reg_covar=0, means_init=[[0, 0], [9, 9]], precisions_init=[np.eye(2)] * 2)
    recording = Recording(model, X)
    with pytest.raises(ValueError, match="ill-defined"):
        list(iter(recording.advance, False))
    count = len(recording)
    assert count >= 2
    assert not recording.complete
    with pytest.raises(ValueError, match="ill-defined"):
        recording.advance()
    assert len(recording) == count
    recording.fit_model(count - 1)
    assert model.means_.shape == (2, 2)


def test_memory_grows_by_the_parameters_alone() -> None:
    import tracemalloc

    X = np.random.default_rng(0).normal(size=(200_000, 2))
    for model in (GaussianMixture(8, random_state=0, tol=0), KMeans(8, random_state=0, tol=0)):
        recording = Recording(model, X)
        tracemalloc.start()
        for _ in range(4):
            recording.advance()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(30):
            recording.advance()
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
        assert grown < 200_000, grown  # the labels of one step alone are 800 000 bytes
