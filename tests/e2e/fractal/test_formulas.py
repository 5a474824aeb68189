"""Every formula of the registry has the live view, to the pixel, and its file."""

from pathlib import Path

import numpy as np
import pytest

from iterscope.fractal.families import FAMILIES

from ..support.lab import Lab
from ..support.notebook import Notebook
from ..support.view import View
from .picture import assert_true, log2_width

SIZE = f"width=640, height=480, log2_width={log2_width(640, 1)!r}"
EXAMPLES = {
    "julia": "Julia(0.285 + 0.01j)",
    "mandelbrot": "Mandelbrot()",
    "burning_ship": "BurningShip()",
    "newton": "Newton(coefficients=[1, 0, 0, -1])",
}


def test_all_have_an_example() -> None:
    assert EXAMPLES.keys() == FAMILIES.keys()


@pytest.mark.parametrize("formula", EXAMPLES.values())
def test_its_pixels_are_those_of_the_kernel(notebook: Notebook, formula: str) -> None:
    view = notebook.show(f"iterscope.{formula}.explore({SIZE})")
    assert_true(notebook, view)
    view.focus()
    view.wheel(1, 0.4, 0.5)
    assert_true(notebook, view)
    assert len(np.unique(view.pixels().reshape(-1, 3), axis=0)) > 20


def test_a_view_changes_its_formula(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.{EXAMPLES['julia']}.explore({SIZE})")
    name = view.root.get_attribute("aria-label")
    notebook.execute(f"widget.formula = iterscope.{EXAMPLES['mandelbrot']}")
    assert_true(notebook, view)
    notebook.wait_until(
        lambda: view.root.get_attribute("aria-label") != name, "the name must follow the formula"
    )
    notebook.execute("widget.formula = iterscope.Julia(0.25)")
    assert_true(notebook, view)


def test_a_formula_changes_while_tiles_are_pending(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.{EXAMPLES['julia']}.explore({SIZE})")
    notebook.execute("widget.c, widget.max_iter = 0.25 + 1e-9j, 10_000_000")
    view.wait_for_state("working")
    notebook.execute(f"widget.formula, widget.max_iter = iterscope.{EXAMPLES['mandelbrot']}, 'auto'")
    assert_true(notebook, view)
    assert view.notice == ""
    view.focus()
    view.press("Home")
    notebook.wait_until(lambda: notebook.traits()["center"][0] == "-0.75", "home must be the formula's")


def test_a_file_shows_it(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    live = notebook.show(f"iterscope.{EXAMPLES['mandelbrot']}.explore({SIZE})")
    file = tmp_path / "mandelbrot.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = View(page, page.locator(".its-fractal"))
        view.settle()
        assert np.array_equal(view.pixels(), live.pixels())
        assert "Mandelbrot" in (view.root.get_attribute("aria-label") or "")
