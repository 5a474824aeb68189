"""Nonsense, floods and failures leave a view of a fit as it was."""

import gc
import time
from typing import Any

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray

from iterscope import GaussianMixture

from .bench import Bench, move, settle, tell


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
