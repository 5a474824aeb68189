"""Python moves the view, and the view tells Python."""

import numpy as np
import pytest

from iterscope.fractal.coloring import INTERIOR

from ..support.notebook import Notebook
from ..support.view import View
from .picture import assert_true, log2_width, picture

LOG2_WIDTH = log2_width(640, 2)


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show(f"iterscope.FractalWidget(width=640, height=480, log2_width={LOG2_WIDTH!r})")


@pytest.mark.parametrize(
    "change",
    [
        "widget.c = 0.285 + 0.01j",
        "widget.colormap = 'grey'",
        "widget.max_iter = 60",
        "widget.center = (0.5, '-0.25')",
        f"widget.log2_width = {LOG2_WIDTH - 6!r}",
        f"widget.width, widget.height, widget.log2_width = 512, 300, {log2_width(512, 2)!r}",
    ],
)
def test_python_redraws(notebook: Notebook, view: View, change: str) -> None:
    before = view.pixels()
    notebook.execute(change)
    assert_true(notebook, view)
    after = view.pixels()
    assert before.shape != after.shape or (before != after).any()


def test_a_set_that_takes_minutes_is_seen_at_once(notebook: Notebook, view: View) -> None:
    # By count: colors of smooth counts follow their spread, which is not known before all is there.
    notebook.execute(
        "widget.antialias, widget.color_by = 1, 'count'\nwidget.max_iter = 10**6\nwidget.c = 0.25 + 1e-10"
    )
    quick = picture({**notebook.traits(), "max_iter": "auto"})
    is_open = (quick == INTERIOR).all(axis=2)
    assert 0.2 < is_open.mean() < 0.8
    notebook.wait_until(
        lambda: np.array_equal(view.pixels()[~is_open], quick[~is_open]),
        "what few steps tell must be seen, in its final colors",
    )
    assert view.state == "working"
    notebook.wait_until(
        lambda: (view.pixels()[is_open] != INTERIOR).any(axis=1).mean() > 0.9,
        "coarse pixels must be seen where few steps tell nothing",
    )
    assert view.state == "working"
    notebook.execute("widget.max_iter = 'auto'")
    assert_true(notebook, view)


def test_moves_reach_observers(notebook: Notebook, view: View) -> None:
    notebook.execute(
        """seen = []
        widget.observe(lambda change: seen.append((change.name, change.new)))""".replace("    ", "")
    )
    view.focus()
    view.wheel(1, 0.2, 0.2)
    view.settle()
    notebook.wait_until(
        lambda: {"center", "log2_width"} <= {name for name, _ in notebook.value("seen")},
        "observers of the view must hear of a zoom",
    )
    assert notebook.value("dict(seen)")["log2_width"] == notebook.traits()["log2_width"]
    view.click("colors")
    view.root.get_by_role("radio", name="magma").click()
    notebook.wait_until(
        lambda: ["colormap", "magma"] in notebook.value("seen"), "observers must hear of the colors"
    )


def test_a_fluid_view_reports_its_width(notebook: Notebook) -> None:
    view = notebook.show("iterscope.FractalWidget(height=200)")
    wide = notebook.traits()["width"]
    assert view.root.bounding_box() == pytest.approx(
        view.root.bounding_box() | {"width": wide, "height": 200}
    )
    notebook.page.set_viewport_size({"width": 900, "height": 1000})
    try:
        notebook.wait_until(lambda: notebook.traits()["width"] < wide, "a narrower cell must be reported")
    finally:
        notebook.page.set_viewport_size({"width": 1280, "height": 1000})
    notebook.wait_until(lambda: notebook.traits()["width"] == wide, "a wider cell must be reported")
    notebook.execute("widget.width = 500")
    notebook.wait_until(lambda: view.pixels().shape[1] == 500, "a width from Python must hold")


SLOW = """
import time
from iterscope.fractal import tiles
sound = tiles.compute
def compute(*args, **options):
    while slow:
        time.sleep(0.01)
    return sound(*args, **options)
slow = True
tiles.compute = compute
"""


def test_what_an_old_constant_has_left_is_dimmed(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.antialias = 2")
    view.settle()
    bright = view.pixels().mean()
    notebook.execute(SLOW)
    try:
        for c in (0.25 + 1e-10, 0.3, 0.31):
            notebook.execute(f"widget.c = {c}")
            notebook.wait_until(lambda: view.pixels().mean() < 0.5 * bright, "an old picture must be dimmed")
            notebook.pause(300)
            assert view.pixels().mean() > 0.3 * bright, "and stay to be seen"
            assert str(c)[:4] in view.status
    finally:
        notebook.execute("slow = False\ntiles.compute = sound")
    assert_true(notebook, view)
    whole = view.pixels()
    notebook.execute(SLOW)
    try:
        notebook.execute("widget.engine = 'rust-scalar'")
        view.wait_for_state("working")
        notebook.pause(500)
        assert (view.pixels() == whole).all(), "another engine draws the same"
    finally:
        notebook.execute("slow = False\ntiles.compute = sound")
    assert_true(notebook, view)
    notebook.execute("widget.colormap = 'grey'")
    assert_true(notebook, view)
