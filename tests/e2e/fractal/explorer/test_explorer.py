"""The explorer: c is dragged, clicked and moved by keys; planes are swapped, brought together, and folded."""

import base64
import io
import re
from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest
from PIL import Image

from iterscope import View

from ...support.notebook import Notebook
from ..picture import assert_true
from .planes import SIDE, Explorer, show


@pytest.fixture
def explorer(notebook: Notebook) -> Explorer:
    return show(notebook)


@pytest.fixture
def narrow(notebook: Notebook) -> Iterator[Notebook]:
    notebook.page.set_viewport_size({"width": 760, "height": 1000})
    yield notebook
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})


def test_dragging_c_shows_its_julia_set(notebook: Notebook, explorer: Explorer) -> None:
    notebook.execute(
        "seen = []\nwidget.observe(lambda change: seen.append(str(change.new)), 'c')\nview = widget.parameter_plane.view"
    )
    notebook.traffic.clear()
    before = explorer.parameters.pixels()
    explorer.drag((0.6, 0.3), (0.65, 0.25), (0.7, 0.2), release=False)
    notebook.wait_until(
        lambda: len(notebook.traffic.replies("frame")) > 0, "frames must come while c is dragged"
    )
    assert notebook.traffic.replies("tiles") == [], "and no tiles"
    notebook.wait_until(
        lambda: len(notebook.value("seen")) > 0, "observers must hear of c while it is dragged"
    )
    explorer.page.mouse.up()
    assert_true(notebook, explorer.starts, name="widget.dynamical_plane")
    place = View(*notebook.value("[widget.parameter_plane.center, widget.parameter_plane.log2_width]"))
    left, right, bottom, top = place.region((SIDE, SIDE))
    expected = left + 0.7 * (right - left), top + 0.2 * (bottom - top)
    pixel = (right - left) / SIDE
    assert np.hypot(*(float(part) - at for part, at in zip(explorer.c, expected, strict=True))) < 2 * pixel
    assert notebook.value("str(widget.dynamical_plane.formula.c == widget.c)") == "True"
    assert notebook.value("str(view == widget.parameter_plane.view)") == "True", "the parameter plane stays"
    assert (explorer.parameters.pixels() == before).all()


def _asked(notebook: Notebook) -> int:
    """Return the number of the frame that was asked for last."""
    contents = [data.get("content", {}) for data in notebook.traffic.sent]
    return int([content["seq"] for content in contents if content.get("kind") == "frame"][-1])


def test_the_status_follows_the_ring_that_is_held(explorer: Explorer) -> None:
    for x, y in ((0.6, 0.3), (0.7, 0.2)):
        explorer.drag((x, y), release=False)
        held = complex(-0.75 + 3.15 * (x - 0.5), 3.15 * (0.5 - y))
        explorer.notebook.wait_until(
            lambda held=held: abs(explorer.parameters.point - held) < 0.02, "it must tell where c is"
        )
        explorer.page.mouse.up()
        explorer.settle()


@pytest.mark.parametrize("width", [700, 1032])
def test_a_long_c_is_shortened_in_both_parts(notebook: Notebook, width: int) -> None:
    c = ("-0.743643887037151", "0.131825904205330")
    notebook.write(f"import iterscope\nwidget = iterscope.explore(c={c}, width={width}, height=300)\nwidget")
    notebook.run(0)
    explorer = Explorer(notebook)
    explorer.settle()
    title = explorer.starts.root.locator(".its-title")
    assert title.evaluate("node => node.scrollWidth <= node.clientWidth"), "it must fit"
    numbers = re.findall(r"[\u2212]?[\d.]+\u2026?", title.inner_text().split("c = ")[1])
    assert len(numbers) == 2
    assert len({number.endswith("\u2026") for number in numbers}) == 1
    assert all(len(number.strip("\u2026")) >= 6 for number in numbers)
    assert c[1].startswith(numbers[1].strip("\u2026"))


def test_the_frame_that_is_shown_is_the_last_one(notebook: Notebook, explorer: Explorer) -> None:
    notebook.traffic.clear()
    explorer.drag((0.5, 0.3), release=False)
    notebook.wait_until(lambda: len(notebook.traffic.replies("frame")) > 0, "a frame must come")
    notebook.pause(500)
    notebook.wait_until(
        lambda: _asked(notebook) == notebook.traffic.replies("frame")[-1]["seq"], "so must the last"
    )
    notebook.pause(100)
    poster = notebook.traffic.replies("frame")[-1]["poster"]
    drawn = np.asarray(Image.open(io.BytesIO(base64.b64decode(poster["png"]))).convert("RGB"))
    if poster["width"] == SIDE:  # a busy machine has been asked for fewer pixels
        assert (explorer.starts.pixels() == drawn).all()
    assert explorer.starts.state == "working"
    explorer.page.mouse.up()
    explorer.settle()
    assert tuple(map(Decimal, poster["formula"]["parameters"]["c"])) == explorer.c
    assert_true(notebook, explorer.starts, name="widget.dynamical_plane")


