"""Bookmarks: made, named, visited, removed, and still there when the page is loaded again."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from ...support.notebook import Notebook
from ...support.view import View

SHOW = "iterscope.Mandelbrot().explore(width=640, height=480)"


def names(notebook: Notebook) -> list[str]:
    return list(notebook.value("[each.name for each in widget.bookmarks]"))


def panel(view: View) -> None:
    view.focus()
    view.press("b")
    view.root.get_by_role("dialog", name="Bookmarks").wait_for()


def test_they_live_over_a_reload(notebook: Notebook) -> None:
    view = notebook.show(SHOW)
    home = notebook.traits()
    notebook.execute("widget.goto('1/7'); widget.colormap = 'magma'")
    view.settle()
    panel(view)
    view.root.get_by_text("Add this view").click()
    view.root.get_by_label("Name", exact=True).fill("Rabbit's home")
    notebook.page.keyboard.press("Tab")
    notebook.wait_until(lambda: names(notebook) == ["Rabbit's home"], "the kernel must have it")
    saved = "widget.bookmarks[0].saved"
    center, log2_width = notebook.value(f"[{saved}.view.center, {saved}.view.log2_width]")
    assert complex(*map(float, center)) == pytest.approx(-0.122561166877 + 0.744861766620j, abs=1e-6)
    assert notebook.value(f"{saved}.coloring.colormap") == "magma"
    code = "__import__('base64').b64encode(widget.bookmarks[0].thumbnail).decode()"
    small = np.asarray(Image.open(io.BytesIO(base64.b64decode(notebook.value(code)))).convert("RGB"))
    large = Image.fromarray(view.pixels()).crop((0, 60, 640, 420)).resize((112, 63), Image.Resampling.BOX)
    assert small.shape == (63, 112, 3)
    assert np.abs(small.astype(int) - np.asarray(large)).mean() < 12
    view.press("Escape")
    view.press("0")
    notebook.execute("widget.colormap = 'inferno'")
    view.settle()
    notebook.save()
    notebook.reload()
    view = notebook.view()
    view.settle()
    assert notebook.traits() == home
    panel(view)
    picture = view.root.locator(".its-mark img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 112
    view.root.get_by_role("button", name="Go to Rabbit's home").click()
    there = {**home, "center": center, "log2_width": log2_width, "colormap": "magma"}
    notebook.wait_until(lambda: notebook.traits() == there, "it must lead to what was kept")
    view.settle()
    view.focus()
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.traits() == home, "a visit is taken back, with its colors")


def test_they_are_removed_and_follow_python(notebook: Notebook) -> None:
    view = notebook.show(SHOW)
    notebook.execute("first = widget.bookmark('first'); widget.goto(-1, 0); widget.bookmark('second')")
    panel(view)
    view.root.get_by_role("button", name="Remove first").click()
    notebook.wait_until(lambda: names(notebook) == ["second"], "it must be removed")
    assert view.root.locator(".its-marked").count() == 1
    notebook.execute("widget.bookmarks = ()")
    view.root.get_by_text("Views that you add stay with the notebook.").wait_for()
    notebook.execute("widget.bookmarks = [first] * 64")
    notebook.wait_until(lambda: view.root.locator(".its-marked").count() == 64, "all must be listed")
    assert view.root.get_by_text("Add this view").is_disabled()


def test_what_a_page_must_not_keep_is_taken_back(notebook: Notebook) -> None:
    view = notebook.show(SHOW)
    notebook.execute("widget.bookmark('kept')")
    notebook.tell(
        {"method": "update", "state": {"bookmarks": [{"version": 2, "name": "newer"}]}, "buffer_paths": []}
    )
    view.root.get_by_text("a newer iterscope made the bookmark").wait_for()
    assert names(notebook) == ["kept"]
    panel(view)
    assert view.root.get_by_label("Name", exact=True).input_value() == "kept"
