"""Themes, motion, and those who do not see the picture."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FloatRect

from ..support.notebook import Notebook
from ..support.view import View

WIDGET = "iterscope.FractalWidget(width=640, height=420)"
PARTS = (".its-title", ".its-figure", ".its-scalebar", ".its-group")
CONTRAST = 4.5
"""The contrast of text that WCAG 2.2 demands."""


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show(WIDGET)


@pytest.fixture
def dark(notebook: Notebook) -> Iterator[None]:
    notebook.choose_theme("JupyterLab Dark")
    yield
    notebook.choose_theme("JupyterLab Light")


def luminance(color: list[int]) -> float:
    """Return the relative luminance of WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (x / 255 for x in color)]
    return float(sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))


def colors(view: View, selector: str) -> tuple[float, float]:
    """Return the luminances of an element's text and ground; a transparent ground counts as opaque."""
    text, ground = view.root.locator(selector).first.evaluate(
        """element => {
            const context = new OffscreenCanvas(1, 1).getContext('2d');
            const read = (color) => {
                context.fillStyle = color;
                context.clearRect(0, 0, 1, 1);
                context.fillRect(0, 0, 1, 1);
                return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
            };
            const style = getComputedStyle(element);
            return [read(style.color), read(style.backgroundColor)];
        }"""
    )
    return luminance(text), luminance(ground)


def test_light(view: View) -> None:
    for part in PARTS:
        text, ground = colors(view, part)
        assert (ground + 0.05) / (text + 0.05) >= CONTRAST


def test_the_status_says_whose_point_it_names(view: View) -> None:
    named = """point => getComputedStyle(point, '::before').content + point.textContent"""
    point = view.root.locator(".its-point")
    assert point.evaluate(named).startswith('"center')
    view.hover(0.3, 0.4)
    view.settle()
    assert point.evaluate(named).startswith('"pointer')


@pytest.mark.usefixtures("dark")
def test_dark(view: View) -> None:
    for part in PARTS:
        text, ground = colors(view, part)
        assert (text + 0.05) / (ground + 0.05) >= CONTRAST


@pytest.mark.parametrize(("preference", "still"), [("no-preference", False), ("reduce", True)])
def test_motion(notebook: Notebook, view: View, preference: str, still: bool) -> None:  # noqa: FBT001
    notebook.page.emulate_media(reduced_motion=preference)
    try:
        widths = view.root.evaluate(
            """async root => {
                const shown = () => root.querySelector('.its-view-width').textContent;
                const widths = new Set([shown()]);
                root.focus();
                root.querySelector('[data-action=zoom-in]').click();
                for (let frame = 0; frame < 60; frame++) {
                    await new Promise(requestAnimationFrame);
                    widths.add(shown());
                }
                return widths.size;
            }"""
        )
    finally:
        notebook.page.emulate_media(reduced_motion="no-preference")
    assert (widths == 2) == still


def test_names_for_those_who_hear(notebook: Notebook, view: View) -> None:
    assert view.root.get_attribute("role") == "application"
    assert "-0.8" in view.root.get_attribute("aria-label")
    for button in view.root.get_by_role("button").all():
        assert button.get_attribute("aria-label")
        assert button.get_attribute("title")
    notebook.execute("widget.c = 0.25")
    view.settle()
    notebook.wait_until(
        lambda: "0.25" in view.root.get_attribute("aria-label"), "the name must follow the constant"
    )
    view.focus()
    view.press("+")
    live = view.root.locator("[aria-live=polite]")
    live.filter(has_text="width 2.2, depth 1: stays for 400 steps").wait_for(state="attached")
    notebook.execute("widget.c = -2.5")
    live.filter(has_text="outside, distance to the set about").wait_for(state="attached")


def test_focus_shows(notebook: Notebook, view: View) -> None:
    ring = "root => getComputedStyle(root, '::after').boxShadow"
    unfocused = view.root.evaluate(ring)
    view.focus()
    notebook.page.keyboard.press("Shift")
    assert view.root.evaluate("root => root.matches(':focus-visible')")
    assert view.root.evaluate(ring) != unfocused
    notebook.page.keyboard.press("Tab")
    assert view.button("zoom-in").evaluate("button => button.matches(':focus-visible')")


def test_flat_view_shows_the_height_of_the_first_one(notebook: Notebook) -> None:
    notebook.show("iterscope.FractalWidget(height=300)")
    at_home = notebook.traits()
    assert at_home["width"] > 16 / 9 * at_home["height"]
    height = 2 ** at_home["log2_width"] * at_home["height"] / at_home["width"]
    assert height == pytest.approx(4.4 * 9 / 16, rel=0.01)
    view = notebook.view()
    view.focus()
    view.press("+")
    view.settle()
    view.press("Home")
    view.settle()
    notebook.wait_until(
        lambda: notebook.traits()["log2_width"] == pytest.approx(at_home["log2_width"]), "home must be home"
    )


@pytest.mark.parametrize("size", [(480, 300), (500, 320), (690, 400), (1000, 540), (320, 240)])
def test_nothing_lies_upon_another_or_is_cut(notebook: Notebook, size: tuple[int, int]) -> None:
    width, height = size
    view = notebook.show(
        f"iterscope.FractalWidget(width={width}, height={height}, c=-0.743643887 + 0.1318259042j)"
    )
    parts = [".its-title", ".its-figures", ".its-scalebar", ".its-toolbar .its-group"]
    boxes = [
        (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
        for part in parts
        for box in (each.bounding_box() for each in view.root.locator(part).all())
        if box
    ]
    assert len(boxes) >= len(parts) + 2
    left, top = view.place(0, 0)
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        assert left <= x0 < x1 <= left + width
        assert top <= y0 < y1 <= top + height
        for u0, v0, u1, v1 in boxes[:index]:
            assert x1 <= u0 or u1 <= x0 or y1 <= v0 or v1 <= y0
    figures = view.root.locator(".its-figure:visible")
    shown = [each for each in figures.all() if _is_within(each.bounding_box(), boxes[1])]
    texts = " ".join(each.inner_text() for each in shown)
    if width >= 480:
        assert "width" in texts
        assert "iterations" in texts


def _is_within(box: FloatRect | None, outer: tuple[float, float, float, float]) -> bool:
    return bool(box and box["y"] >= outer[1] - 1 and box["y"] + box["height"] <= outer[3] + 1)
