"""Several views of one widget, and a page that is loaded again."""

import numpy as np
import pytest

from ..support.notebook import Notebook
from .picture import assert_true, log2_width

WIDGET = f"iterscope.FractalWidget(width=512, height=320, log2_width={log2_width(512, 2)!r})"


def test_two_views_stay_in_step(notebook: Notebook) -> None:
    first = notebook.show(WIDGET, "widget")
    notebook.run(1)
    second = notebook.view(1)
    second.settle()
    for mover, follower in ((first, second), (second, first)):
        mover.focus()
        mover.wheel(1, 0.3, 0.3)
        assert_true(notebook, mover)
        assert_true(notebook, follower)
    assert notebook.traits()["log2_width"] == pytest.approx(log2_width(512, 4))
    notebook.execute("widget.colormap = 'viridis'")
    assert_true(notebook, first)
    assert_true(notebook, second)
    assert not np.array_equal(first.pixels()[0, 0], [0, 0, 0])


def test_one_of_two_views_goes(notebook: Notebook) -> None:
    notebook.show(WIDGET, "widget")
    notebook.run(1)
    notebook.view(1).settle()
    notebook.clear_outputs(0)
    view = notebook.view(0)
    view.focus()
    view.wheel(1, 0.3, 0.3)
    assert_true(notebook, view)


def test_reload(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    view.focus()
    view.wheel(1, 0.2, 0.6)
    assert_true(notebook, view)
    before = view.pixels()
    notebook.save()
    notebook.reload()
    view = notebook.view()
    view.settle()
    assert np.array_equal(view.pixels(), before)
    view.focus()
    view.wheel(1, 0.2, 0.6)
    assert_true(notebook, view)
    assert notebook.traits()["log2_width"] == pytest.approx(log2_width(512, 4))
