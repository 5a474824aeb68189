"""A hidden Markov model is played, scrubbed, dragged, walked along and saved, along time."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from ...support.lab import Lab
from ...support.notebook import Notebook
from .view import LEFT, RIGHT, STATES, SeriesView, show_series


@pytest.fixture
def view(notebook: Notebook) -> SeriesView:
    return show_series(notebook, STATES)


def finish(notebook: Notebook, view: SeriesView) -> None:
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "it must converge")
    notebook.wait_until(lambda: view.index == notebook.value("widget.n_steps") - 1, "its end must be shown")
    view.rest()


def tells(view: SeriesView, row: int) -> bool:
    return view.has_card and view.card.startswith(f"Row {row}")


def test_rows_have_the_shares_of_the_model(notebook: Notebook, view: SeriesView) -> None:
    finish(notebook, view)
    # The last E step has used the parameters before the last M step.
    shares = np.array(
        notebook.value(
            "widget.model.from_parameters("
            "*[getattr(widget.history[widget.index - 2], name) for name in ('start', 'transition', 'rates')]"
            ").predict_proba(quakes).tolist()"
        )
    )
    for row in (3, 43, 66, 106):
        view.hover(view.across(row), 0.2)
        notebook.wait_until(partial(tells, view, row), "its card")
        numbers = view.root.locator(".its-hover .its-bar-number").all_inner_texts()
        np.testing.assert_allclose(np.array(numbers, float), shares[row], atol=6e-4)


def test_e_step_shares_rows_out_and_m_step_moves_levels(notebook: Notebook, view: SeriesView) -> None:
    view.focus()
    pictures = [view.pixels().astype(int)]
    for index in (1, 2):
        view.press("ArrowRight")
        notebook.wait_until(partial(view.shows, index), f"step {index} must be shown")
        view.rest()
        notebook.pause(600)
        pictures.append(view.pixels().astype(int))
    start, expected, maximized = pictures
    rings = slice(start.shape[1] - RIGHT + 4, None)
    lanes = slice(0, start.shape[0] // 2)
    assert (start[lanes, rings] == expected[lanes, rings]).all(), "the E step must leave the levels"
    assert (np.abs(expected - start).max(axis=2) > 40).sum() > 3000, "the E step must color the strips"
    assert (expected[lanes, rings] != maximized[lanes, rings]).any(), "the M step must move the levels"
    assert view.root.locator(".its-formula").get_attribute("data-phase") == "maximize"


def test_a_dragged_knob_sets_a_probability_and_the_fit_goes_on(notebook: Notebook, view: SeriesView) -> None:
    view.focus()
    before = np.array(notebook.value("widget.history[0].transition.tolist()"))
    knobs = view.knobs()
    assert len(knobs) == before.size
    x, y = knobs[0]
    view.drag((x, y), (x + 0.05, y))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a new run must begin")
    after = np.array(notebook.value("widget.history[0].transition.tolist()"))
    assert (np.abs(after - before) > 0.02).any(axis=1).sum() == 1, "one row must change"
    np.testing.assert_allclose(after.sum(axis=1), 1)
    assert view.notice == ""
    finish(notebook, view)
    assert abs(notebook.value("widget.history[-1].log_likelihood") + 341.8787) < 1e-2
    view.press("Control+z")
    notebook.wait_until(
        lambda: np.allclose(notebook.value("widget.history[0].transition.tolist()"), before), "undo"
    )


def test_a_dragged_level_sets_a_rate(notebook: Notebook, view: SeriesView) -> None:
    before = np.array(notebook.value("widget.history[0].rates.tolist()"))
    place = view.level(1)
    view.drag(place, (place[0], place[1] + 0.08))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a new run must begin")
    after = np.array(notebook.value("widget.history[0].rates.tolist()"))
    assert after[0] == before[0]
    assert after[1] < before[1] - 2


def test_the_formula_has_the_numbers_of_the_cell_that_is_pointed_at(
    notebook: Notebook, view: SeriesView
) -> None:
    view.focus()
    view.press("ArrowRight")
    notebook.wait_until(lambda: view.index == 1, "the E step must be shown")
    view.rest()
    view.hover(view.across(50), 0.2)
    notebook.wait_until(lambda: view.numbers("expect")[0] == "50", "the row must be that of the formulas")
    shares = notebook.value(
        "widget.model.from_parameters(*[getattr(widget.history[0], name)"
        " for name in ('start', 'transition', 'rates')]).predict_proba(quakes)[50].tolist()"
    )
    _, component, forward, backward, share = view.numbers("expect")[:5]
    assert abs(float(share) - shares[int(component)]) < 6e-3
    assert abs(float(forward) * float(backward) - float(share)) < 2e-2
    places = {place: card for place, card in view.cells() if card.startswith("Row 50")}
    assert places, "the row's cells must be found"
    seen = set()
    for place in list(places)[:: max(1, len(places) // 12)]:
        view.hover(*place)
        seen.add(view.numbers("expect")[1])
    assert len(seen) == 2, "each state has a cell, whose numbers the formula has"


def test_keys_walk_along_the_rows_and_say_what_is_there(notebook: Notebook, view: SeriesView) -> None:
    finish(notebook, view)
    view.hover(view.across(20), 0.2)
    notebook.wait_until(lambda: view.has_card, "a row is pointed at")
    notebook.page.mouse.move(1, 1)  # a pointer that rests would point at its row again and again
    notebook.wait_until(lambda: not view.has_card, "nothing is pointed at")
    view.press("]", "]")
    said = view.root.locator("[role=status], [aria-live]")
    notebook.wait_until(
        lambda: any("row 22, x0 14.00, state" in text for text in said.all_text_contents()), "the row is told"
    )


def test_time_is_zoomed_and_moved(notebook: Notebook, view: SeriesView) -> None:
    view.focus()
    first, last = view.rows
    view.press("+")
    notebook.wait_until(
        lambda: abs(view.rows[1] - view.rows[0] - (last - first) / 2) < 0.2, "half as many rows"
    )
    at = view.rows
    view.drag((0.5, 0.2), (0.6, 0.2))
    notebook.wait_until(lambda: view.rows[0] < at[0] - 2, "earlier rows come in")
    view.press("0")
    notebook.wait_until(lambda: np.allclose(view.rows, (first, last)), "all rows are home")


def test_a_file_shows_the_series_without_a_kernel(
    notebook: Notebook, view: SeriesView, lab: Lab, tmp_path: Path
) -> None:
    finish(notebook, view)
    file = tmp_path / "states.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    with lab.offline() as page:
        page.goto(file.as_uri())
        shown = SeriesView(page, page.locator(".its-mixture"))
        shown.settle()
        shown.scrub(1)
        shown.rest()
        assert shown.index == notebook.value("widget.n_steps") - 1
        assert shown.colorful() > 8000
        shown.hover(shown.across(30), 0.2)
        shown.rest()
        assert shown.card.startswith("Row 30")
        assert shown.knobs() == [], "nothing is dragged without a kernel"


def test_pictures_and_films_show_the_part_that_is_seen(
    notebook: Notebook, view: SeriesView, tmp_path: Path
) -> None:
    view.focus()
    view.press("+")
    notebook.wait_until(lambda: notebook.value("widget.box is not None"), "told")
    notebook.execute(
        f"import io\nfrom PIL import Image\nwidget.seek(4)\npart = widget.to_png(width=700)\n"
        f"widget.to_gif({str(tmp_path / 'states.gif')!r})\n"
        "picture = np.asarray(Image.open(io.BytesIO(part)).convert('RGB')).astype(int)\n"
        "colored = int((picture.max(2) - picture.min(2) > 60).sum())"
    )
    assert notebook.value("colored") > 3000
    assert notebook.value(f"Image.open({str(tmp_path / 'states.gif')!r}).n_frames") >= 5


def test_a_page_that_is_loaded_again_shows_the_step(notebook: Notebook, view: SeriesView) -> None:
    finish(notebook, view)
    index = view.index
    notebook.save()
    notebook.reload()
    again = SeriesView(notebook.page, notebook.page.locator(".its-mixture").first)
    notebook.wait_until(lambda: again.root.count() == 1 and again.index == index, "the step must be shown")
    again.rest()
    assert again.colorful() > 8000
    assert again.size[0] > LEFT
