"""The buttons, for those without a wheel."""

import io

import numpy as np
import pytest
from PIL import Image

from ..support.notebook import Notebook
from ..support.view import View
from .picture import assert_true, log2_width


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show(f"iterscope.FractalWidget(width=640, height=480, log2_width={log2_width(640, 2)!r})")


def test_zoom_and_home(notebook: Notebook, view: View) -> None:
    home = notebook.traits()
    for action, levels in (("zoom-in", 1), ("zoom-in", 2), ("zoom-out", 1), ("home", 0)):
        view.click(action)
        view.settle()
        notebook.wait_until(
            lambda levels=levels: (
                notebook.traits()["log2_width"] == pytest.approx(home["log2_width"] - levels)
            ),
            f"{action} must lead {levels} levels in",
        )
        assert_true(notebook, view)
    assert notebook.traits() == home


def test_colors(notebook: Notebook, view: View) -> None:
    view.click("colors")
    view.root.get_by_role("radio", name="viridis").click()
    notebook.wait_until(lambda: notebook.traits()["colormap"] == "viridis", "the menu must set the colormap")
    assert_true(notebook, view)


def test_colors_ask_the_kernel_for_nothing(notebook: Notebook, view: View) -> None:
    def rests() -> bool:
        before = len(notebook.traffic.received)
        notebook.pause(300)
        return len(notebook.traffic.received) == before

    notebook.wait_until(rests, "the tiles that are loaded ahead must arrive")
    notebook.traffic.clear()
    view.click("colors")
    for name in ("viridis", "grey", "romaO", "inferno"):
        view.root.get_by_role("radio", name=name, exact=True).click()
        assert view.state == "settled"
        assert_true(notebook, view)
    assert not [data for data in notebook.traffic.sent if data.get("content", {}).get("kind") == "view"]
    assert not notebook.traffic.replies("tiles")


def test_what_is_typed_takes_the_place_of_the_present_one(notebook: Notebook, view: View) -> None:
    view.click("goto")
    notebook.page.keyboard.type("-0.5 + 0.25i, 1e-3")
    notebook.page.keyboard.press("Enter")
    notebook.wait_until(lambda: notebook.traits()["center"] == ["-0.5", "0.25"], "Enter must lead there")
    view.settle()
    assert "width 1.0e-3" in view.status


def test_save(notebook: Notebook, view: View) -> None:
    with notebook.page.expect_download() as download:
        view.click("save")
    saved = np.asarray(Image.open(io.BytesIO(download.value.path().read_bytes())).convert("RGB"))
    assert np.array_equal(saved, view.pixels())


def test_help(view: View) -> None:
    view.click("help")
    sheet = view.root.get_by_role("dialog")
    sheet.wait_for()
    assert "zoom about the pointer" in sheet.inner_text()
    view.root.press("Escape")
    sheet.wait_for(state="detached")


def test_full_screen(notebook: Notebook, view: View) -> None:
    size = view.pixels().shape
    view.click("full-screen")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-fractal')")
    notebook.wait_until(lambda: view.pixels().shape > size, "the picture must fill the screen")
    view.settle()
    view.press("f")
    notebook.wait_until(lambda: view.pixels().shape == size, "the picture must come back to its size")
    assert notebook.traits()["width"] == 640
    assert_true(notebook, view)


@pytest.mark.parametrize(("height", "folds"), [(720, False), (300, True), (200, True), (160, True)])
def test_a_low_view_keeps_its_buttons_in_a_column_and_the_rest_in_a_menu(
    notebook: Notebook, height: int, *, folds: bool
) -> None:
    view = notebook.show(f"iterscope.FractalWidget(width=480, height={height})")
    buttons = view.root.locator(".its-toolbar button:visible").all()
    boxes = [box for button in buttons if (box := button.bounding_box())]
    assert len({box["x"] for box in boxes}) == 1
    bottom = view.root.locator(".its-scalebar").bounding_box()
    assert bottom
    assert boxes[-1]["y"] + boxes[-1]["height"] <= bottom["y"]
    more = view.button("more")
    assert more.is_visible() == folds
    if folds:
        more.click()
        menu = view.root.get_by_role("menu", name="More")
        hidden = view.root.locator(".its-toolbar button[hidden]:not([data-action=more])").count()
        assert menu.get_by_role("menuitem").count() == hidden > 0
        menu.get_by_role("menuitem", name="Save picture").wait_for()
        assert menu.get_by_role("menuitem", name="Undo").get_attribute("aria-disabled") == "true"
        menu.get_by_role("menuitem", name="Engine").click()
        view.root.get_by_role("menu", name="Engine").wait_for()
        view.press("Escape")
