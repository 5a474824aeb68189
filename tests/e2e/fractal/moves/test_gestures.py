"""Gestures on a view: the point under the pointer stays, the page still scrolls."""

import math

import pytest

from ...support.notebook import Notebook
from ...support.view import View

WIDGET = "iterscope.FractalWidget(width=600, height=400)"


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show(WIDGET, "\n" * 80)


class Place:
    """The part of the plane that a widget shows, as the kernel knows it."""

    def __init__(self, notebook: Notebook) -> None:
        traits = notebook.traits()
        self.center = complex(*map(float, traits["center"]))
        self.log2_width = float(traits["log2_width"])
        self.width = 2**self.log2_width
        self.height = self.width * traits["height"] / traits["width"]
        self.pixel = self.width / traits["width"]

    def at(self, x: float, y: float) -> complex:
        """Return the point of the plane at fractions of the view from its upper left corner."""
        return self.center + complex((x - 0.5) * self.width, (0.5 - y) * self.height)


def arrive(notebook: Notebook, log2_width: float) -> Place:
    """Wait until the kernel knows that the view rests at this width."""
    notebook.view().settle()
    notebook.wait_until(
        lambda: math.isclose(Place(notebook).log2_width, log2_width, abs_tol=1e-6),
        f"log2_width must become {log2_width}",
    )
    return Place(notebook)


@pytest.mark.parametrize(("levels", "at"), [(1, (0.2, 0.3)), (0.7, (0.8, 0.9)), (-1, (0.1, 0.8))])
def test_wheel_zooms_about_the_pointer(
    notebook: Notebook, view: View, levels: float, at: tuple[float, float]
) -> None:
    before = Place(notebook)
    view.focus()
    at = view.nearest(*at)
    view.hover(*at)
    named = view.point
    assert abs(named - before.at(*at)) < 2 * before.pixel
    view.wheel(levels, *at)
    after = arrive(notebook, before.log2_width - levels)
    coarse = max(before.pixel, after.pixel)
    assert abs(before.at(*at) - after.at(*at)) < 1e-3 * coarse
    assert abs(view.point - named) < 2 * coarse


