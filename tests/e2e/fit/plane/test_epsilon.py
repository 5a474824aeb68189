"""Covariances drawn down to nothing by a slider, beside k-means."""

import numpy as np

from ...support.notebook import Notebook
from ..view import show_fit

MAKE = "from iterscope.mixture import gallery\nwidget = gallery.hard_limit().explore()"


def test_k_means_appears_as_the_slider_goes_down(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE)
    view.focus()
    view.press("m")
    slider = view.root.get_by_role("slider", name="Held at")
    assert slider.get_attribute("aria-valuetext") == "1.0"
    slider.focus()
    for _ in range(20):
        slider.press("ArrowLeft")
    notebook.wait_until(
        lambda: notebook.value("widget.epsilon == 0.01 and widget.complete"), "the fit must be that of 0.01"
    )
    means = notebook.value("widget.model.means_.tolist()")
    wanted = notebook.value(
        "__import__('sklearn.cluster').cluster.KMeans(3, init=widget.history[0].means, n_init=1, tol=0)"
        ".fit(widget.X).cluster_centers_.tolist()"
    )
    assert np.abs(np.subtract(means, wanted)).max() < 1e-3
    view.root.get_by_role("button", name="Held at εI: no longer").click()
    notebook.wait_until(lambda: notebook.value("widget.epsilon is None"), "nothing is held any more")
    notebook.execute("widget.undo(); widget.undo()")
    assert notebook.value("widget.epsilon") == 1
