"""The mixture widget without a browser: calls from Python, messages from the page, and the state after them."""

import base64
import gc
import io
import itertools
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray
from PIL import Image
from sklearn.base import clone

from iterscope import GaussianMixture, KMeans, MixtureWidget, make_blobs, select
from iterscope.fit.cluster.lloyd import KMeansStep
from iterscope.mixture import EMStep
from iterscope.widget import worker as worker_module
from iterscope.widget.worker import Worker

FITTED = ("weights_", "means_", "covariances_", "precisions_", "lower_bounds_", "n_iter_", "stop_reason_")


class Bench:
    """Widgets, and what each has sent."""

    def __init__(self) -> None:
        self.widgets: list[MixtureWidget] = []
        self.sent: list[Any] = []

    def show(self, *arguments: Any, **options: Any) -> MixtureWidget:
        widget = MixtureWidget(*arguments, **options)
        self.widgets.append(widget)
        return widget

    def messages(self, *kinds: str) -> list[Any]:
        custom = [message["content"] for message in self.sent if message["method"] == "custom"]
        return [message for message in custom if not kinds or message["kind"] in kinds]

    def wait_for(self, condition: Callable[[], Any], seconds: float = 60) -> Any:
        end = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < end, self.messages("error")
            time.sleep(0.002)
        return found


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench()
    monkeypatch.setattr(MixtureWidget, "_send", lambda _self, message, **_: bench.sent.append(message))
    yield bench
    for widget in bench.widgets:
        widget.close()
        assert widget.session.worker.join(60)


@pytest.fixture(scope="module")
def X() -> NDArray[np.float64]:  # noqa: N802
    return make_blobs(n_samples=600, centers=3, n_features=2, random_state=0)[0]


def tell(widget: MixtureWidget, kind: str, **fields: Any) -> None:
    widget._handle_custom_msg({"kind": kind, "vid": "v", **fields}, [])  # noqa: SLF001


def settle(widget: MixtureWidget) -> None:
    """Wait until all that was asked for is done."""
    widget.session.worker.run(lambda: None)


def move(widget: MixtureWidget, seq: int = 1, **changes: Any) -> None:
    place = {
        "run": widget.run,
        "index": widget.index,
        "component": 0,
        "dims": [0, 1],
        "at": [1.5, 2.5],
        "done": True,
    }
    tell(widget, "move", **{"seq": seq, **place, **changes})


def same(one: Any, other: Any) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in FITTED)


def test_a_finished_view_has_fitted_its_model(bench: Bench, X: NDArray[np.float64]) -> None:
    model = GaussianMixture(3, random_state=4, init_params="random")
    plain = clone(model).fit(X)
    widget = bench.show(X, model)
    assert widget.model is model
    widget.finish()
    assert (widget.complete, widget.playing, widget.index) == (True, False, widget.n_steps - 1)
    assert same(model, plain)
    steps = list(clone(model).iterate(X, half_steps=True))
    assert len(widget.history) == len(steps) == widget.n_steps
    for mine, step in zip(widget.history, steps, strict=True):
        assert isinstance(mine, EMStep)
        np.testing.assert_array_equal(mine.means, step.means)


def test_the_model_is_that_of_the_step_that_is_shown(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, n_components=4)
    widget.seek(9)
    assert (widget.index, widget.n_steps) == (9, 10)
    for index in (3, 0, 9, 4):
        widget.index = index
        np.testing.assert_array_equal(widget.model.means_, widget.history[index].means)
        assert widget.model.n_iter_ == widget.history[index].iteration
    assert widget.n_steps == 10
    widget.step()
    assert widget.index == 5
    widget.step(-3)
    assert widget.index == 2
    widget.step(-100)
    assert widget.index == 0
    widget.seek(10**6)
    assert (widget.index, widget.complete) == (widget.n_steps - 1, True)
    with pytest.raises(traitlets.TraitError, match="seek"):
        widget.index = widget.n_steps
    with pytest.raises(ValueError, match="index"):
        widget.seek(-1)
    with pytest.raises(TypeError, match="n must be an integer"):
        widget.step(0.5)  # type: ignore[arg-type]


