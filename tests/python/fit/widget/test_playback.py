"""A view of a fit plays and is scrubbed: what it shows, and which model that is."""

import itertools
import threading
import time

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import GaussianMixture, make_blobs
from iterscope.mixture import EMStep
from iterscope.widget import worker as worker_module
from iterscope.widget.worker import Worker

from .bench import Bench, same, settle


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


@pytest.mark.slow
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


@pytest.mark.slow
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
