"""A fit that is watched in the real JupyterLab: played, scrubbed, dragged, exported."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ..support.lab import Lab
from ..support.notebook import Notebook
from ..support.view import pause
from .view import FitView, fit_view, show_fit

BLOBS = """
rng = np.random.default_rng(4)
X = np.vstack([rng.normal(size=(400, 2)) * [1.2, 0.5] + at for at in ([-3, 0], [1, 2], [2, -2])])
model = GaussianMixture(3, init_params="random_from_data", tol=1e-5, random_state=2)
widget = MixtureWidget(X, model)
"""
CROSS = """
X = np.random.default_rng(0).uniform(-1, 1, (300, 2))
X[:4] = [[-1, -1], [1, 1], [-1, 1], [1, -1]]
widget = MixtureWidget(X, GaussianMixture(2, means_init=[[0, 0], [0.8, 0.8]], max_iter=40))
"""
COLLAPSE = """
X = np.vstack([np.random.default_rng(0).normal(size=(300, 2)), np.full((30, 2), 3.0)])
spheres = [np.eye(2), 1e4 * np.eye(2)]
model = GaussianMixture(2, weights_init=[0.9, 0.1], means_init=[[0, 0], [3, 3]], precisions_init=spheres)
widget = MixtureWidget(X, model)
"""
SLEEP = "import time\ntime.sleep(600)"


@pytest.fixture
def view(notebook: Notebook) -> FitView:
    return show_fit(notebook, BLOBS)


def follow(notebook: Notebook, view: FitView, index: int) -> None:
    """Wait until kernel and page show a step."""
    notebook.wait_until(
        lambda: notebook.value("widget.index") == index == view.index, f"step {index} must be shown"
    )


def test_play_pause_and_half_steps(notebook: Notebook, view: FitView) -> None:
    assert (view.index, view.phase) == (0, "start")
    grey = view.colorful()
    view.focus()
    view.press("Space")
    notebook.wait_until(lambda: view.index >= 5, "the view must play")
    view.press("Space")
    notebook.wait_until(lambda: not notebook.value("widget.playing"), "the view must pause")
    index = notebook.value("widget.index")
    follow(notebook, view, index)
    assert view.colorful() > 5 * grey
    for key, step in [("ArrowRight", 1), ("ArrowRight", 1), ("ArrowLeft", -1), ("Shift+ArrowLeft", -2)]:
        view.press(key)
        index += step
        follow(notebook, view, index)
        assert (
            view.phase
            == {"expect": "E step", "maximize": "M step"}[notebook.value(f"widget.history[{index}].phase")]
        )
        assert view.iteration == notebook.value(f"widget.history[{index}].iteration")


def test_finish_then_scrub_never_fits_again(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "the fit must come to its end")
    last = notebook.value("widget.n_steps") - 1
    follow(notebook, view, last)
    assert "Converged" in view.root.locator(".its-ending").inner_text()
    elapsed = notebook.value("widget.history[-1].elapsed")
    for index in (last // 2, 1, last - 1):
        view.scrub(index / last)
        follow(notebook, view, index)
        shown = f"widget.history[{view.index}]"
        assert notebook.value(f"bool((widget.model.means_ == {shown}.means).all())")
    view.press("Home")
    follow(notebook, view, 0)
    assert notebook.value("widget.n_steps") - 1 == last
    assert notebook.value("widget.history[-1].elapsed") == elapsed


def test_drag_a_mean(notebook: Notebook) -> None:
    view = show_fit(notebook, CROSS)
    run = notebook.value("widget.run")
    view.drag((0.5, 0.5), (0.6, 0.3))
    notebook.wait_until(lambda: notebook.value("widget.run") > run, "EM must go on from the moved mean")
    x, y = notebook.value("widget.model.means_[0].tolist()")
    assert x > 0.05
    assert y > 0.1
    assert notebook.value("widget.model.means_[1].tolist()") == [0.8, 0.8]
    view.hover(0.6, 0.3)
    notebook.wait_until(lambda: "Component 0" in view.card, "the mean must be where it was dropped")
    shown = re.search("x0 (.*) x1 (.*)", view.card)
    assert shown is not None
    assert np.allclose([float(number.replace("\u2212", "-")) for number in shown.groups()], [x, y], rtol=5e-3)
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "the fit must come to its end")
    assert notebook.value("float(np.ptp([step.means[0][0] for step in widget.history]))") > 0


def test_number_of_components_from_the_panel(notebook: Notebook, view: FitView) -> None:
    view.press("m")
    field = view.root.get_by_label("Components")
    field.fill("5")
    field.press("Enter")
    notebook.wait_until(
        lambda: notebook.value("widget.model.n_components") == 5, "the model must have 5 components"
    )
    notebook.wait_until(
        lambda: view.root.locator(".its-column .its-bar-row").count() == 5, "so must the view"
    )
    field.fill("-1")
    field.press("Enter")
    assert field.input_value() == "5"
    view.press("Escape")
    assert view.root.get_by_role("dialog").count() == 0


def test_two_views_in_step(notebook: Notebook) -> None:
    first = show_fit(notebook, BLOBS, end="display(widget, widget)")
    second = fit_view(notebook, 1)
    second.settle()
    first.focus()
    first.press("ArrowRight", "ArrowRight", "ArrowRight")
    for view in (first, second):
        follow(notebook, view, 3)
    second.scrub(0)
    for view in (first, second):
        follow(notebook, view, 0)


def test_compare_shows_both_on_one_scrubber(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("k")
    panes = view.root.locator(".its-pane:visible")
    notebook.wait_until(lambda: panes.count() == 2, "k-means must stand beside EM")
    view.press("ArrowRight", "ArrowRight")
    follow(notebook, view, 2)
    assert panes.all_inner_texts() == ["EM", "k-means"]
    view.press("k")
    notebook.wait_until(lambda: panes.count() == 1, "EM must be alone again")


def test_the_density_of_a_mixture_is_not_shown_as_that_of_k_means(notebook: Notebook, view: FitView) -> None:
    notebook.execute("widget.compare = True; widget.seek(2)")
    panes = view.root.locator(".its-pane:visible canvas")
    notebook.wait_until(lambda: panes.count() == 2, "k-means must stand beside EM")
    follow(notebook, view, 2)
    view.rest()
    before = [pane.evaluate("canvas => canvas.toDataURL()") for pane in panes.all()]
    notebook.execute("widget.density = 'heat'")
    first, second = panes.all()
    notebook.wait_until(
        lambda: first.evaluate("canvas => canvas.toDataURL()") != before[0], "the density must be shown"
    )
    view.rest()
    assert second.evaluate("canvas => canvas.toDataURL()") == before[1]
    notebook.execute("widget.density = 'none'; widget.compare = False")


def test_starts_and_selection_lead_to_models(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("w")
    starts = view.root.locator(".its-start")
    notebook.wait_until(lambda: starts.count() == 6, "six starts must be shown")
    ends = [
        float(text.replace("\u2212", "-")) for text in starts.locator(".its-start-value").all_inner_texts()
    ]
    marked = ["its-best" in (card.get_attribute("class") or "") for card in starts.all()]
    is_tie = len(set(ends)) == 1
    assert marked == [end == max(ends) and not is_tie for end in ends], ends
    starts.nth(3).click()
    notebook.wait_until(lambda: notebook.value("widget.random_state") == 5, "the start must be shown")
    notebook.execute("widget.select(range(1, 4), covariance_type=['full', 'diag'])")
    dots = view.root.locator(".its-selection-dot")
    notebook.wait_until(lambda: dots.count() == 6, "six models must be compared")
    view.root.get_by_role("option", name="2 components, diag").click()
    notebook.wait_until(
        lambda: notebook.value("[widget.model.n_components, widget.model.covariance_type]") == [2, "diag"],
        "the model must be shown",
    )


def test_brush(notebook: Notebook, view: FitView) -> None:
    count = "len(widget.X)"
    before = notebook.value(count)
    view.focus()
    view.press("e")
    view.drag((0.3, 0.5), (0.35, 0.5))
    notebook.wait_until(lambda: notebook.value(count) < before, "points must be erased")
    view.press("a")
    few = notebook.value(count)
    view.drag((0.1, 0.1), (0.15, 0.1))
    notebook.wait_until(lambda: notebook.value(count) > few, "points must be added")
    assert view.notice == ""


def test_collapse_is_named_and_can_be_mended(notebook: Notebook) -> None:
    view = show_fit(notebook, COLLAPSE)
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: "collapsed" in view.notice, "the collapse must be named")
    assert "Component 1 has" in view.notice
    view.root.get_by_role("button", name="Set reg_covar").click()
    field = view.root.get_by_label("reg_covar")
    field.fill("0.1")
    field.press("Enter")
    notebook.wait_until(lambda: notebook.value("widget.model.reg_covar") == 0.1, "the model must have it")
    notebook.wait_until(lambda: view.notice == "", "nothing is collapsed at the start")


def test_reload(notebook: Notebook, view: FitView) -> None:
    view.focus()
    view.press("ArrowRight", "ArrowRight", "ArrowRight")
    follow(notebook, view, 3)
    notebook.save()
    notebook.reload()
    again = fit_view(notebook)
    again.settle()
    follow(notebook, again, 3)


def test_those_who_hear_are_told(notebook: Notebook, view: FitView) -> None:
    assert "Gaussian mixture with 3 components" in (view.root.get_attribute("aria-label") or "")
    view.focus()
    view.press("ArrowRight")
    follow(notebook, view, 1)
    live = view.root.locator("[aria-live=polite]").filter(has_text="iteration 1, log-likelihood \u2212")
    live.wait_for(state="attached")
    for button in view.root.locator("button:visible").all():
        assert button.get_attribute("aria-label")
        assert button.get_attribute("title")


def test_kernel_that_does_not_answer_is_said(notebook: Notebook, view: FitView) -> None:
    kernel = notebook.value("__import__('os').getpid()")
    os.kill(kernel, signal.SIGSTOP)
    try:
        view.focus()
        view.press("Space")
        view.wait_for_state("error")
        assert "not answering" in view.notice
    finally:
        os.kill(kernel, signal.SIGCONT)
    notebook.wait_until(lambda: view.notice == "", "the kernel answers again")


@pytest.fixture
def busy(notebook: Notebook) -> Iterator[Notebook]:
    """A notebook whose second cell is interrupted in the end."""
    yield notebook
    notebook.interrupt(1)


def test_play_while_a_cell_runs(busy: Notebook) -> None:
    view = show_fit(busy, BLOBS, SLEEP)
    busy.start(1)
    view.focus()
    view.press("Space")
    busy.wait_until(lambda: view.index >= 4, "the view must play")
    view.press("Space")
    assert busy.running(1)


def test_file_plays_without_kernel_and_network(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    show_fit(notebook, BLOBS)
    file = tmp_path / "fit.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(f"{file.as_uri()}#step=3")
        view = FitView(page, page.locator(".its-mixture"))
        view.settle()
        assert view.index == 3
        page.goto(f"{file.as_uri()}#step=99999")
        page.wait_for_function(
            "last => Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow')) === last",
            arg=notebook.value("widget.n_steps") - 1,
        )
        view.press("Home")
        assert view.index == 0
        view.press("Space")
        page.wait_for_function(
            "() => document.querySelector('[role=slider]').getAttribute('aria-valuenow') > 4"
        )
        view.press("Space")
        view.scrub(1)
        page.wait_for_function(
            "last => Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow')) === last",
            arg=notebook.value("widget.n_steps") - 1,
        )
        assert view.colorful() > 0
        before = view.pixels()
        view.press("+")
        pause(page, 500)
        assert (view.pixels() != before).any()
