"""The view answers while the kernel is busy with a cell."""

from collections.abc import Iterator

import pytest

from ...support.notebook import Notebook
from ..picture import assert_true, log2_width

WIDGET = f"iterscope.FractalWidget(width=640, height=480, log2_width={log2_width(640, 2)!r})"
SLEEP = "import time\ntime.sleep(600)"
SPIN = "while True:\n    pass"


@pytest.fixture
def notebook(notebook: Notebook) -> Iterator[Notebook]:
    """A notebook whose second cell is interrupted in the end."""
    yield notebook
    notebook.interrupt(1)


@pytest.mark.parametrize("work", [SLEEP, SPIN])
def test_zoom_while_a_cell_runs(notebook: Notebook, work: str) -> None:
    view = notebook.show(WIDGET, work)
    notebook.start(1)
    notebook.traffic.clear()
    before = view.pixels()
    view.focus()
    for _ in range(3):
        view.wheel(1, 0.3, 0.4)
        view.settle()
    assert notebook.running(1)
    assert notebook.traffic.replies("tiles")
    assert (view.pixels() != before).any()
    notebook.interrupt(1)
    assert notebook.traits()["log2_width"] == pytest.approx(log2_width(640, 5))
    assert_true(notebook, view)


def test_zoom_while_the_cell_that_made_the_view_goes_on(notebook: Notebook) -> None:
    notebook.write("", f"import iterscope\nwidget = {WIDGET}\ndisplay(widget)\n{SLEEP}")
    notebook.start(1)
    view = notebook.view()
    view.settle()
    view.focus()
    view.wheel(1)
    view.settle()
    assert notebook.running(1)
    notebook.interrupt(1)
    assert_true(notebook, view)


def test_cell_that_drives_the_view(notebook: Notebook) -> None:
    drive = "for step in range(20):\n    widget.center = (step / 64, 0)\n    time.sleep(0.05)"
    view = notebook.show(WIDGET, f"import time\n{drive}\n{SLEEP}")
    notebook.start(1)
    notebook.wait_until(lambda: "0.29" in view.status, "the view must follow a running cell")
    view.settle()
    view.focus()
    view.wheel(1)
    view.settle()
    assert notebook.running(1)
    notebook.interrupt(1)
    assert_true(notebook, view)


def test_run_all_with_a_long_later_cell(notebook: Notebook) -> None:
    notebook.write(f"import iterscope\nwidget = {WIDGET}\nwidget", SLEEP)
    notebook.start_all()
    view = notebook.view()
    view.settle()
    assert notebook.running(1)
    notebook.interrupt(1)
    assert_true(notebook, view)


def test_run_all_with_a_later_cell_that_moves_the_view(notebook: Notebook) -> None:
    notebook.write(
        "import iterscope\nwidget = iterscope.Mandelbrot().explore()\nwidget",
        "widget.goto((-1.25, 0.02), width=1e-3)\nplace = widget.center, widget.log2_width",
    )
    notebook.start_all()
    view = notebook.view()
    view.settle()
    assert notebook.value("(widget.center, widget.log2_width) == place")
    shown = []
    for x in (0.25, 0.75):
        view.hover(x, 0.5)
        shown.append(view.point)
    assert sum(shown) / 2 == pytest.approx(-1.25 + 0.02j, abs=1e-5)
    assert 2 * (shown[1] - shown[0]) == pytest.approx(1e-3, abs=1e-5)


def test_a_reload_while_a_cell_runs_shows_the_view_once_the_kernel_answers(notebook: Notebook) -> None:
    notebook.show(WIDGET, SLEEP)
    notebook.save()
    notebook.start(1)
    notebook.page.reload()
    # JupyterLab asks the kernel for its widgets, and this one is busy with the cell: a picture stands there.
    notebook.page.locator(".its-stand-in").wait_for()
    notebook.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.connectionStatus === 'connected'"
    )
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.interrupt()"
    )
    view = notebook.view()
    view.settle()
    notebook.wait_for_kernel()
    assert_true(notebook, view)
