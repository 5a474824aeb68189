"""Digits of 64 pixels: principal axes, means as images, names that are searched, a mean dragged in its plane."""

import numpy as np

from ...support.notebook import Notebook
from ..view import show_fit

DIGITS = "from sklearn.datasets import load_digits\nX, labels = load_digits(return_X_y=True)\n"
MODEL = "GaussianMixture(10, covariance_type='diag', reg_covar=0.1, random_state=0)"
AXES = "[[float(value) for value in row] for row in widget.session.data.principal.axes[:2]]"
MEANS = "widget.history[{}].means.tolist()"


def test_digits_begin_in_their_principal_plane_with_means_as_images(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{DIGITS}widget = {MODEL}.explore(X, labels=labels, image_shape=(8, 8))")
    assert notebook.value("widget.dims") == [64, 65]
    images = view.root.locator(".its-weights .its-image")
    assert images.count() == 10
    assert images.first.evaluate("canvas => [canvas.width, canvas.height]") == [8, 8]
    read = "canvas => [...canvas.getContext('2d').getImageData(0, 0, 8, 8).data]"
    drawn = np.array(images.nth(3).evaluate(read)).reshape(64, 4)[:, 3]
    (mean,) = (np.array(notebook.value(MEANS.format(0)))[3],)
    np.testing.assert_allclose(drawn, 255 * mean / 16, atol=1)

    axes, means = np.array(notebook.value(AXES)), np.array(notebook.value(MEANS.format(0)))
    origin = np.array(notebook.value("widget.session.data.principal.mean.tolist()"))
    start = view.share(axes @ (means[3] - origin))
    goal = start + np.array([0.1, -0.05])
    view.drag((float(start[0]), float(start[1])), (float(goal[0]), float(goal[1])))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a drag must begin a new run")
    view.rest()
    moved = np.array(notebook.value(MEANS.format(0)))
    way = moved[3] - means[3]
    np.testing.assert_allclose(np.delete(moved, 3, axis=0), np.delete(means, 3, axis=0))
    np.testing.assert_allclose(way - axes.T @ (axes @ way), 0, atol=1e-9)
    shown = view.share(axes @ (moved[3] - origin))
    np.testing.assert_allclose(shown, goal, atol=0.01)


def test_axes_are_chosen_by_a_key_and_by_a_part_of_their_name(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{DIGITS}widget = {MODEL}.explore(X)")
    view.focus()
    view.press("d")
    notebook.wait_until(lambda: notebook.value("widget.dims == widget.widest[:2]"), "features must be shown")
    view.press("d", "v")
    notebook.wait_until(lambda: notebook.value("widget.dims") == [64, 65], "principal axes must be shown")
    across, up = view.root.locator(".its-search").all()[:2]
    assert across.input_value() == "PC1 (15 %)"
    across.fill("x21")
    across.press("Enter")
    notebook.wait_until(lambda: notebook.value("widget.dims") == [21, 65], "the feature must be on the axis")
    up.fill("no such name")
    up.press("Enter")
    assert up.input_value() == "PC2 (14 %)"
    up.fill("pc4")
    up.press("Enter")
    notebook.wait_until(
        lambda: notebook.value("widget.dims") == [21, 67], "the axis must be found by its name"
    )
    view.root.get_by_role("radio", name="Cloud").click()
    notebook.wait_until(lambda: len(notebook.value("widget.dims")) == 3, "a cloud must be shown")
