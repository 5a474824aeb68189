"""The other pages of a Jupyter server: Notebook 7, Voila, and a saved notebook that no kernel answers."""

from collections.abc import Iterator

import pytest

from ..support.console import Console
from ..support.lab import Lab
from ..support.notebook import Notebook
from .live import FIT, FRACTAL, IMPORTS, assert_keys_stay, assert_live

SOIL = "() => { window.jupyterapp.shell.currentWidget.context.model.dirty = true; }"
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
