"""The part of the data that is shown: led from Python, and known to it when a person moves."""

import numpy as np

from ..support.notebook import Notebook
from .view import fit_view, show_fit

MAKE = "from iterscope.mixture import gallery\nwidget = gallery.local_optimum().explore(box=(-1, 3, 0, 2))"


def test_the_view_goes_where_python_leads_and_python_knows_where_a_person_went(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE, "widget")
    view.rest()
    left, right, bottom, top = view.box
    assert left <= -1 < 3 <= right
    assert bottom <= 0 < 2 <= top
    assert (right - left < 4.5) or (top - bottom < 2.3), "no more than the shape of the scene makes it"
    notebook.execute("widget.box = (2, 5, 1, 3)")
    notebook.wait_until(lambda: view.box[0] > 0, "the camera must go there")
    view.rest()
    assert view.box[0] <= 2 < 5 <= view.box[1]
    assert notebook.value("widget.box") == [2, 5, 1, 3], "who was led reports nothing"
    view.focus()
    view.press("-")
    notebook.wait_until(lambda: notebook.value("widget.box") != [2, 5, 1, 3], "a person's move must be known")
    view.rest()
    np.testing.assert_allclose(notebook.value("widget.box"), view.box)
    notebook.run(1)
    other = fit_view(notebook, 1)
    other.settle()
    other.rest()
    np.testing.assert_allclose(other.box, view.box, rtol=1e-6)
    notebook.execute("widget.box = None")
    notebook.wait_until(lambda: view.box[0] < -4, "all of the data must be shown")
