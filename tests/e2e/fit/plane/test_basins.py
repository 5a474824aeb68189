"""The basins of a mean, drawn while one watches."""

import numpy as np

from ...support.notebook import Notebook
from ..view import show_fit

IN_SIGHT = """node => {
    const { top, bottom } = node.getBoundingClientRect();
    const column = node.closest('.its-column').getBoundingClientRect();
    return top >= column.top - 1 && bottom <= column.bottom + 1;
}"""
MAKE = "from iterscope.mixture import gallery\nwidget = gallery.local_optimum().explore()"


def test_the_plane_shows_where_the_fit_ends_by_where_a_mean_starts(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE)
    view.rest()
    before = view.pixels().astype(int)
    view.focus()
    view.press("g")
    panel = view.root.locator(".its-basins")
    panel.locator("li").first.wait_for()
    share = panel.locator(".its-plot-value")
    notebook.wait_until(lambda: share.inner_text() == "", "the map must come to its end")
    assert (np.abs(view.pixels().astype(int) - before).max(axis=2) > 8).mean() > 0.5
    values = [
        float(text.split("\n")[0].replace("\N{MINUS SIGN}", "-"))
        for text in panel.locator("li").all_inner_texts()
        if "%" in text
    ]
    assert values == sorted(values, reverse=True)
    box, mean = view.box, notebook.value("widget.history[0].means[0].tolist()")
    inside = view.share(mean)
    view.hover(float(inside[0]) + 0.05, float(inside[1]))
    place = panel.locator(".its-basins-place")
    notebook.wait_until(lambda: "iterations" in place.inner_text(), "the place must say its optimum")
    own = notebook.value(
        f"(lambda m: float(m.log_likelihoods.max()))(widget.basins(0, box={box.tolist()}, shape=(20, 20)))"
    )
    assert abs(values[0] - own) < 1e-3 * abs(own)
    view.press("g")
    panel.wait_for(state="hidden")
    view.rest()
    assert (np.abs(view.pixels().astype(int) - before).max(axis=2) > 8).mean() < 0.1


def test_the_list_of_optima_is_in_sight_beside_all_else(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{MAKE}\nwidget.fluid, widget.width, widget.height = False, 690, 460")
    view.focus()
    view.press("ArrowRight", "t")
    view.root.locator("polyline.its-bound-curve").wait_for()
    view.press("g")
    panel = view.root.locator(".its-basins")
    panel.locator("li").first.wait_for()
    notebook.wait_until(lambda: panel.locator(".its-plot-value").inner_text() == "", "the map must be whole")
    assert panel.locator("li").last.evaluate(IN_SIGHT)
