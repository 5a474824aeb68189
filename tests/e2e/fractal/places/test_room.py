"""A view for a room: full screen, presentations, zooms that go on, the ruler of depth."""

import pytest

from ...support.notebook import Notebook
from ...support.view import View


@pytest.fixture
def view(notebook: Notebook) -> View:
    return notebook.show(
        "iterscope.Mandelbrot().explore(center=('0', '1'), log2_width=1, width=640, height=480)"
    )


def style(view: View, selector: str, name: str) -> str:
    script = "(node, name) => getComputedStyle(node)[name]"
    return str(view.root.locator(selector).evaluate(script, name))


def test_a_presentation_is_large_and_without_buttons(notebook: Notebook, view: View) -> None:
    usual = style(view, ".its-title", "fontSize")
    view.focus()
    view.press("p")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-presenting')")
    title = view.root.locator(".its-title").bounding_box()
    assert title is not None
    hints = view.root.locator(".its-notices").evaluate("node => node.getBoundingClientRect().y")
    assert title["y"] + title["height"] <= hints, "how it ends is said below the title"
    view.settle()
    assert float(style(view, ".its-title", "fontSize")[:-2]) >= 1.8 * float(usual[:-2])
    assert style(view, ".its-canvas", "cursor").startswith("url(")
    assert style(view, ".its-toolbar", "opacity") == "0"
    view.button("home").focus()
    assert style(view, ".its-toolbar", "opacity") == "1", "never hidden from the keyboard"
    view.focus()
    view.press("+")
    view.settle()
    view.press("Escape")
    notebook.page.wait_for_function("() => !document.fullscreenElement")
    notebook.wait_until(lambda: style(view, ".its-title", "fontSize") == usual, "it must end")
    assert style(view, ".its-toolbar", "opacity") == "1"
    view.settle()


def test_leaving_full_screen_ends_the_presentation(notebook: Notebook, view: View) -> None:
    view.focus()
    view.press("p")
    notebook.page.wait_for_function("() => document.fullscreenElement?.matches('.its-presenting')")
    notebook.page.evaluate("() => document.exitFullscreen()")
    notebook.page.wait_for_function("() => !document.querySelector('.its-presenting')")
    view.settle()


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_zoom_goes_on_while_it_is_held_and_is_one_move(notebook: Notebook, view: View, way: str) -> None:
    view.focus()
    keyboard, mouse = notebook.page.keyboard, notebook.page.mouse
    if way == "key":
        keyboard.down("+")
        for _ in range(20):  # as a keyboard repeats it
            keyboard.down("+")
            notebook.page.wait_for_timeout(50)
        keyboard.up("+")
    else:
        view.button("zoom-in").hover()
        mouse.down()
        notebook.page.wait_for_timeout(1_400)
        mouse.up()
    view.settle()
    notebook.pause(300)
    width = notebook.traits()["log2_width"]
    assert -40 < width < -0.3, "some levels, and not one for each event"
    notebook.pause(500)
    assert notebook.traits()["log2_width"] == width, "it ends with the hold"
    view.focus()
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.traits()["log2_width"] == 1, "it is taken back in one")
    view.settle()


def test_the_ruler_shows_depth_and_where_one_was(notebook: Notebook, view: View) -> None:
    ruler = view.root.locator(".its-ruler")
    assert "its-active" not in (ruler.get_attribute("class") or "")
    for depth in (-20, -36):
        notebook.execute(f"widget.goto(('0', '1'), {depth})")
        view.settle()
    assert "its-active" in (ruler.get_attribute("class") or "")
    top = float(view.root.locator(".its-ruler-here").evaluate("node => parseFloat(node.style.top)"))
    assert top == pytest.approx(100 * 37 / 44, abs=1), "of 44 levels from home"
    assert view.root.locator(".its-ruler-end").count() == 1
    notebook.execute("widget.goto(('0', '1'), -1000)")
    view.settle()
    assert "10⁻" in view.root.locator(".its-ruler-label").first.inner_text()
    box, status = ruler.bounding_box(), view.root.locator(".its-figures").bounding_box()
    assert box is not None
    assert status is not None
    assert box["y"] + box["height"] < status["y"]
    view.focus()
    view.press("+")
    view.settle()
    notebook.wait_until(lambda: view.root.locator(".its-ruler-place").count() >= 1, "moves leave marks")
