"""Colors are laid over fields in the page, and ask the kernel only for fields that are not there."""

from typing import Any

import numpy as np
import pytest

from ..support.notebook import Notebook
from ..support.view import View
from .picture import assert_true, log2_width

WIDGET = f"iterscope.Mandelbrot().explore(width=320, height=256, log2_width={log2_width(320, 1)!r})"
LOOKS: list[dict[str, Any]] = [
    {"light": 0.6, "density": 3.0, "offset": 0.25},
    {"color_by": "distance", "colormap": "viridis"},
    {"color_by": "final_angle", "density": 0.5},
    {"color_by": "trap", "colormap": "twilight"},
    {"color_by": "count", "colormap": "grey"},
    {"color_by": "count", "antialias": 1},
    {"antialias": 4},
]


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show(WIDGET)


def requested(notebook: Notebook) -> set[str]:
    """Return the fields that the page has asked for."""
    contents = [data.get("content", {}) for data in notebook.traffic.sent]
    return {field for content in contents if content.get("kind") == "view" for field in content["fields"]}


def dress(notebook: Notebook, look: dict[str, Any]) -> None:
    """Set traits of the widget, all others of its colors as usual."""
    usual = {"color_by": "smooth", "density": 1.0, "offset": 0.0, "light": 0.0, "interior": "flat"}
    for name, value in ({"colormap": "inferno", "antialias": 2} | usual | look).items():
        notebook.execute(f"widget.{name} = {value!r}")


def test_every_look_is_the_kernels_to_the_pixel(notebook: Notebook, view: View) -> None:
    for look in LOOKS:
        dress(notebook, look)
        assert_true(notebook, view)


def test_a_look_asks_for_the_fields_that_it_lacks_once(notebook: Notebook, view: View) -> None:
    view.settle()
    for look, lacking in (
        ({"light": 0.5}, {"angle"}),
        ({"color_by": "trap", "light": 0.5}, {"trap"}),
        ({"density": 2.0, "offset": 0.4}, set()),
        ({"colormap": "viridis", "light": 1.0}, set()),
        ({"color_by": "histogram"}, set()),
    ):
        notebook.traffic.clear()
        for name, value in look.items():
            notebook.execute(f"widget.{name} = {value!r}")
        view.settle()
        assert requested(notebook) == lacking, look


def test_the_panel_sets_what_python_reads(notebook: Notebook, view: View) -> None:
    notebook.traffic.clear()
    view.click("colors")
    panel = view.root.get_by_role("dialog", name="Colors")
    panel.get_by_role("radio", name="viridis").click()
    panel.get_by_role("slider", name="Density").press("ArrowRight")
    panel.get_by_role("slider", name="Offset").press("ArrowRight")
    panel.get_by_role("combobox", name="Color by").select_option("histogram")
    notebook.wait_until(
        lambda: notebook.traits()["color_by"] == "histogram", "the panel must set what is told"
    )
    traits = notebook.traits()
    assert traits["colormap"] == "viridis"
    assert traits["density"] == pytest.approx(2**0.05)
    assert traits["offset"] == pytest.approx(0.005)
    assert requested(notebook) == set()
    panel.get_by_role("button", name="Reset").click()
    notebook.wait_until(lambda: notebook.traits()["density"] == 1, "what is usual must come back")
    view.root.press("Escape")
    panel.wait_for(state="detached")


def test_a_place_is_written_and_gone_to(notebook: Notebook, view: View) -> None:
    view.press("g")
    text = view.root.get_by_role("textbox", name="Place")
    assert str(notebook.traits()["log2_width"])[:8] in text.input_value()
    text.fill("nowhere")
    text.press("Enter")
    notebook.wait_until(lambda: text.get_attribute("aria-invalid") is not None, "the kernel must refuse it")
    text.fill("-0.75 + 0.1i, 1e-3")
    text.press("Enter")
    text.wait_for(state="detached")
    notebook.wait_until(
        lambda: [*notebook.traits()["center"]] == ["-0.75", "0.1"], "the view must go where it is told to"
    )
    view.settle()
    assert "width 1.0e-3" in view.status
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.traits()["center"][1] != "0.1", "and come back")


def test_palettes_are_found_by_a_part_of_their_name(notebook: Notebook, view: View) -> None:
    view.click("colors")
    panel = view.root.get_by_role("dialog", name="Colors")
    search = panel.get_by_role("searchbox")
    search.fill("zzz")
    panel.get_by_text("No palette has that name.").wait_for()
    search.fill("cyc romao")
    panel.get_by_role("radio", name="romaO", exact=True).wait_for()
    assert panel.locator(".its-palettes input").count() == 1
    search.fill("thermal")
    panel.get_by_role("radio", name="thermal", exact=True).first.click()
    notebook.wait_until(
        lambda: notebook.traits()["colormap"].endswith("thermal"), "what is found must be what is set"
    )
    search.fill("")
    assert panel.locator(".its-palettes input").count() > 8
    assert_true(notebook, view)


