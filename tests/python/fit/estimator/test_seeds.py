"""Seeds: numbers and all generators of NumPy's, wherever something is drawn."""

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.datasets
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import (
    BayesianGaussianMixture,
    BernoulliMixture,
    FactorAnalysis,
    GaussianHMM,
    GaussianMixture,
    GaussianMixtureRegressor,
    KalmanSmoother,
    KMeans,
    MixtureWidget,
    initialize,
    make_blobs,
)
from iterscope.fit.data import draws
from iterscope.fit.gallery import slow_convergence
from iterscope.widget import progress

pytestmark = pytest.mark.filterwarnings("ignore:Best performing initialization did not converge")

X = np.random.default_rng(0).normal(size=(120, 2))
BITS = (X > 0).astype(float)


def gaussian(seed: Any) -> NDArray[Any]:
    options = {"init_params": "random", "max_iter": 2, "n_init": 2}
    model = GaussianMixture(3, random_state=seed, tol=0.0, **options)  # type: ignore[arg-type]
    return model.fit(X).means_


def bernoulli(seed: Any) -> NDArray[Any]:
    model = BernoulliMixture(3, init_params="random", max_iter=2, tol=0.0, random_state=seed)
    return model.fit(BITS).probabilities_


def regressor(seed: Any) -> NDArray[Any]:
    model = GaussianMixtureRegressor(
        2, init_params="random_from_data", max_iter=2, tol=0.0, random_state=seed
    )
    return model.fit(X[:, :1], X[:, 1]).predict(X[:, :1])


def kmeans(seed: Any) -> NDArray[Any]:
    centers: NDArray[Any] = KMeans(5, init="random", max_iter=1, random_state=seed).fit(X).cluster_centers_
    return centers


def gaussian_sample(seed: Any) -> NDArray[Any]:
    model = GaussianMixture.from_parameters([0.5, 0.5], [[0.0], [9.0]], [1.0, 1.0], "spherical")
    return model.set_params(random_state=seed).sample(8)[0]


def bernoulli_sample(seed: Any) -> NDArray[Any]:
    return BernoulliMixture(2, random_state=0).fit(BITS).set_params(random_state=seed).sample(40)[0]


def start(seed: Any) -> NDArray[Any]:
    return initialize(X, 3, random_state=seed).means


def blobs(seed: Any) -> NDArray[Any]:
    points: NDArray[Any] = make_blobs(20, random_state=seed)[0]
    return points


def iterated(seed: Any) -> NDArray[Any]:
    return next(GaussianMixture(3, init_params="random_from_data", random_state=seed).iterate(X)).means


DRAWS = pytest.mark.parametrize(
    "draw",
    [gaussian, bernoulli, regressor, kmeans, gaussian_sample, bernoulli_sample, start, blobs, iterated],
)


@DRAWS
def test_a_generator_is_drawn_from(draw: Callable[[Any], NDArray[Any]]) -> None:
    """NumPy's older interface to the same stream of bits draws the same numbers."""
    seed, same = np.random.default_rng(5), np.random.RandomState(np.random.default_rng(5).bit_generator)
    first = draw(seed)
    np.testing.assert_array_equal(first, draw(same))
    again = draw(seed)
    assert not np.array_equal(first, again)
    np.testing.assert_array_equal(again, draw(same))


@DRAWS
def test_a_seed_sequence_begins_anew(draw: Callable[[Any], NDArray[Any]]) -> None:
    seed = np.random.SeedSequence(7)
    first = draw(seed)
    np.testing.assert_array_equal(first, draw(seed))
    source = np.random.RandomState(np.random.MT19937(np.random.SeedSequence(7)))
    np.testing.assert_array_equal(first, draw(source))


@DRAWS
@pytest.mark.parametrize("seed", ["7", 1.5, -1, [1, 2], True, np.False_])
def test_anything_else_is_refused(draw: Callable[[Any], NDArray[Any]], seed: Any) -> None:
    with pytest.raises(ValueError, match="random_state"):
        draw(seed)


def test_numbers_draw_as_before() -> None:
    theirs = sklearn.datasets.make_blobs(20, random_state=3)[0]
    np.testing.assert_array_equal(blobs(3), theirs)
    np.testing.assert_array_equal(gaussian(3), gaussian(np.random.RandomState(3)))


def test_estimators_with_a_generator_are_cloned_and_pickled() -> None:
    model = GaussianMixture(3, init_params="random_from_data", random_state=np.random.default_rng(1))
    copies = clone(model), pickle.loads(pickle.dumps(model))  # noqa: S301
    expected = model.fit(X).means_
    for copy in copies:
        np.testing.assert_array_equal(copy.fit(X).means_, expected)


def test_a_view_takes_generators() -> None:
    """What a page shows and repeats is a number: the generator draws it."""
    view = MixtureWidget(X, random_state=np.random.default_rng(3))
    drawn = np.random.RandomState(np.random.default_rng(3).bit_generator).randint(2**32, dtype=np.int64)
    assert view.random_state == drawn == view.model.random_state
    view.random_state = np.random.SeedSequence(4)
    assert view.random_state == view.model.random_state != drawn
    view.close()
    model = GaussianMixture(2, init_params="random_from_data", random_state=np.random.default_rng(3))
    view = model.explore(X)
    assert view.random_state is None
    first = view.history[0].means
    view.restart()
    assert not np.array_equal(view.history[0].means, first)
    view.close()
    view = slow_convergence().explore(random_state=np.random.default_rng(3))
    assert view.random_state == drawn
    view.close()


def test_starts_after_the_last_seed_are_those_of_the_first() -> None:
    view = MixtureWidget(X, random_state=2**32 - 1)
    assert len(view.starts(3)) == 3
    assert view.session.comparison.seeds == [2**32 - 1, 0, 1]
    view.close()


