"""A view without data, without a kernel, after a failure: it says what it is, and keeps what it shows."""

import json
import re
from functools import partial
from pathlib import Path

import pytest

from iterscope.widget.view import STATIC

from ..support.lab import Lab
from ..support.notebook import Notebook
from ..support.view import pause
from .net.test_net import MAP
from .series.test_smoother import SMOOTHER
from .series.view import STATES
from .test_journey import BLOBS
from .test_table import TABLE
from .view import FitView, fit_view, show_fit

FAILS = """
X = np.vstack([np.random.default_rng(0).normal(size=(300, 2)), np.full((30, 2), 3.0)])
spheres = [np.eye(2), 1e4 * np.eye(2)]
start = dict(weights_init=[0.9, 0.1], means_init=[[0, 0], [3, 3]], precisions_init=spheres)
widget = MixtureWidget(X, GaussianMixture(2, reg_covar=0, **start))
try:
    widget.finish()
except ValueError:
    pass
"""
ALONE = """
const traits = %s;
const model = {
    get: (name) => traits[name],
    set: (name, value) => { traits[name] = value; },
    on() {}, off() {}, save_changes() {},
    send() { throw new Error('Cannot send'); },
};
%s.render({ model, el: document.getElementById('host') });
"""
"""A view in a page of a notebook that was saved: nobody answers its model."""
SILENCE = 8_000
"""Milliseconds after which a kernel that answers nothing is said not to answer."""

KINDS = ("mixture", "map", "states", "smoother", "table")


def test_a_view_without_data_says_what_it_waits_for(notebook: Notebook) -> None:
    notebook.write("from iterscope import GaussianMixture, MixtureWidget\nwidget = MixtureWidget()\nwidget")
    notebook.run(0)
    view = fit_view(notebook)
    view.settle()
    view.root.get_by_text("waits for a fit").wait_for()
    notebook.pause(SILENCE)
    assert (view.state, view.notice) == ("settled", "")
    assert view.root.locator("button:visible").count() == 0
    notebook.execute(
        "import iterscope\nX, _ = iterscope.make_blobs(n_samples=200, centers=3, random_state=0)\n"
        "model = GaussianMixture(3, random_state=0, init_params='random_from_data')\n"
        "model.set_callbacks(widget).fit(X)"
    )
    view.root.locator("[data-action=play]").wait_for()
    view.rest()
    assert view.iteration == notebook.value("model.n_iter_")
    assert view.colorful() > 100
    assert (
        view.root.get_by_text("waits for a fit").count() == 0
        or not view.root.locator(".its-waiting").is_visible()
    )


def test_a_fit_that_failed_says_why(notebook: Notebook) -> None:
    view = show_fit(notebook, FAILS)
    view.rest()
    assert view.index == notebook.value("widget.n_steps") - 1
    assert "ill-defined" in view.notice
    scene, strip = view.canvas.bounding_box(), view.root.locator(".its-notice").bounding_box()
    assert scene is not None
    assert strip is not None
    assert strip["y"] + strip["height"] <= scene["y"] + 1
    assert "Failed after" in view.root.locator(".its-ending").inner_text()
    notebook.save()
    notebook.reload()
    view = fit_view(notebook)
    view.settle()
    assert "ill-defined" in view.notice
    notebook.execute("widget.reg_covar = 1e-3")
    notebook.wait_until(lambda: "ill-defined" not in view.notice, "another fit has not failed")


def test_changes_are_taken_back(notebook: Notebook) -> None:
    view = show_fit(notebook, BLOBS)
    undo, redo = (view.root.locator(f".its-toolbar [data-action={name}]") for name in ("undo", "redo"))
    assert undo.is_disabled()
    before, samples = notebook.value("widget.history[0].means.tolist()"), "len(widget.X)"
    x, y = view.share(before[0])
    view.drag((x, y), (x + 0.1, y + 0.1))
    notebook.wait_until(lambda: notebook.value("widget.can_undo"), "the drag must be a change")
    count = notebook.value(samples)
    view.press("e")
    view.drag((0.5, 0.3), (0.6, 0.5))
    notebook.wait_until(lambda: notebook.value(samples) < count, "points must be erased")
    view.rest()
    notebook.execute("widget.session.worker.run(lambda: None)")
    fewer = notebook.value(samples)
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.value(samples) == count, "the whole stroke must be taken back")
    assert notebook.value("widget.history[0].means.tolist()") != before
    undo.click()
    notebook.wait_until(
        lambda: notebook.value("widget.history[0].means.tolist()") == before, "so must the whole drag"
    )
    notebook.wait_until(undo.is_disabled, "there is nothing more to take back")
    view.press("Control+Shift+z", "Control+Shift+z")
    notebook.wait_until(lambda: notebook.value(samples) == fewer, "both must be done again")
    notebook.wait_until(redo.is_disabled, "there is nothing more to do again")
    assert view.notice == ""


