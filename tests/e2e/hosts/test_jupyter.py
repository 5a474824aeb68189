"""The other pages of a Jupyter server: Notebook 7, Voila, and a saved notebook that no kernel answers."""

from collections.abc import Iterator

import pytest

from ..fit.view import fit_view
from ..support.console import Console
from ..support.lab import Lab
from ..support.notebook import Notebook
from .live import FIT, FRACTAL, IMPORTS, assert_keys_stay, assert_live

SOIL = "() => { window.jupyterapp.shell.currentWidget.context.model.dirty = true; }"
SAVE_STATE = "() => window.jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
"""Turns it on, and off again."""
SAVED_MARKS = """() => {
    const widgets = window.jupyterapp.shell.currentWidget.content.model.getMetadata('widgets');
    const models = Object.values(widgets?.['application/vnd.jupyter.widget-state+json']?.state ?? {});
    return models.flatMap(({ state }) => state.bookmarks ?? []).map(({ name }) => name);
}"""
"""The names of the bookmarks in that state."""
SHUT_DOWN = "async () => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
SAVED_POSTER = """() => {
    const widgets = window.jupyterapp.shell.currentWidget.content.model.getMetadata('widgets');
    const models = Object.values(widgets?.['application/vnd.jupyter.widget-state+json']?.state ?? {});
    return models.find(({ state }) => 'algorithm' in state)?.state.poster?.png ?? null;
}"""
"""The picture of the fit in the state that was saved with the notebook."""
DIRTY = "() => window.jupyterapp.shell.currentWidget.context.model.dirty"


@pytest.fixture
def classic(lab: Lab) -> Iterator[Notebook]:
    """Notebook 7 with both views."""
    pytest.importorskip("notebook", reason="Notebook is not installed")
    notebook = lab.open([f"{IMPORTS}\n{FRACTAL}", FIT], place="notebooks")
    notebook.console.take()  # Notebook's own, when it starts
    for index in range(2):
        notebook.run(index)
    yield notebook
    lab.close(notebook)


def test_notebook_7(classic: Notebook) -> None:
    fractal, fit = assert_live(classic.page)
    cells = classic.page.locator(".jp-Notebook .jp-InputArea")
    for view in (fractal, fit):
        assert_keys_stay(classic.page, view, cells)
        classic.page.evaluate(SOIL)
        view.focus()
        view.press("Control+s")
        classic.wait_until(lambda: not classic.page.evaluate(DIRTY), "the notebook must be saved")
    assert classic.console.take() == []


def test_voila(lab: Lab) -> None:
    pytest.importorskip("voila", reason="Voila is not installed")
    with lab.page([f"{IMPORTS}\n{FRACTAL}", FIT], "voila/render") as page:
        page.locator("[data-its-state=settled]").nth(1).wait_for()
        console = Console(page)  # Voila's own errors have been logged
        assert_live(page)
        assert console.take() == []


def test_a_notebook_that_is_opened_again_shows_its_last_pictures(lab: Lab) -> None:
    notebook = lab.open([f"{IMPORTS}\n{FRACTAL}", f"widget = {FIT}\nwidget.finish()\nwidget"])
    for index in range(2):
        notebook.run(index)
    page = notebook.page
    page.locator("[data-its-state=settled]").nth(1).wait_for()

    def is_saved() -> bool:
        notebook.save()
        return bool(page.evaluate(SAVED_POSTER) == notebook.value("widget.poster['png']"))

    page.evaluate(SAVE_STATE)
    try:
        # The kernel draws the fit anew when it has heard how wide the page is, and rests: what is saved is of then, or of before.
        notebook.wait_until(is_saved, "the state must be saved as the kernel has it")
        picture = page.evaluate(SAVED_POSTER)
        page.evaluate(SHUT_DOWN)
        notebook.reload()
        fractal, fit = notebook.view(), fit_view(notebook)
        for view in (fractal, fit):
            view.wait_for_state("error")
        notebook.wait_until(
            lambda: len({*map(tuple, fractal.pixels().reshape(-1, 3)[::64])}) > 20, "there must be a picture"
        )
        poster = fit.root.locator(".its-poster")
        assert poster.get_attribute("src") == f"data:image/png;base64,{picture}"
        assert poster.is_visible()
        assert "saved" in fit.notice
    finally:
        page.evaluate(SAVE_STATE)
        lab.close(notebook)


def test_bookmarks_stay_with_a_notebook_whose_kernel_is_gone(lab: Lab) -> None:
    notebook = lab.open([f"{IMPORTS}\nwidget = {FRACTAL}\nwidget"])
    notebook.run(0)
    page = notebook.page
    view = notebook.view()
    view.settle()
    notebook.execute("widget.goto(0.25, -3); mark = widget.bookmark('Nook')")
    thumbnail = notebook.value("__import__('base64').b64encode(mark.thumbnail).decode()")

    def is_saved() -> bool:
        notebook.save()
        return bool(page.evaluate(SAVED_MARKS) == ["Nook"])

    page.evaluate(SAVE_STATE)
    try:
        notebook.wait_until(is_saved, "the bookmark must be saved with the notebook")
        page.evaluate(SHUT_DOWN)
        notebook.reload()
        view = notebook.view()
        view.wait_for_state("error")
        view.focus()
        view.press("b")
        picture = view.root.locator(".its-mark img")
        assert picture.get_attribute("src") == f"data:image/png;base64,{thumbnail}"
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        assert view.root.get_by_label("Name", exact=True).input_value() == "Nook"
    finally:
        page.evaluate(SAVE_STATE)
        lab.close(notebook)
