"""The wheel over a view that has the focus never moves or enlarges the page."""

import pytest

from ..fit.view import show_fit
from ..support.notebook import Notebook
from ..support.view import View

FIT = "widget = GaussianMixture(2, random_state=0).explore(np.random.default_rng(0).normal(size=(50, 2)))"
BELOW = "\n" * 80
PARTS = {
    "fractal": [".its-toolbar", ".its-toolbar button", ".its-canvas", ".its-view"],
    "mixture": [".its-toolbar", ".its-column", ".its-transport", ".its-formula", ".its-canvas", ".its-view"],
}
TURN = """(node, options) => {
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, composed: true, ...options });
    let isHeard = false;
    const hear = () => { isHeard = true; };
    document.addEventListener('wheel', hear);
    const isKept = !node.dispatchEvent(event);
    document.removeEventListener('wheel', hear);
    return [isKept, isHeard];
}"""


def show(notebook: Notebook, kind: str) -> View:
    if kind == "mixture":
        return show_fit(notebook, FIT, BELOW)
    return notebook.show("iterscope.FractalWidget(height=300)", BELOW)


@pytest.mark.parametrize("kind", PARTS)
def test_what_a_focused_view_does_with_the_wheel(notebook: Notebook, kind: str) -> None:
    view = show(notebook, kind)
    parts = [view.root if part == ".its-view" else view.root.locator(part).first for part in PARTS[kind]]
    turns = [{"deltaY": 120}, {"deltaX": 120}, {"deltaY": 5, "ctrlKey": True}]
    view.root.evaluate("root => root.blur()")
    for part in parts:
        if part is parts[-2]:
            continue  # a picture without the focus takes a wheel with Ctrl only
        assert part.evaluate(TURN, turns[0]) == [False, True], "the page scrolls"
        assert part.evaluate(TURN, turns[2]) == [True, False], "and is not enlarged"
    view.focus()
    for part in parts:
        for turn in turns:
            assert part.evaluate(TURN, turn) == [True, False], (part, turn)


def test_a_panel_scrolls_itself_and_then_nothing(notebook: Notebook) -> None:
    view = notebook.show("iterscope.FractalWidget(height=200)", BELOW)
    view.focus()
    view.click("colors")
    fields = view.root.locator(".its-fields")
    assert fields.evaluate("fields => fields.scrollHeight > fields.clientHeight")
    top = view.place(0, 0)[1]
    fields.hover()
    for _ in range(30):
        notebook.page.mouse.wheel(0, 100)
    end = "fields => Math.abs(fields.scrollTop + fields.clientHeight - fields.scrollHeight) <= 1"
    notebook.wait_until(lambda: fields.evaluate(end), "the panel must scroll to its end")
    assert view.place(0, 0)[1] == top


def test_a_sideways_swipe_moves_the_picture(notebook: Notebook) -> None:
    view = show(notebook, "fractal")
    before = notebook.traits()
    pixel = 2 ** before["log2_width"] / before["width"]
    view.focus()
    notebook.page.mouse.move(*view.place(0.4, 0.4))
    notebook.page.mouse.wheel(150, 20)
    view.settle()
    notebook.wait_until(lambda: notebook.traits()["center"] != before["center"], "the view must move")
    after = notebook.traits()
    x, y = (float(after["center"][axis]) - float(before["center"][axis]) for axis in range(2))
    assert (x, y) == pytest.approx((150 * pixel, -20 * pixel), abs=1.5 * pixel)
    assert after["log2_width"] == before["log2_width"]
