"""Both planes are presented together."""

from playwright.sync_api import FloatRect, Locator

from ...support.notebook import Notebook
from .planes import show


def box(node: Locator) -> FloatRect:
    found = node.bounding_box()
    assert found is not None
    return found


def test_both_planes_are_presented_and_the_hint_lies_beside_the_title(notebook: Notebook) -> None:
    explorer = show(notebook)
    explorer.starts.press("p")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-explorer')")
    explorer.settle()
    assert explorer.root.locator(".its-view.its-presenting").count() == 2
    hint, title = explorer.starts.root.locator(".its-notice"), explorer.starts.root.locator(".its-title")
    explorer.starts.press("o")
    sheet = explorer.starts.root.locator(".its-orbit")
    sheet.wait_for()
    assert box(title)["y"] + box(title)["height"] <= box(sheet)["y"]
    explorer.starts.press("o")
    for below in hint.evaluate_all(
        "hints => hints.map(hint => hint.getBoundingClientRect().y)"
    ):  # it goes by itself
        assert box(title)["y"] + box(title)["height"] <= below
    explorer.parameters.press("Escape")
    notebook.page.wait_for_function("() => !document.fullscreenElement")
    notebook.page.wait_for_function("() => !document.querySelector('.its-presenting')")
    explorer.settle()
    explorer.parameters.press("p")
    notebook.page.wait_for_function("() => document.querySelectorAll('.its-presenting').length === 2")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-explorer')")
    notebook.page.evaluate("() => document.exitFullscreen()")
    notebook.page.wait_for_function("() => !document.querySelector('.its-presenting')")
    explorer.settle()
