"""Where the kernel has not answered for a view, its last picture stands in: the extension of JupyterLab and Notebook."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator

from ..support.lab import Lab
from ..support.notebook import Notebook
from .live import IMPORTS

SLEEP = "import time\ntime.sleep(600)\nended = True"
FIT = """data = np.random.default_rng(0).normal(size=(90, 2))
fit = iterscope.GaussianMixture(2, random_state=0).explore(data, width=800, height=240)
fit"""
CELLS = [
    f"{IMPORTS}\nwidget = iterscope.FractalWidget(height=160)\nwidget",
    FIT,
    "explorer = iterscope.explore(height=180)\nexplorer",
    SLEEP,
]
VIEWS = 3
OUTPUT = ".jp-Notebook .lm-Panel.jp-OutputArea-output"
STAND_IN = ".its-stand-in"
SESSION = "window.jupyterapp?.shell.currentWidget?.sessionContext?.session"
CONNECTED = f"() => {SESSION}?.kernel?.connectionStatus === 'connected'"
INTERRUPT = f"() => {SESSION}.kernel.interrupt()"
SAVE_STATE = "() => window.jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
"""Turns it on, and off again."""
LOOKS_RARELY = """{
    const { setTimeout } = window;
    window.setTimeout = (call, wait, ...rest) => setTimeout(call, wait === 100 ? 4000 : wait, ...rest);
}"""
"""The host looks for a model each 100 ms, for 2 s: so it gives up without having looked again."""
SHUT_DOWN = "() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()"
SHOWN = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .flatMap(({ outputs }) => outputs.toJSON()).map(({ data }) => data['image/png'])"""
"""The pictures that cells have shown."""
IDS = "[[widget.model_id], [fit.model_id], [explorer.dynamical_plane.model_id, explorer.parameter_plane.model_id]]"
STATES = """() => Object.entries(
    window.jupyterapp.shell.currentWidget.content.model.getMetadata('widgets')
        ?.['application/vnd.jupyter.widget-state+json'].state ?? {}
)"""


@pytest.fixture(params=["doc/tree", "notebooks"])
def opened(request: pytest.FixtureRequest, lab: Lab) -> Iterator[Notebook]:
    """A notebook of JupyterLab or Notebook 7 with all kinds of views."""
    if request.param == "notebooks":
        pytest.importorskip("notebook", reason="Notebook is not installed")
    notebook = lab.open(CELLS, place=request.param)
    for index in range(VIEWS):
        notebook.run(index)
    notebook.page.locator("[data-its-state=settled]").nth(VIEWS).wait_for()
    yield notebook
    lab.close(notebook)


def outputs(notebook: Notebook) -> list[Locator]:
    return [notebook.page.locator(OUTPUT).nth(index) for index in range(VIEWS)]


def view_in(output: Locator) -> Locator:
    return output.locator(".its-view, .its-explorer").first


def box(node: Locator) -> tuple[float, ...]:
    """Return left, top, width and height, from the top of the notebook."""
    found: list[float] = node.evaluate(
        """node => {
            const { left, top, width, height } = node.getBoundingClientRect();
            return [left, top - node.closest('.jp-Notebook').querySelector('.jp-Cell').getBoundingClientRect().top, width, height];
        }"""
    )
    return tuple(found)


def sources(output: Locator) -> list[str]:
    """Return the pictures that stand in, decoded."""
    images = output.locator(f"{STAND_IN} img")
    images.first.wait_for()
    for image in images.all():
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
        assert image.is_visible()
    return [str(image.get_attribute("src")).partition(",")[2] for image in images.all()]


def reload(notebook: Notebook) -> None:
    """Load the page again while a cell runs, which goes on until `answer`."""
    notebook.save()
    notebook.start(VIEWS)
    notebook.page.reload()
    notebook.page.wait_for_function(CONNECTED)


def answer(notebook: Notebook) -> None:
    """Interrupt that cell, after which the kernel answers; there has been no view before, and then no picture."""
    page = notebook.page
    assert page.locator(".its-view").count() == 0, "the kernel is busy with the cell"
    page.evaluate(INTERRUPT)
    page.locator("[data-its-state=settled]").nth(VIEWS).wait_for()
    notebook.wait_for_kernel()
    assert not notebook.value("'ended' in globals()"), "the cell must have run until then"
    notebook.wait_until(lambda: page.locator(STAND_IN).count() == 0, "the pictures must go")


def test_a_reload_while_a_cell_runs_shows_the_last_pictures_until_the_kernel_answers(
    opened: Notebook,
) -> None:
    before = [box(view_in(output)) for output in outputs(opened)]
    shown = opened.page.evaluate(SHOWN)
    reload(opened)
    for output, picture, view in zip(outputs(opened), shown, before, strict=True):
        assert set(sources(output)) == {picture}
        assert box(output.locator(STAND_IN)) == pytest.approx(view, abs=4)
        assert output.get_by_alt_text("Last picture of this view").count() == 1
        output.get_by_text("until the kernel answers").wait_for()
    answer(opened)
    for output, view in zip(outputs(opened), before, strict=True):
        assert box(view_in(output)) == pytest.approx(view, abs=1)
        assert output.evaluate("({ style }) => style.minHeight + style.position + style.fontSize") == ""


def test_a_host_that_gives_up_as_the_kernel_answers_tries_again(opened: Notebook) -> None:
    opened.page.add_init_script(LOOKS_RARELY)
    reload(opened)
    for output in outputs(opened):
        output.get_by_text("until the kernel answers").wait_for()
    answer(opened)


def test_pictures_are_of_the_state_that_was_saved(lab: Lab) -> None:
    notebook = lab.open(CELLS)
    page = notebook.page
    for index in range(VIEWS):
        notebook.run(index)
    page.evaluate(SAVE_STATE)
    try:
        notebook.execute("widget.goto(-1, -2); fit.finish(); explorer.c = 1j; explorer.swapped = True")

        def saved() -> list[list[str]]:
            notebook.save()
            states: dict[str, Any] = {name: state["state"] for name, state in page.evaluate(STATES)}
            ids = [[*names] for names in notebook.value(IDS)]
            return [
                [(states.get(name, {}).get("poster") or {}).get("png", "") for name in names] for names in ids
            ]

        wanted = "[[widget.poster['png']], [fit.poster['png']], [plane.poster['png'] for plane in planes]]"
        notebook.execute("planes = explorer.dynamical_plane, explorer.parameter_plane")
        notebook.wait_until(
            lambda: saved() == notebook.value(wanted), "the state must be saved as the kernel has it"
        )
        newest = saved()
        shown = page.evaluate(SHOWN)
        reload(notebook)
        for output, pictures, first in zip(outputs(notebook), newest, shown, strict=True):
            assert sources(output) == pictures
            assert first not in pictures
        answer(notebook)
    finally:
        page.evaluate(SAVE_STATE)
        lab.close(notebook)


def test_a_picture_stays_below_the_words_of_the_host_if_nobody_knows_the_view(opened: Notebook) -> None:
    page = opened.page
    shown = page.evaluate(SHOWN)
    opened.save()
    page.evaluate(SHUT_DOWN)
    opened.reload()
    for output, picture in zip(outputs(opened), shown, strict=True):
        error = output.get_by_text("model not found")
        error.wait_for()
        assert set(sources(output)) == {picture}
        assert output.get_by_text("until the kernel answers").is_hidden()
        (_, top, _, height), (_, below, _, _) = box(output), box(output.locator(STAND_IN))
        assert below > top + 8, "the host's words have their line"
        assert height > 100
