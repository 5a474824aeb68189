"""What is done in an explorer is taken back in its order, wherever one is: moves, c, coming together."""

import pytest

from ...support.notebook import Notebook
from .planes import Explorer, show

PLACES = "[[p.center, p.log2_width] for p in (widget.parameter_plane, widget.dynamical_plane)]"


def centers(notebook: Notebook) -> list[tuple[float, ...]]:
    """Return the middles of both planes, which the page and the kernel write in their own ways."""
    return [tuple(map(float, center)) for center, _ in notebook.value(PLACES)]


@pytest.fixture
def explorer(notebook: Notebook) -> Explorer:
    return show(notebook)


def test_a_clicked_and_a_dragged_c_are_taken_back(notebook: Notebook, explorer: Explorer) -> None:
    been = [explorer.c]
    assert explorer.starts.button("undo").get_attribute("aria-disabled") == "true"
    explorer.page.mouse.click(*explorer.parameters.place(0.25, 0.5))
    notebook.wait_until(lambda: explorer.c != been[0], "a click must set c")
    explorer.settle()
    been.append(explorer.c)
    explorer.drag((0.6, 0.3), (0.7, 0.2))
    explorer.settle()
    been.append(explorer.c)
    explorer.starts.press("Alt+ArrowRight")
    notebook.wait_until(lambda: explorer.c not in been, "a key must set c")
    explorer.settle()
    last = explorer.c
    for plane, before in zip(
        (explorer.starts, explorer.parameters, explorer.starts), reversed(been), strict=True
    ):
        plane.press("Control+z")
        notebook.wait_until(lambda before=before: explorer.c == before, "c must go back")
        explorer.settle()
    assert explorer.parameters.button("undo").get_attribute("aria-disabled") == "true"
    for _ in range(3):
        explorer.parameters.press("Control+Shift+z")
    notebook.wait_until(lambda: explorer.c == last, "and be set again")
    explorer.settle()


def test_moves_and_c_are_taken_back_in_their_order(notebook: Notebook, explorer: Explorer) -> None:
    c, places = explorer.c, notebook.value(PLACES)
    explorer.starts.press("+")
    explorer.settle()
    explorer.page.mouse.click(*explorer.parameters.place(0.25, 0.5))
    notebook.wait_until(lambda: explorer.c != c, "a click must set c")
    explorer.settle()
    clicked = explorer.c
    explorer.parameters.press("ArrowLeft")
    explorer.settle()
    notebook.wait_until(lambda: notebook.value(PLACES)[0] != places[0], "the parameter plane must move")
    explorer.starts.press("Control+z")
    notebook.wait_until(
        lambda: notebook.value(PLACES)[0] == places[0], "the last move was that of the other plane"
    )
    assert explorer.c == clicked
    explorer.starts.press("Control+z")
    notebook.wait_until(lambda: explorer.c == c, "then c")
    assert notebook.value(PLACES)[1] != places[1]
    explorer.starts.press("Control+z")
    notebook.wait_until(lambda: notebook.value(PLACES) == places, "then the first move")
    explorer.settle()


def test_coming_together_is_taken_back(notebook: Notebook, explorer: Explorer) -> None:
    notebook.execute("widget.c = 1j")
    explorer.settle()
    places = notebook.value(PLACES)
    explorer.parameters.press("t")
    notebook.wait_until(lambda: centers(notebook) == [(0, 1), (0, 1)], "both must go to c")
    explorer.settle()
    together = notebook.value(PLACES)
    explorer.parameters.focus()
    explorer.parameters.wheel(1)
    explorer.settle()
    notebook.wait_until(
        lambda: notebook.value(PLACES)[1][1] == pytest.approx(together[0][1] - 1), "both must zoom"
    )
    explorer.starts.press("Control+z")
    notebook.wait_until(
        lambda: [width for _, width in notebook.value(PLACES)] == [pytest.approx(together[0][1])] * 2,
        "the zoom of both is taken back at once",
    )
    assert notebook.value("widget.together")
    explorer.settle()
    explorer.starts.press("Control+z")
    notebook.wait_until(lambda: notebook.value(PLACES) == places, "each must go where it was")
    assert not notebook.value("widget.together")
    explorer.settle()
    explorer.starts.press("Control+Shift+z")
    notebook.wait_until(lambda: notebook.value("widget.together"), "and come together again")
    notebook.wait_until(lambda: centers(notebook) == [(0, 1), (0, 1)], "at c")
    explorer.settle()


