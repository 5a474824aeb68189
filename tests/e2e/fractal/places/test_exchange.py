"""Copy, paste and drop: a view leaves the page and comes back."""

import base64
import io
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ...support.lab import Lab
from ...support.notebook import Notebook
from ...support.view import View
from ..picture import assert_true, log2_width

SHOW = "iterscope.Mandelbrot().explore(width=640, height=480)"
DEEP = f"iterscope.Julia(1j).explore(center=('0', '1'), log2_width={log2_width(640, 62)!r}, colormap='magma', light=0.25, width=640, height=480)"

_EVENT = """(root, [kind, name, content]) => {
    const data = new DataTransfer();
    if (name === null) data.setData('text/plain', content);
    else data.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name));
    const options = { bubbles: true, cancelable: true };
    const event = kind === 'paste'
        ? new ClipboardEvent(kind, { ...options, clipboardData: data })
        : new DragEvent(kind, { ...options, dataTransfer: data });
    return !root.dispatchEvent(event);
}"""


def paste(view: View, text: str) -> None:
    assert view.root.evaluate(_EVENT, ["paste", None, text]), "the view must take it"


def drop(view: View, content: bytes, name: str = "plot.png") -> None:
    assert view.root.evaluate(_EVENT, ["drop", name, base64.b64encode(content).decode()])


def saved(notebook: Notebook, name: str = "widget") -> list[Any]:
    """Return what a view shows, its numbers rounded."""
    center = f"[round(float(part), 12) for part in {name}.center]"
    rest = (
        f"[repr({name}.formula), round({name}.log2_width, 9), {name}.max_iter, repr({name}.saved.coloring)]"
    )
    return [*notebook.value(center), *notebook.value(rest)]


def as_json(notebook: Notebook, name: str = "widget") -> str:
    return str(notebook.value(f"{name}.saved.to_json()"))


def test_keys_copy_python_that_makes_the_view_and_paste_it(notebook: Notebook) -> None:
    view = notebook.show(DEEP, "")
    there = saved(notebook)
    view.focus()
    notebook.page.keyboard.press("Control+c")
    view.root.get_by_text("The view is copied, as Python.").wait_for()
    notebook.execute("widget.goto(0.25, 1); widget.colormap = 'viridis'")
    view.settle()
    view.focus()
    notebook.page.keyboard.press("Control+v")
    notebook.wait_until(lambda: saved(notebook) == there, "the paste must lead back")
    assert_true(notebook, view)
    assert notebook.page.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length") == 2
    copied = notebook.page.evaluate(
        """root => {
            const data = new DataTransfer();
            root.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true }));
            return data.getData('text/plain');
        }""",
        view.root.element_handle(),
    )
    assert copied.startswith('Julia(c=("0.0", "1.0")).explore(center=("0", "1"), log2_width=-5')
    notebook.execute(f"from iterscope import *; again = {copied}")
    assert saved(notebook, "again") == there


def test_json_is_pasted_in_another_view(notebook: Notebook) -> None:
    view = notebook.show(SHOW)
    notebook.execute(
        f"other = iterscope.Newton(coefficients=[1, 0, 0, -1]).explore(log2_width={log2_width(640, 5)!r})"
    )
    paste(view, "hello")
    notice = view.root.locator(".its-notice[data-kind=address]")
    notice.wait_for()
    paste(view, as_json(notebook, "other"))
    notice.wait_for(state="detached")
    notebook.wait_until(lambda: saved(notebook) == saved(notebook, "other"), "it must show the other view")
    assert_true(notebook, view)
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.traits()["formula"]["kind"] == "mandelbrot", "a paste is taken back")


