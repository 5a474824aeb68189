"""The stream of steps: what it says, and what it leaves behind."""

import dataclasses
import itertools
import math

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

from iterscope import EMStep, GaussianMixture, KMeans
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.reference import loops

FITTED = ("weights_", "means_", "covariances_", "precisions_", "precisions_cholesky_", "lower_bounds_")
SCALARS = ("n_iter_", "lower_bound_", "converged_", "stop_reason_")


@pytest.mark.parametrize("half_steps", [False, True])
@pytest.mark.parametrize("responsibilities", [False, True])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_fit_is_the_exhausted_iteration(
    blobs: NDArray[np.float64], covariance_type: str, *, half_steps: bool, responsibilities: bool
) -> None:
    fitted = GaussianMixture(
        4, covariance_type=covariance_type, n_init=3, random_state=1, init_params="random"
    )
    watched = clone(fitted)
    fitted.fit(blobs)
    steps = list(watched.iterate(blobs, half_steps=half_steps, responsibilities=responsibilities))
    for name in FITTED:
        assert np.array_equal(getattr(fitted, name), getattr(watched, name)), name
    for name in SCALARS:
        assert getattr(fitted, name) == getattr(watched, name), name
    assert {step.init for step in steps} == {0, 1, 2}


def test_a_break_leaves_the_step_behind(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(4, random_state=0, init_params="random", tol=0)
    for step in model.iterate(blobs):
        if step.iteration == 3:
            break
    np.testing.assert_array_equal(model.means_, step.means)
    np.testing.assert_array_equal(model.covariances_, step.covariances)
    np.testing.assert_array_equal(model.weights_, step.weights)
    assert model.n_iter_ == 3
    assert model.stop_reason_ is None
    assert model.predict(blobs).shape == (len(blobs),)


def test_nothing_is_computed_before_it_is_asked_for_but_all_is_checked(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(4)
    model.iterate(blobs)
    assert not hasattr(model, "means_")
    with pytest.raises(ValueError, match="n_components"):
        GaussianMixture(0).iterate(blobs)
    with pytest.raises(ValueError, match="means"):
        GaussianMixture(2, means_init=[[0.0]]).iterate(blobs)
    with pytest.raises(ValueError, match="X"):
        GaussianMixture(2).iterate([[1.0, np.nan], [0.0, 1.0]])


def test_steps_tell_a_consistent_story(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(4, random_state=0, init_params="random", tol=1e-4)
    steps = list(model.iterate(blobs))
    first, *rest = steps
    assert (first.phase, first.iteration, first.log_likelihood, first.lower_bound) == (
        "init",
        0,
        -math.inf,
        -math.inf,
    )
    assert [step.iteration for step in rest] == list(range(1, len(rest) + 1))
    assert {step.phase for step in rest} == {"step"}
    assert [step.lower_bound for step in rest] == model.lower_bounds_
    assert [step.stop_reason for step in rest[:-1]] == [None] * (len(rest) - 1)
    assert rest[-1].stop_reason == "converged"
    assert rest[-1].converged
    assert abs(rest[-1].change) < 1e-4 <= abs(rest[-2].change)
    assert all(a.elapsed <= b.elapsed for a, b in itertools.pairwise(steps))
    for before, after in zip(steps, rest, strict=False):
        densities = loops.expect(blobs, before.weights, before.means, before.covariances)[1]
        assert after.log_likelihood == pytest.approx(densities.sum(), rel=1e-12)
        assert after.lower_bound == pytest.approx(densities.mean(), rel=1e-12)


def test_half_steps_alternate(blobs: NDArray[np.float64]) -> None:
    steps = list(GaussianMixture(3, random_state=0).iterate(blobs, half_steps=True, responsibilities=True))
    assert [step.phase for step in steps[1:]] == ["expect", "maximize"] * (len(steps) // 2)
    for before, expected, maximized in zip(steps[::2], steps[1::2], steps[2::2], strict=False):
        np.testing.assert_array_equal(before.means, expected.means)
        assert expected.responsibilities is maximized.responsibilities
        oracle, _ = loops.expect(blobs, before.weights, before.means, before.covariances)
        np.testing.assert_allclose(expected.responsibilities, oracle, atol=1e-10)
        weights, means, covariances = loops.maximize(blobs, oracle)
        np.testing.assert_allclose(maximized.weights, weights, rtol=1e-9)
        np.testing.assert_allclose(maximized.means, means, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(
            maximized.covariances, covariances + 1e-6 * np.eye(3), rtol=1e-9, atol=1e-9
        )


def test_steps_are_safe_to_keep(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(2, random_state=0)
    steps = list(model.iterate(blobs, responsibilities=True))
    with pytest.raises(dataclasses.FrozenInstanceError):
        steps[0].iteration = 7  # type: ignore[misc]
    for name in ("weights", "means", "covariances", "responsibilities"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(steps[-1], name)[...] = 0
    kept = steps[-1].means.copy()
    model.means_[...] = 0
    np.testing.assert_array_equal(steps[-1].means, kept)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_the_log_likelihood_never_falls(blobs: NDArray[np.float64], covariance_type: str) -> None:
    for seed in range(5):
        model = GaussianMixture(
            6, covariance_type=covariance_type, init_params="random", random_state=seed, tol=0, reg_covar=0
        )
        with pytest.warns(ConvergenceWarning):
            model.set_params(max_iter=60).fit(blobs)
        bounds = np.array(model.lower_bounds_)
        assert (np.diff(bounds) >= -1e-13 * np.abs(bounds[1:])).all()


def test_a_collapsed_component_is_named() -> None:
    rng = np.random.default_rng(0)
    X = np.vstack([rng.normal(size=(200, 2)), np.full((50, 2), 9.0)])
    model = GaussianMixture(2, random_state=0)
    with pytest.warns(ConvergenceWarning, match="degenerate"):
        steps = list(model.iterate(X))
    assert len(steps[-1].degenerate) == steps[-1].n_degenerate == 1
    np.testing.assert_allclose(steps[-1].means[steps[-1].degenerate[0]], [9, 9], rtol=1e-9)
    with pytest.raises(ValueError, match="ill-defined empirical covariance"):
        GaussianMixture(2, random_state=0, reg_covar=0).fit(X)


def test_the_generator_can_be_closed(blobs: NDArray[np.float64]) -> None:
    steps = GaussianMixture(2, random_state=0).iterate(blobs)
    assert isinstance(next(steps), EMStep)
    steps.close()
    assert list(steps) == []


def test_kmeans_fit_is_the_exhausted_iteration(blobs: NDArray[np.float64]) -> None:
    fitted, watched = (KMeans(5, random_state=3, init="random", n_init=3) for _ in range(2))
    fitted.fit(blobs)
    steps = list(watched.iterate(blobs, half_steps=True, responsibilities=True))
    for name in ("cluster_centers_", "labels_", "inertia_", "n_iter_", "stop_reason_"):
        assert np.array_equal(getattr(fitted, name), getattr(watched, name)), name
    for before, expected, maximized in zip(steps, steps[1:], steps[2:], strict=False):
        if (before.init, expected.phase, maximized.init) != (maximized.init, "expect", expected.init):
            continue
        distances = np.square(blobs[:, np.newaxis] - before.means).sum(axis=2)
        np.testing.assert_array_equal(expected.labels, distances.argmin(axis=1))
        assert expected.inertia == pytest.approx(distances.min(axis=1).sum(), rel=1e-12)
        means = [blobs[expected.labels == k].mean(axis=0) for k in range(5)]
        np.testing.assert_allclose(maximized.means, means, rtol=1e-12, atol=1e-12)
        assert expected.responsibilities.sum() == len(blobs)


def test_kmeans_break_leaves_the_step_behind(blobs: NDArray[np.float64]) -> None:
    model = KMeans(5, random_state=3, init="random")
    for step in model.iterate(blobs):
        if step.iteration == 2:
            break
    np.testing.assert_array_equal(model.cluster_centers_, step.means)
    assert model.predict(blobs).shape == (len(blobs),)
