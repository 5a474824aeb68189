"""A view for a room: large words, no buttons, and a clicker that walks prepared states."""

from pathlib import Path

import numpy as np

from ..support.lab import Lab
from ..support.notebook import Notebook
from .view import FitView, show_fit

VIEW = """
X = np.random.default_rng(0).normal(size=(60, 2)) @ [[2.0, 0.5], [0.0, 1.0]]
slides = [dict(index=0, lesson='Where do the means go?'), dict(index=4, density='heat'), dict(index=8, sigmas=[1])]
widget = GaussianMixture(2, random_state=0, tol=0, max_iter=9).explore(X, slides=slides)
"""


def test_a_clicker_walks_the_slides(notebook: Notebook) -> None:
    view = show_fit(notebook, VIEW)
    view.focus()
    view.press("PageDown")
    lesson = view.root.locator(".its-lesson")
    notebook.wait_until(lambda: lesson.is_visible() and view.index == 0, "the first slide must be shown")
    assert lesson.inner_text() == "Where do the means go?"
    assert lesson.get_attribute("data-its-slide") == "1 / 3"
    view.press("PageDown")
    notebook.wait_until(lambda: view.index == 4, "the second must be computed and shown")
    notebook.wait_until(lambda: notebook.value("widget.density") == "heat", "with its density")
    assert lesson.is_hidden(), "it has no lesson"
    view.press("PageDown", "PageDown")
    notebook.wait_until(lambda: view.index == 8, "the last one must be shown")
    assert notebook.value("[widget.slide, widget.density, widget.sigmas]") == [2, "none", [1]]
    view.press("PageUp", "PageUp")
    notebook.wait_until(lambda: lesson.is_visible() and view.index == 0, "back to the first one")
    assert notebook.value("[widget.density, widget.sigmas]") == ["none", [1, 2, 3]]


def test_presented_words_are_large_and_a_mean_is_still_where_it_is_seen(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{VIEW}widget.finish()")
    formula = view.root.locator(".its-half-formula").first

    def height() -> float:
        box = formula.locator("math").first.bounding_box()
        assert box is not None
        return box["height"]

    before = height()
    mean = np.array(notebook.value("widget.model.means_[0].tolist()"))
    view.hover(*view.share(mean))
    view.root.locator(".its-hover.its-active").wait_for()
    view.focus()
    view.press("p")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-mixture')")
    notebook.wait_until(lambda: height() > 1.3 * before, "formulas must grow")
    view.rest()
    assert view.root.locator(".its-toolbar").evaluate("node => getComputedStyle(node).opacity") == "0"
    assert view.canvas.evaluate("node => getComputedStyle(node).cursor").startswith("url("), "a large pointer"
    notebook.wait_until(lambda: view.root.locator(".its-notice").count() == 0, "the hint goes by itself")
    view.rest()
    if view.root.locator(".its-hover.its-active").count() and "Component" in view.card:
        component = int(view.card.split()[1])
        assert_beside(view, np.array(notebook.value(f"widget.model.means_[{component}].tolist()")))
    view.hover(*view.share(mean))
    notebook.wait_until(lambda: view.root.locator(".its-hover.its-active").count() == 1, "a card must show")
    assert "Component 0" in view.card
    assert_beside(view, mean)
    view.press("PageDown")
    notebook.wait_until(lambda: view.index == 0, "slides are walked there, too")
    view.press("Escape")
    notebook.page.wait_for_function("() => !document.fullscreenElement")
    notebook.page.wait_for_function("() => !document.querySelector('.its-presenting')")


def assert_beside(view: FitView, mean: np.ndarray) -> None:
    """Check that the card is whole and stands beside a mean."""
    card = view.root.locator(".its-hover").bounding_box()
    stage = view.root.locator(".its-stage").bounding_box()
    assert card is not None
    assert stage is not None
    x, y = view.place(*view.share(mean))
    assert 8 <= min(abs(card["x"] - x), abs(card["x"] + card["width"] - x)) <= 20
    assert card["y"] <= y <= card["y"] + card["height"]
    assert stage["x"] <= card["x"] <= stage["x"] + stage["width"] - card["width"], "all of it is seen"


def test_a_file_has_its_slides(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    show_fit(notebook, VIEW)
    file = tmp_path / "fit.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = FitView(page, page.locator(".its-mixture"))
        view.settle()
        view.focus()
        view.press("PageDown", "PageDown", "PageDown")
        view.settle()
        assert view.index == 8
        view.press("PageUp", "PageUp")
        view.settle()
        assert (view.index, view.root.locator(".its-lesson").inner_text()) == (0, "Where do the means go?")
