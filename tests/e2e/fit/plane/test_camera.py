"""The part of the data that is shown: led from Python, and known to it when a person moves."""

import numpy as np

from ...support.notebook import Notebook
from ..view import fit_view, show_fit

MAKE = "from iterscope.mixture import gallery\nwidget = gallery.local_optimum().explore(box=(-1, 3, 0, 2))"


def test_the_view_goes_where_python_leads_and_python_knows_where_a_person_went(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE, "widget")
    view.rest()
    left, right, bottom, top = view.box
    assert max(left + 1, bottom, 3 - right, 2 - top) < 1e-6, "all of the part is seen"
    assert (right - left < 4.5) or (top - bottom < 2.3), "no more than the shape of the scene makes it"
    notebook.execute("widget.box = (2, 5, 1, 3)")
    notebook.wait_until(lambda: view.box[0] > 0, "the camera must go there")
    view.rest()
    assert max(view.box[0] - 2, 5 - view.box[1]) < 1e-6
    assert notebook.value("widget.box") == [2, 5, 1, 3], "who was led reports nothing"
    view.focus()
    view.press("-")
    view.rest()
    known = lambda: np.allclose(notebook.value("widget.box"), view.box)  # noqa: E731
    notebook.wait_until(known, "a person's move must be known")
    notebook.run(1)
    other = fit_view(notebook, 1)
    other.settle()
    other.rest()
    np.testing.assert_allclose(other.box, view.box, atol=1e-6)
    notebook.execute("widget.box = None")
    notebook.wait_until(lambda: view.box[0] < -4, "all of the data must be shown")
