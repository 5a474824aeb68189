"""Both views under what people set for themselves: keys and speech, large print, high contrast, stillness, another script."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ..support.axe import violations
from ..support.view import pause
from .test_theme import brightness, write

Open = Callable[..., Page]
PLACES = """root => [...root.querySelectorAll('*')].filter((node) => node.getClientRects().length > 0).map((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const { left: x, top: y } = root.getBoundingClientRect();
    return [node.getAttribute('class'), ...[left - x, top - y, width, height].map(Math.round)];
})"""

RECORD = """root => {
    const width = root.querySelector('.its-view-width');
    const canvas = root.querySelector('canvas');
    window.seen = new Set();
    const look = () => {
        window.seen.add(width ? width.textContent : canvas.toDataURL());
        requestAnimationFrame(look);
    };
    look();
}"""
"""Collects how wide a fractal's view is, or the pictures of a fit, frame by frame."""


@pytest.fixture(scope="module", params=["fractal", "mixture"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("settings") / f"{request.param}.html"
    write(request.param, path)
    return path


@pytest.fixture
def show(file: Path, chromium: Browser) -> Iterator[Open]:
    """Show the file in a browser with other settings, and in a page that says something else of itself."""

    @contextmanager
    def shown(html: str, options: dict[str, Any]) -> Iterator[Page]:
        context = chromium.new_context(**({"viewport": {"width": 900, "height": 700}} | options))
        page = context.new_page()
        copy = file.with_stem("copy")
        copy.write_text(file.read_text().replace('<html lang="en"', f"<html {html}"))
        page.goto(copy.as_uri())
        page.locator("[data-its-state=settled]").wait_for()
        pause(page, 400)
        yield page
        context.close()

    with ExitStack() as stack:
        yield lambda html='lang="en"', **options: stack.enter_context(shown(html, options))


def spoken(page: Page) -> str:
    return page.locator(".its-live").inner_text()


def test_keys_and_speech_are_enough(file: Path, show: Open) -> None:
    page = show()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('.its-view')")
    name, before = page.locator(".its-view").get_attribute("aria-label"), spoken(page)
    if file.stem == "fractal":
        assert "Julia set" in str(name)
        page.keyboard.press("+")
        page.wait_for_function(
            "before => document.querySelector('.its-live').innerText !== before", arg=before
        )
        assert "width" in spoken(page)
    else:
        assert "2 components" in str(name)
        page.keyboard.press("Home")
        page.wait_for_function(
            "before => document.querySelector('.its-live').innerText !== before", arg=before
        )
        assert spoken(page) == "iteration 0"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").or_(page.locator(".its-help")).first.is_visible()
    page.keyboard.press("Escape")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.dataset.action ?? null"))
    buttons = page.locator("button:visible:not([aria-disabled=true])").evaluate_all(
        "nodes => nodes.map(node => node.dataset.action)"
    )
    assert set(buttons) <= reached


def test_at_twice_the_size(show: Open) -> None:
    page = show(viewport={"width": 640, "height": 500}, device_scale_factor=2)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    root = page.locator(".its-view")
    assert violations(root) == []
    outer = root.bounding_box()
    assert outer is not None
    for button in page.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert outer["x"] <= box["x"]
        assert box["x"] + box["width"] <= outer["x"] + outer["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_high_contrast_colors_are_the_systems(show: Open, scheme: str) -> None:
    page = show(forced_colors="active", color_scheme=scheme)
    assert brightness(page) == (255 if scheme == "light" else 0)
    page.keyboard.press("Tab")
    ring = page.locator(".its-view").evaluate("root => getComputedStyle(root, '::after').boxShadow")
    assert "inset" in ring, "the focus must be seen"
    assert violations(page.locator(".its-view")) == []


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_for_who_wants_stillness(file: Path, show: Open, motion: str) -> None:
    page = show(reduced_motion=motion)
    root = page.locator(".its-view")
    root.focus()
    root.evaluate(RECORD)
    root.press("+" if file.stem == "fractal" else "Home")
    pause(page, 1000)
    seen = root.evaluate("() => window.seen.size")
    assert seen == 2 if motion == "reduce" else seen > 2


def test_a_page_from_right_to_left_leaves_a_view_as_it_is(show: Open) -> None:
    places = [
        show(html).locator(".its-view").evaluate(PLACES) for html in ('lang="en"', 'lang="ar" dir="rtl"')
    ]
    assert places[0] == places[1]