def test_frames_come_before_the_index_that_shows_them(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, speed=200)
    widget.play()
    bench.wait_for(lambda: widget.complete)
    known = 0
    for message in bench.sent:
        if message["method"] == "custom" and message["content"]["kind"] == "steps":
            assert message["content"]["first"] == known
            known += len(message["content"]["steps"])
        elif "index" in message.get("state", {}):
            assert message["state"]["index"] < known
    assert known == widget.n_steps
    told = [step for message in bench.messages("steps") for step in message["steps"]]
    for frame, step in zip(told, widget.history, strict=True):
        np.testing.assert_array_equal(frame["parameters"]["means"], step.means)
    assert not bench.messages("error")


class Clock:
    """Time that passes only while a worker waits for it, however busy this machine is."""

    def __init__(self, worker: Worker) -> None:
        self.now = 0.0
        self._wait = worker._changed.wait  # noqa: SLF001

    def monotonic(self) -> float:
        return self.now

    def wait(self, timeout: float | None = None) -> bool:
        self.now += timeout or 0
        return self._wait(timeout and 1e-4)


def test_it_plays_at_its_speed_and_pauses_at_once(
    bench: Bench, X: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = bench.show(X, n_components=5, tol=0, max_iter=500, speed=20)
    settle(widget)
    clock = Clock(widget.session.worker)
    monkeypatch.setattr(widget.session.worker._changed, "wait", clock.wait)  # noqa: SLF001
    monkeypatch.setattr(worker_module, "time", clock)
    shown: list[tuple[float, int]] = []
    widget.observe(lambda change: shown.append((clock.now, change.new)), "index")

    def rates() -> tuple[float, float]:
        """Steps and updates a second."""
        (began, first), (ended, last) = shown[0], shown[-1]
        return (last - first) / (ended - began), (len(shown) - 1) / (ended - began)

    widget.play()
    bench.wait_for(lambda: widget.index >= 40)
    widget.pause()
    index = widget.index
    assert rates() == pytest.approx((20, 20))
    time.sleep(0.2)
    assert (widget.index, widget.playing) == (index, False)
    shown.clear()
    widget.speed = 1000
    widget.play()
    bench.wait_for(lambda: widget.index > index + 300)
    widget.pause()
    steps, updates = rates()
    assert 0.9 * 1000 <= steps <= 1000
    assert updates <= 30 + 1e-6
    states = [message["state"] for message in bench.sent if "index" in message.get("state", {})]
    assert len(states) <= 1 + index + len(shown) + 1  # one message for each


def test_played_to_the_end_it_begins_again(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, speed=500)
    widget.finish()
    shown: list[int] = []
    widget.observe(lambda change: shown.append(change.new), "index")
    widget.play()
    bench.wait_for(lambda: not widget.playing)
    assert shown[0] == 0
    assert shown[-1] == widget.n_steps - 1
    assert shown == sorted(shown)
    assert widget.run == 1


def test_a_loop_goes_round(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, speed=1000, loop=True)
    shown: list[int] = []
    widget.observe(lambda change: shown.append(change.new), "index")
    widget.play()
    bench.wait_for(lambda: shown.count(0) >= 1 and widget.complete)
    assert widget.playing


def test_a_page_scrubs_without_fitting(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    widget.finish()
    steps = widget.n_steps
    widget.play()
    widget.set_state({"playing": False, "index": 3})
    assert (widget.index, widget.playing, widget.n_steps) == (3, False, steps)
    np.testing.assert_array_equal(widget.model.means_, widget.history[3].means)
    widget.set_state({"index": 10**6})
    assert widget.index == steps - 1
    widget.set_state({"index": -1})
    assert widget.index == steps - 1


def test_a_dragged_mean_is_where_em_goes_on(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    widget.seek(6)
    before = widget.history[6]
    move(widget, component=2)
    settle(widget)
    assert (widget.run, widget.index, widget.n_steps) == (2, 0, 1)
    expected = before.means.copy()
    expected[2] = 1.5, 2.5
    np.testing.assert_array_equal(widget.model.means_, expected)
    np.testing.assert_array_equal(widget.model.covariances_, before.covariances)
    frames = bench.messages("steps")[-1]
    assert (frames["run"], frames["first"], len(frames["steps"])) == (2, 0, 1)
    np.testing.assert_array_equal(frames["steps"][0]["parameters"]["means"], expected)
    widget.finish()
    assert widget.model.converged_


def test_a_drag_in_many_messages_starts_from_the_same_step(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    widget.seek(6)
    before, run = widget.history[6].means.copy(), widget.run
    for seq in range(1, 20):
        move(widget, seq, run=run, index=6, at=[seq / 10, 0], done=False)
        settle(widget)
    move(widget, 5, run=run, index=6, at=[99, 99], done=False)  # was overtaken by later ones
    settle(widget)
    np.testing.assert_array_equal(widget.model.means_[0], [1.9, 0])
    move(widget, 21, run=run, index=6, at=[-1, 0], done=True)
    settle(widget)
    np.testing.assert_array_equal(widget.model.means_, [[-1, 0], *before[1:]])
    assert not bench.messages("error")
    move(widget, 22, run=run, index=6)
    settle(widget)
    (failure,) = bench.messages("error")
    assert (failure["vid"], failure["seq"], failure["code"]) == ("v", 22, "refused")
    np.testing.assert_array_equal(widget.model.means_[0], [-1, 0])


def test_a_drag_does_not_end_the_play(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, n_components=5, tol=0, speed=50)
    widget.play()
    bench.wait_for(lambda: widget.index >= 3)
    move(widget)
    bench.wait_for(lambda: widget.run == 2 and widget.index >= 3)
    assert widget.playing


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n_components", 5), ("covariance_type", "diag"), ("init_params", "random"), ("random_state", 7),
        ("reg_covar", 0.1), ("reg_covar", "relative"), ("tol", 0.01), ("max_iter", 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", [False, True])
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_a_parameter_begins_a_new_run(
    bench: Bench, X: NDArray[np.float64], name: str, value: Any, *, page: bool
) -> None:
    model = GaussianMixture(3, random_state=0)
    widget = bench.show(X, model)
    widget.finish()
    if page:
        widget.set_state({name: value})
    else:
        setattr(widget, name, value)
    settle(widget)
    assert (widget.run, widget.index, getattr(model, name)) == (2, 0, value)
    widget.finish()
    assert same(model, clone(model).fit(X))
    assert len(widget.palette) == model.n_components


@pytest.mark.parametrize(
    "state",
    [
        {"n_components": 0}, {"n_components": 601}, {"n_components": 2.5}, {"covariance_type": "round"}, {"init_params": "best"},
        {"random_state": -1}, {"random_state": 2**32}, {"reg_covar": -1.0}, {"reg_covar": float("nan")}, {"reg_covar": "much"},
        {"tol": float("inf")}, {"tol": -1.0}, {"max_iter": -1}, {"max_iter": 2**53}, {"dims": [0, 2]}, {"dims": [1, 1]},
        {"dims": []}, {"dims": [0, 1, 2, 3]}, {"dims": "xy"}, {"speed": 0.0}, {"speed": float("nan")}, {"speed": 1e9},
        {"sigmas": [4]}, {"colors": "jet"}, {"density": "fog"}, {"algorithm": "dbscan"}, {"playing": "yes"}, {"index": 0.5},
        {"fade": None}, {"width": 3}, {"compare": "yes"},
    ],
    ids=repr,
)  # fmt: skip
def test_nobody_can_set_nonsense(bench: Bench, X: NDArray[np.float64], state: dict[str, Any]) -> None:
    widget = bench.show(X)
    widget.seek(4)
    before = {name: getattr(widget, name) for name in widget.keys}
    parameters = widget.model.get_params()
    ((name, value),) = state.items()
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(widget, name, value)
    widget.set_state(state)
    settle(widget)
    assert {name: getattr(widget, name) for name in widget.keys} == before
    assert widget.model.get_params() == parameters
    (failure,) = bench.messages("error")
    assert failure["message"].startswith(name)


def test_a_page_cannot_reach_further(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    before = {name: getattr(widget, name) for name in widget.keys}
    widget.set_state({
        "_esm": "alert(1)", "_css": "*{}", "lesson": "<b>", "run": 9, "n_steps": 99, "complete": True, "palette": ["red"],
        "feature_names": ["<img>"], "version": "9", "poster": {}, "fluid": False, "layout": "IPY_MODEL_0",
    })  # fmt: skip
    assert {name: getattr(widget, name) for name in widget.keys} == before


def test_a_parameter_that_fails_changes_nothing(bench: Bench) -> None:
    X = np.vstack([np.zeros((10, 2)), np.ones((10, 2))])
    model = GaussianMixture(2, random_state=0)
    widget = bench.show(X, model)
    widget.seek(2)
    with pytest.raises(traitlets.TraitError, match="ill-defined"):
        widget.reg_covar = 0.0
    assert (widget.reg_covar, model.reg_covar, widget.run, widget.index) == (1e-6, 1e-6, 1, 2)
    widget.set_state({"reg_covar": 0.0})
    (failure,) = bench.wait_for(lambda: bench.messages("error"))
    assert "ill-defined" in failure["message"]
    settle(widget)
    assert (widget.reg_covar, model.reg_covar, widget.run) == (1e-6, 1e-6, 1)
    widget.finish()
    assert widget.complete


def test_a_collapse_is_told_once_and_freezes_nothing(bench: Bench) -> None:
    X = np.vstack([np.random.default_rng(0).normal(size=(50, 2)), np.full((20, 2), 9.0)])
    model = GaussianMixture(2, reg_covar=0, means_init=[[0, 0], [9, 9]], precisions_init=[np.eye(2)] * 2)
    widget = bench.show(X, model, speed=100)
    with pytest.raises(ValueError, match="ill-defined"):
        widget.finish()
    assert not widget.playing
    count = widget.n_steps
    assert count >= 2
    bench.sent.clear()
    widget.play()
    bench.wait_for(lambda: not widget.playing)
    (failure,) = bench.messages("error")
    assert "ill-defined" in failure["message"]
    widget.index = 0
    widget.reg_covar = 1e-3
    widget.finish()
    assert widget.complete


def test_a_degenerate_component_is_named(bench: Bench) -> None:
    X = np.vstack([np.random.default_rng(0).normal(size=(200, 2)), np.full((50, 2), 9.0)])
    widget = bench.show(X, GaussianMixture(2, random_state=0))
    widget.finish()
    assert len(widget.history[-1].degenerate) == 1  # type: ignore[union-attr]
    assert bench.messages("steps")[-1]["steps"][-1]["degenerate"] == list(widget.history[-1].degenerate)  # type: ignore[union-attr]


def test_algorithms_are_switched(bench: Bench, X: NDArray[np.float64]) -> None:
    model = GaussianMixture(3, random_state=3)
    widget = bench.show(X, model)
    widget.algorithm = "kmeans"
    assert isinstance(widget.model, KMeans)
    assert (widget.model.n_clusters, widget.model.random_state, widget.run) == (3, 3, 2)
    widget.n_components = 4
    widget.finish()
    plain = clone(widget.model).fit(X)
    np.testing.assert_array_equal(widget.model.labels_, plain.labels_)
    assert widget.model.inertia_ == plain.inertia_
    assert all(isinstance(step, KMeansStep) for step in widget.history)
    move(widget, index=2)
    settle(widget)
    np.testing.assert_array_equal(widget.model.cluster_centers_[0], [1.5, 2.5])
    widget.algorithm = "gaussian_mixture"
    assert widget.model is model
    assert model.n_components == 4
    widget.finish()
    assert same(model, clone(model).fit(X))


def test_k_means_runs_beside_from_the_same_start(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, compare=True)
    widget.finish()
    beside = [message for message in bench.messages("steps") if message["model"]["kind"] == "kmeans"]
    steps = [step for message in beside for step in message["steps"]]
    np.testing.assert_array_equal(steps[0]["parameters"]["means"], widget.history[0].means)
    plain = KMeans(3, init=widget.history[0].means, n_init=1).fit(X)
    np.testing.assert_array_equal(steps[-1]["parameters"]["means"], plain.cluster_centers_)
    assert {message["run"] for message in beside} == {1}
    assert beside[-1]["first"] + len(beside[-1]["steps"]) == len(steps)


def test_a_k_means_is_watched(bench: Bench, X: NDArray[np.float64]) -> None:
    model = KMeans(3, random_state=1)
    widget = model.explore(X)
    bench.widgets.append(widget)
    assert (widget.algorithm, widget.n_components, widget.model) == ("kmeans", 3, model)
    widget.finish()
    np.testing.assert_array_equal(model.labels_, clone(model).fit(X).labels_)


def test_restart_and_reset(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, labels=np.arange(600) % 3)
    parameters = widget.model.get_params()
    widget.restart()
    assert (widget.random_state, widget.model.random_state, widget.run) == (1, 1, 2)
    widget.n_components = 5
    tell(widget, "brush", tool="erase", dims=[0, 1], at=[[0, 4]], radius=[2, 2])
    settle(widget)
    assert bench.messages("points")[-1]["n_samples"] < 600
    widget.reset()
    assert widget.model.get_params() == parameters
    assert (widget.n_components, widget.random_state, widget.index) == (3, 0, 0)
    assert bench.messages("points")[-1]["n_samples"] == 600
    assert bench.messages("points")[-1]["revision"] == 2
    widget.finish()
    assert same(widget.model, clone(widget.model).fit(X))


def test_a_brush_changes_the_data_and_em_goes_on(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, sample_weight=np.full(600, 2.0), labels=np.zeros(600))
    widget.seek(6)
    before = widget.history[6]
    tell(widget, "brush", tool="add", dims=[0, 1], at=[[10, 10], [11, 10]], radius=[1, 1])
    settle(widget)
    points = bench.messages("points")[-1]
    data = np.frombuffer(base64.b64decode(points["data"])).reshape(-1, 2)
    np.testing.assert_array_equal(data, np.vstack([X, [[10, 10], [11, 10]]]))
    assert list(base64.b64decode(points["labels"])[-3:]) == [0, 255, 255]
    assert (points["n_samples"], points["revision"], points["high"]) == (602, 1, data.max(axis=0).tolist())
    np.testing.assert_array_equal(widget.history[0].means, before.means)
    tell(widget, "brush", tool="erase", dims=[1, 0], at=[[10, 10.5]], radius=[0.1, 0.6])
    settle(widget)
    assert bench.messages("points")[-1]["n_samples"] == 600
    for stroke in (
        {"radius": [1e3, 1e3], "at": [[0, 0]]},
        {"dims": [0, 5], "at": [[0, 0]], "radius": [1, 1]},
    ):
        tell(widget, "brush", **{"tool": "erase", "dims": [0, 1], **stroke})
        settle(widget)
    assert [failure["code"] for failure in bench.messages("error")] == ["refused"] * 2
    assert bench.messages("points")[-1]["n_samples"] == 600
    widget.finish()


def test_several_starts_are_compared(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(4, init_params="random_from_data", random_state=5))
    ends = widget.starts(4)
    (message,) = bench.messages("starts")
    bounds = []
    for seed, end, row in zip(range(5, 9), ends, message["starts"], strict=True):
        plain = clone(widget.model).set_params(random_state=seed).fit(X)
        np.testing.assert_array_equal(end.means, plain.means_)
        assert (row["seed"], row["n_iter"], row["step"]["parameters"]["means"]) == (
            seed,
            plain.n_iter_,
            end.means.tolist(),
        )
        bounds.append(plain.lower_bound_)
    assert message["best"] == int(np.argmax(bounds))
    assert widget.run == 1
    tell(widget, "start", n=2)
    bench.wait_for(lambda: widget.complete and not widget.playing)
    assert widget.random_state == 7
    np.testing.assert_array_equal(widget.model.means_, ends[2].means)


def test_a_row_of_the_selection_is_shown(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    found = widget.select(range(1, 4), covariance_type=["full", "diag"], criterion="aic")
    plain = select(
        X, range(1, 4), ["full", "diag"], "aic", random_state=0, tol=1e-4, init_params="random_from_data"
    )
    np.testing.assert_array_equal(found.table, plain.table)
    (message,) = bench.messages("selection")
    assert [row["aic"] for row in message["rows"]] == found.table["aic"].tolist()
    assert message["best"] == int(found.table["aic"].argmin())
    tell(widget, "choose", n=4)
    bench.wait_for(lambda: widget.complete and not widget.playing)
    assert (widget.n_components, widget.covariance_type) == (2, "diag")
    np.testing.assert_array_equal(widget.model.means_, found.models[4].means_)  # type: ignore[union-attr]
    for kind, n in (("choose", 6), ("start", 0)):
        tell(widget, kind, n=n)
    settle(widget)
    assert [failure["code"] for failure in bench.messages("error")] == ["refused"] * 2


def test_an_open_is_answered_by_all_there_is(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, labels=["a", "b"] * 300)
    widget.seek(5)
    bench.sent.clear()
    tell(widget, "open")
    settle(widget)
    points, frames = bench.messages()
    data = np.frombuffer(base64.b64decode(points["data"]), "<f8").reshape(
        points["n_points"], points["n_features"]
    )
    np.testing.assert_array_equal(data, X)
    assert base64.b64decode(points["labels"]) == bytes([0, 1] * 300)
    assert (points["low"], points["high"]) == (X.min(axis=0).tolist(), X.max(axis=0).tolist())
    assert (frames["first"], len(frames["steps"]), frames["run"]) == (0, 6, 1)


@pytest.mark.parametrize(("weights", "expected"), [(None, None), (3.0, None), ([1e300, 2e300], [0.5, 1.0])])
def test_a_page_knows_what_samples_weigh(bench: Bench, weights: Any, expected: Any) -> None:
    X = np.random.default_rng(0).normal(size=(200, 1))
    given = np.resize(weights, 200) / 200 if isinstance(weights, list) else weights
    widget = bench.show(X, KMeans(2, random_state=0), sample_weight=given)
    tell(widget, "open")
    settle(widget)
    found = bench.messages("points")[-1]["weights"]
    if expected is None:
        assert found is None
    else:
        np.testing.assert_array_equal(np.frombuffer(base64.b64decode(found), "<f4"), np.resize(expected, 200))


def test_a_large_data_set_is_sampled_and_drawn_by_the_kernel(bench: Bench) -> None:
    X = np.random.default_rng(0).normal(size=(50_000, 3))
    widget = bench.show(X, dims=[0, 2])
    tell(widget, "open")
    settle(widget)
    (points,) = bench.messages("points")
    assert (points["n_points"], points["n_samples"]) == (20_000, 50_000)
    rows = np.frombuffer(base64.b64decode(points["data"])).reshape(-1, 3)
    assert {*map(tuple, rows)} <= {*map(tuple, X)}
    wish = {"run": 1, "index": 0, "dims": [0, 2], "box": [-3, 3, -3, 3], "width": 60, "height": 40}
    for seq, layer in enumerate(("samples", "density")):
        tell(widget, "picture", **wish, seq=seq, layer=layer)
    first, second = bench.wait_for(lambda: len(bench.messages("picture")) == 2 and bench.messages("picture"))
    for picture, layer in ((first, "samples"), (second, "density")):
        assert (picture["layer"], picture["box"], picture["vid"]) == (layer, wish["box"], "v")
        assert Image.open(io.BytesIO(base64.b64decode(picture["png"]))).size == (60, 40)
    tell(widget, "picture", **{**wish, "run": 7}, seq=9, layer="samples")
    tell(widget, "picture", **{**wish, "dims": [0, 3]}, seq=10, layer="samples")
    (failure,) = bench.wait_for(lambda: bench.messages("error"))
    assert (failure["seq"], failure["code"]) == (10, "refused")
    assert len(bench.messages("picture")) == 2


def test_hostile_messages_change_nothing(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    widget.seek(4)
    before = widget.model.means_.copy()
    hostile: list[Any] = [
        None, 7, [], {}, {"kind": "open"}, {"kind": "<script>", "vid": "v"}, {"kind": "step", "vid": "v", "n": 10**9},
        {"kind": "move", "vid": "v", "seq": 1, "run": 1, "index": 4, "component": 0, "dims": [0], "at": [float("nan")], "done": True},
        {"kind": "brush", "vid": "v", "tool": "add", "dims": [0, 1], "at": [[0, 0]] * 10**5, "radius": [1, 1]},
    ]  # fmt: skip
    for content in hostile:
        bench.sent.clear()
        widget._refused_at = 0.0  # noqa: SLF001
        widget._handle_custom_msg(content, [])  # noqa: SLF001
        (failure,) = bench.messages()
        assert (failure["kind"], failure["code"]) == ("error", "malformed")
        assert "<" not in failure["message"]
    refused = [{"run": 5}, {"index": 99}, {"component": 3}, {"dims": [0, 2]}]
    bench.sent.clear()
    for seq, change in enumerate(refused):
        move(widget, seq + 1, **change)
        settle(widget)
    assert [failure["code"] for failure in bench.messages("error")] == ["refused"] * len(refused)
    assert (widget.run, widget.index, widget.n_steps) == (1, 4, 5)
    np.testing.assert_array_equal(widget.model.means_, before)
    move(widget, 99)
    settle(widget)
    assert widget.run == 2


def test_a_flood_is_borne(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    began = time.process_time()  # which other processes add nothing to
    for seq in range(3000):
        move(widget, seq, run=1, index=0, at=[seq / 1000, 0], done=False)
        tell(widget, "step", n=1)
        tell(widget, "open")
    assert time.process_time() - began < 5
    settle(widget)
    assert widget.model.means_.shape == (3, 2)
    widget.finish()
    assert widget.complete


def test_two_traits_from_two_sides(bench: Bench, X: NDArray[np.float64]) -> None:
    """A page that scrubs and Python that plays, at the same time, agree in the end."""
    widget = bench.show(X, speed=1000, n_components=5, tol=0)
    widget.seek(60)
    stop = threading.Event()

    def scrub() -> None:
        for index in itertools.cycle(range(40)):
            if stop.is_set():
                return
            widget.set_state({"playing": False, "index": index})

    thread = threading.Thread(target=scrub)
    thread.start()
    for _ in range(40):
        widget.play()
        time.sleep(0.01)
    stop.set()
    thread.join(60)
    assert not thread.is_alive()
    widget.pause()
    settle(widget)
    np.testing.assert_array_equal(widget.model.means_, widget.history[widget.index].means)


def test_a_tick_that_is_under_way_leaves_the_scrubber_to_the_page(
    bench: Bench, X: NDArray[np.float64]
) -> None:
    widget = bench.show(X)
    widget.seek(6)
    run = widget.session.run
    assert run is not None
    reach, began, go = run.reach, threading.Event(), threading.Event()

    def slow(index: int) -> int:
        began.set()
        assert go.wait(60)
        return reach(index)

    run.reach = slow  # type: ignore[method-assign]
    widget.play()
    assert began.wait(60)
    widget.set_state({"playing": False, "index": 1})
    go.set()
    settle(widget)
    assert (widget.index, widget.n_steps) == (1, 8)


def test_an_observer_may_command(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    widget.observe(lambda change: widget.pause() if change.new == 4 else None, "index")
    widget.observe(lambda _: widget.step(), "covariance_type")
    widget.speed = 25
    widget.play()
    bench.wait_for(lambda: not widget.playing)
    assert widget.index == 4
    widget.set_state({"covariance_type": "tied"})
    bench.wait_for(lambda: widget.covariance_type == "tied" and widget.index == 1)


@pytest.mark.parametrize("shape", [(50, 1), (50, 7), (3, 2), (200, 40)])
def test_any_number_of_features(bench: Bench, shape: tuple[int, int]) -> None:
    X = np.random.default_rng(0).normal(size=shape)
    widget = bench.show(X)
    assert widget.dims == [0, 1][: shape[1]]
    assert len(widget.feature_names) == shape[1]
    widget.finish()
    tell(widget, "open")
    settle(widget)
    assert bench.messages("points")[0]["n_points"] == min(shape[0], 400_000 // shape[1])
    assert widget.poster is not None


def test_constant_data_is_shown(bench: Bench) -> None:
    widget = bench.show(np.full((30, 2), 1e12), GaussianMixture(2, random_state=0, init_params="random"))
    widget.finish()
    assert widget.complete
    assert np.isfinite(widget.model.means_).all()


@pytest.mark.parametrize(
    ("arguments", "options", "kind", "match"),
    [
        ((np.array([[1.0, np.nan]] * 5),), {}, ValueError, "X contains NaN"), ((np.float64(1),), {}, ValueError, "Expected 2D"),
        ((np.ones((2, 2)),), {}, ValueError, "n_samples"), ((np.ones((9, 2)), object()), {}, TypeError, "model must be"),
        ((np.ones((9, 2)), GaussianMixture(0)), {}, ValueError, "n_components"),
        ((np.ones((9, 2)), GaussianMixture(2, covariance_type="x")), {}, ValueError, "covariance_type"),
        ((np.ones((9, 2)),), {"labels": [1]}, ValueError, "labels"), ((np.ones((9, 2)),), {"sample_weight": [1]}, ValueError, "sample_weight"),
        ((np.ones((9, 2)),), {"dims": (0, 2)}, traitlets.TraitError, "dims"), ((np.ones((9, 2)),), {"n_steps": 3}, TypeError, "n_steps"),
        ((np.ones((9, 2)),), {"colour": "x"}, TypeError, "colour"), ((np.ones((9, 2)),), {"n_components": 10}, traitlets.TraitError, "n_components"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused(
    bench: Bench, arguments: Any, options: Any, kind: type[Exception], match: str
) -> None:
    with pytest.raises(kind, match=match):
        bench.show(*arguments, **options)
    gc.collect()


def test_without_data_there_is_nothing_to_do(bench: Bench) -> None:
    widget = bench.show()
    assert (widget.n_steps, widget.history, widget.poster) == (0, [], None)
    tell(widget, "open")
    widget.play()
    bench.wait_for(lambda: not widget.playing)
    for command in (widget.step, widget.starts, widget.select, widget.to_png):
        with pytest.raises(ValueError, match="no data"):
            command()


def test_names_of_columns_are_shown(bench: Bench, X: NDArray[np.float64]) -> None:
    pandas = pytest.importorskip("pandas")
    widget = bench.show(pandas.DataFrame(X, columns=["<b>length</b>", "y" * 100]))
    assert widget.feature_names == ["<b>length</b>", "y" * 64]
    widget.step()
    assert widget.model.feature_names_in_[0] == "<b>length</b>"


def test_single_precision_is_kept(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X.astype(np.float32))
    widget.finish()
    assert widget.model.means_.dtype == np.float32
    assert same(widget.model, clone(widget.model).fit(X.astype(np.float32)))


def test_close_ends_all_and_frees_all(bench: Bench) -> None:
    data = np.random.default_rng(0).normal(size=(200_000, 2))
    kept = weakref.ref(data)
    widget = bench.show(data, n_components=20, tol=0, max_iter=10**5, speed=1000)
    widget.play()
    bench.wait_for(lambda: widget.index > 2)
    threads = threading.active_count()
    began = time.process_time()  # which other processes add nothing to
    widget.close()
    assert widget.session.worker.join(60)
    assert time.process_time() - began < 2
    assert threading.active_count() < threads
    with pytest.raises(RuntimeError, match="closed"):
        widget.step()
    tell(widget, "open")
    del data
    gc.collect()
    assert kept() is None
    assert widget.history == []


def test_the_poster_follows_and_stays_small(bench: Bench) -> None:
    X = make_blobs(n_samples=10_000, centers=5, n_features=2, random_state=0)[0]
    widget = bench.show(X)
    first = widget.poster
    assert first is not None
    widget.finish()
    bench.wait_for(lambda: widget.poster != first)
    assert widget.poster is not None
    image = Image.open(io.BytesIO(base64.b64decode(widget.poster["png"])))
    assert image.size == (widget.poster["width"], widget.poster["height"])
    bundle = widget._repr_mimebundle_()[0]
    assert bundle["image/png"] == widget.poster["png"]
    state = sum(len(str(getattr(widget, name))) for name in widget.keys if not name.startswith("_"))
    assert state + len(bundle["image/png"]) < 110_000


def test_a_frame_costs_the_kernel_little(bench: Bench) -> None:
    X = make_blobs(n_samples=10_000, centers=3, n_features=2, random_state=0)[0]
    widget = bench.show(X, tol=0, max_iter=200)
    widget.finish()
    costs = []
    for _ in range(5):
        began = time.thread_time()
        for index in range(widget.n_steps):
            widget.index = index
        costs.append((time.thread_time() - began) / widget.n_steps)
    assert min(costs) < 2e-3


def test_a_picture_shows_what_the_page_shows(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, KMeans(3, random_state=0))
    widget.seek(4)
    whole = widget.to_png(400, 300)
    tell(widget, "camera", dims=[0, 1], box=[0.0, 1.0, 0.0, 1.0])
    part = widget.to_png(400, 300)
    assert part != whole
    widget.dims = [1, 0]  # the page shows all of these at first
    assert widget.to_png(400, 300) != part
    widget.dims = [0, 1]
    assert widget.to_png(400, 300) == part
    tell(widget, "camera", dims=[0, 1], box=None)
    assert widget.to_png(400, 300) == whole


def test_closed_widgets_leave_nothing(X: NDArray[np.float64]) -> None:
    def use() -> None:
        widget = MixtureWidget(X)
        tell(widget, "open")
        widget.seek(6)
        widget.close()

    def held() -> int:
        for _ in range(20):
            use()
        gc.collect()
        return sys.getallocatedblocks()

    counts = [held() for _ in range(4)]
    # Twenty that stay have many thousands; what is kept once for all comes early.
    assert min(np.diff(counts)) < 400
