"""An interrupted fit goes on where it was, to the same bits; a view that is only made changes nothing."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from traitlets import TraitError

from iterscope import BernoulliMixture, GaussianMixture, KMeans, MixtureWidget
from iterscope._core import Cancellation, CancelledError
from iterscope.fit.recording import Recording

X: NDArray[np.float64] = np.random.default_rng(0).normal(size=(400, 2))
MODELS = [
    GaussianMixture(3, n_init=3, random_state=1, tol=0.05),
    GaussianMixture(3, init_params="k-means++", random_state=np.random.RandomState(3), tol=0.05),
    GaussianMixture(3, init_params="random", random_state=0, tol=0.05, engine="einsum"),
    KMeans(3, init="random", n_init=3, random_state=2),
    BernoulliMixture(3, n_init=2, random_state=5, tol=0.05),
]


def samples(model: Any) -> NDArray[np.float64]:
    return (X > 0).astype(float) if isinstance(model, BernoulliMixture) else X


def interrupting(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of which every second call is cancelled after it has done all its work."""
    calls = iter(range(10**6))

    def half(*arguments: Any) -> Any:
        found = method(*arguments)
        if next(calls) % 2 == 0:
            raise CancelledError
        return found

    return half


def same(one: Any, other: Any) -> bool:
    names = [name for name in vars(other) if name.endswith("_") and not name.startswith("_")]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


@pytest.mark.parametrize("model", MODELS, ids=range(len(MODELS)))
def test_an_interrupted_recording_goes_on_to_the_same_bits(model: Any) -> None:
    plain = clone(model).fit(samples(model))
    watched = clone(model)
    recording = Recording(watched, samples(model))
    starts: Any = recording._source._starts  # type: ignore[attr-defined]  # noqa: SLF001
    starts._draw = interrupting(starts._draw)  # noqa: SLF001
    for name in ("expect", "maximize", "end"):
        setattr(recording.algorithm, name, interrupting(getattr(recording.algorithm, name)))
    interrupts = 0
    while not recording.complete:
        try:
            recording.advance()
        except CancelledError:
            interrupts += 1
    assert interrupts >= 6
    recording.fit_model(len(recording) - 1)
    assert same(watched, plain)


@pytest.mark.parametrize("model", MODELS, ids=range(len(MODELS)))
def test_an_interrupted_iteration_goes_on(model: Any) -> None:
    plain = [step.lower_bound for step in clone(model).iterate(samples(model))]
    steps = clone(model).iterate(samples(model))
    found = []
    while len(found) < len(plain):
        cancellation = Cancellation()
        cancellation.cancel()
        with pytest.raises(CancelledError), cancellation:
            next(steps)
        found.append(next(steps).lower_bound)
    assert found == plain
    assert next(steps, None) is None


@pytest.fixture
def view() -> Iterator[MixtureWidget]:
    many = np.random.default_rng(0).normal(size=(50_000, 2))
    model = GaussianMixture(8, init_params="random_from_data", tol=0.0, max_iter=10**6, random_state=0)
    view = MixtureWidget(many, model)
    yield view
    view.close()
    assert view.session.worker.join(60)


def cancelled(view: MixtureWidget, call: Callable[[], object]) -> None:
    """Make a call, and cancel what the view's thread does when it has begun."""
    worker = view.session.worker
    timer = threading.Timer(0.2, lambda: worker._cancel("command", "tick"))  # noqa: SLF001
    timer.start()
    with pytest.raises(CancelledError):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda view: view.seek(10**6), lambda view: view.step(10**6), lambda view: view.starts(64),
        lambda view: view.to_html("never.html"), lambda view: setattr(view, "n_components", 2000),
        lambda view: setattr(view, "init_params", "kmeans"), lambda view: view.restart(),
    ],
)  # fmt: skip
def test_a_cancelled_call_leaves_the_last_good_state(view: MixtureWidget, call: Any) -> None:
    view.seek(3)
    slow = GaussianMixture(2000, init_params="kmeans", random_state=0)
    if "restart" in call.__code__.co_names:
        view.model.set_params(**{name: slow.get_params()[name] for name in ("n_components", "init_params")})
    elif "setattr" in call.__code__.co_names:
        view.model.set_params(init_params="kmeans", n_components=1999)
    settings, run = view.session.settings, view.run
    cancelled(view, lambda: call(view))
    assert (view.session.settings, view.run) == (settings, run)
    assert len(view.history) == view.n_steps >= 4
    np.testing.assert_array_equal(view.model.means_, view.history[view.index].means)
    view.seek(1)
    assert view.index == 1


@pytest.mark.slow
def test_a_view_that_is_only_made_leaves_the_model_as_it_was() -> None:
    for model in MODELS:
        data = samples(model)
        fitted = clone(model).fit(data)
        before = {name: value for name, value in vars(fitted).items() if name.endswith("_")}
        for X in (data, data[:100]):
            view = fitted.explore(X)
            view.to_html("/dev/null")
            view.close()
            after = {name: value for name, value in vars(fitted).items() if name.endswith("_")}
            assert before.keys() == after.keys()
            assert all(before[name] is after[name] for name in before)
        plain = clone(model)
        view = plain.explore(data)
        assert not hasattr(plain, "n_iter_")
        view.step()
        assert plain.n_iter_ == view.history[1].iteration
        view.close()


@pytest.mark.parametrize("max_iter", [2_000_000, 10**9, 2**40])
@pytest.mark.parametrize("kind", [GaussianMixture, KMeans, BernoulliMixture])
def test_as_many_iterations_as_fit_takes_can_be_watched(kind: Any, max_iter: int) -> None:
    model = kind(2, max_iter=max_iter, random_state=0)
    view = model.explore(samples(model))
    view.finish()
    assert (view.max_iter, view.complete) == (max_iter, True)
    assert same(model, clone(model).fit(samples(model)))
    view.close()


def test_more_iterations_than_a_page_can_count_are_left_to_the_model() -> None:
    model = GaussianMixture(2, max_iter=10**30, random_state=0)
    view = model.explore(X)
    view.finish()
    assert (view.max_iter, model.max_iter, view.complete) == (2**53 - 1, 10**30, True)
    view.restart()
    assert model.max_iter == 10**30
    view.max_iter = 10**9
    assert model.max_iter == 10**9
    with pytest.raises(TraitError, match=f"max_iter must be from 0 to {2**53 - 1}, got 1{'0' * 30}"):
        view.max_iter = 10**30
    with pytest.raises(TraitError, match="max_iter must be from 0 to"):
        GaussianMixture(2).explore(X, max_iter=10**30)
    view.close()


@pytest.mark.parametrize("form", [np.array, list, tuple, np.float32, np.ma.array])
def test_samples_of_one_feature_are_explored(form: Any) -> None:
    column = X[:, 0]
    view = GaussianMixture(2, random_state=0).explore(form(column))
    view.finish()
    assert (view.X.shape, view.dims, view.feature_names) == ((400, 1), [0], ["x0"])
    assert same(view.model, GaussianMixture(2, random_state=0).fit(np.asarray(form(column)).reshape(-1, 1)))
    view.close()
    view = MixtureWidget(form(column), GaussianMixture(2))
    assert view.X.shape == (400, 1)
    view.close()
    with pytest.raises(ValueError, match=r"array\.reshape\(-1, 1\)"):
        GaussianMixture(2).fit(column)
