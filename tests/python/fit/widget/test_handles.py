"""Means that are moved, ellipses that are stretched, samples that are weighed: from Python and from a page."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import BernoulliMixture, GaussianMixture, KMeans

from .bench import Bench, settle, tell

WANTED = np.array([[3.0, -0.5], [-0.5, 0.4]])


@pytest.fixture(name="X5")
def samples() -> NDArray[np.float64]:
    rng = np.random.default_rng(3)
    return np.concatenate([rng.normal(center, 1, (80, 5)) for center in (0, 6)]) @ rng.normal(size=(5, 5))


def dense(step: Any, kind: str) -> NDArray[np.float64]:
    """The covariance matrix of each component."""
    n, d = step.means.shape
    if kind == "full":
        return step.covariances
    if kind == "tied":
        return np.stack([step.covariances] * n)
    return np.stack([np.eye(d) * row for row in step.covariances])


def test_a_mean_moves_and_the_fit_goes_on_from_there(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(3, random_state=0))
    widget.step(2)
    before = widget.history[2]
    widget.move(1, [4.0, 5.0])
    assert (widget.run, widget.index, widget.can_undo) == (2, 0, True)
    np.testing.assert_array_equal(widget.history[0].means[1], [4, 5])
    np.testing.assert_array_equal(widget.history[0].means[[0, 2]], before.means[[0, 2]])
    np.testing.assert_array_equal(widget.history[0].covariances, before.covariances)
    widget.move(0, [7.0], dims=[1])
    assert widget.history[0].means[0].tolist() == [before.means[0, 0], 7]
    widget.undo()
    np.testing.assert_array_equal(widget.history[0].means[1], [4, 5])


@pytest.mark.parametrize("dims", [(0, 3), ("PC1", "PC2"), ("x1", "PC3")])
@pytest.mark.parametrize("kind", ["full", "tied"])
def test_a_covariance_becomes_what_is_wanted_along_some_directions_and_stays_across(
    bench: Bench, X5: NDArray[np.float64], kind: str, dims: Any
) -> None:
    widget = bench.show(X5, GaussianMixture(2, covariance_type=kind, random_state=0))
    widget.step(2)
    before = dense(widget.history[2], kind)
    widget.reshape(1, WANTED, dims=dims)
    after = dense(widget.history[0], kind)
    widget.dims = dims
    A = widget.session.data.projection.vectors(widget.dims)
    changed = [0, 1] if kind == "tied" else [1]
    np.testing.assert_allclose(A @ after[changed] @ A.T, [WANTED] * len(changed), atol=1e-9)
    if kind == "full":
        np.testing.assert_array_equal(after[0], before[0])
    _, _, rest = np.linalg.svd(A)
    across = rest[2:]
    np.testing.assert_allclose(across @ after @ across.T, across @ before @ across.T, atol=1e-9)
    assert np.linalg.eigvalsh(after).min() > 0


def test_variances_of_restricted_covariances(bench: Bench, X5: NDArray[np.float64]) -> None:
    widget = bench.show(X5, GaussianMixture(2, covariance_type="diag", random_state=0))
    before = widget.history[0].covariances
    widget.reshape(0, np.diag([2.0, 5.0]), dims=[4, 1])
    wanted = before.copy()
    wanted[0, [4, 1]] = 2, 5
    np.testing.assert_array_equal(widget.history[0].covariances, wanted)
    with pytest.raises(ValueError, match="'diag' are changed along features only"):
        widget.reshape(0, WANTED, dims="pca")
    round_ = bench.show(X5, GaussianMixture(2, covariance_type="spherical", random_state=0))
    round_.reshape(1, [[9.0]], dims=["PC2"])
    assert round_.history[0].covariances[1] == 9


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5, np.eye(2)), "component must be from 0 to 2, got"),
        ((0, [[1, 2], [2, 1]]), "covariance must be positive definite"),
        ((0, [[1.0]]), r"'covariance' should have the shape of \(2, 2\)"),
        ((0, [[np.nan, 0], [0, 1]]), "covariance"),
        ((0, np.eye(2), [0, 9]), "dims must be from 0 to 1, got"),
        ((0, np.eye(2), ["a", "b"]), "dims must be numbers of features"),
    ],
)
def test_what_is_no_covariance_is_refused_and_nothing_is_lost(
    bench: Bench, X: NDArray[np.float64], arguments: Any, message: str
) -> None:
    widget = bench.show(X, GaussianMixture(3, random_state=0))
    with pytest.raises(ValueError, match=message):
        widget.reshape(*arguments)
    assert (widget.run, widget.can_undo) == (1, False)


@pytest.mark.parametrize("model", [KMeans(2, random_state=0), BernoulliMixture(2, random_state=0)])
def test_models_without_covariances_say_so(bench: Bench, model: Any) -> None:
    widget = bench.show(np.eye(4)[[0, 1, 2, 3] * 5], model)
    with pytest.raises(ValueError, match="has no covariances"):
        widget.reshape(0, np.eye(2), dims=[0, 1])


def test_a_page_stretches_an_ellipse_in_one_gesture(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(3, random_state=0))
    widget.step(2)
    place = {"run": 1, "index": 2, "component": 2, "dims": [1, 0]}
    for seq, scale in enumerate((1.0, 2.0, 3.0)):
        covariance = (scale * WANTED).tolist()
        tell(widget, "reshape", **place, seq=seq, covariance=covariance, done=scale == 3)
        settle(widget)
    np.testing.assert_allclose(widget.history[0].covariances[2], 3 * WANTED[::-1, ::-1], atol=1e-12)
    widget.undo()
    assert not widget.can_undo
    assert widget.index == 2
    for wrong in ([[1, 0]], [[1], [1]], [[1, 0], [0, None]]):
        bench.sent.clear()
        tell(widget, "reshape", **place, seq=9, covariance=wrong, done=True)
        assert bench.wait_for(lambda: bench.messages("error")), wrong


def test_weights_are_those_of_a_fit_with_weights(bench: Bench, X: NDArray[np.float64]) -> None:
    start = {"weights_init": [0.5, 0.5], "means_init": X[:2], "precisions_init": np.stack([np.eye(2)] * 2)}
    widget = bench.show(X, GaussianMixture(2, **start))
    assert widget.sample_weight is None
    rows = np.arange(0, len(X), 3)
    widget.weigh(rows, 4)
    wanted = np.where(np.arange(len(X)) % 3 == 0, 4.0, 1.0)
    np.testing.assert_array_equal(widget.sample_weight, wanted)
    widget.finish()
    other = GaussianMixture(2, **start).fit(X, sample_weight=wanted)
    np.testing.assert_allclose(widget.history[-1].means, other.means_, rtol=1e-10)
    widget.weigh(np.arange(len(X)) % 3 == 0, 0.25)
    np.testing.assert_array_equal(widget.sample_weight, np.ones(len(X)))
    widget.undo()
    np.testing.assert_array_equal(widget.sample_weight, wanted)
    widget.weigh([], 9)
    np.testing.assert_array_equal(widget.sample_weight, wanted)


@pytest.mark.parametrize(
    ("rows", "factor", "message"),
    [
        ([600], 2, "rows must be integers from 0 to 599"),
        ([-1], 2, "rows must be"),
        ([True], 2, "rows must be"),
        ([[0]], 2, "rows must be"),
        ([0.5], 2, "rows must be"),
        ([0], 0, "factor must be above 0, got 0"),
        ([0], -1, "factor must be above 0"),
        ([0], float("nan"), "factor"),
        ([0], 1e9, r"2\*\*20 times as much as another at most"),
        ([0], 1e-9, r"2\*\*20 times as much as another at most"),
    ],
)
def test_weights_that_cannot_be_are_refused(
    bench: Bench, X: NDArray[np.float64], rows: Any, factor: Any, message: str
) -> None:
    widget = bench.show(X)
    with pytest.raises(ValueError, match=message):
        widget.weigh(rows, factor)
    assert widget.sample_weight is None


def test_a_brush_weighs_what_it_touches_and_undo_takes_the_stroke_back(
    bench: Bench, X: NDArray[np.float64]
) -> None:
    widget = bench.show(X)
    stroke = {"dims": [0, 1], "at": [X[0].tolist()], "radius": [1.0, 0.5], "stroke": 1}
    for _ in range(3):
        tell(widget, "brush", tool="heavier", **stroke)
    bench.wait_for(lambda: widget.sample_weight is not None and widget.sample_weight.max() > 1.7)
    settle(widget)
    touched = np.square((X - X[0]) / (1.0, 0.5)).sum(axis=1) <= 1
    assert 1 < touched.sum() < len(X)
    np.testing.assert_allclose(widget.sample_weight, np.where(touched, 1.2**3, 1))
    assert bench.messages("points")[-1]["weights"] is not None
    tell(widget, "brush", tool="lighter", **{**stroke, "stroke": 2})
    bench.wait_for(lambda: widget.sample_weight is not None and widget.sample_weight.max() < 1.5)
    widget.undo()
    widget.undo()
    assert widget.sample_weight is None


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (("move", 1.7, [0, 0]), TypeError, "component must be an integer, got 1.7"),
        (("move", "0", [0, 0]), TypeError, "component must be an integer, got '0'"),
        (("move", 0, [], []), ValueError, "dims must be different features, at least one"),
        (("move", 0, [0, 1], [0, 0]), ValueError, "dims must be different features, at least one"),
        (("reshape", 1.9, np.eye(2)), TypeError, "component must be an integer, got 1.9"),
        (("reshape", 0, np.eye(2) + 1j), ValueError, "[Cc]omplex"),
        (("reshape", 0, "a"), ValueError, "covariance"),
        (("reshape", 0, 1e308 * np.eye(2)), ValueError, "covariance must be of a scale .* got 1e[+]308"),
        (("move", 0, [0, 0], 0), TypeError, "dims must be features or principal axes, got 0"),
    ],
)
def test_what_is_no_component_no_place_and_no_covariance_is_refused_by_its_name(
    bench: Bench, X: NDArray[np.float64], call: tuple[Any, ...], error: type[Exception], words: str
) -> None:
    widget = bench.show(X, GaussianMixture(2, random_state=0))
    name, *arguments = call
    with pytest.raises(error, match=words):
        getattr(widget, name)(*arguments)
    assert (widget.run, widget.can_undo) == (1, False)


def test_a_page_is_told_what_stays_and_pictures_have_a_padlock(bench: Bench, X: NDArray[np.float64]) -> None:
    start = {"weights_init": [0.5, 0.5], "means_init": X[:2], "precisions_init": np.stack([np.eye(2)] * 2)}
    plain = bench.show(X, GaussianMixture(2, **start))
    frozen = {"weights": [0, 1], "means": [1]}
    widget = bench.show(X, GaussianMixture(2, **start, frozen=frozen))
    bench.sent.clear()
    tell(widget, "open")
    settle(widget)
    (steps,) = bench.messages("steps")
    assert steps["model"]["frozen"] == {"weights": [0, 1], "means": [1], "covariances": []}
    assert "frozen" not in plain.session.recording.algorithm.description
    assert widget.to_png() != plain.to_png()
    widget.step(4)
    np.testing.assert_array_equal(widget.history[4].means[1], X[1])
    widget.move(1, [2.0, 3.0])
    widget.step(4)
    np.testing.assert_array_equal(widget.history[4].means[1], [2, 3])