def test_colors_play_without_the_kernel_and_rest_where_they_are(notebook: Notebook, view: View) -> None:
    still = view.pixels()
    notebook.traffic.clear()
    view.press("y")
    notebook.wait_until(lambda: bool((view.pixels() != still).any()), "the colors must go round")
    playing = view.pixels()
    notebook.wait_until(lambda: bool((view.pixels() != playing).any()), "and on")
    assert view.state == "settled"
    contents = [data.get("content", data.get("state")) for data in notebook.traffic.sent]
    assert contents == [{"cycling": 0.1}]
    view.press("y")
    notebook.wait_until(lambda: bool(notebook.value("widget.cycling") == 0), "they must rest")
    notebook.wait_until(lambda: notebook.traits()["offset"] > 0, "where they are")
    assert requested(notebook) == set()
    assert_true(notebook, view)


def test_colors_do_not_play_where_motion_is_not_wanted(notebook: Notebook, view: View) -> None:
    notebook.page.emulate_media(reduced_motion="reduce")
    try:
        notebook.execute("widget.cycling = 1.0")
        still = view.pixels()
        notebook.pause(300)
        assert np.array_equal(view.pixels(), still)
        view.click("colors")
        assert view.root.locator(".its-slide .its-button").get_attribute("aria-disabled") == "true"
    finally:
        notebook.page.emulate_media(reduced_motion="no-preference")


def test_the_histogram_is_dragged_and_its_colors_go_along(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.density = 4.0")
    view.settle()
    view.click("colors")
    strip = view.root.locator(".its-histogram")
    strip.scroll_into_view_if_needed()
    notebook.pause(200)
    box = strip.bounding_box()
    assert box
    color = """(canvas, x) => {
        const place = Math.round((x / canvas.clientWidth) * canvas.width);
        return [...canvas.getContext('2d').getImageData(place, canvas.height - 4, 1, 1).data];
    }"""
    before = strip.evaluate(color, 60.5)
    mouse, (x, y) = notebook.page.mouse, (box["x"], box["y"] + 30)
    mouse.move(x + 60, y)
    mouse.down()
    mouse.move(x + 90, y, steps=3)
    notebook.wait_until(lambda: notebook.traits()["offset"] != 0, "the colors must move")
    assert notebook.traits()["density"] == 4
    notebook.wait_until(
        lambda: bool(np.abs(np.subtract(strip.evaluate(color, 90.5), before)).max() < 40),
        "the histogram's color must go with the pointer",
    )
    mouse.move(x + 90, y - 68, steps=3)
    mouse.up()
    notebook.wait_until(
        lambda: notebook.traits()["density"] == pytest.approx(8), "the colors must pass by twice as often"
    )
    assert_true(notebook, view)
    strip.dblclick()
    notebook.wait_until(lambda: notebook.traits()["density"] == 1, "what is usual must come back")
    strip.press("ArrowRight")
    notebook.wait_until(lambda: notebook.traits()["offset"] == pytest.approx(0.99), "keys must move them")


def test_what_is_usual_can_be_chosen(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.colormap, widget.density = 'magma', 2.0")
    view.click("colors")
    panel = view.root.get_by_role("dialog", name="Colors")
    panel.get_by_role("button", name="Save as default").click()
    notebook.wait_until(
        lambda: notebook.value("dict(widget.usual)").get("colormap") == "magma", "it must be kept"
    )
    notebook.execute("widget.colormap, widget.density, widget.light = 'viridis', 1.0, 0.5")
    panel.get_by_role("button", name="Reset").click()
    notebook.wait_until(lambda: notebook.traits()["colormap"] == "magma", "what is usual must come back")
    assert (notebook.traits()["density"], notebook.traits()["light"]) == (2, 0)


def test_iterations_can_follow_the_depth_again(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.max_iter = 77")
    view.click("colors")
    iterations = view.root.get_by_role("combobox", name="Iterations")
    assert iterations.input_value() == "77"
    iterations.select_option("1000")
    notebook.wait_until(lambda: notebook.traits()["max_iter"] == 1000, "a number must be taken")
    iterations.select_option("auto")
    notebook.wait_until(lambda: notebook.traits()["max_iter"] == "auto", "and the usual way back")
    assert_true(notebook, view)


@pytest.mark.parametrize("level", [6, 22, 30])
def test_no_dive_ends_in_one_color(notebook: Notebook, level: int) -> None:
    width = f"log2_width={log2_width(320, level)!r}"
    view = notebook.show(
        f"iterscope.Mandelbrot().explore(width=320, height=256, center=(-0.75, 0.2), {width}, antialias=1)"
    )
    assert len(np.unique(view.pixels().reshape(-1, 3), axis=0)) > 90
    assert_true(notebook, view)
