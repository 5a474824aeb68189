"""Failures: what goes wrong is said in the view, and nowhere else."""

import os
import signal

import numpy as np

from ...support.notebook import Notebook
from ...support.view import View
from ..picture import assert_true, log2_width

OPTIONS = f"width=512, height=320, log2_width={log2_width(512, 2)!r}"
WIDGET = f"iterscope.FractalWidget({OPTIONS})"

BREAK = """
from iterscope.fractal import tiles
sound = tiles.compute
def paint(*args, **kwargs):
    raise RuntimeError('out of ink')
tiles.compute = paint
"""


def test_error_of_the_worker(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    notebook.execute(BREAK)
    try:
        view.focus()
        for _ in range(3):  # beyond the finer tiles that smooth the picture at rest
            view.wheel(1, 0.3, 0.3)
        view.wait_for_state("error")
        assert "out of ink" in view.notice
        assert notebook.failures(0) == []
    finally:
        notebook.execute("tiles.compute = sound")
    view.root.get_by_role("button", name="Try again").click()
    assert_true(notebook, view)
    assert view.notice == ""


def test_refused_trait(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    before = view.pixels()
    notebook.execute(
        "import traitlets\n"
        "refused = ''\n"
        "try:\n    widget.max_iter = 0\n"
        "except traitlets.TraitError as error:\n    refused = str(error)"
    )
    assert "max_iter" in notebook.value("refused")
    view.settle()
    assert (view.pixels() == before).all()


def test_close_stops_all_work(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    threads = "[t.name for t in __import__('threading').enumerate() if t.name.startswith('iterscope')]"
    notebook.execute("widget.c, widget.max_iter = 0.25 + 1e-9j, 10_000_000")
    view.wait_for_state("working")
    notebook.wait_until(lambda: notebook.value(threads) != [], "the worker must work")
    notebook.execute("widget.close()")
    view.root.wait_for(state="detached")
    notebook.wait_until(lambda: notebook.value(threads) == [], "the worker must end")


def test_kernel_that_does_not_answer_is_said(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    kernel = notebook.value("__import__('os').getpid()")
    os.kill(kernel, signal.SIGSTOP)
    try:
        view.focus()
        view.wheel(1, 0.3, 0.3)
        view.wait_for_state("error")
        assert "not answering" in view.notice
    finally:
        os.kill(kernel, signal.SIGCONT)
    assert_true(notebook, view)
    assert view.notice == ""


def test_kernel_that_was_restarted_is_said(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.FractalWidget({OPTIONS}, antialias=2)")
    before = view.pixels()
    notebook.restart()
    view.wait_for_state("error")
    assert "not answering" in view.notice
    assert (view.pixels() == before).all()
    view.focus()
    view.wheel(1, 0.3, 0.3)
    view.wait_for_state("error")
    assert "not answering" in view.notice
    view.click("colors")
    view.root.get_by_role("radio", name="grey", exact=True).click()
    notebook.wait_until(lambda: _is_grey(view), "colors need no kernel")
    notebook.run(0)
    assert_true(notebook, notebook.view())


def _is_grey(view: View) -> bool:
    """Return whether a picture has no color but the ink of points that never escape."""
    pixels = view.pixels().reshape(-1, 3)
    colored = pixels[(pixels != pixels[:, :1]).any(axis=1)]
    return (
        len(np.unique(colored, axis=0)) <= 1 and len(colored) < len(pixels) / 50 and bool(pixels.std() > 10)
    )
