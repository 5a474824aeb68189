"""Chords of the host pass; those of the view stay in it."""

import pytest

from ..fit.view import show_fit
from ..support.notebook import Notebook
from ..support.view import View

DIRTY = "() => window.jupyterapp.shell.currentWidget.context.model.dirty"
FIT = "widget = GaussianMixture(2, random_state=0).explore(np.random.default_rng(0).normal(size=(50, 2)))"


def show(notebook: Notebook, kind: str) -> View:
    if kind == "mixture":
        return show_fit(notebook, FIT)
    return notebook.show("iterscope.FractalWidget(width=500, height=300)")


@pytest.mark.parametrize("kind", ["fractal", "mixture"])
def test_control_s_saves_the_notebook(notebook: Notebook, kind: str) -> None:
    view = show(notebook, kind)
    notebook.wait_until(lambda: notebook.page.evaluate(DIRTY), "a cell that has run is not saved")
    downloads: list[object] = []
    notebook.page.on("download", lambda download: downloads.append(download))  # noqa: PLW0108 - Playwright wants a function
    view.focus()
    view.press("Control+s")
    notebook.wait_until(lambda: not notebook.page.evaluate(DIRTY), "the notebook must be saved")
    assert downloads == []
    view.press("x", "x", "d", "d")
    assert notebook.page.locator(".jp-Cell").count() == 1
    assert not notebook.page.evaluate(DIRTY)


def test_control_z_is_the_views(notebook: Notebook) -> None:
    view = show(notebook, "fractal")
    cells = notebook.page.locator(".jp-Cell").count()
    before = notebook.traits()["log2_width"]
    view.focus()
    view.press("+")
    view.settle()
    notebook.wait_until(lambda: notebook.traits()["log2_width"] != before, "the view must zoom")
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.traits()["log2_width"] == before, "the zoom must be taken back")
    assert notebook.page.locator(".jp-Cell").count() == cells


def test_the_host_does_not_hear_that_control_is_held(notebook: Notebook) -> None:
    view = show(notebook, "fractal")
    heard = """() => {
        window.heard = [];
        window.addEventListener('keydown', ({ key }) => window.heard.push(key));
    }"""
    notebook.page.evaluate(heard)
    view.focus()
    view.press("Control")
    view.press("Shift")
    assert notebook.page.evaluate("() => window.heard") == ["Shift"]
