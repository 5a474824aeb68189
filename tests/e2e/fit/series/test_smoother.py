"""A Kalman smoother is played, dragged and saved, along time."""

from pathlib import Path

import numpy as np
import pytest

from ...support.lab import Lab
from ...support.notebook import Notebook
from .view import SeriesView, show_series

SMOOTHER = """
from iterscope import KalmanSmoother
flow = 1000 + np.cumsum(np.random.default_rng(3).normal(size=100)) * 40
flow += np.random.default_rng(4).normal(size=100) * 100
flow[20:35] = np.nan
model = KalmanSmoother(
    transition_covariance_init=[[500.0]], observation_covariance_init=[[20000.0]], initialization="diffuse",
    tol=1e-3, max_iter=60,
)
widget = model.explore(flow)
"""


@pytest.fixture
def view(notebook: Notebook) -> SeriesView:
    return show_series(notebook, SMOOTHER)


def orange(view: SeriesView, top: float, bottom: float, left: float, right: float) -> float:
    """Return how tall the band is in a part of the scene, in pixels."""
    picture = view.pixels().astype(int)
    height, width = picture.shape[:2]
    part = picture[int(top * height) : int(bottom * height), int(left * width) : int(right * width)]
    return float((part[..., 0] - part[..., 2] > 25).sum(axis=0).mean())


def test_the_band_comes_with_the_e_step_and_opens_at_a_gap(notebook: Notebook, view: SeriesView) -> None:
    assert orange(view, 0.05, 0.45, 0.1, 0.9) < 1
    view.focus()
    view.press("ArrowRight")
    notebook.wait_until(lambda: view.index == 1, "the E step must be shown")
    view.rest()
    notebook.pause(900)
    gap = orange(view, 0.05, 0.45, view.across(26), view.across(29))
    beside = orange(view, 0.05, 0.45, view.across(60), view.across(63))
    assert gap > 1.2 * beside > 5


def test_a_dragged_knob_sets_a_variance_and_the_fit_goes_on(notebook: Notebook, view: SeriesView) -> None:
    knobs = view.knobs()
    assert len(knobs) == 2
    before = notebook.value("widget.history[0].transition_covariance.item()")
    (x, y), _ = knobs
    view.drag((x, y), (x + 0.06, y))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a new run must begin")
    after = notebook.value("widget.history[0].transition_covariance.item()")
    assert after > 2 * before
    assert notebook.value("widget.history[0].observation_covariance.item()") == 20000
    assert view.notice == ""


def test_a_file_shows_the_band_without_a_kernel(
    notebook: Notebook, view: SeriesView, lab: Lab, tmp_path: Path
) -> None:
    view.focus()
    view.press("ArrowRight", "ArrowRight")
    notebook.wait_until(lambda: view.index == 2, "an iteration must be shown")
    file = tmp_path / "smoother.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        shown = SeriesView(page, page.locator(".its-mixture"))
        shown.settle()
        shown.scrub(1)
        shown.rest()
        assert np.isfinite(shown.rows).all()
        assert orange(shown, 0.05, 0.45, 0.3, 0.9) > 5
