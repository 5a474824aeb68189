"""axe-core finds nothing in a fit's view and in its panels, light and dark."""

import pytest

from ..support.axe import violations
from ..support.notebook import Notebook
from .net.test_net import MAP
from .series.view import STATES
from .view import show_fit

FIT = """
from iterscope import make_blobs
X, _ = make_blobs(n_samples=300, centers=3, n_features=2, random_state=7)
widget = GaussianMixture(3, random_state=1).explore(X)
"""
SPACE = """
widget = GaussianMixture(2, random_state=1).explore(np.random.default_rng(0).normal(size=(200, 4)))
widget.pairs = True
"""
BOUND = f"{FIT}widget.bound = True\n"
VIEWS = {"plane": FIT, "pairs": SPACE, "bound": BOUND, "states": STATES, "net": MAP}


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
@pytest.mark.parametrize("kind", VIEWS)
def test_a_fit_and_its_panels(notebook: Notebook, theme: str, kind: str) -> None:
    notebook.choose_theme(theme)
    view = show_fit(notebook, f"{VIEWS[kind]}\nwidget.finish()\nwidget.seek(3)")
    view.rest()
    assert violations(view.root) == []
    for panel in ("model", "look", "help"):
        view.focus()
        view.click(panel)
        assert violations(view.root) == [], panel
        view.press("Escape")
