"""Changes of a fit are taken back and done again: parameters, data, steps and the step that is shown."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import BernoulliMixture, GaussianMixture, KMeans, MixtureWidget, make_blobs
from iterscope.fit.messages.drags import MoveRequest
from iterscope.fit.messages.points import BrushRequest
from iterscope.fit.session import undo
from iterscope.fit.session.requests import handle

MODELS: list[Any] = [
    GaussianMixture(3, init_params="random_from_data", random_state=0, covariance_type="tied"),
    KMeans(3, init="random", random_state=0),
    BernoulliMixture(3, random_state=0),
]


@pytest.fixture(scope="module")
def X() -> NDArray[np.float64]:  # noqa: N802
    return make_blobs(n_samples=300, centers=3, n_features=2, random_state=0)[0]


@pytest.fixture(params=MODELS, ids=repr)
def view(request: pytest.FixtureRequest, X: NDArray[np.float64]) -> Iterator[MixtureWidget]:
    model = clone(request.param)
    binary = isinstance(model, BernoulliMixture)
    view = MixtureWidget((X.mean(axis=0) < X).astype(float) if binary else X, model)
    view.seek(4)
    yield view
    view.close()


def shown(view: MixtureWidget) -> Any:
    """Return everything that a change may change, as plain values."""
    algorithm = view.session.recording.algorithm
    steps = [[getattr(step, name).tolist() for name in algorithm.names] for step in view.history]
    assert view.X is not None
    return view.index, view.session.settings, view.model.get_params(), view.X.tolist(), steps


def drag(view: MixtureWidget, at: float, seq: int, *, done: bool) -> None:
    request = MoveRequest(
        vid="v", seq=seq, run=view.run, index=view.index, component=1, dims=(0,), at=(at,), done=done
    )
    view.session.do(lambda: view.session.drags.take(request))


def paint(view: MixtureWidget, stroke: int = 0) -> None:
    request = BrushRequest(
        vid="v", tool="add", dims=(0, 1), at=((0.0, 1.0),), radius=(1.0, 1.0), stroke=stroke
    )
    view.session.do(lambda: view.session.strokes.paint([request]))


def change(view: MixtureWidget, what: str) -> None:
    if what == "setting":
        view.n_components = 2
    elif what == "restart":
        view.restart()
    elif what == "drag":
        for seq, at in enumerate((0.2, 0.4, 0.6)):
            drag(view, at, seq, done=at == 0.6)
    elif what == "brush":
        paint(view)
    else:
        view.reset()


@pytest.mark.parametrize("what", ["setting", "restart", "drag", "brush", "reset"])
def test_a_change_is_taken_back_and_done_again(view: MixtureWidget, what: str) -> None:
    assert (view.can_undo, view.can_redo) == (False, False)
    before, model = shown(view), view.model
    change(view, what)
    view.step(2)
    after = shown(view)
    assert after != before
    for _ in range(2):
        assert (view.can_undo, view.can_redo) == (True, False)
        view.undo()
        assert shown(view) == before
        assert (view.can_undo, view.can_redo) == (False, True)
        view.redo()
        assert shown(view) == after
    view.undo()
    view.finish()
    assert view.complete
    assert view.model is model
    alone = clone(view.model).fit(view.X)
    for name in ("means_", "cluster_centers_", "probabilities_"):
        if hasattr(alone, name):
            np.testing.assert_array_equal(getattr(view.model, name), getattr(alone, name))


def test_another_kind_of_model_is_taken_back(X: NDArray[np.float64]) -> None:
    model = clone(MODELS[0])
    view = MixtureWidget(X, model)
    view.algorithm = "kmeans"
    assert isinstance(view.model, KMeans)
    view.undo()
    assert view.model is model
    assert view.algorithm == "gaussian_mixture"
    view.redo()
    assert isinstance(view.model, KMeans)


def test_settings_of_the_model_beside_are_taken_back(X: NDArray[np.float64]) -> None:
    view = MixtureWidget(X, GaussianMixture(3, random_state=0))
    view.covariance_type = "diag"
    view.algorithm = "kmeans"
    view.reset()
    view.undo()
    view.algorithm = "gaussian_mixture"
    assert view.covariance_type == "diag"
    view.close()


def test_one_stroke_is_one_change(view: MixtureWidget) -> None:
    before = shown(view)
    for stroke in (1, 1, 2, 2, 2):
        paint(view, stroke)
    view.undo()
    view.undo()
    assert not view.can_undo
    assert shown(view) == before


def test_without_a_change_nothing_happens(view: MixtureWidget) -> None:
    before = shown(view)
    view.undo()
    view.redo()
    assert shown(view) == before


def test_a_refused_change_is_none(view: MixtureWidget) -> None:
    before = shown(view)
    with pytest.raises(ValueError, match="sample"):
        erase_everything(view)
    assert not view.can_undo
    assert shown(view) == before


def erase_everything(view: MixtureWidget) -> None:
    request = BrushRequest(vid="v", tool="erase", dims=(0, 1), at=((0.0, 0.0),), radius=(1e9, 1e9))
    view.session.do(lambda: view.session.strokes.paint([request]))


def test_a_new_change_ends_what_can_be_done_again(view: MixtureWidget) -> None:
    change(view, "drag")
    view.undo()
    change(view, "brush")
    assert not view.can_redo


def test_few_changes_are_kept_and_little_data(view: MixtureWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "MOST_CHANGES", 3)
    for seed in range(10, 16):
        view.random_state = seed
    for _ in range(5):
        view.undo()
    assert view.random_state == 12
    assert not view.can_undo
    assert view.X is not None
    monkeypatch.setattr(undo, "MOST_BYTES", 2.5 * view.X.nbytes)
    for _ in range(3):
        paint(view)
    for _ in range(5):
        view.undo()
    assert len(view.X) == 301


def test_long_runs_count_as_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    view = MixtureWidget(np.random.default_rng(0).normal(size=(50, 2)), tol=0.0, max_iter=30)
    view.finish()
    step = 8 * 3 * (1 + 2 + 4)  # weights, means and covariances
    monkeypatch.setattr(undo, "MOST_BYTES", 50 * 2 * 8 + 2.5 * step * view.n_steps)
    for seed in (1, 2, 3, 4):
        view.random_state = seed
        view.finish()
    assert view.n_steps == 61
    for _ in range(5):
        view.undo()
    assert view.random_state == 2


def test_strokes_of_a_flood_hold_little_memory() -> None:
    X = np.random.default_rng(0).normal(size=(100_000, 2))
    view = MixtureWidget(X)
    for _ in range(40):
        paint(view)
    for _ in range(40):
        view.undo()
    assert view.X is not None
    kept = 2**25 // (100_000 * 2 * 8)  # each stroke makes other data
    assert abs(len(view.X) - (100_040 - kept)) <= 1


def test_messages_of_the_page_do_the_same(view: MixtureWidget) -> None:
    before = shown(view)
    change(view, "setting")
    after = shown(view)
    for kind, expected in (("undo", before), ("redo", after)):
        handle(view.session, {"kind": kind, "vid": "0" * 24})
        view.session.do(lambda: None)
        assert shown(view) == expected


def test_a_fit_that_cannot_go_on_says_why_as_long_as_it_is_so() -> None:
    X = np.vstack([np.random.default_rng(0).normal(size=(50, 2)), np.full((9, 2), 3.0)])
    model = GaussianMixture(
        2, reg_covar=0, means_init=[[0, 0], [3, 3]], precisions_init=[np.eye(2), 9 * np.eye(2)]
    )
    view = MixtureWidget(X, model)
    assert view.failure == ""
    with pytest.raises(ValueError, match="ill-defined") as raised:
        view.finish()
    assert view.failure == str(raised.value)
    view.reg_covar = 1e-3
    assert view.failure == ""
    view.finish()
    assert view.failure == ""
    view.undo()
    assert view.failure == str(raised.value)


def test_undo_takes_back_strokes_that_wait(view: MixtureWidget) -> None:
    before = shown(view)
    session = view.session
    for number in range(3):
        handle(
            session,
            {
                "kind": "brush",
                "vid": "v",
                "tool": "add",
                "dims": [0, 1],
                "at": [[0.0, 1.0]],
                "radius": [1.0, 1.0],
                "stroke": 7,
            },
        )
        if number == 0:
            session.worker.run(lambda: None)
    handle(session, {"kind": "undo", "vid": "v"})
    assert session.worker.join(60)  # without a wait, which would let the strokes come first
    assert shown(view)[:2] == before[:2]
    assert shown(view)[3:] == before[3:], "no stroke came after the undo, or stayed before it"
    view.redo()
    assert view.X is not None
    assert len(view.X) == 303
