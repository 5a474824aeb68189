"""Steps of a fit in the page: what is shown is what was recorded, pixels against NumPy, the model against `fit`."""

from typing import Any

import numpy as np
import pytest

from ..support.notebook import Notebook
from .view import FitView, show_fit

DATA = "X, _ = iterscope.make_blobs(n_samples=60, centers=3, n_features=2, cluster_std=2.2, random_state=4)"
MODEL = "iterscope.GaussianMixture(3, random_state=1, tol=1e-6, init_params='random_from_data')"


def show(notebook: Notebook, model: str = MODEL, *more: str, data: str = DATA, **options: Any) -> FitView:
    """Show a fit in the first cell and wait for its first picture."""
    arguments = "".join(f", {name}={value!r}" for name, value in options.items())
    view = show_fit(notebook, f"import iterscope\n{data}\nwidget = {model}.explore(X{arguments})", *more)
    view.rest()
    return view


def go(notebook: Notebook, view: FitView, index: int) -> None:
    """Show a recorded step, computed if need be, and wait for its picture."""
    notebook.execute(f"widget.seek({index})")
    view.rest()


def circle(notebook: Notebook, index: int, component: int, size: float = 1.0) -> np.ndarray:
    """Return points at so many standard deviations from a recorded mean, by NumPy alone."""
    mean, covariance = (
        np.array(notebook.value(f"widget.history[{index}].{name}[{component}].tolist()"))
        for name in ("means", "covariances")
    )
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    return mean + size * np.column_stack((np.cos(angle), np.sin(angle))) @ np.linalg.cholesky(covariance).T


def assert_drawn(notebook: Notebook, view: FitView, index: int) -> None:
    """The picture has the ellipses of a recorded step, and none a little further out."""
    palette = notebook.value("list(widget.palette)")
    for component, color in enumerate(palette[:3]):
        drawn, beyond = (
            view.inked(circle(notebook, index, component, size), color).mean() for size in (1.0, 1.25)
        )
        assert drawn > 0.85, f"step {index}, component {component}: {drawn:.0%} of the ellipse is there"
        assert beyond < drawn / 2, f"step {index}, component {component}: {beyond:.0%} lies further out"


def test_play_to_convergence_equals_fit(notebook: Notebook) -> None:
    view = show(notebook, speed=60.0)
    assert (view.iteration, view.phase) == (0, "start")
    view.press("Space")
    notebook.wait_until(lambda: notebook.value("widget.complete and not widget.playing"), "it must converge")
    view.rest()
    assert notebook.value("widget.index == widget.n_steps - 1 and widget.history[-1].converged")
    assert (view.iteration, view.phase) == (notebook.value("widget.model.n_iter_"), "M step")
    same = f"""__import__("numpy").array_equal(
        widget.model.covariances_, {MODEL}.fit(X).covariances_
    ) and widget.model.lower_bounds_ == {MODEL}.fit(X).lower_bounds_"""
    assert notebook.value(f"bool({same})")


def test_frames_are_the_recorded_history(notebook: Notebook) -> None:
    view = show(notebook, sigmas=[1], trails=False)
    for index in (6, 7, 12, 2 * notebook.value("len(widget.history)"), 9):
        go(notebook, view, index)
        assert_drawn(notebook, view, notebook.value("widget.index"))


def test_half_steps_change_one_thing_each(notebook: Notebook) -> None:
    view = show(notebook, sigmas=[1], trails=False)
    go(notebook, view, 7)
    assert (view.iteration, view.phase) == (4, "E step")
    after_e = view.pixels()
    assert_drawn(notebook, view, 6)
    assert_drawn(notebook, view, 7)
    view.focus()
    view.press("ArrowRight")
    view.rest()
    assert (view.iteration, view.phase) == (4, "M step")
    assert_drawn(notebook, view, 8)
    height, width = after_e.shape[:2]
    # Far from all that the M step moves, points keep their colors.
    samples = np.array(notebook.value("X.tolist()"))
    lines = np.concatenate(
        [circle(notebook, index, k, size) for index in (7, 8) for k in range(3) for size in (0, 1)]
    )
    far = np.linalg.norm(view.share(samples)[:, None] - view.share(lines)[None], axis=-1).min(1) > 0.03
    places = np.floor(view.share(samples[far]) * (width, height)).astype(int)
    assert len(places) >= 10
    for x, y in places:
        assert np.array_equal(after_e[y, x], view.pixels()[y, x])
    view.press("ArrowLeft", "ArrowLeft")
    view.rest()
    assert (view.iteration, view.phase) == (3, "M step")


