"""scikit-learn's callback protocol."""
# ruff: noqa: ARG002  the protocol says the names of the arguments

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import GaussianMixture, KMeans

callback = pytest.importorskip("sklearn.callback", reason="scikit-learn has callbacks since 1.9")


class Recorder:
    """Keeps what it is told, and stops a start after some iterations."""

    def __init__(self, last: int = 10**9) -> None:
        self.last = last
        self.began: list[tuple[str, int]] = []
        self.ended: list[tuple[str, int]] = []
        self.scores: list[float] = []
        self.open = 0

    def setup(self, estimator: Any, context: Any) -> None:
        self.open += 1

    def teardown(self, estimator: Any, context: Any) -> None:
        self.open -= 1

    def on_fit_task_begin(self, estimator: Any, context: Any) -> None:
        self.began.append((context.task_name, context.task_id))

    def on_fit_task_end(self, estimator: Any, context: Any, *, X: Any, fitted_estimator: Any) -> bool:
        self.ended.append((context.task_name, context.task_id))
        if context.task_name == "iteration":
            self.scores.append(fitted_estimator.score(X))
        return context.task_name == "iteration" and context.task_id + 1 == self.last


def test_every_iteration_is_told(blobs: NDArray[np.float64]) -> None:
    recorder = Recorder()
    model = GaussianMixture(3, random_state=0, n_init=2).set_callbacks(recorder).fit(blobs)
    plain = GaussianMixture(3, random_state=0, n_init=2).fit(blobs)
    np.testing.assert_array_equal(model.means_, plain.means_)
    assert recorder.open == 0
    assert sorted(recorder.began) == sorted(recorder.ended)
    assert [task for task in recorder.ended if task[0] != "iteration"] == [
        ("init", 0),
        ("init", 1),
        ("fit", 0),
    ]
    steps = [step for step in plain.iterate(blobs) if step.phase == "step"]
    for score, step, following in zip(recorder.scores, steps, steps[1:], strict=False):
        if step.init == following.init:
            assert score == pytest.approx(following.lower_bound, rel=1e-12)
    assert len(recorder.scores) == len(steps)


@pytest.mark.parametrize(
    "model", [GaussianMixture(3, random_state=0, tol=0), KMeans(9, random_state=0, tol=0)]
)
def test_a_callback_stops_the_fit(blobs: NDArray[np.float64], model: Any) -> None:
    recorder = Recorder(last=4)
    model.set_callbacks(recorder).fit(blobs)
    assert model.n_iter_ == 4
    assert model.stop_reason_ == "callback"
    assert not getattr(model, "converged_", False)
    assert recorder.open == 0


def test_an_error_tears_down() -> None:
    recorder = Recorder()
    with pytest.raises(ValueError, match="ill-defined"):
        GaussianMixture(2, reg_covar=0.0).set_callbacks(recorder).fit(np.ones((10, 2)))
    assert recorder.open == 0


def test_the_progress_bar_works(blobs: NDArray[np.float64], capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("rich", reason="the progress bar is drawn by rich")
    GaussianMixture(3, random_state=0).set_callbacks(callback.ProgressBar()).fit(blobs)
    assert "GaussianMixture" in capsys.readouterr().out
