"""A fractal view in a file of its own, opened from disk without kernel and network."""

from pathlib import Path

import numpy as np

from ..support.lab import Lab
from ..support.notebook import Notebook
from ..support.view import View
from .picture import log2_width

WIDGET = f"iterscope.FractalWidget(antialias=1, width=512, height=320, log2_width={log2_width(512, 2)!r})"


def test_pyramid_shows_and_zooms(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    live = notebook.show(WIDGET)
    file = tmp_path / "julia.html"
    notebook.execute(f"widget.to_html({str(file)!r}, depth=1)")
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = View(page, page.locator(".its-fractal"))
        view.settle()
        assert np.array_equal(view.pixels(), live.pixels())
        assert "exported file" in view.status
        assert "rust" not in view.status
        assert " 0 iterations" not in view.status
        assert view.root.locator("button[data-action=engine]").count() == 0
        for side in (view, live):
            side.focus()
            side.press("+")
            side.settle()
        assert np.array_equal(view.pixels(), live.pixels())
        view.press("+")
        view.settle()
        assert "here the file ends" in view.status
        view.press("+", "+")
        view.root.locator(".its-notice", has_text="Here the file ends.").wait_for()
        view.settle()
        deepest = view.pixels()
        assert len(np.unique(deepest.reshape(-1, 3), axis=0)) > 20
        view.press("-", "-", "-", "-")
        view.settle()
        view.root.locator(".its-notice").wait_for(state="detached")


def test_tiles_seen_are_kept(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    live = notebook.show(WIDGET)
    live.focus()
    for _ in range(3):
        live.press("+")
        live.settle()
    seen = live.pixels()
    live.press("Home")
    live.settle()
    file = tmp_path / "julia.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = View(page, page.locator(".its-fractal"))
        view.settle()
        view.focus()
        for _ in range(3):
            view.press("+")
            view.settle()
        assert np.array_equal(view.pixels(), seen)


def test_colors_change_without_a_kernel(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    live = notebook.show(WIDGET)
    file = tmp_path / "julia.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = View(page, page.locator(".its-fractal"))
        view.settle()
        for name in ("grey", "magma"):
            for side in (view, live):
                side.click("colors")
                side.root.get_by_role("radio", name=name, exact=True).click()
                side.press("Escape")
                side.settle()
            assert np.array_equal(view.pixels(), live.pixels())
        assert view.notice == ""


def test_a_file_offers_only_places_of_its_own_formula(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    live = notebook.show(WIDGET)
    file = tmp_path / "julia.html"
    notebook.execute(f"widget.to_html({str(file)!r}, depth=0)")
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = View(page, page.locator(".its-fractal"))
        view.settle()
        offered = []
        for side in (live, view):
            side.click("goto")
            offered.append(side.root.get_by_label("Example").locator("option").all_inner_texts())
        assert len(offered[0]) > 10
        assert offered[1] == ["choose a place", "Dust of spirals"]


def test_an_explorer_keeps_what_its_overlays_show(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    notebook.write("import iterscope\nwidget = iterscope.explore(width=648, height=320, antialias=1)\nwidget")
    notebook.run(0)
    for index in (0, 1):
        notebook.view(index).settle()
    file = tmp_path / "explorer.html"
    notebook.execute(
        "widget.parameter_plane.overlays, widget.parameter_plane.angles = ['rays'], ['1/6']\n"
        "widget.dynamical_plane.overlays = ['equipotentials']\n"
        f"widget.to_html({str(file)!r}, depth=0)"
    )
    drawn = """canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data
        .reduce((sum, value, at) => sum + (at % 4 === 3 && value > 60 ? 1 : 0), 0)"""
    with lab.offline() as page:
        page.goto(file.as_uri())
        planes = [View(page, page.locator(".its-fractal").nth(index)) for index in (0, 1)]
        for plane in planes:
            plane.settle()
            notebook.wait_until(
                lambda plane=plane: plane.root.locator(".its-overlays").evaluate(drawn) > 100,
                "what was shown must be drawn",
            )
        planes[1].focus()
        planes[1].press("r")
        notebook.wait_until(lambda: "from a kernel" in planes[1].notice, "what is not there must be said")
        planes[0].focus()
        planes[0].press("l")
        assert planes[0].root.get_by_role("textbox", name="Angles of the rays").count() == 0
        planes[0].press("Escape")
        planes[0].press("g")
        planes[0].root.get_by_label("Place").fill("1/7")
        page.keyboard.press("Enter")
        planes[0].root.get_by_text("Here is no kernel to ask").wait_for()
        planes[0].press("Escape")
        middle = planes[0].place(0.3, 0.5)
        page.mouse.click(*middle)
        planes[0].root.get_by_text("In a file c stays where it is").wait_for()
