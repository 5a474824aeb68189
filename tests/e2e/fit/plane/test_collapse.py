"""The notice of a collapse beside the component that it names, wherever that is and however small the view."""

from functools import partial
from typing import Any

import numpy as np
import pytest

from ...support.notebook import Notebook
from ..view import FitView, show_fit

pytestmark = pytest.mark.usefixtures("still")

SIZES = [(480, 300), (960, 540)]
PLACES = {
    "upper left": (-3, 3),
    "upper right": (3, 3),
    "lower left": (-3, -3),
    "lower right": (3, -3),
    "middle": (0, 0),
}
COLLAPSE = """
X = np.vstack([np.random.default_rng(0).uniform(-3, 3, size=(300, 2)), np.full((30, 2), {place})])
start = dict(weights_init=[0.9, 0.1], means_init=[[0.5, 0.5], {place}])
spheres = [np.eye(2), 1e4 * np.eye(2)]
widget = GaussianMixture(2, precisions_init=spheres, **start).explore(X, box=[-3.4, 3.4, -3.4, 3.4], fluid=False)
"""
TURNS = np.linspace(0, 2 * np.pi, 33)[:-1, np.newaxis]
RING = np.concatenate([radius * np.hstack([np.cos(TURNS), np.sin(TURNS)]) for radius in range(4, 15)])
"""Pixels from a mean, in all directions."""
COLOR = "#56b4e9"
"""Of component 1."""
AROUND = 15
"""Pixels around its mean that the mark of a component without spread takes."""

FIND = """
(canvas, [x, y, around]) => {
    canvas.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = [left + x * width, top + y * height];
    const steps = [-1, 0, 1].map((step) => step * around);
    const inside = (box, [x, y]) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
    const ring = steps.flatMap((dx) => steps.map((dy) => [at[0] + dx, at[1] + dy]))
        .filter((place) => inside({ left, top, right: left + width, bottom: top + height }, place));
    const notices = [...document.querySelectorAll('.its-notice')];
    const boxes = notices.map((notice) => notice.getBoundingClientRect());
    return {
        ring: ring.length,
        area: Math.min(...boxes.map((box) => box.width * box.height)),
        covered: ring.filter((place) => boxes.some((box) => inside(box, place))).length,
        hidden: ring.filter(([x, y]) => notices.some((notice) => notice.contains(document.elementFromPoint(x, y)))).length,
    };
}
"""


def has_size(view: FitView, size: tuple[int, int]) -> bool:
    box = view.root.bounding_box()
    return box is not None and (box["width"], box["height"]) == size


@pytest.mark.parametrize("place", PLACES)
def test_a_notice_never_covers_the_component_that_it_names(notebook: Notebook, place: str) -> None:
    mean = PLACES[place]
    view = show_fit(notebook, COLLAPSE.format(place=list(mean)))
    for size in SIZES:
        notebook.execute(f"widget.width, widget.height = {size[0]}, {size[1]}")
        notebook.wait_until(partial(has_size, view, size), "the view must have its size")
        view.focus()
        view.press("End")
        notebook.wait_until(lambda: "Component 1 has collapsed" in view.notice, "the collapse must be named")
        view.rest()
        at = view.share(mean)
        found: Any = view.canvas.evaluate(FIND, [*at.tolist(), AROUND])
        assert found["area"] > 5000, "the notice is read"
        assert found["ring"] >= 6, "its mark is in the scene"
        assert found["covered"] == found["hidden"] == 0, (place, size)
        around = np.add(
            mean, RING * (view.box[1] - view.box[0]) / view.canvas.evaluate("node => node.clientWidth")
        )
        assert view.inked(around, COLOR).any(), "the component is drawn there"
        view.press("Home")
        notebook.wait_until(lambda: view.notice == "", "nothing is collapsed at the start")
