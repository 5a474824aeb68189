"""Both views live, whatever shows them: drives them by pointer and keys, and sees that a kernel answers."""

from playwright.sync_api import Locator, Page

from ..fit.view import FitView
from ..support.view import View

FRACTAL = "iterscope.FractalWidget(height=320)"
FIT = "iterscope.GaussianMixture(2, random_state=0).explore(np.random.default_rng(0).normal(size=(90, 2)) * [3, 1])"
IMPORTS = "import iterscope, numpy as np"
LETTERS = ("x", "a", "b", "d", "d", "z", "m", "y", "1", "Enter", "Shift+Enter")
"""Keys that take cells away, add, join and run them in hosts that have a command mode."""


def assert_live(page: Page) -> tuple[View, FitView]:
    """Zoom by the wheel and fit to the end, both of which need the kernel; return the views."""
    fractal = View(page, page.locator(".its-fractal").first)
    fractal.settle()
    fractal.root.scroll_into_view_if_needed()
    width = fractal.root.locator(".its-view-width")
    before = width.inner_text()
    fractal.canvas.click()
    for _ in range(3):
        fractal.wheel(1, 0.4, 0.4)
    _wait(page, width, before)
    fractal.settle()
    assert len({*map(tuple, fractal.pixels().reshape(-1, 3)[::64])}) > 20, "there must be a picture"
    fit = FitView(page, page.locator(".its-mixture").first)
    fit.rest()
    fit.focus()
    fit.press("End")
    fit.root.get_by_text("Converged").first.wait_for()
    fit.rest()
    assert fit.colorful() > 100
    assert fractal.notice == fit.notice == ""
    return fractal, fit


def assert_keys_stay(page: Page, view: View, cells: Locator) -> None:
    """Press what would change cells of the host."""
    before = cells.all_inner_texts()
    view.focus()
    view.press(*LETTERS)
    page.wait_for_timeout(500)
    view.press("Escape")
    assert cells.all_inner_texts() == before


def _wait(page: Page, node: Locator, before: str) -> None:
    page.wait_for_function(
        "([node, before]) => node.innerText !== before", arg=[node.element_handle(), before]
    )
