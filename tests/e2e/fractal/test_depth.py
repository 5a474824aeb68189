"""Zooms beyond float64: each frame has a picture, and the last one is the kernel's."""

import math

import numpy as np

from ..support.notebook import Notebook
from ..support.view import View
from .picture import assert_true, log2_width

WATCH = """canvas => {
    const context = canvas.getContext('2d');
    window.frames = { count: 0, bare: 0 };
    const look = () => {
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        window.frames.count += 1;
        for (let at = 3; at < data.length; at += 4 * 37) {
            if (data[at] < 255) { window.frames.bare += 1; break; }
        }
        window.watching = requestAnimationFrame(look);
    };
    look();
}"""


def _tip(notebook: Notebook, size: str) -> View:
    """Show the tip of the dendrite, a point of the Julia set of i that its orbit maps to 0."""
    start = log2_width(384, 2)
    place = f"center=('0', '1'), log2_width={start!r}"
    return notebook.show(f"iterscope.Julia(1j).explore({size}, {place}, antialias=1)")


def test_the_wheel_leads_to_1e_50_without_a_break(notebook: Notebook) -> None:
    view = _tip(notebook, "width=384, height=256")
    view.focus()
    view.canvas.evaluate(WATCH)
    for _ in range(168):
        view.wheel(1)
        notebook.page.wait_for_timeout(25)
    view.settle()
    frames = notebook.page.evaluate("() => { cancelAnimationFrame(window.watching); return window.frames; }")
    assert frames["count"] > 50
    assert frames["bare"] == 0
    assert notebook.traits()["log2_width"] < -50 * math.log2(10)
    assert "e-51" in view.status
    assert_true(notebook, view)
    notebook.execute("widget.center = ('0', '1')")  # a pointer on whole pixels leads past the tip
    assert_true(notebook, view)
    assert len(np.unique(view.pixels().reshape(-1, 3), axis=0)) > 20


def test_python_leads_to_1e_300_and_colors_ask_for_nothing_there(notebook: Notebook) -> None:
    view = _tip(notebook, "width=384, height=256")
    notebook.execute(f"widget.goto(('0', '1'), {log2_width(384, 1000)!r})")
    view.settle()
    assert "e-301" in view.status
    assert_true(notebook, view)
    notebook.traffic.clear()
    notebook.execute("widget.colormap, widget.density, widget.offset = 'viridis', 2.0, 0.25")
    assert_true(notebook, view)
    assert not [data for data in notebook.traffic.sent if data.get("content", {}).get("kind") == "view"]
    view.focus()
    view.double_click(0.3, 0.4)
    view.settle()
    assert_true(notebook, view)
    view.press("Control+z")
    view.settle()
    assert_true(notebook, view)
    view.press("Home")
    notebook.wait_until(lambda: notebook.traits()["log2_width"] > 0, "home must be found from any depth")
