"""axe-core finds nothing in a view, in an explorer and in their panels, light and dark."""

from collections.abc import Iterator

import pytest

from ..support.axe import violations
from ..support.notebook import Notebook
from ..support.view import View

THEMES = ("JupyterLab Light", "JupyterLab Dark")
PANELS = ("colors", "overlays", "goto", "bookmarks", "large", "help")
ALL = "['axes', 'equipotentials', 'cycle', 'critical', 'bulb', 'rays', 'circle', 'orbit']"


@pytest.fixture(params=THEMES)
def themed(request: pytest.FixtureRequest, notebook: Notebook) -> Iterator[Notebook]:
    notebook.choose_theme(request.param)
    yield notebook
    notebook.choose_theme(THEMES[0])


def check(view: View, what: str) -> None:
    found = violations(view.root)
    assert found == [], what


def test_a_view_and_its_panels(themed: Notebook) -> None:
    view = themed.show(
        f"iterscope.Mandelbrot().explore(width=720, height=520, overlays={ALL}, angles=['1/7', '2/7'])"
    )
    themed.execute("widget.bookmark('the whole set')")
    check(view, "the view with all overlays")
    for panel in PANELS:
        view.focus()
        view.click(panel)
        check(view, panel)
        view.press("Escape")
    view.focus()
    view.press("g")
    view.root.get_by_label("Place").fill("nowhere")
    themed.page.keyboard.press("Enter")
    view.root.locator(".its-place[aria-invalid]").wait_for()
    check(view, "a refusal")


def test_a_small_view_and_the_menu_of_what_has_no_room(themed: Notebook) -> None:
    view = themed.show(f"iterscope.FractalWidget(width=480, height=300, overlays={ALL})")
    check(view, "the view")
    view.button("more").click()
    check(view, "the menu")


def test_an_explorer(themed: Notebook) -> None:
    themed.write("import iterscope\nwidget = iterscope.explore(width=1040, height=512)\nwidget")
    themed.run(0)
    for index in (0, 1):
        themed.view(index).settle()
    assert violations(themed.page.locator(".its-explorer")) == []
    for view, plane in ((themed.view(0), "parameter_plane"), (themed.view(1), "dynamical_plane")):
        themed.execute(f"widget.{plane}.overlays = {ALL}; widget.{plane}.bookmark('kept')")
        view.settle()
        check(view, f"{plane} with all overlays")
        for panel in ("colors", "overlays", "help"):
            view.focus()
            view.click(panel)
            check(view, f"{panel} of {plane}")
            view.press("Escape")
        for key, name in (("g", "Go to"), ("b", "Bookmarks")):
            view.focus()
            view.press(key)
            view.root.get_by_role("dialog", name=name).wait_for()
            check(view, f"{name} of {plane}")
            view.press("Escape")
