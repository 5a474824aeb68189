"""Flights that Python asks for, and large pictures."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from ...support.notebook import Notebook
from ...support.view import View
from ..picture import assert_true

PLACE = "iterscope.View(('-0.74365234375', '0.1318359375'), -8)"


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show(
        "iterscope.Mandelbrot().explore(width=1024, height=720, center=(-0.5, 0), log2_width=2)"
    )


def test_the_view_flies_and_ends_exactly_there(notebook: Notebook, view: View) -> None:
    notebook.page.evaluate(
        """() => {
        const bar = document.querySelector('.its-scalebar-label');
        window.passed = new Set();
        const look = () => { window.passed.add(bar.textContent); requestAnimationFrame(look); };
        look();
    }"""
    )
    notebook.execute(f"place = {PLACE}\nwidget.fly(place, 6)")
    notebook.wait_until(
        lambda: "0.001" in notebook.page.evaluate("[...window.passed]"), "the view must come near the place"
    )
    assert "0.01" in notebook.page.evaluate("[...window.passed]"), "what is on the way must be seen"
    view.settle()
    assert notebook.value("[*widget.center, widget.log2_width]") == [
        "-0.74365234375",
        "0.1318359375",
        -8,
    ]
    assert_true(notebook, view)


def test_who_moves_the_view_ends_the_flight(notebook: Notebook, view: View) -> None:
    before = view.status
    notebook.execute(f"widget.fly({PLACE}, 20)")
    notebook.wait_until(lambda: view.status != before, "it must fly")
    view.focus()
    view.press("Escape")
    notebook.wait_until(lambda: notebook.traits()["log2_width"] > -7, "the traits must say where it stopped")
    view.settle()


def test_less_motion_is_a_jump(notebook: Notebook, view: View) -> None:
    notebook.page.emulate_media(reduced_motion="reduce")
    try:
        notebook.execute(f"widget.fly({PLACE}, 60)")
        view.settle()
        assert notebook.traits()["log2_width"] == -8
        assert_true(notebook, view)
    finally:
        notebook.page.emulate_media(reduced_motion="no-preference")


def test_a_large_picture_is_saved_part_by_part(notebook: Notebook, view: View) -> None:
    notebook.execute("import base64, hashlib")
    with notebook.page.expect_download(timeout=120_000) as download:
        view.click("large")
        view.root.get_by_role("menuitem", name="2048 \u00d7 1440 pixels").click()
    file = download.value.path().read_bytes()
    saved = np.asarray(Image.open(io.BytesIO(file)))
    assert saved.shape == (1440, 2048, 3)
    import base64

    expected = base64.b64decode(notebook.value("base64.b64encode(widget.to_png(2048)).decode()"))
    assert (saved == np.asarray(Image.open(io.BytesIO(expected)).convert("RGB"))).all()
    assert '"kind":"mandelbrot"' in Image.open(io.BytesIO(file)).text["Parameters"]
    notebook.wait_until(lambda: "pixels" not in view.notice, "nothing is said of it any more")


def test_8192_pixels_are_saved_with_progress_and_are_those_of_render(notebook: Notebook) -> None:
    view = notebook.show(
        "iterscope.Mandelbrot().explore(width=1024, height=256, center=(-0.5, 0), log2_width=2, max_iter=200, "
        "antialias=2)"
    )
    view.root.locator(".its-notices").evaluate(
        """node => {
            window.told = [];
            new MutationObserver(() => window.told.push(node.textContent)).observe(
                node, { childList: true, characterData: true, subtree: true });
        }"""
    )
    with notebook.page.expect_download(timeout=120_000) as download:
        view.click("large")
        view.root.get_by_role("menuitem", name="8192 \u00d7 2048 pixels").click()
    with Image.open(download.value.path()) as picture:
        assert picture.size == (8192, 2048)
        saved = np.asarray(picture)
    shares = [
        int(share)
        for share in re.findall(r"pixels: (\d+) %", "\n".join(notebook.page.evaluate("window.told")))
    ]
    assert shares == sorted(shares)
    assert len({*shares}) > 3, "its progress is told"
    notebook.execute(
        "left, right, bottom, top = widget.view.region((256, 1024))\npixel = (right - left) / 8192"
    )
    for column, row in ((1208, 1012), (3584, 892), (5632, 1024)):  # the antenna, between two bulbs, the cusp
        region = f"(left + {column} * pixel, left + {column + 64} * pixel, top - {row + 4} * pixel, top - {row} * pixel)"
        expected = notebook.value(
            f"widget.formula.render({region}, (4, 64), max_iter=200, coloring=widget.saved.coloring, "
            "antialias=widget.antialias, part_of=((left, right, bottom, top), (256, 1024))).tolist()"
        )
        assert len(np.unique(np.reshape(expected, (-1, 3)), axis=0)) > 10, "something is to be seen there"
        assert (saved[row : row + 4, column : column + 64] == expected).all()


def test_a_large_picture_can_be_cancelled(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.max_iter = 100_000\nwidget.interior = 'distance'")
    view.settle()
    downloads: list[object] = []
    notebook.page.on("download", lambda download: downloads.append(download))  # noqa: PLW0108 - Playwright wants a function
    view.click("large")
    view.root.get_by_role("menuitem", name="8192 \u00d7 5760 pixels").click()
    notebook.wait_until(lambda: "8192 \u00d7 5760 pixels" in view.notice, "its progress must be told")
    view.root.get_by_role("button", name="Cancel").click()
    notebook.wait_until(lambda: "pixels" not in view.notice, "it must be gone")
    view.focus()
    view.press("+")
    assert_true(notebook, view)
    assert downloads == []
