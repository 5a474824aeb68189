"""Colors are laid over fields in the page, and ask the kernel only for fields that are not there."""

from typing import Any

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
    panel.get_by_role("button", name="As usual").click()
    notebook.wait_until(lambda: notebook.traits()["density"] == 1, "what is usual must come back")
    view.root.press("Escape")
    panel.wait_for(state="detached")


def test_a_place_is_written_and_gone_to(notebook: Notebook, view: View) -> None:
    view.press("g")
    text = view.root.get_by_role("textbox", name="Place")
    assert str(notebook.traits()["log2_width"])[:8] in text.input_value()
    text.fill("nowhere")
    text.press("Enter")
    assert text.get_attribute("aria-invalid") is not None
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
