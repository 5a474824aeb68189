"""Ellipses that are stretched by the ends of their axes, and a brush that weighs."""

import numpy as np

from ...support.notebook import Notebook
from ..view import FitView, show_fit

START = (
    "X = np.random.default_rng(0).normal(size=(300, 2)) * [3, 1]\n"
    "start = dict(weights_init=[0.5, 0.5], means_init=[[-4, 0], [4, 0]],\n"
    "             precisions_init=[np.eye(2), np.eye(2)])\n"
    "widget = GaussianMixture(2, **start).explore(X, sigmas=[2])"
)
COVARIANCE = "widget.history[0].covariances.tolist()"


def settle(notebook: Notebook, view: FitView) -> None:
    """Wait until all of a stroke is painted."""
    view.rest()
    notebook.execute("widget.session.worker.run(lambda: None)")


def test_an_ellipse_is_stretched_by_the_end_of_an_axis(notebook: Notebook) -> None:
    view = show_fit(notebook, START)
    mean, goal = view.share([4.0, 0.0]), view.share([4.0, -3.0])
    view.hover(float(mean[0]), float(mean[1]))
    view.rest()
    end = view.share([4.0, -2.0])
    view.drag((float(end[0]), float(end[1])), (float(goal[0]), float(goal[1])))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a drag must begin a new run")
    view.rest()
    own, other = (np.array(matrix) for matrix in reversed(notebook.value(COVARIANCE)))
    np.testing.assert_allclose(own, np.diag([1, 1.5**2]), atol=0.08)
    np.testing.assert_array_equal(other, np.eye(2))
    view.focus()
    view.press("Control+z")
    notebook.wait_until(lambda: np.allclose(notebook.value(COVARIANCE), np.eye(2)), "undo must bring it back")


def test_a_brush_makes_points_heavier_and_lighter(notebook: Notebook) -> None:
    view = show_fit(notebook, START)
    view.focus()
    view.press("i")
    place = view.share([0.0, 0.0])
    start, end = (float(place[0]), float(place[1])), (float(place[0]) + 0.02, float(place[1]))
    view.drag(start, end)
    heavy = "widget.sample_weight is not None and float(widget.sample_weight.max()) > 1.1"
    notebook.wait_until(lambda: notebook.value(heavy), "points must weigh more")
    settle(notebook, view)
    assert notebook.value("float(widget.sample_weight.min())") == 1
    total = "float(widget.sample_weight.sum())"
    before = notebook.value(total)
    view.press("o")
    view.drag(start, end)
    notebook.wait_until(lambda: notebook.value(total) < before, "points must weigh less")
    settle(notebook, view)
    view.press("Control+z", "Control+z")
    notebook.wait_until(
        lambda: notebook.value("widget.sample_weight is None"), "undo must bring the weights back"
    )


def test_a_fixed_mean_has_a_padlock_and_its_card_says_so(notebook: Notebook) -> None:
    fixed = START.replace("GaussianMixture(2, **start)", "GaussianMixture(2, **start, frozen={'means': [1]})")
    view = show_fit(notebook, fixed)
    free, held = view.share([-4.0, 0.0]), view.share([4.0, 0.0])
    view.hover(float(held[0]), float(held[1]))
    notebook.wait_until(
        lambda: view.card.startswith("Component 1: mean fixed"), "the card must say what is fixed"
    )
    view.hover(float(free[0]), float(free[1]))
    notebook.wait_until(
        lambda: view.card.splitlines()[0] == "Component 0", "nothing of the other one is fixed"
    )
