"""A self-organizing map is watched, scrubbed, dragged and exported, as a net over the samples."""

import itertools
import re
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from ...support.lab import Lab
from ...support.notebook import Notebook
from ..view import FitView, show_fit

MAP = """
from iterscope import SelfOrganizingMap, make_blobs
X, _ = make_blobs(n_samples=600, centers=4, n_features=2, random_state=3)
widget = SelfOrganizingMap(4, 6, shrink_iter=8).explore(X)
"""


@pytest.fixture
def view(notebook: Notebook) -> FitView:
    view = show_fit(notebook, MAP)
    view.rest()
    return view


def radius(view: FitView) -> float:
    """Return the radius that the page says."""
    text = view.root.locator(".its-net-map .its-plot-value").inner_text()
    return float(text.split()[1])


def test_the_net_unfolds_and_the_radius_shrinks(notebook: Notebook, view: FitView) -> None:
    assert view.root.locator(".its-net-map polygon").count() == 24
    assert view.root.locator(".its-weights").is_hidden()
    assert radius(view) == 3
    view.focus()
    pictures = [view.pixels().astype(int)]
    for index in (1, 2):
        view.press("ArrowRight")
        notebook.wait_until(partial(view.shows, index), f"step {index} must be shown")
        view.rest()
        pictures.append(view.pixels().astype(int))
    changes = [np.abs(after - before).max(-1) > 40 for before, after in itertools.pairwise(pictures)]
    assert all(change.any() for change in changes), "samples take colors, then the net moves"
    assert radius(view) < 3
    view.press(" ")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "played, it must converge")
    view.rest()
    assert "Converged" in view.root.locator(".its-ending").inner_text()
    assert radius(view) == 1
    view.scrub(0)
    notebook.wait_until(lambda: view.index == 0, "the start must be shown again")
    notebook.wait_until(lambda: radius(view) == 3, "with its radius")


def test_the_page_finds_the_errors_that_the_kernel_finds(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "it must converge")
    notebook.execute("step = list(SelfOrganizingMap(4, 6, shrink_iter=8).iterate(X))[-1]")
    errors = notebook.value("[step.quantization_error, 100 * step.topographic_error]")
    text = view.root.locator(".its-net-errors")
    notebook.wait_until(lambda: "error" in text.inner_text(), "the errors must be shown")
    shown = [float(number) for number in re.findall(r"\d+\.?\d*", text.inner_text())]
    assert shown == pytest.approx(errors, rel=0.03)


def test_keys_go_from_node_to_node(notebook: Notebook, view: FitView) -> None:
    view.root.locator(".its-net-cells").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
        notebook.page.keyboard.press(key)
    spoken = view.root.locator(".its-live")
    notebook.wait_until(lambda: "row 2, column 3" in spoken.inner_text(), "the node must be spoken")
    assert view.root.locator(".its-net-map polygon.its-hovered").get_attribute("data-node") == "8"
    assert view.index == 0, "the arrows must not leave the step"


def test_a_dragged_node_is_where_it_was_let_go_and_the_fit_goes_on(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "it must converge")
    view.rest()
    before = np.array(notebook.value("widget.history[widget.index].means.tolist()"))
    steps = notebook.value("widget.index")
    at = view.share(before[23])
    view.drag(tuple(at), (float(at[0]) - 0.1, float(at[1]) + 0.2))
    wanted = before[23] + np.diff(view.box).ravel()[[0, 2]] * (-0.1, -0.2)
    place = "widget.history[0].means[23].tolist()"
    notebook.wait_until(
        lambda: np.allclose(notebook.value(place), wanted, atol=0.3),
        "a run must go on from where it is let go",
    )
    after = np.array(notebook.value("widget.history[0].means.tolist()"))
    assert np.flatnonzero(np.abs(after - before).max(axis=1) > 1e-9).tolist() == [23]
    assert notebook.value("float(widget.history[0].radius)") == 1
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "it must converge again")
    assert notebook.value("widget.index") < steps
    assert view.notice == ""


@pytest.mark.usefixtures("view")
def test_file_shows_the_net_without_kernel(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / "net.html"
    notebook.execute(f"widget.finish()\nwidget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        shown = FitView(page, page.locator(".its-mixture"))
        shown.settle()
        shown.scrub(1)
        shown.rest()
        assert shown.index == notebook.value("widget.n_steps") - 1
        assert shown.root.locator(".its-net-map polygon").count() == 24
        assert radius(shown) == 1
        assert shown.colorful() > 1000
        means = np.array(notebook.value("widget.history[len(widget.history) - 1].means.tolist()"))
        colors = notebook.value("list(widget.palette)")
        found = [shown.inked(means[node][np.newaxis], colors[node])[0] for node in range(24)]
        assert np.mean(found) > 0.8, "the nodes must be drawn where they are, in their colors"
