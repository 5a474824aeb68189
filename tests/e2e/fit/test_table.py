"""A Bernoulli mixture is watched, scrubbed, dragged and exported like the others, as a table of probabilities."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from ..support.lab import Lab
from ..support.notebook import Notebook
from .view import FitView, show_fit

TABLE = """
from iterscope import BernoulliMixture
generator = np.random.default_rng(0)
P = np.array([[0.9, 0.8, 0.7, 0.1, 0.2], [0.1, 0.2, 0.3, 0.9, 0.8]])
X = (generator.random((200, 5)) < P[generator.integers(0, 2, 200)]).astype(float)
widget = BernoulliMixture(2, random_state=1, tol=1e-6).explore(X)
"""
FEATURES = 5


@pytest.fixture
def view(notebook: Notebook) -> FitView:
    view = show_fit(notebook, TABLE)
    view.rest()
    return view


def cells(view: FitView) -> dict[tuple[int, int], tuple[tuple[float, float], str]]:
    """Point at places all over the table; return where the cells are and what the card says of them."""
    found: dict[tuple[int, int], tuple[tuple[float, float], str]] = {}
    for x in np.linspace(0.05, 0.95, 24):
        for y in (0.15, 0.33):
            view.hover(x, y)
            lines = view.card.splitlines() if view.root.locator(".its-hover.its-active").count() else []
            if lines and lines[0].startswith("Component"):
                feature, value = lines[1].split()
                found.setdefault((int(lines[0].split()[1]), int(feature.lstrip("x"))), ((x, y), value))
    return found


def test_cells_are_the_probabilities_of_the_model(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "it must converge")
    view.rest()
    assert "Converged" in view.root.locator(".its-ending").inner_text()
    found = cells(view)
    probabilities = np.array(notebook.value("widget.model.probabilities_.tolist()"))
    assert len(found) == probabilities.size
    for (component, feature), (_, value) in found.items():
        assert abs(float(value) - probabilities[component, feature]) < 6e-4
    assert view.colorful() > 1000


def test_e_step_colors_rows_and_m_step_moves_bars(notebook: Notebook, view: FitView) -> None:
    view.focus()
    pictures = [view.pixels().astype(int)]
    for index in (1, 2):
        view.press("ArrowRight")
        notebook.wait_until(partial(view.shows, index), f"step {index} must be shown")
        view.rest()
        pictures.append(view.pixels().astype(int))
    start, expected, maximized = pictures
    height = start.shape[0]
    moved = [
        np.abs(after - before).max(-1).any(-1) for before, after in ((start, expected), (expected, maximized))
    ]
    top, bottom = slice(0, height // 3), slice(5 * height // 6, height - 10)
    assert not moved[0][top].any(), "the E step must leave the bars where they are"
    assert moved[0][bottom].any(), "the E step must color the rows"
    assert moved[1][top].any(), "the M step must move the bars"
    assert not moved[1][bottom].any(), "the M step must leave the rows as they are"


def test_dragged_bar_sets_a_probability(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "it must converge")
    view.rest()
    place, _ = cells(view)[0, 2]
    before = notebook.value("widget.model.probabilities_[0, 2]")
    step = 0.1 if before > 0.5 else -0.1
    view.drag(place, (place[0], place[1] + step))
    notebook.wait_until(
        lambda: abs(notebook.value("widget.history[widget.index].probabilities[0, 2]") - before) > 0.1,
        "the probability must be where it was dragged",
    )
    assert view.notice == ""


@pytest.mark.usefixtures("view")
def test_file_shows_the_table_without_kernel(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / "table.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        shown = FitView(page, page.locator(".its-mixture"))
        shown.settle()
        shown.scrub(1)
        shown.rest()
        assert shown.index == notebook.value("widget.n_steps") - 1
        assert len(cells(shown)) == 2 * FEATURES
        assert shown.colorful() > 1000
