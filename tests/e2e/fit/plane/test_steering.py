"""Without a pointer: a mean is moved by keys, its ellipse stretched, a quiz's place answered."""

import numpy as np

from ...support.notebook import Notebook
from ..view import show_fit

MAKE = "from iterscope.mixture import gallery\nwidget = gallery.local_optimum().explore()"
MEAN = "widget.history[widget.index].means[1].tolist()"


def test_keys_move_a_mean_and_stretch_its_ellipse(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE)
    before = notebook.value(MEAN)
    view.focus()
    view.press("c")
    view.press("c")
    for _ in range(4):
        view.press("ArrowRight")
    view.press("Shift+ArrowUp")
    notebook.wait_until(lambda: notebook.value(MEAN)[1] > before[1], "the mean must have moved")
    view.press("Enter")
    view.rest()
    left, right, bottom, top = view.box
    size = view.canvas.bounding_box()
    assert size is not None
    moved = np.subtract(notebook.value(MEAN), before)
    wanted = (24 * (right - left) / size["width"], 30 * (top - bottom) / size["height"])
    np.testing.assert_allclose(moved, wanted, rtol=0.02)
    assert notebook.value("widget.can_undo")
    view.press("c")
    spread = "widget.history[widget.index].covariances[0, 0, 0].item()"
    narrow = notebook.value(spread)
    view.press("]")
    notebook.wait_until(
        lambda: abs(notebook.value(spread) / narrow - 1.21) < 1e-6, "the ellipse must be wider"
    )
    view.press("Escape")
    view.press("ArrowRight")
    notebook.wait_until(lambda: view.index == 1, "arrows must be the transport's again")


def test_keys_answer_where_a_mean_goes(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{MAKE}\nwidget.quiz = True\nwidget.seek(1)")
    view.focus()
    view.press("ArrowRight")
    quiz = view.root.locator(".its-quiz")
    quiz.get_by_text("Click there").wait_for()
    for _ in range(3):
        view.press("ArrowLeft")
    guess = view.root.locator(".its-quiz-guess")
    guess.wait_for()
    view.press("Enter")
    quiz.get_by_text("t goes to").wait_for()
    (given,) = notebook.value("[list(answer.given) for answer in widget.answers]")
    left, right, bottom, top = view.box
    np.testing.assert_allclose(given[1], (bottom + top) / 2, atol=1e-6)
    assert left < given[0] < (left + right) / 2