def test_an_address_in_the_dynamical_plane_is_that_of_c(notebook: Notebook, explorer: Explorer) -> None:
    before = notebook.value(PLACES)[1]
    explorer.starts.press("g")
    explorer.starts.root.locator("textarea").fill("1 1/3 3 1/2 4")
    explorer.starts.root.locator("textarea").press("Enter")
    notebook.wait_until(
        lambda: abs(float(explorer.c[1])) > 0.1 and notebook.value("widget.parameter_plane.log2_width") < 0,
        "c must go there",
    )
    explorer.settle()
    assert notebook.value("str(widget.parameter_plane.formula)") == "Mandelbrot()"
    assert notebook.value("widget.dynamical_plane.formula.kind") == "julia"
    assert [float(part) for part in notebook.value("widget.parameter_plane.center")] == pytest.approx(
        [float(part) for part in explorer.c]
    )
    assert notebook.value("iterscope.dynamics.component(complex(*map(float, widget.c))).cycle.period") == 4
    assert notebook.value(PLACES)[1] == before, "the plane of starts stays"


def test_a_julia_set_that_is_pasted_among_the_parameters_gives_c(
    notebook: Notebook, explorer: Explorer
) -> None:
    explorer.parameters.press("g")
    field = explorer.parameters.root.locator("textarea")
    field.fill('Julia(c=("-1", "0")).explore(center=("0", "0"), log2_width=1.5)')
    field.press("Enter")
    notebook.wait_until(lambda: explorer.c == (-1, 0), "c must be that of the set")
    explorer.settle()
    assert notebook.value("widget.dynamical_plane.log2_width") == 1.5
    assert notebook.value("str(widget.parameter_plane.formula)") == "Mandelbrot()"


def test_a_view_of_no_plane_is_refused_before_anything_moves(notebook: Notebook, explorer: Explorer) -> None:
    newton = (
        "Newton(coefficients=[1, 0, 0, -1]).explore(center=('0.3', '0.1'), log2_width=-2, colormap='magma')"
    )
    mark = "Bookmark('newton', SavedView.from_python(" + repr(newton) + "))"
    notebook.execute(
        "from iterscope.fractal.places import Bookmark, SavedView\n"
        f"widget.dynamical_plane.bookmarks = [{mark}]"
    )
    before = explorer.c, notebook.value(PLACES), notebook.value("widget.dynamical_plane.colormap")
    for plane in (explorer.starts, explorer.parameters):
        plane.press("g")
        plane.root.get_by_label("Place").fill(newton)
        plane.root.get_by_label("Place").press("Enter")
        plane.root.get_by_text("formula must be a family with a constant c, got Newton").wait_for()
        plane.press("Escape")
    explorer.starts.press("b")
    explorer.starts.root.get_by_role("button", name="Go to newton").click()
    explorer.starts.root.locator(".its-notice[data-kind=address]").wait_for()
    explorer.settle()
    assert explorer.starts.button("undo").get_attribute("aria-disabled") == "true"
    after = explorer.c, notebook.value(PLACES), notebook.value("widget.dynamical_plane.colormap")
    assert after == before


def test_a_place_among_the_parameters_and_its_c_are_taken_back_at_once(
    notebook: Notebook, explorer: Explorer
) -> None:
    state = "[widget.parameter_plane.max_iter, widget.parameter_plane.colormap]"
    before = explorer.c, notebook.value(PLACES), notebook.value(state)
    explorer.starts.press("g")
    field = explorer.starts.root.get_by_label("Place")
    field.fill("Mandelbrot().explore(center=('-1.25', '0.1'), log2_width=-3, max_iter=700, colormap='magma')")
    field.press("Enter")
    notebook.wait_until(lambda: notebook.value(state) == [700, "magma"], "the plane of c must show it")
    explorer.settle()
    notebook.wait_until(lambda: [float(part) for part in explorer.c] == [-1.25, 0.1], "and c be there")
    explorer.starts.press("Control+z")
    notebook.wait_until(
        lambda: (explorer.c, notebook.value(PLACES), notebook.value(state)) == before,
        "one undo takes all back",
    )
    explorer.settle()
    explorer.starts.press("Control+Shift+z")
    notebook.wait_until(lambda: notebook.value(state) == [700, "magma"], "and it is made again")
    notebook.wait_until(lambda: [float(part) for part in explorer.c] == [-1.25, 0.1], "with c")
    explorer.settle()
