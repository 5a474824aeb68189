"""The quiz along time: states are told apart, levels and smoothed values are clicked at."""

import numpy as np

from ...support.notebook import Notebook
from .view import QUAKES, SeriesView, show_series

STATES = f"""
from iterscope import PoissonHMM
{QUAKES}
widget = PoissonHMM(2, rates_init=[[12.0], [30.0]], tol=0, max_iter=4).explore(quakes, quiz=True)
"""
SMOOTHER = """
from iterscope import KalmanSmoother
flow = 1000 + np.cumsum(np.random.default_rng(3).normal(size=100)) * 40
flow += np.random.default_rng(4).normal(size=100) * 100
model = KalmanSmoother(
    transition_covariance_init=[[500.0]], observation_covariance_init=[[20000.0]], tol=0, max_iter=4
)
widget = model.explore(flow, quiz=True)
"""


def asked(notebook: Notebook, view: SeriesView) -> str:
    """Ask for the next question, and wait for it."""
    text = view.root.locator(".its-quiz-text")
    view.focus()
    view.press("ArrowRight")
    notebook.wait_until(lambda: text.inner_text().endswith(("?", "there.")), "it must ask")
    view.rest()
    return text.inner_text()


def click(view: SeriesView, x: float, y: float) -> None:
    """Click at shares of the scene's width and height."""
    width, height = view.size
    view.canvas.click(position={"x": x * width, "y": y * height})


def answered(notebook: Notebook, view: SeriesView, count: int) -> str:
    """Wait for the verdict, and return it."""
    score = view.root.locator(".its-quiz-score")
    notebook.wait_until(lambda: score.inner_text().endswith(f"of {count}"), "it must be scored")
    notebook.wait_until(lambda: view.index == count, "the half-step must be shown")
    return view.root.locator(".its-quiz-text").inner_text()


def test_a_level_is_answered_with_a_place_in_its_lane(notebook: Notebook) -> None:
    view = show_series(notebook, STATES)
    assert asked(notebook, view) == "To which state will the ringed row belong most?"
    view.root.locator(".its-quiz-choices").get_by_role("button", name="1", exact=True).click()
    assert answered(notebook, view, 1).endswith((": state 0.", ": state 1."))

    question = asked(notebook, view)
    component = int(notebook.value("widget.ask().component"))
    assert question == f"Where does the level of state {component} go in x0? Click there."
    for state, rate in enumerate((12, 30)):
        assert abs(view.level(state)[1] - height(view, rate, 6, 41)) < 12 / view.size[1]
    click(view, 0.3, 0.97)
    assert notebook.value("len(widget.answers)") == 1, "a place below the lane is no answer"
    click(view, 0.5, height(view, 21, 6, 41))
    verdict = answered(notebook, view, 2)
    given, truth = notebook.value("[widget.answers[1].given[0], widget.answers[1].truth[0]]")
    assert abs(given - 21) < 0.5
    assert abs(truth - notebook.value(f"widget.history[2].rates[{component}, 0]")) < 1e-12
    assert verdict.endswith(f"it goes to {truth:.3g}.") or verdict == f"It goes to {truth:.3g}."


def test_a_smoothed_value_is_answered_with_a_place_at_the_marked_row(notebook: Notebook) -> None:
    view = show_series(notebook, SMOOTHER)
    assert asked(notebook, view) == "Where does the smoother put x0 of the marked row? Click there."
    row = int(notebook.value("widget.ask().sample"))
    low, high, value = notebook.value(f"[flow.min(), flow.max(), flow[{row}]]")
    own, other = height(view, value, low, high), height(view, 1100, low, high)
    assert is_marked(view, view.across(row), own), "the row is ringed at its value"
    view.hover(view.across((row + 50) % 100), 0.2)
    view.hover(view.across(row), other)
    notebook.pause(200)
    assert is_marked(view, view.across(row), own), "and stays so wherever one points"
    click(view, view.across(row), other)
    answered(notebook, view, 1)
    given, truth = notebook.value("[widget.answers[0].given[0], widget.answers[0].truth[0]]")
    assert abs(given - 1100) < (high - low) / 80
    assert abs(truth - value) > 20, "a row is asked for that the smoother moves"
    guess = view.root.locator(".its-quiz-guess").bounding_box()
    assert guess is not None
    assert abs(guess["y"] + guess["height"] / 2 - view.place(0, other)[1]) < 2


def height(view: SeriesView, value: float, low: float, high: float) -> float:
    """Return where a value is in the only lane, as a share of the scene's height, of data from low to high."""
    whole = view.size[1]
    top, bottom = 22, whole - max(112, min(220, 0.42 * whole)) - 22 - 46
    return float((top + (0.58 - (value - (low + high) / 2) / (high - low)) / 1.16 * (bottom - top)) / whole)


def is_marked(view: SeriesView, x: float, y: float) -> bool:
    """Tell whether there is a dark ring around a place, given as shares of the scene's sides."""
    picture = view.pixels().astype(int)
    height, width = picture.shape[:2]
    row, column = int(y * height), int(x * width)
    square = picture[max(0, row - 12) : row + 13, max(0, column - 12) : column + 13]
    return bool(((square.max(axis=2) < 90).sum(axis=1) > 1).sum() > 10 and np.ptp(square) > 100)
