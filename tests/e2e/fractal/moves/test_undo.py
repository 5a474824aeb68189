"""Moves are taken back and made again; home stays home."""

from collections.abc import Callable

import pytest

from ...support.notebook import Notebook
from ...support.view import View


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show("iterscope.FractalWidget(width=600, height=400)")


def place(notebook: Notebook, view: View) -> tuple[list[str], float]:
    view.settle()
    notebook.pause(300)
    traits = notebook.traits()
    return traits["center"], traits["log2_width"]


def moves_of(view: View) -> tuple[Callable[[], None], ...]:
    """Return a move of every kind; the last one leads home."""
    return (
        lambda: view.press("+"),
        lambda: view.wheel(0.7, 0.3, 0.4),
        lambda: view.drag((0.5, 0.5), (0.7, 0.6)),
        lambda: view.press("ArrowLeft"),
        lambda: view.double_click(0.3, 0.3),
        lambda: view.click("home"),
    )


def test_every_kind_of_move_is_taken_back_and_made_again(notebook: Notebook, view: View) -> None:
    been = [place(notebook, view)]
    view.focus()
    assert view.button("undo").get_attribute("aria-disabled") == "true"
    for move in moves_of(view):
        move()
        been.append(place(notebook, view))
    assert len({str(each) for each in been}) == len(been) - 1, "the last one is home again"
    for before in reversed(been[:-1]):
        view.press("Control+z")
        assert place(notebook, view) == before
    view.press("Control+z")
    assert place(notebook, view) == been[0]
    for after in been[1:4]:
        view.press("Control+Shift+z")
        assert place(notebook, view) == after
    for after in been[4:]:
        view.click("redo")
        assert place(notebook, view) == after
    assert view.button("redo").get_attribute("aria-disabled") == "true"
    view.click("undo")
    assert place(notebook, view) == been[-2]


def test_home_stays_home_when_the_window_changes(notebook: Notebook) -> None:
    notebook.page.set_viewport_size({"width": 900, "height": 1000})
    try:
        view = notebook.show("iterscope.FractalWidget(height=320)")
        for width in (1600, 800, 1280):
            notebook.page.set_viewport_size({"width": width, "height": 1000})
            notebook.wait_until(lambda: _shows_home(notebook), f"home must be home in a window of {width}")
        view.settle()
        notebook.save()
        notebook.page.set_viewport_size({"width": 820, "height": 1000})
        notebook.reload()
        notebook.view().settle()
        notebook.wait_until(lambda: _shows_home(notebook), "home must be home when it is loaded again")
        notebook.page.set_viewport_size({"width": 1280, "height": 1000})
        notebook.wait_until(lambda: _shows_home(notebook), "and afterwards")
        view.focus()
        view.press("+")
        view.settle()
        center, log2_width = place(notebook, view)
        notebook.page.set_viewport_size({"width": 1000, "height": 1000})
        notebook.pause(600)
        view.settle()
        assert notebook.traits()["log2_width"] == log2_width, "elsewhere the view keeps its width"
        assert notebook.traits()["center"] == pytest.approx(center)
    finally:
        notebook.page.set_viewport_size({"width": 1280, "height": 1000})


def _shows_home(notebook: Notebook) -> bool:
    """Whether the view shows as much as the first one of 16:9 in both directions, and no more in one of them."""
    traits = notebook.traits()
    box = notebook.view().root.bounding_box()
    if box is None or round(box["width"]) != traits["width"]:
        return False
    wide = float(2 ** traits["log2_width"]) / 4.4
    high = wide * 16 / 9 * float(traits["height"] / traits["width"])
    return abs(min(wide, high) - 1) < 1e-3