def test_trails_can_be_seen_and_are_the_ways_of_the_means(notebook: Notebook) -> None:
    slow = "from iterscope.mixture import gallery\nwidget = gallery.slow_convergence().explore(sigmas=[], trails=False)"
    view = show_fit(notebook, slow)
    notebook.execute("widget.finish()")
    view.rest()
    without = view.pixels().astype(int)
    notebook.execute("widget.trails = True")
    notebook.wait_until(lambda: not np.array_equal(view.pixels(), without), "trails must be drawn")
    view.rest()
    changed = np.abs(view.pixels().astype(int) - without).max(axis=2)
    height, width = changed.shape
    steps = notebook.value("[s.means.tolist() for s in widget.history if s.phase != 'expect']")
    ways = np.floor(view.share(steps) * (width, height))
    y, x = np.nonzero(changed > 64)
    assert len(y) > 60, "of 255, for the last row of a room"
    ends = np.stack([ways[:-1], ways[1:]])
    shares = np.linspace(0, 1, 200)[:, None, None, None]
    lines = ((1 - shares) * ends[0] + shares * ends[1]).reshape(-1, 2)
    far = np.array([np.linalg.norm(lines - place, axis=1).min() for place in np.column_stack((x, y))])
    assert far.max() < 6, "and nothing else has changed"


def test_dragged_mean_is_the_models(notebook: Notebook) -> None:
    view = show(notebook, sigmas=[1], trails=False)
    go(notebook, view, 8)
    start = view.share(notebook.value("widget.model.means_[1].tolist()"))
    goal = view.nearest(0.3, 0.3)
    view.drag((float(start[0]), float(start[1])), goal)
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a drag must begin a new run")
    notebook.page.mouse.move(0, 0)  # what is under the pointer stands out
    view.rest()
    means = np.array(notebook.value("widget.model.means_.tolist()"))
    pixel = np.array([1 / view.pixels().shape[1], 1 / view.pixels().shape[0]])
    assert np.all(np.abs(view.share(means[1]) - goal) < 2 * pixel)
    assert (view.iteration, view.phase) == (0, "start")
    assert_drawn(notebook, view, 0)
    notebook.execute("widget.finish()")
    view.rest()
    assert notebook.value("widget.history[-1].converged")


def test_dragged_mean_while_it_plays(notebook: Notebook) -> None:
    view = show(notebook, speed=8.0, model=MODEL.replace("1e-6", "0.0, max_iter=400"))
    view.press("Space")
    notebook.wait_until(lambda: notebook.value("widget.index") > 6, "it must play")
    start = view.share(notebook.value("widget.model.means_[0].tolist()"))
    view.drag((float(start[0]), float(start[1])), (0.5, 0.5))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "a drag must begin a new run")
    notebook.wait_until(lambda: notebook.value("widget.index") > 4, "EM must go on from there")
    assert notebook.value("widget.playing")


def test_interrupt_of_a_cell_that_fits(notebook: Notebook) -> None:
    endless = MODEL.replace("1e-6", "0.0, max_iter=10**6")
    view = show(notebook, endless, "widget.finish()")
    notebook.start(1)
    notebook.wait_until(lambda: view.iteration > 0, "it must be under way")
    notebook.interrupt(1)
    notebook.wait_until(lambda: not notebook.value("widget.playing"), "an interrupt must pause the fit")
    go(notebook, view, 8)
    assert (view.iteration, view.phase) == (4, "M step")


