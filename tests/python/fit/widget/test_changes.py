"""What begins another run of a view: drags, parameters, another algorithm, strokes of a brush, comparisons."""

import base64
import threading
from typing import Any

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import GaussianMixture, KMeans, select
from iterscope.fit.cluster.lloyd import KMeansStep

from .bench import Bench, move, same, settle, tell


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


def test_samples_are_weighed_as_strokes_before_have_left_them(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    held = threading.Event()
    widget.session.do(held.wait, wait=False)
    tell(widget, "brush", tool="add", dims=[0, 1], at=[[10, 10]], radius=[1, 1])
    threading.Timer(0.2, held.set).start()
    widget.weigh([600], 3.0)
    assert len(widget.session.data) == 601
    np.testing.assert_allclose(widget.session.data.weights / widget.session.data.weights[0], [1] * 600 + [3])
    with pytest.raises(ValueError, match="rows must be integers from 0 to 600"):
        widget.weigh([601], 2)
