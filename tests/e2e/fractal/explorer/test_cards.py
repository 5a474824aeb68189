"""What is told beside the planes lies in corners, covers no label, and says whose angle it tells; it is large in a room."""

from collections.abc import Iterator
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from playwright.sync_api import FloatRect, Locator

from ...support.notebook import Notebook
from ...support.view import View
from .planes import Explorer

ALL = ["axes", "equipotentials", "cycle", "critical", "bulb", "rays", "circle", "orbit"]
WINDOWS = {"wide": (1600, 1000), "narrow": (1000, 760), "stacked": (760, 1300)}
CHROME = ".its-card, .its-title, .its-figure, .its-group, .its-scalebar"
SPY = """() => {
    const pens = CanvasRenderingContext2D.prototype;
    const { fillText, clearRect } = pens;
    const viewOf = (canvas) => canvas.matches('.its-overlays') ? canvas.closest('.its-fractal') : null;
    pens.fillText = function (text, x, y) {
        const { left, top } = this.canvas.getBoundingClientRect();
        const box = { x: left + x, y: top + y - 5, width: this.measureText(text).width, height: 10 };
        viewOf(this.canvas)?.written?.push({ text, box });
        fillText.call(this, text, x, y);
    };
    pens.clearRect = function (...box) {
        const view = viewOf(this.canvas);
        if (view) view.written = [];
        clearRect.apply(this, box);
    };
    window.unspy = () => Object.assign(pens, { fillText, clearRect });
}"""
"""Note of each view which labels its last frame has, and where."""


def boxes(nodes: Locator) -> list[FloatRect]:
    """Return the boxes of what is visible."""
    found = [node.bounding_box() for node in nodes.all() if node.is_visible()]
    return [box for box in found if box is not None]


def meet(a: FloatRect, b: FloatRect) -> bool:
    return (
        a["x"] < b["x"] + b["width"] - 0.5
        and b["x"] < a["x"] + a["width"] - 0.5
        and a["y"] < b["y"] + b["height"] - 0.5
        and b["y"] < a["y"] + a["height"] - 0.5
    )


@pytest.fixture(params=list(WINDOWS))
def explorer(request: pytest.FixtureRequest, notebook: Notebook) -> Iterator[Explorer]:
    """An explorer with all overlays, in a window of some size."""
    width, height = WINDOWS[request.param]
    notebook.page.set_viewport_size({"width": width, "height": height})
    notebook.page.evaluate(SPY)
    notebook.write(
        f"import iterscope\nwidget = iterscope.explore()\nplanes = widget.parameter_plane, widget.dynamical_plane\n"
        f"for plane in planes:\n    plane.overlays, plane.angles = {ALL}, ['1/7', '2/7', '1/6']\nwidget"
    )
    notebook.run(0)
    explorer = Explorer(notebook)
    explorer.settle()
    explorer.parameters.hover(0.32, 0.45)
    explorer.settle()
    yield explorer
    notebook.page.evaluate("() => { unspy(); }")
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})


def told(view: View) -> str:
    """What the labels of a view's last frame and its cards say, a line each."""
    labels = [label["text"] for label in view.root.evaluate("root => root.written")]
    return "\n".join([*labels, *view.root.locator(".its-card").all_inner_texts()])


def tells(view: View, names: list[str]) -> bool:
    return all(name in told(view) for name in names)


def test_cards_cover_no_label_and_little_of_the_set(notebook: Notebook, explorer: Explorer) -> None:
    for view, letter in ((explorer.parameters, "c"), (explorer.starts, "z")):
        notebook.wait_until(lambda: "root of period 3" in told(explorer.parameters), "rays must land")
        (plane,) = boxes(view.canvas)
        cards = boxes(view.root.locator(".its-card"))
        assert len(cards) >= 3
        for a, b in combinations(boxes(view.root.locator(CHROME)), 2):
            assert not meet(a, b), "parts of the view lie apart"
        labels = view.root.evaluate("root => root.written")
        assert not [label["text"] for label in labels if any(meet(label["box"], card) for card in cards)], (
            "no label lies below a card"
        )
        middle = FloatRect(
            x=plane["x"] + 0.45 * plane["width"],
            y=plane["y"] + 0.3 * plane["height"],
            width=0.2 * plane["width"],
            height=0.35 * plane["height"],
        )
        assert not any(meet(middle, card) for card in cards), "the middle of the picture is free"
        covered = sum(card["width"] * card["height"] for card in cards)
        assert covered < 0.25 * plane["width"] * plane["height"]
        assert f"Angle of {letter}" in view.root.locator(".its-angle").inner_text()


def test_each_landing_point_is_named(notebook: Notebook, explorer: Explorer) -> None:
    names = {
        explorer.parameters: ["1/6: preperiod 1, period 2", "1/7, 2/7: root of period 3, bulb 1/3"],
        explorer.starts: ["1/6: preperiod 1, fixed point", "1/7: period 3", "2/7: period 3"],
    }
    for view, expected in names.items():
        notebook.wait_until(partial(tells, view, expected), f"{expected} must be told")
        angles = [label["text"].split(":")[0] for label in view.root.evaluate("root => root.written")]
        assert all(name.split(":")[0] in angles for name in expected), "each point has its angles beside it"


def test_cards_and_labels_are_large_in_a_room(notebook: Notebook) -> None:
    view = notebook.show(
        f"iterscope.Mandelbrot().explore(width=640, height=480, overlays={ALL}, angles=['1/7', '2/7'])"
    )
    view.hover(0.2, 0.2)
    cards = view.root.locator(".its-card")
    notebook.wait_until(lambda: len(boxes(cards)) == 3, "cards must be there")
    usual = [box["width"] for box in boxes(cards)]
    size = "canvas => parseFloat(canvas.getContext('2d').font)"
    letters = view.root.locator(".its-overlays").evaluate(size)
    view.focus()
    view.press("p")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-presenting')")
    view.settle()
    assert view.root.locator(".its-overlays").evaluate(size) >= 1.6 * letters
    assert np.allclose([box["width"] for box in boxes(cards)], np.multiply(usual, 1.6), rtol=0.05)
    for a, b in combinations(
        boxes(view.root.locator(".its-card, .its-title, .its-figure, .its-scalebar")), 2
    ):
        assert not meet(a, b)
    (circle,) = boxes(view.root.locator(".its-circle"))
    drawn = view.root.locator(".its-circle").evaluate("canvas => canvas.width / devicePixelRatio")
    assert drawn == pytest.approx(circle["width"], abs=1), "drawn as large as it is shown, not blown up"
    third = 0.3 * circle["width"] * np.exp(2j * np.pi / 3)
    middle = circle["x"] + circle["width"] / 2, circle["y"] + circle["height"] / 2
    notebook.page.mouse.move(middle[0] + third.real, middle[1] - third.imag)
    slider = view.root.get_by_role("slider", name="External angle")
    notebook.wait_until(
        lambda: (slider.get_attribute("aria-valuetext") or "").startswith("1/3"), "1/3 is pointed at"
    )
    view.press("Escape")
    notebook.page.wait_for_function("() => !document.fullscreenElement")
    notebook.wait_until(
        lambda: np.allclose([box["width"] for box in boxes(cards)][:2], usual[:2]), "it must end"
    )
    view.settle()