def test_zoom_and_home(notebook: Notebook) -> None:
    view = show(notebook)
    home = view.box
    view.focus()
    view.wheel(1, 0.25, 0.25)
    view.rest()
    left, right, bottom, top = view.box
    assert np.isclose((home[1] - home[0]) / (right - left), 2, rtol=1e-2)
    still = [left + 0.25 * (right - left), top - 0.25 * (top - bottom)]
    was = [home[0] + 0.25 * (home[1] - home[0]), home[3] - 0.25 * (home[3] - home[2])]
    assert np.allclose(still, was, atol=0.01 * (home[1] - home[0]))
    notebook.wait_until(
        lambda: np.array_equal(notebook.value("widget.box"), view.box),
        "the kernel must know what is shown",
    )
    view.press("0")
    view.rest()
    assert np.allclose(view.box, home)
    notebook.wait_until(lambda: notebook.value("widget.box") is None, "all is shown again")


def test_large_data_are_drawn_by_the_kernel(notebook: Notebook) -> None:
    many = DATA.replace("n_samples=60", "n_samples=200_000")
    view = show(notebook, data=many)
    notebook.execute("widget.finish()")
    view.rest()
    notebook.wait_until(lambda: bool(notebook.traffic.replies("picture")), "the kernel must draw")
    view.rest()
    colorful = np.ptp(view.pixels().astype(int), axis=-1) > 40
    assert colorful.mean() > 0.03


@pytest.mark.parametrize(
    ("data", "options"),
    [
        ("X = iterscope.make_blobs(300, centers=3, n_features=1, random_state=0)[0]", {}),
        ("X = iterscope.make_blobs(300, centers=3, n_features=5, random_state=0)[0]", {"dims": [3, 1]}),
        ("X = iterscope.make_blobs(300, centers=3, n_features=3, random_state=0)[0]", {"dims": [0, 1, 2]}),
        (DATA, {"regression": True}),
        (DATA, {"density": "contours"}),
    ],
    ids=["histogram", "projection", "cloud", "regression", "density"],
)
def test_other_views(notebook: Notebook, data: str, options: dict[str, Any]) -> None:
    view = show(notebook, data=data, **options)
    first = view.pixels()
    notebook.execute("widget.finish()")
    view.rest()
    assert (view.pixels() != first).any(-1).mean() > 0.005
    assert view.notice == ""


MOVE = {
    "kind": "move",
    "vid": "a",
    "seq": 1,
    "run": 1,
    "index": 0,
    "component": 0,
    "dims": [0, 1],
    "at": [0, 0],
    "done": True,
}
MALFORMED: list[Any] = [
    None,
    {"kind": "nonsense", "vid": "a"},
    {"kind": "step", "vid": "a", "n": "1"},
    {**MOVE, "at": [None, 0]},
    {**MOVE, "run": 9},
    {**MOVE, "component": 3},
    {"kind": "brush", "vid": "a", "tool": "add", "dims": [0, 1], "at": [[0, 0]] * 10**5, "radius": [1, 1]},
    {"kind": "choose", "vid": "a", "n": 3},
]


def test_bad_messages_change_nothing(notebook: Notebook) -> None:
    view = show(notebook)
    go(notebook, view, 8)
    for content in MALFORMED:
        notebook.traffic.clear()
        notebook.tell({"method": "custom", "content": content})
        notebook.wait_until(
            lambda: bool(notebook.traffic.replies("error")), f"{str(content)[:60]} must be refused"
        )
        notebook.page.wait_for_timeout(150)  # no more than one refusal in 100 ms
        assert len(notebook.traffic.replies("error")) == 1
    assert notebook.value("[widget.index, widget.run, len(widget.X)]") == [8, 1, 60]
    view.focus()
    view.press("ArrowRight")
    view.rest()
    assert (view.iteration, view.phase) == (5, "E step")