def test_one_undo_takes_back_all_that_a_paste_or_a_picture_changed(notebook: Notebook) -> None:
    view = notebook.show(
        "iterscope.Julia(1j).explore(width=640, height=480, max_iter=900, colormap='viridis')"
    )
    before = saved(notebook)
    notebook.execute(
        "other = iterscope.Julia(-1).explore(log2_width=0.5, max_iter=300, colormap='magma', light=0.5)"
    )
    there = saved(notebook, "other")
    picture = notebook.value("__import__('base64').b64encode(other.to_png(64, 48)).decode()")
    for act in (
        lambda: paste(view, as_json(notebook, "other")),
        lambda: drop(view, base64.b64decode(picture)),
    ):
        act()
        notebook.wait_until(lambda: saved(notebook) == there, "it must show the other view")
        view.settle()
        view.press("Control+z")
        notebook.wait_until(lambda: saved(notebook) == before, "one undo must take back all of it")
        view.settle()
        view.press("Control+Shift+z")
        notebook.wait_until(lambda: saved(notebook) == there, "and one makes it again")
        view.settle()
        view.press("Control+z")
        notebook.wait_until(lambda: saved(notebook) == before, "and back once more")
        view.settle()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "{}",
        '{"formula": {"kind": "nova"}}',
        "<img src=x onerror=alert(1)>",
        "9" * 70_000,
        "x" * 10_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_other_texts_get_a_word(notebook: Notebook, text: str) -> None:
    view = notebook.show(SHOW)
    before = saved(notebook)
    paste(view, text)
    notice = view.root.locator(".its-notice[data-kind=address]")
    notice.wait_for()
    assert 10 < len(notice.inner_text()) < 400
    assert saved(notebook) == before
    notice.get_by_role("button").click()
    view.settle()


def test_a_saved_picture_restores_its_view(notebook: Notebook, tmp_path: Path) -> None:
    view = notebook.show(DEEP)
    there = saved(notebook)
    with notebook.page.expect_download() as download:
        view.click("save")
    own = download.value.path().read_bytes()
    file = tmp_path / "own.png"
    file.write_bytes(own)
    assert json.loads(Image.open(io.BytesIO(own)).info["Parameters"])["log2_width"] == log2_width(640, 62)
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(own)).convert("RGB")), view.pixels())
    assert saved(notebook, f"iterscope.FractalWidget.from_png({str(file)!r})") == there
    kernels = base64.b64decode(
        notebook.value("__import__('base64').b64encode(widget.to_png(64, 48)).decode()")
    )
    for picture in (own, kernels):
        view = notebook.show(SHOW)
        drop(view, picture)
        notebook.wait_until(lambda: saved(notebook) == there, "the drop must restore it")
        assert_true(notebook, view)


@pytest.mark.parametrize("kind", ["none", "text", "forged", "cut"])
def test_other_pictures_get_a_word(notebook: Notebook, kind: str) -> None:
    file = io.BytesIO()
    Image.new("L", (3, 2)).save(file, "PNG")
    plain = file.getvalue()
    body = b'tEXtParameters\0{"formula": {"kind": "mandelbrot", "parameters": {}}, "center": [0, 0], "log2_width": 1}'
    forged = plain[:33] + (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4) + plain[33:]
    content = {"none": plain, "text": b"hello", "forged": forged, "cut": forged[:60]}[kind]
    view = notebook.show(SHOW)
    before = saved(notebook)
    drop(view, content)
    view.root.locator(".its-notice[data-kind=address]").wait_for()
    assert saved(notebook) == before
    view.press("Escape")


def test_a_file_takes_its_own_views_without_a_kernel(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    notebook.show("iterscope.FractalWidget(width=320, height=240, antialias=1)")
    file = tmp_path / "julia.html"
    notebook.execute("widget.bookmark('here')")
    notebook.execute(f"widget.to_html({str(file)!r}, depth=1)")
    own = as_json(notebook).replace('"log2_width":', '"log2_width":1.5,"was":')
    deep = own.replace('"log2_width":1.5', '"log2_width":-9000')
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = View(page, page.locator(".its-fractal"))
        view.settle()
        paste(view, own)
        notebook.wait_until(lambda: "width 2.8" in view.status, "its own view must be shown")
        view.settle()
        for wrong in (deep, "0, 0, 1e9999", "0, 0, 1e-9999", "100, 0"):
            paste(view, wrong)
            view.root.get_by_text(" lies ").wait_for()
            assert "width 2.8" in view.status
            view.root.locator(".its-notice[data-kind=address]").get_by_role("button").click()
        for other in ("1/7", own.replace("julia", "mandelbrot")):
            paste(view, other)
            view.root.get_by_text("Here is no kernel to ask").wait_for()
            assert "width 2.8" in view.status
        view.focus()
        view.press("b")
        assert (
            view.root.locator(".its-mark img").evaluate("image => image.decode().then(() => image.width)") > 0
        )
