"""Mixtures of t distributions, Bayesian mixtures and mixtures of regressions in the plane."""

from pathlib import Path

import numpy as np

from ...support.notebook import Notebook
from ..view import FitView, show_fit

MODELS = "from iterscope import BayesianGaussianMixture, MixtureOfRegressions, StudentMixture\n"
OUTLIERS = MODELS + (
    "rng = np.random.default_rng(0)\n"
    "X = np.vstack([rng.normal(size=(200, 2)), rng.normal(size=(200, 2)) + [9, 0], [[3, 30], [3, -30]]])\n"
    "model = StudentMixture(2, degrees_of_freedom=3, means_init=[[0, 0], [9, 0]], random_state=0)\n"
    "widget = model.explore(X, sigmas=[1])\n"
)
FADING = MODELS + (
    "rng = np.random.default_rng(0)\n"
    "X = np.vstack([rng.normal(size=(200, 2)), rng.normal(size=(200, 2)) + [9, 0]])\n"
    "model = BayesianGaussianMixture(6, random_state=1, max_iter=500)\n"
    "widget = model.explore(X)\n"
)
LINES = MODELS + (
    "rng = np.random.default_rng(0)\n"
    "x = rng.uniform(0, 10, 300)\n"
    "y = np.where(rng.random(300) < 0.5, x, 10 - x) + 0.3 * rng.normal(size=300)\n"
    "model = MixtureOfRegressions(2, n_init=3, random_state=0)\n"
    "widget = model.explore(np.column_stack([x, y]))\n"
)


def ink(view: FitView, place: list[float], radius: int = 8) -> float:
    """Return how much ink there is around a place of the data, on a light ground."""
    pixels = view.pixels().astype(float)
    height, width = pixels.shape[:2]
    x, y = np.floor(view.share(place) * (width, height)).astype(int)
    return float((255 - pixels[y - radius : y + radius, x - radius : x + radius].min(axis=2)).sum())


def look_elsewhere(notebook: Notebook, view: FitView) -> None:
    """Point at a usual sample, so that the formulas are about it and no doubtful one is marked."""
    place = view.share(notebook.value("X[np.abs(X[:200]).sum(axis=1).argmax()].tolist()"))
    view.hover(float(place[0]), float(place[1]))
    view.rest()


def finish(notebook: Notebook, view: FitView) -> None:
    """Play to the end."""
    notebook.execute("widget.finish()")
    notebook.wait_until(lambda: view.index == notebook.value("widget.n_steps - 1"), "the end must be shown")
    view.rest()


def left_by_itself(notebook: Notebook, folder: Path) -> FitView:
    """Return the view of a saved file, without a kernel, at its first step."""
    file = folder / "fit.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    page = notebook.page.context.new_page()
    page.goto(file.as_uri())
    view = FitView(page, page.locator(".its-mixture"))
    view.settle()
    return view


def test_outliers_shrink_and_pull_nothing(notebook: Notebook, tmp_path: Path) -> None:
    view = show_fit(notebook, OUTLIERS)
    look_elsewhere(notebook, view)
    before = ink(view, [3, 30])
    assert before > 0
    finish(notebook, view)
    assert 0 < ink(view, [3, 30]) < 0.7 * before
    formulas = view.root.locator(".its-formula").inner_text()
    assert "u" in formulas
    assert notebook.value("float(abs(widget.model.means_ - [[0, 0], [9, 0]]).max())") < 0.3
    # Taken to another place by hand, it comes back.
    start, goal = view.share([0.0, 0.0]), view.share([4.0, 8.0])
    view.drag((float(start[0]), float(start[1])), (float(goal[0]), float(goal[1])))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a drag must begin a new run")
    finish(notebook, view)
    assert notebook.value("float(abs(np.sort(widget.model.means_[:, 0]) - [0, 9]).max())") < 0.3
    file = left_by_itself(notebook, tmp_path)
    file.scrub(1.0)
    look_elsewhere(notebook, file)
    assert 0 < ink(file, [3, 30]) < 0.7 * before
    file.root.page.close()


def test_components_that_are_not_needed_fade(notebook: Notebook, tmp_path: Path) -> None:
    view = show_fit(notebook, FADING)
    finish(notebook, view)
    left = notebook.value("widget.model.n_effective_")
    assert left == 2
    notice = view.root.locator(".its-notice[data-kind=told]")
    notebook.wait_until(lambda: "2 of 6" in notice.inner_text(), "the page must count them")
    gone = notebook.value("widget.model.means_[widget.model.weights_.argmin()].tolist()")
    alive = notebook.value("widget.model.means_[widget.model.weights_.argmax()].tolist()")
    assert ink(view, gone, 6) < ink(view, alive, 6)
    file = left_by_itself(notebook, tmp_path)
    file.scrub(1.0)
    file.rest()
    assert "2 of 6" in file.root.locator(".its-notice[data-kind=told]").inner_text()
    file.root.page.close()


def test_lines_lie_along_their_points(notebook: Notebook, tmp_path: Path) -> None:
    view = show_fit(notebook, LINES)
    finish(notebook, view)
    slopes = sorted(notebook.value("widget.model.coef_[:, 0].tolist()"))
    np.testing.assert_allclose(slopes, [-1, 1], atol=0.05)
    file = left_by_itself(notebook, tmp_path)
    assert file.colorful() > 500
    file.root.page.close()
