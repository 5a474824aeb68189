"""The engine of a live view, chosen by its menu: the same picture, another time."""

import pytest

from iterscope.fractal import engines

from ..support.notebook import Notebook
from ..support.view import View
from .picture import assert_true, log2_width


@pytest.fixture
def view(notebook: Notebook) -> View:
    options = f"width=320, height=240, max_iter=60, log2_width={log2_width(320, 1)!r}"
    return notebook.show(f"iterscope.FractalWidget({options})")


def choose(notebook: Notebook, view: View, engine: str) -> None:
    view.press("e")
    view.root.get_by_role("menuitemradio", name=engine, exact=True).click()
    view.press("Escape")
    notebook.wait_until(lambda: notebook.traits()["engine"] == engine, "the menu must set the engine")


def test_the_menu_has_all_engines(view: View) -> None:
    view.click("engine")
    menu = view.root.get_by_role("menu", name="Engine")
    assert menu.get_by_role("menuitemradio").all_inner_texts() == list(engines.ENGINES)
    assert menu.get_by_role("menuitemradio", checked=True).inner_text() == "rust"


@pytest.mark.parametrize("engine", [name for name in engines.ENGINES if name != "rust"])
def test_every_engine_draws_the_same_picture(notebook: Notebook, view: View, engine: str) -> None:
    notebook.traffic.clear()
    choose(notebook, view, engine)
    assert_true(notebook, view)
    assert engine in view.status
    view.press("+")
    assert_true(notebook, view)


def test_a_slow_tile_is_dropped_for_another_engine(notebook: Notebook, view: View) -> None:
    # No point of the unit disc escapes: with NumPy a tile takes minutes, while the kernel has a trap for them.
    notebook.execute("widget.engine, widget.max_iter, widget.c = 'numpy', 1_000_000, 0")
    view.wait_for_state("working")
    choose(notebook, view, "rust")
    assert_true(notebook, view)


def test_python_chooses_an_engine(notebook: Notebook, view: View) -> None:
    notebook.execute("widget.engine = 'rust-scalar'")
    notebook.wait_until(lambda: "rust-scalar" in view.status, "the status line must name the engine")
    assert_true(notebook, view)
