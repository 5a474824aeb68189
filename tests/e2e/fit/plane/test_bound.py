"""The lower bound of an E step beside the scene, along the line to the next parameters."""

from ...support.notebook import Notebook
from ..view import show_fit

CENTERS = "dots => dots.map((dot) => [dot.cx, dot.cy].map((length) => length.baseVal.value))"
MAKE = "from iterscope.mixture import gallery\nwidget = gallery.local_optimum().explore()"


def gain(notebook: Notebook) -> float:
    found = notebook.value("np.diff(widget.bound_curves([0, 1]).objective).tolist()[0]")
    return float(found)


def test_the_bound_touches_and_its_next_maximum_is_shown_before_the_step_is_taken(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE)
    view.focus()
    view.press("t")
    panel = view.root.locator(".its-bound")
    panel.get_by_text("The first E step makes the bound.").wait_for()
    assert notebook.value("widget.bound")
    view.press("ArrowRight")
    curve = panel.locator("polyline.its-bound-curve")
    curve.wait_for()
    # The step after it is known, and not shown.
    assert (view.index, notebook.value("widget.n_steps")) == (1, 3)
    shown = panel.locator(".its-plot-value")
    assert abs(float(shown.inner_text().lstrip("+")) / gain(notebook) - 1) < 0.01
    words = panel.locator(".its-bound-place text")
    assert words.all_text_contents() == ["now", "next"]
    dots = panel.locator("circle").evaluate_all(CENTERS)
    assert dots[0] == dots[1], "both curves touch at the parameters of the E step"
    view.press("ArrowRight")
    notebook.wait_until(lambda: view.index == 2, "the M step must be shown")
    view.rest()
    after = panel.locator("circle").evaluate_all(CENTERS)
    assert words.all_text_contents() == ["before", "now"]
    assert after[0][0] > dots[0][0]
    assert after[0][1] > after[1][1], "the log-likelihood gains more than its bound"
    points = curve.evaluate("curve => [...curve.points].map(({ x, y }) => [x, y])")
    assert min(y for _, y in points) > after[0][1] - 0.2, "the bound is highest at the next parameters"
    notebook.execute("widget.finish()")
    panel.get_by_text("no step follows").or_(panel.get_by_text("changes nothing")).or_(curve).first.wait_for()
    view.press("t")
    panel.wait_for(state="hidden")


def test_a_view_without_it_says_why(notebook: Notebook) -> None:
    for model, reason in (
        ("BayesianGaussianMixture(2, random_state=0)", "the objective, which both steps raise"),
        ("GaussianHMM(2, random_state=0)", "shares out no single samples"),
    ):
        view = show_fit(
            notebook,
            f"import iterscope\nwidget = iterscope.{model}.explore(iterscope.make_blobs(90, random_state=0)[0])",
        )
        view.focus()
        view.press("t")
        view.root.locator(".its-bound").get_by_text(reason).wait_for()