def test_a_click_sets_c_and_a_double_click_only_zooms(notebook: Notebook, explorer: Explorer) -> None:
    explorer.page.mouse.click(*explorer.parameters.place(0.25, 0.5))
    notebook.wait_until(lambda: abs(float(explorer.c[0]) - (-0.75 - 3.15 / 4)) < 0.02, "a click must set c")
    assert abs(float(explorer.c[1])) < 0.02
    explorer.settle()
    before = explorer.c
    explorer.parameters.double_click(0.75, 0.25)
    explorer.settle()
    notebook.wait_until(
        lambda: notebook.value("widget.parameter_plane.log2_width < 1"), "a double click must zoom"
    )
    assert explorer.c == before
    assert_true(notebook, explorer.starts, name="widget.dynamical_plane")
    explorer.starts.focus()
    explorer.page.mouse.click(*explorer.starts.place(0.5, 0.5))
    explorer.settle()
    assert explorer.c == before, "a click in the dynamical plane leaves c alone"


def test_a_double_click_soon_after_a_click_elsewhere_keeps_what_that_set(
    notebook: Notebook, explorer: Explorer
) -> None:
    explorer.page.mouse.click(*explorer.parameters.place(0.25, 0.5))
    explorer.parameters.double_click(0.75, 0.25)
    notebook.wait_until(
        lambda: notebook.value("widget.parameter_plane.log2_width < 1"), "a double click must zoom"
    )
    explorer.settle()
    assert abs(float(explorer.c[0]) - (-0.75 - 3.15 / 4)) < 0.02
    assert abs(float(explorer.c[1])) < 0.02


def test_keys_move_c(notebook: Notebook, explorer: Explorer) -> None:
    before = explorer.c
    explorer.starts.press("Alt+ArrowRight", "Alt+Shift+ArrowUp")
    pixel = 3.15 / SIDE
    notebook.wait_until(lambda: explorer.c[1] > before[1], "keys must move c")
    explorer.settle()
    assert float(explorer.c[0] - before[0]) == pytest.approx(pixel, abs=0.2 * pixel)
    assert float(explorer.c[1] - before[1]) == pytest.approx(16 * pixel, abs=0.2 * pixel)
    assert_true(notebook, explorer.starts, name="widget.dynamical_plane")


def test_at_depth_c_has_the_digits_that_it_needs(notebook: Notebook, explorer: Explorer) -> None:
    notebook.execute("widget.c = 1j\nwidget.together = True\nwidget.parameter_plane.goto(1j, width='1e-50')")
    explorer.settle()
    explorer.drag((0.6, 0.5))
    explorer.settle()
    notebook.wait_until(lambda: explorer.c != (0, 1), "c must move")
    moved = explorer.c[0]
    assert Decimal("5e-52") < moved < Decimal("2e-51"), "by less than a view's width"
    assert len(str(explorer.c[1])) > 50 or explorer.c[1] == 1
    assert notebook.value("widget.dynamical_plane.log2_width") == pytest.approx(-166.1, abs=0.1)


def test_planes_are_swapped(notebook: Notebook, explorer: Explorer) -> None:
    def left() -> float:
        box = explorer.parameters.canvas.bounding_box()
        assert box is not None
        return box["x"]

    before = left()
    explorer.starts.press("w")
    notebook.wait_until(lambda: left() == before + SIDE + 8, "the planes must change their places")
    notebook.wait_until(lambda: notebook.value("widget.swapped"), "the kernel must hear of it")
    explorer.parameters.click("swap")
    notebook.wait_until(lambda: left() == before, "and back")
    notebook.execute("widget.swapped = True")
    notebook.wait_until(lambda: left() == before + SIDE + 8, "Python can swap them")


def test_together_both_zoom_about_c(notebook: Notebook, explorer: Explorer) -> None:
    notebook.execute("widget.c = 1j")
    explorer.parameters.press("t")
    notebook.wait_until(
        lambda: (
            notebook.value("str(widget.parameter_plane.view == widget.dynamical_plane.view)") == "True"
            and notebook.value("widget.parameter_plane.center") == ["0.0", "1.0"]
        ),
        "both must go to c",
    )
    explorer.settle()
    for plane, other in ((explorer.parameters, explorer.starts), (explorer.starts, explorer.parameters)):
        plane.focus()
        for _ in range(3):
            plane.wheel(1)
        plane.settle()
        other.settle()
        notebook.wait_until(
            lambda: (
                notebook.value(
                    "str(widget.parameter_plane.view.log2_width == widget.dynamical_plane.view.log2_width)"
                )
                == "True"
            ),
            "both must have the same scale",
        )
    widths = notebook.value("[widget.parameter_plane.log2_width, widget.dynamical_plane.log2_width]")
    assert widths[0] < -3
    assert explorer.root.locator("button[data-action=together][aria-pressed=true]").count() == 2


