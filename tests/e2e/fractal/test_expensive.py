"""A set whose tiles take minutes is seen at once, and gets better."""

import numpy as np

from iterscope.fractal.coloring import INTERIOR

from ..support.notebook import Notebook
from .picture import assert_true, log2_width, picture

WIDGET = f"iterscope.FractalWidget(width=640, height=480, log2_width={log2_width(640, 2)!r})"


def test_a_set_that_takes_minutes_is_seen_at_once(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    notebook.execute("widget.max_iter = 10**6\nwidget.c = 0.25 + 1e-10")
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