def test_starts_tell_how_many_are_done() -> None:
    told: list[tuple[int, int]] = []
    view = MixtureWidget(X, random_state=0)
    view.starts(3, progress=lambda *at: told.append(at))
    assert told == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(TypeError, match="progress must be a function or a bool, got 'yes'"):
        view.starts(3, progress="yes")  # type: ignore[arg-type]
    view.close()


def test_starts_show_a_bar_unless_they_are_told_not_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("tqdm")
    monkeypatch.setattr(progress, "DELAY", 0)
    view = MixtureWidget(X, random_state=0)
    view.starts(2, progress=False)
    assert capsys.readouterr().err == ""
    view.starts(2)
    assert "2/2" in capsys.readouterr().err
    view.close()


def test_what_tells_of_starts_can_stop_them() -> None:
    told: list[int] = []

    def stop(done: int, _total: int) -> None:
        told.append(done)
        raise RuntimeError("enough")

    view = MixtureWidget(X, random_state=0)
    with pytest.raises(RuntimeError, match="enough"):
        view.starts(3, progress=stop)
    assert told == [1]
    view.close()


def test_a_step_after_the_end_is_the_last_one() -> None:
    view = MixtureWidget(X, random_state=0)
    view.finish()
    last = view.index
    view.seek(0)
    view.seek(last + 1000)
    assert view.index == last > 0
    view.close()


@pytest.mark.parametrize("fitted", [gaussian_sample, bernoulli_sample])
def test_only_a_number_of_samples_is_drawn(fitted: Callable[[Any], NDArray[Any]]) -> None:
    model = (
        GaussianMixture(2, random_state=0).fit(X)
        if fitted is gaussian_sample
        else BernoulliMixture(2, random_state=0).fit(BITS)
    )
    for wrong in (2.5, 2.0, np.float64(2), True, np.True_, "2", None, [2], np.array([1, 2])):
        with pytest.raises(TypeError, match="n_samples must be an integer, got"):
            model.sample(wrong)  # type: ignore[arg-type]
    for wrong in (0, -1, -(10**30)):
        with pytest.raises(ValueError, match="n_samples"):
            model.sample(wrong)
    for wrong in (2**62, 10**30):
        with pytest.raises(ValueError, match=r"n_samples must be from .* to \d+, got"):
            model.sample(wrong)
    with pytest.raises(MemoryError):  # before the first one is drawn
        model.sample(10**14)
    assert len(model.sample(np.int8(3))[0]) == 3
    assert len(model.sample(np.array(3))[0]) == 3


class Counting(np.random.RandomState):
    """Remembers the most numbers that were drawn at once."""

    most = 0

    def random_sample(self, size: Any = None) -> Any:
        self.most = max(self.most, int(np.prod(size)))
        return super().random_sample(size)

    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
        self.most = max(self.most, int(np.prod(size or 1)))
        return super().uniform(low, high, size)

    def dirichlet(self, alpha: Any, size: Any = None) -> Any:
        self.most = max(self.most, int(np.prod(size or 1)) * len(alpha))
        return super().dirichlet(alpha, size)

    def standard_normal(self, size: Any = None) -> Any:
        self.most = max(self.most, int(np.prod(size)))
        return super().standard_normal(size)


@pytest.mark.parametrize(
    "model",
    [
        KalmanSmoother.from_parameters([[0.5]], [[1]], [[1]], [[1]], [0], [[1]]),
        FactorAnalysis(1, random_state=0, max_iter=0).fit(X),
        GaussianHMM.from_parameters([1.0], [[1.0]], [[0.0]], [[1.0]]),
        GaussianMixture.from_parameters([1.0], [[0.0]], [[[1.0]]]),
    ],
    ids=lambda model: model.kind,
)
def test_samples_are_not_drawn_all_at_once(model: Any) -> None:
    one, parts = Counting(1), Counting(1)
    whole = model.set_params(random_state=one).sample(500)[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draws, "AT_ONCE", 64)
        np.testing.assert_array_equal(model.set_params(random_state=parts).sample(500)[0], whole)
    assert parts.most <= 64 < one.most


@pytest.mark.parametrize(
    "model",
    [
        GaussianMixture(4, init_params="random", max_iter=2, random_state=1),
        BayesianGaussianMixture(4, init_params="random", max_iter=2, random_state=1),
        BernoulliMixture(4, init_params="random", max_iter=2, random_state=1),
    ],
    ids=lambda model: model.kind,
)
@pytest.mark.filterwarnings("ignore:degenerate component")
def test_random_starts_are_not_drawn_all_at_once(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, counting, shares = fitted(clone(model).fit(BITS)), Counting(), draws.shares

    def counted(source: np.random.RandomState, count: int, width: int) -> NDArray[np.float64]:
        counting.set_state(source.get_state())
        return shares(counting, count, width)

    monkeypatch.setattr(draws, "shares", counted)
    monkeypatch.setattr(draws, "AT_ONCE", 64)
    np.testing.assert_array_equal(fitted(clone(model).fit(BITS)), whole)
    assert 0 < counting.most <= 64


def test_a_start_of_the_tutorial_is_not_drawn_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parts = initialize(X, 4, random_state=1), Counting(1)
    monkeypatch.setattr(draws, "AT_ONCE", 64)
    np.testing.assert_array_equal(initialize(X, 4, random_state=parts).means, whole.means)
    assert 0 < parts.most <= 64


def fitted(model: Any) -> NDArray[Any]:
    table: NDArray[Any] = getattr(model, model.table) if hasattr(model, "table") else model.means_
    return table
