"""axe-core finds nothing in a fit's view and in its panels, light and dark."""

import pytest

from ..support.axe import violations
from ..support.notebook import Notebook
from .view import show_fit

FIT = """
from iterscope import make_blobs
X, _ = make_blobs(n_samples=300, centers=3, n_features=2, random_state=7)
widget = GaussianMixture(3, random_state=1).explore(X)
widget.finish()
"""


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_a_fit_and_its_panels(notebook: Notebook, theme: str) -> None:
    notebook.choose_theme(theme)
    view = show_fit(notebook, FIT)
    view.rest()
    assert violations(view.root) == []
    for panel in ("model", "look", "help"):
        view.focus()
        view.click(panel)
        assert violations(view.root) == [], panel
        view.press("Escape")
