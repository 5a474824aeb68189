"""A factor model in the plane: its line turns, and samples fall onto it."""

import numpy as np

from ...support.notebook import Notebook
from ..view import show_fit

MAKE = """from iterscope import PPCA
rng = np.random.default_rng(0)
X = rng.normal(size=(90, 1)) * [3, 2] + 0.6 * rng.normal(size=(90, 2))
widget = PPCA(1, random_state=3, tol=1e-8).explore(X)"""


def test_the_line_turns_until_it_is_the_principal_axis(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE)
    view.focus()
    before = view.pixels()
    view.press("ArrowRight")
    notebook.wait_until(lambda: view.index == 1, "the E step must be shown")
    view.rest()
    changed = (view.pixels() != before).any(axis=2).sum()
    assert changed > 300, "lines lead from the samples to where they fall"
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "the fit must end")
    notebook.wait_until(
        lambda: view.index == notebook.value("widget.n_steps") - 1, "the last step must be shown"
    )
    view.rest()
    axis = np.array(notebook.value("np.linalg.svd(X - X.mean(axis=0))[2][0].tolist()"))
    middle = np.array(notebook.value("X.mean(axis=0).tolist()"))
    color = notebook.value("widget.palette[0]")
    along = middle + np.outer([-2.2, -1.3, 1.3, 2.2], axis)
    assert view.inked(along, color).sum() >= 3, "the line is along the principal axis"
    assert notebook.value(
        "bool(abs(widget.model.noise_variance_ / np.linalg.svd(X - X.mean(axis=0))[1][1] ** 2 * 90 - 1) < 1e-3)"
    )