def test_many_turns_of_the_wheel_keep_the_point(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    at = view.nearest(0.3, 0.7)
    view.focus()
    for _ in range(8):
        view.wheel(0.5, *at)
    after = arrive(notebook, before.log2_width - 4)
    assert abs(before.at(*at) - after.at(*at)) < 1e-3 * before.pixel


def test_plain_wheel_over_an_unfocused_view_scrolls(notebook: Notebook, view: View) -> None:
    before = notebook.traits()
    top = view.place(0, 0)[1]
    view.wheel(-1)
    view.root.locator(".its-hint.its-active").wait_for()
    notebook.wait_until(lambda: view.place(0, 0)[1] < top, "the notebook must scroll")
    view.settle()
    assert notebook.traits() == before


def test_wheel_with_control_zooms_an_unfocused_view(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    at = view.nearest(0.4, 0.4)
    notebook.page.keyboard.down("Control")
    view.wheel(1, *at)
    notebook.page.keyboard.up("Control")
    after = arrive(notebook, before.log2_width - 1)
    assert abs(before.at(*at) - after.at(*at)) < 1e-3 * before.pixel
    assert view.nearest(*at) == at, "the notebook must not scroll"


def test_drag_moves_the_point_with_the_pointer(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.drag((0.3, 0.4), (0.6, 0.7))
    view.settle()
    notebook.wait_until(lambda: Place(notebook).center != before.center, "a drag must move the view")
    after = Place(notebook)
    assert after.log2_width == before.log2_width
    assert abs(before.at(0.3, 0.4) - after.at(0.6, 0.7)) < before.pixel


def test_flick_glides_on(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.flick((0.2, 0.5), (0.5, 0.5))
    view.settle()
    notebook.wait_until(
        lambda: Place(notebook).at(0.5, 0.5).real < before.at(0.2, 0.5).real - 5 * before.pixel,
        "a flick must carry on beyond the pointer",
    )


def test_double_click_zooms_in_and_with_shift_out(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.double_click(0.7, 0.4)
    inside = arrive(notebook, before.log2_width - 1)
    assert abs(before.at(0.7, 0.4) - inside.at(0.7, 0.4)) < before.pixel
    notebook.page.wait_for_timeout(600)  # else the next click would be the third one
    notebook.page.keyboard.down("Shift")
    view.double_click(0.7, 0.4)
    notebook.page.keyboard.up("Shift")
    outside = arrive(notebook, before.log2_width)
    assert abs(before.center - outside.center) < before.pixel


def test_box_zoom(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    notebook.page.keyboard.down("Shift")
    view.drag((0.5, 0.25), (0.75, 0.5))
    notebook.page.keyboard.up("Shift")
    after = arrive(notebook, before.log2_width - 2)
    assert abs(before.at(0.625, 0.375) - after.center) < before.pixel


def test_pinch(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.focus()
    view.touch(*(((0.5 - step, 0.5), (0.5 + step, 0.5)) for step in (0.05, 0.075, 0.1, 0.15, 0.2)))
    after = arrive(notebook, before.log2_width - 2)
    assert abs(before.center - after.center) < 2 * before.pixel


def test_two_fingers_move_and_zoom_at_once(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.focus()
    steps = [(0.3 + 0.05 * step, 0.4 + 0.025 * step, 0.1 + 0.025 * step) for step in range(5)]
    view.touch(*(((x - gap, y), (x + gap, y)) for x, y, gap in steps))
    after = arrive(notebook, before.log2_width - 1)
    assert abs(before.at(0.3, 0.4) - after.at(0.5, 0.5)) < 2 * before.pixel


def test_two_fingers_move_without_a_zoom(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.focus()
    view.touch(*(((0.2 + step, 0.3 + step), (0.5 + step, 0.6 + step)) for step in (0, 0.1, 0.2, 0.25)))
    view.settle()
    notebook.wait_until(lambda: Place(notebook).center != before.center, "the view must move")
    after = Place(notebook)
    assert after.log2_width == pytest.approx(before.log2_width, abs=0.02)
    assert abs(before.at(0.35, 0.45) - after.at(0.6, 0.7)) < 3 * before.pixel


def test_one_finger_moves(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.focus()
    view.touch(*([(0.4 + step, 0.5)] for step in (0, 0.1, 0.2)))
    view.settle()
    notebook.wait_until(lambda: Place(notebook).center != before.center, "the view must move")
    assert abs(before.at(0.4, 0.5) - Place(notebook).at(0.6, 0.5)) < 2 * before.pixel


def test_keyboard(notebook: Notebook, view: View) -> None:
    before = Place(notebook)
    view.focus()
    view.press("+")
    arrive(notebook, before.log2_width - 1)
    view.press("=", "-", "-")
    arrive(notebook, before.log2_width)
    view.press("ArrowRight", "ArrowUp", "ArrowUp")
    view.settle()
    steps = complex(1, 2) * 80 * before.pixel
    notebook.wait_until(
        lambda: abs(Place(notebook).center - before.center - steps) < before.pixel,
        "arrows must move the view",
    )
    view.press("+")
    arrive(notebook, before.log2_width - 1)
    view.press("Home")
    home = arrive(notebook, before.log2_width)
    assert home.center == before.center
    view.press("Escape")
    assert view.root.evaluate("root => !root.matches(':focus-within')")


def test_keys_are_not_taken_by_the_notebook(notebook: Notebook, view: View) -> None:
    cells = notebook.page.locator(".jp-Cell").count()
    view.focus()
    view.press("0", "0", "a", "b", "d", "d", "m", "x")
    assert notebook.page.locator(".jp-Cell").count() == cells
    assert view.root.is_visible()


def test_zoom_ends_softly(notebook: Notebook) -> None:
    view = notebook.show(
        "iterscope.FractalWidget(formula=iterscope.BurningShip(), width=400, height=300, log2_width=-39)"
    )
    view.focus()
    for _ in range(6):
        view.wheel(1)
    view.root.locator(".its-notice", has_text="as deep as").wait_for()
    view.settle()
    assert notebook.traits()["log2_width"] >= -41