def test_at_a_misiurewicz_point_both_planes_are_similar(notebook: Notebook, explorer: Explorer) -> None:
    notebook.execute("widget.c = 1j\nwidget.together = True\nwidget.parameter_plane.goto(1j, -9)")
    explorer.settle()
    explorer.parameters.focus()
    for _ in range(3):
        explorer.parameters.wheel(1)
    explorer.settle()
    widths = notebook.value("[widget.parameter_plane.log2_width, widget.dynamical_plane.log2_width]")
    assert widths[0] == widths[1] < -11
    # From c both planes run into the cycle of period 2 of alpha = i - 1: a step d of c leads as far from it as a step
    # f d of z if d(c^2 + c - alpha(c)) = 2 c f d, so the Julia set is the Mandelbrot set turned and scaled by f (Tan Lei).
    c, alpha = 1j, -1 + 1j
    factor = (2 * c + 1 + 1 / (2 * alpha + 1)) / (2 * c)
    of_c, of_z = (plane.pixels().mean(axis=2) for plane in (explorer.parameters, explorer.starts))
    rows, columns = np.mgrid[SIDE // 4 : 3 * SIDE // 4, SIDE // 4 : 3 * SIDE // 4]
    middle = (SIDE - 1) / 2

    def likeness(factor: complex) -> float:
        steps = factor * (columns - middle + 1j * (middle - rows))
        there = np.rint(middle - steps.imag).astype(int), np.rint(middle + steps.real).astype(int)
        return float(np.corrcoef(of_c[rows, columns].ravel(), of_z[there].ravel())[0, 1])

    assert likeness(factor) > 0.95
    assert likeness(1) < 0.8 > likeness(factor.conjugate()), "and by no other factor"


def test_narrow_planes_lie_one_under_the_other(narrow: Notebook) -> None:
    narrow.write("import iterscope\nwidget = iterscope.explore(height=300)\nwidget")
    narrow.run(0)
    explorer = Explorer(narrow)
    explorer.settle()
    boxes = [plane.canvas.bounding_box() for plane in (explorer.parameters, explorer.starts)]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] == boxes[1]["x"]
    assert boxes[0]["y"] + boxes[0]["height"] < boxes[1]["y"]
    assert boxes[0]["width"] == boxes[1]["width"]
    narrow.wait_until(
        lambda: narrow.value("widget.parameter_plane.width") == round(boxes[0]["width"]),  # type: ignore[index]
        "the planes must report their widths",
    )
    explorer.drag((0.5, 0.5))
    explorer.settle()


def test_the_wheel_turns_over_the_handle_too(notebook: Notebook, explorer: Explorer) -> None:
    explorer.parameters.focus()
    before = notebook.value("widget.parameter_plane.log2_width")
    explorer.page.mouse.move(*explorer.middle())
    explorer.page.mouse.wheel(0, -240)
    notebook.wait_until(
        lambda: notebook.value("widget.parameter_plane.log2_width") < before, "the plane must zoom"
    )


def test_outside_the_view_c_waits_at_the_edge(notebook: Notebook, explorer: Explorer) -> None:
    notebook.execute("widget.parameter_plane.goto(50, width=1)\nwidget.c = ('-2', '1e-500')")
    explorer.settle()
    x, _ = explorer.middle()
    left, _ = explorer.parameters.place(0, 0)
    assert left < x < left + 30
    explorer.drag((0.5, 0.5))
    notebook.wait_until(lambda: abs(float(explorer.c[0]) - 50) < 0.1, "it can be taken from there")


def test_what_each_plane_shows_is_said(explorer: Explorer) -> None:
    assert "Parameter plane c" in explorer.parameters.status
    assert "Dynamical plane z" in explorer.starts.status
    assert explorer.parameters.root.get_attribute("aria-label") == "Parameter plane c: Mandelbrot set"
    label = explorer.starts.root.get_attribute("aria-label") or ""
    assert label.startswith("Dynamical plane z: Julia set, c = -0.8")
    explorer.parameters.press("?")
    sheet = explorer.parameters.root.locator(".its-sheet").inner_text()
    assert "move c" in sheet
    assert "swap the planes" in sheet
    explorer.parameters.press("Escape")