def test_a_kernel_that_was_restarted_is_said_and_the_picture_stays(notebook: Notebook) -> None:
    view = show_fit(notebook, BLOBS)
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "the fit must come to its end")
    view.rest()
    assert view.index == 18
    mean = notebook.value("widget.history[-1].means[0].tolist()")
    notebook.restart()
    view.wait_for_state("error")
    assert "not answering" in view.notice
    notebook.pause(500)
    (x, y), colorful = view.share(mean), view.colorful()
    view.drag((x, y), (x + 0.1, y))
    view.press("Space")
    view.hover(0.97, 0.03)
    notebook.pause(3_000)
    assert view.state == "error", "nothing is waited for"
    assert view.colorful() > 0.7 * colorful
    assert "Play" in (view.root.locator("[data-action=play]").get_attribute("aria-label") or "")
    for share, last in ((0, 0), (1, 18)):
        view.scrub(share)
        notebook.wait_until(partial(view.shows, last), "what is recorded can be scrubbed")
    assert notebook.console.take() == []
    notebook.run(0)
    fit_view(notebook).settle()


@pytest.mark.parametrize("make", [BLOBS, MAP, STATES, SMOOTHER, TABLE], ids=KINDS)
def test_a_picture_stands_for_a_fit_without_kernel(notebook: Notebook, lab: Lab, make: str) -> None:
    show_fit(notebook, make)
    notebook.wait_until(lambda: notebook.value("widget.poster is not None"), "there must be a poster")
    traits = notebook.value("{name: getattr(widget, name) for name in widget.keys if name[0] != '_' and name not in ('layout', 'tabbable', 'tooltip')}")  # fmt: skip
    script = (STATIC / "mixture.js").read_text()
    (name,) = re.findall(r"([\w$]+) as default\b", script)
    start = ALONE % (json.dumps(traits), name)
    with lab.offline() as page:
        page.set_content(f"<style>{(STATIC / 'mixture.css').read_text()}</style><div id='host'></div>")
        page.add_script_tag(type="module", content=f"{script}\n{start}")
        still = FitView(page, page.locator(".its-mixture"))
        still.wait_for_state("error")
        assert "This picture was saved" in still.notice
        poster = still.root.locator(".its-poster")
        assert poster.evaluate("node => getComputedStyle(node).objectFit") == "contain"
        assert poster.evaluate("node => node.naturalWidth") > 300
        assert not still.root.locator("canvas").first.is_visible()
        assert still.root.locator("button:visible:not(.its-dismiss)").count() == 0
        inner, outer = poster.bounding_box(), still.root.bounding_box()
        assert inner is not None
        assert outer is not None
        assert inner["width"] == outer["width"]
        assert inner["height"] > 0.9 * outer["height"]


def test_a_file_speaks_neither_of_kernels_nor_of_cells(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    show_fit(notebook, FAILS.replace("reg_covar=0", "reg_covar=1e-6"))
    file = tmp_path / "fit.html"
    notebook.execute(
        f"widget.seek(3); widget.session.begin(widget.session.recording); widget.to_html({str(file)!r}, finish=False)"
    )
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = FitView(page, page.locator(".its-mixture"))
        view.settle()
        view.press("End", "Space")
        pause(page, SILENCE)
        words = view.root.inner_text()
        assert "kernel" not in words
        assert "cell" not in words
        assert "Here the file ends" in words or "Exported file." in words
        names = [button.get_attribute("data-action") for button in view.root.locator("button").all()]
        assert not {"model", "undo", "redo", "use-add", "use-erase", "use-look"} & set(names)
        assert view.root.get_by_role("button", name="Another start").count() == 0
