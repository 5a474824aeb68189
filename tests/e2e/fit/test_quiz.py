"""The quiz in a view: it stops before a half-step, takes a click, reveals and scores."""

import json

import numpy as np
from numpy.typing import NDArray

from ..support.notebook import Notebook
from .view import FitView, show_fit

VIEW = """
X = np.random.default_rng(0).normal(size=(90, 2)) @ [[2.0, 0.5], [0.0, 1.0]]
model = GaussianMixture(3, init_params='random_from_data', random_state=4, tol=0, max_iter=6)
widget = model.explore(X, quiz=True)
"""


def asked(notebook: Notebook, view: FitView) -> str:
    """Ask for the next question, and wait for it."""
    text = view.root.locator(".its-quiz-text")
    view.focus()
    view.press("ArrowRight")
    notebook.wait_until(lambda: text.inner_text().endswith(("?", "there.")), "it must ask")
    return text.inner_text()


def answered(notebook: Notebook, view: FitView, count: int) -> None:
    """Wait for the verdict."""
    notebook.wait_until(lambda: notebook.value("len(widget.answers)") == count, "the answer must be kept")
    notebook.wait_until(lambda: view.index == count, "the next half-step must be shown")
    score = view.root.locator(".its-quiz-score")
    notebook.wait_until(lambda: score.inner_text().endswith(f"of {count}"), "it must be scored")


def test_a_view_asks_before_each_half_step(notebook: Notebook) -> None:
    view = show_fit(notebook, VIEW)
    assert "To which component" in asked(notebook, view)
    assert view.index == 0, "it stops before the half-step"
    row = json.loads(notebook.value("__import__('json').dumps(widget.ask().sample)"))
    ring = view.share(notebook.value(f"X[{row}].tolist()"))
    notebook.wait_until(
        lambda: is_ringed(view, ring), "the point must be ringed, also before the first E step"
    )
    view.root.locator(".its-quiz-choices").get_by_role("button", name="1", exact=True).click()
    answered(notebook, view, 1)
    first = json.loads(notebook.value("widget.answers.to_json()"))[0]
    assert (first["given"], first["right"]) == (1, first["truth"] == 1)
    assert view.root.locator(".its-quiz").get_attribute("data-right") == str(first["right"]).lower()

    assert "Where does mean" in asked(notebook, view)
    view.rest()
    place = view.share([0.5, -0.25])
    click(view, place)
    answered(notebook, view, 2)
    second = json.loads(notebook.value("widget.answers.to_json()"))[1]
    np.testing.assert_allclose(second["given"], [0.5, -0.25], atol=0.05)
    guess = view.root.locator(".its-quiz-guess").bounding_box()
    assert guess is not None
    x, y = view.place(*place)
    assert abs(guess["x"] + guess["width"] / 2 - x) < 2
    assert abs(guess["y"] + guess["height"] / 2 - y) < 2
    view.press("q")
    view.root.locator(".its-quiz-guess").wait_for(state="hidden")


def test_keys_go_on_where_a_button_was_pressed(notebook: Notebook) -> None:
    view = show_fit(notebook, VIEW)
    press = notebook.page.keyboard.press
    text, choices = (view.root.locator(f".its-quiz-{part}") for part in ("text", "choices"))
    asked(notebook, view)
    press("Enter")
    answered(notebook, view, 1)
    press("ArrowRight")
    notebook.wait_until(lambda: "Where does mean" in text.inner_text(), "the next key must ask")
    view.canvas.click(position={"x": 300, "y": 200})
    answered(notebook, view, 2)
    choices.get_by_role("button", name="Next question").click()
    notebook.wait_until(lambda: choices.get_by_role("button").count() > 1, "it must ask")
    press("Enter")
    answered(notebook, view, 3)


def test_a_question_whose_step_is_left_is_not_asked_any_more(notebook: Notebook) -> None:
    view = show_fit(notebook, VIEW)
    asked(notebook, view)
    notebook.execute("widget.seek(4)")
    text = view.root.locator(".its-quiz-text")
    notebook.wait_until(lambda: text.inner_text().startswith("Press"), "it must be forgotten")
    notebook.tell({"kind": "answer", "vid": "stale001", "run": 1, "index": 0, "given": 0})
    assert notebook.value("len(widget.answers)") == 0
    view.press("q")
    notebook.wait_until(lambda: view.root.locator(".its-quiz").is_hidden(), "Q ends the quiz")
    view.press("ArrowRight")
    notebook.wait_until(lambda: view.index == 5, "and steps are steps again")


def is_ringed(view: FitView, place: np.ndarray) -> bool:
    """Tell whether there is a dark ring around a place."""
    picture = view.pixels().astype(int)
    height, width = picture.shape[:2]
    x, y = np.floor(place * (width, height)).astype(int)
    square = picture[y - 12 : y + 13, x - 12 : x + 13]
    return bool((square.max(axis=2) < 70).sum() > 12)


def click(view: FitView, place: NDArray[np.float64]) -> None:
    box = view.canvas.bounding_box()
    assert box is not None
    view.canvas.click(position={"x": place[0] * box["width"], "y": place[1] * box["height"]})
