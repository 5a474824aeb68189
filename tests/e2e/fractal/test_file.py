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
