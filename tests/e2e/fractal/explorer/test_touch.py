"""Fingers on an explorer: each plane is pinched and moved alone, and c is dragged."""

import pytest

from ...support.notebook import Notebook
from .planes import Explorer, show

WIDTHS = "[widget.parameter_plane.log2_width, widget.dynamical_plane.log2_width]"


@pytest.fixture
def explorer(notebook: Notebook) -> Explorer:
    return show(notebook)


@pytest.mark.parametrize("plane", [0, 1])
def test_two_fingers_zoom_one_plane(notebook: Notebook, explorer: Explorer, plane: int) -> None:
    c, before = explorer.c, notebook.value(WIDTHS)
    view = (explorer.parameters, explorer.starts)[plane]
    view.focus()
    view.touch(*(((0.4 - step, 0.3), (0.4 + step, 0.3)) for step in (0.05, 0.1, 0.15, 0.2)))
    explorer.settle()
    notebook.wait_until(lambda: notebook.value(WIDTHS)[plane] < before[plane] - 1.9, "the plane must zoom")
    after = notebook.value(WIDTHS)
    assert after[plane] == pytest.approx(before[plane] - 2, abs=0.03)
    assert after[1 - plane] == before[1 - plane]
    assert explorer.c == c


def test_together_two_fingers_zoom_both(notebook: Notebook, explorer: Explorer) -> None:
    explorer.parameters.press("t")
    notebook.wait_until(lambda: notebook.value("widget.together"), "both must come together")
    explorer.settle()
    before = notebook.value(WIDTHS)
    explorer.starts.touch(*(((0.5 - step, 0.5), (0.5 + step, 0.5)) for step in (0.05, 0.1, 0.2)))
    explorer.settle()
    notebook.wait_until(
        lambda: notebook.value(WIDTHS) == pytest.approx([before[0] - 2, before[1] - 2], abs=0.03),
        "both must zoom",
    )


def test_a_finger_drags_c(notebook: Notebook, explorer: Explorer) -> None:
    c, before = explorer.c, notebook.value(WIDTHS)
    x, y = explorer.middle()
    left, top = explorer.parameters.place(0, 0)
    right, bottom = explorer.parameters.place(1, 1)
    start = (x - left) / (right - left), (y - top) / (bottom - top)
    explorer.parameters.focus()
    explorer.parameters.touch(*([(start[0] + step, start[1])] for step in (0, 0.05, 0.1)))
    notebook.wait_until(lambda: explorer.c[0] > c[0], "c must move")
    explorer.settle()
    assert float(explorer.c[0] - c[0]) == pytest.approx(0.315, abs=0.02)
    assert notebook.value(WIDTHS) == before
