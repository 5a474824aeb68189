"""What a class is shown: cures that cure, true classes, k-means as it is, runs before, numbers of components."""

from functools import partial

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from ..support.notebook import Notebook
from .view import FitView, fit_view, show_fit

GALLERY = "from iterscope import KMeans, make_blobs\nfrom iterscope.mixture import gallery\n"
CLOUDS = GALLERY + "X, classes = make_blobs(n_samples=400, centers=3, n_features=2, random_state=7)\n"
MODEL = "GaussianMixture(3, init_params='random_from_data', tol=1e-6, random_state=1)"


def finish(notebook: Notebook, view: FitView, run: int = 1) -> None:
    """Go to the end of a run."""
    notebook.wait_until(lambda: notebook.value("widget.run") == run, "the run must begin")
    view.focus()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "the fit must come to its end")
    last = notebook.value("widget.n_steps") - 1
    notebook.wait_until(lambda: view.index == last, "the end must be shown")


def number(text: str) -> float:
    return float(text.replace("\N{MINUS SIGN}", "-"))


def objective(view: FitView) -> float:
    return number(view.root.locator(".its-plot-value").first.inner_text())


def boxes(view: FitView) -> list[list[float]]:
    """What each of the panes shows: left, right, bottom, top."""
    shown = [pane.get_attribute("data-its-box") or "" for pane in view.root.locator(".its-pane canvas").all()]
    return [[float(side) for side in box.split()] for box in shown if box]


def has_moved(view: FitView, before: list[list[float]]) -> bool:
    return boxes(view) != before


def test_another_start_cures_the_local_optimum_and_the_run_before_stays(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{GALLERY}widget = gallery.local_optimum().explore()")
    finish(notebook, view)
    stuck = objective(view)
    assert view.root.locator(".its-earlier").is_hidden()
    view.press("n")
    finish(notebook, view, 2)
    notebook.wait_until(lambda: objective(view) > stuck + 100, "another start must be better")
    before = view.root.locator(".its-earlier")
    assert number(before.inner_text().removeprefix("Before: ")) == pytest.approx(stuck)
    assert (view.root.locator(".its-plot-earlier").first.get_attribute("d") or "").startswith("M")
    view.press("Control+z")
    notebook.wait_until(lambda: notebook.value("widget.run") == 3, "undo must show the run before")
    notebook.wait_until(lambda: objective(view) == stuck or view.index == 0, "with its start")
    assert notebook.value("widget.model.means_init is not None")


def test_several_starts_say_how_many_end_alike(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X)")
    view.focus()
    view.press("w")
    cards = view.root.locator(".its-start")
    notebook.wait_until(lambda: cards.count() == 6, "six starts must be shown")
    ends = cards.locator(".its-start-value").all_inner_texts()
    rows = view.root.locator(".its-start-ends li").all_inner_texts()
    counted = {row.split()[0]: int(row.split()[1]) for row in rows}
    assert counted == {end: ends.count(end) for end in ends}
    badges = set(view.root.locator(".its-start-best").all_inner_texts())
    best = max(ends, key=number)
    equals = ends.count(best)
    assert badges == (set() if equals == 6 else {"best"} if equals == 1 else {f"{equals} of 6"})


def test_true_classes_are_marked_and_compared(notebook: Notebook) -> None:
    names = "labels=np.array(['ada', 'bee', 'cat'])[classes]"
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X, {names})")
    figure = view.root.locator(".its-agreement")
    assert figure.is_hidden(), "before the first E step nothing is shared out"
    finish(notebook, view)
    table = view.root.locator(".its-agreement-table tr")
    notebook.wait_until(lambda: table.count() == 4, "classes and components must be compared")
    found = notebook.value("widget.model.predict(X).tolist()")
    truth = notebook.value("classes.tolist()")
    expected = f"ARI {adjusted_rand_score(truth, found):.2f}"
    notebook.wait_until(lambda: expected in figure.inner_text(), "the adjusted Rand index must be shown")
    rows = [row.locator("td").all_inner_texts() for row in table.all()[1:]]
    assert np.array(rows, int).tolist() == [
        [sum(t == c and f == k for t, f in zip(truth, found, strict=True)) for k in range(3)]
        for c in range(3)
    ]
    assert [row.locator("th").inner_text() for row in table.all()[1:]] == ["● ada", "▲ bee", "■ cat"]
    point = notebook.value("X[classes == 1][0].tolist()")
    view.hover(*view.share(point))
    notebook.wait_until(lambda: view.root.locator(".its-hover.its-active").count() == 1, "a card must show")
    assert ": bee" in view.card or "Component" in view.card
    notebook.page.mouse.move(1, 1)
    view.rest()
    marked = view.pixels()
    notebook.execute("widget.classes = False")
    notebook.wait_until(lambda: not np.array_equal(view.pixels(), marked), "the marks must go")
    view.rest()
    gone = (view.pixels() != marked).any(axis=2)
    height, width = gone.shape
    data = np.array(notebook.value("X.tolist()"))
    circle = np.stack([f(np.linspace(0, 2 * np.pi, 240, endpoint=False)) for f in (np.cos, np.sin)])
    for label in range(3):
        own = data[np.array(truth) == label]
        root = np.linalg.cholesky(np.cov(own.T, bias=True))
        for sigma, dashed in ((2, True), (4, False)):
            around = own.mean(axis=0) + sigma * (root @ circle).T
            x, y = np.floor(view.share(around) * (width, height)).astype(int).T
            inside = (x > 1) & (x < width - 1) & (y > 1) & (y < height - 1)
            share = np.mean(
                [gone[b - 1 : b + 2, a - 1 : a + 2].any() for a, b in zip(x[inside], y[inside], strict=True)]
            )
            assert (share > 0.45) if dashed else (share < 0.2), "a dashed ellipse is where a class is"


def test_k_means_shows_its_cells_and_no_density(notebook: Notebook) -> None:
    code = f"{CLOUDS}widget = KMeans(3, n_init=1, random_state=0).explore(X, density='heat')"
    view = show_fit(notebook, code)
    finish(notebook, view)
    view.rest()
    means = np.array(notebook.value("widget.model.cluster_centers_.tolist()"))
    left, right, bottom, top = view.box
    grid = np.stack(np.meshgrid(np.linspace(left, right, 42)[4:-1], np.linspace(bottom, top, 32)[4:-1]), -1)
    places = grid.reshape(-1, 2)
    nearest = np.linalg.norm(places[:, np.newaxis] - means, axis=2).argmin(axis=1)
    picture = view.pixels().astype(int)
    height, width = picture.shape[:2]
    x, y = np.floor(view.share(places) * (width, height)).astype(int).T
    colors = picture[y, x]
    usual = [np.median(colors[nearest == mean], axis=0) for mean in range(3)]
    assert all(np.abs(usual[a] - usual[b]).max() >= 5 for a in range(3) for b in range(a))
    same = [np.abs(colors[nearest == mean] - usual[mean]).max(axis=1) <= 3 for mean in range(3)]
    assert np.concatenate(same).mean() > 0.75, "but for points, borders and the grid a cell has one color"
    words = view.root.locator(".its-formula").text_content() or ""
    assert "Which mean is nearest to each point?" in words
    assert "component" not in words
    assert view.root.locator("[data-action=select]").get_attribute("aria-disabled") == "true"
    view.press("m")
    panel = view.root.get_by_role("dialog", name="Model")
    assert panel.get_by_label("Components").is_visible()
    assert not panel.get_by_text("Covariance").is_visible()
    assert not panel.get_by_text("reg_covar").is_visible()


def test_two_panes_move_and_zoom_together(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X, compare=True, width=1000)")
    view.rest()
    notebook.wait_until(lambda: len(boxes(view)) == 2, "two panes must be shown")
    for pane in (0, 1):
        before = boxes(view)
        canvas = view.root.locator(".its-pane canvas").nth(pane)
        canvas.click(position={"x": 150, "y": 150})
        canvas.hover(position={"x": 150, "y": 150})
        notebook.page.mouse.wheel(0, -240)
        notebook.wait_until(partial(has_moved, view, before), "the pane must zoom")
        view.rest()
        first, second = boxes(view)
        width = second[1] - second[0]
        assert np.abs(np.subtract(first, second)).max() < 0.02 * width
    view.focus()
    view.press("0")
    view.rest()
    first, second = boxes(view)
    assert np.abs(np.subtract(first, second)).max() < 0.02 * width


def test_numbers_of_components_are_compared_shown_again_and_forgotten(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X, height=640)")
    view.focus()
    view.press("b")
    dots = view.root.locator(".its-selection-dot")
    notebook.wait_until(lambda: dots.count() == 9, "nine numbers must be compared")
    figure = view.root.locator(".its-selection")
    best = notebook.value("widget.session.comparison.selection.best_.bic(X)")
    assert "lower is better" in figure.inner_text()
    assert f"k = 3: {best:.2f}, best" in figure.inner_text()
    assert figure.locator(".its-plot-grid text").count() >= 2
    figure.locator("[data-row='1']").hover(force=True)
    notebook.wait_until(lambda: "k = 2:" in figure.inner_text(), "the number under the pointer must be said")
    view.root.get_by_role("option", name="2 components").click(force=True)
    notebook.wait_until(lambda: notebook.value("widget.n_components") == 2, "the model must be shown")
    notebook.save()
    notebook.reload()
    again = fit_view(notebook)
    again.settle()
    notebook.wait_until(
        lambda: again.root.locator(".its-selection-dot").count() == 9, "a reload must not lose it"
    )
    again.focus()
    again.press("e")
    again.drag((0.3, 0.4), (0.6, 0.5))
    notebook.wait_until(lambda: notebook.value("len(widget.X)") < 400, "points must be erased")
    notebook.wait_until(
        lambda: again.root.locator(".its-selection").is_hidden(), "it is not true of other data"
    )


def test_the_scrubber_never_runs_back_while_playing(notebook: Notebook) -> None:
    slow = "GaussianMixture(3, init_params='random_from_data', tol=0, max_iter=1000, random_state=1)"
    view = show_fit(notebook, f"{CLOUDS}widget = {slow}.explore(X, speed=60)")
    view.focus()
    view.root.evaluate(
        """root => void (window.places = new Promise((done) => {
            const places = [];
            const look = () => {
                const thumb = root.querySelector('.its-scrub-thumb').getBoundingClientRect();
                places.push(thumb.left + thumb.width / 2 - root.getBoundingClientRect().left);
                const index = Number(root.querySelector('[role=slider]').getAttribute('aria-valuenow'));
                if (index > 120) done(places); else requestAnimationFrame(look);
            };
            look();
        }))"""
    )
    view.press("Space")
    places = view.root.evaluate("async () => await window.places")
    view.press("Space")
    assert len(places) > 20
    assert np.diff(places).min() > -1.5, "CSS pixels"
    assert places[-1] > places[0] + 100


def test_the_formula_is_about_a_doubtful_sample(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X)")
    view.focus()
    view.press("ArrowRight")
    notebook.wait_until(lambda: view.index == 1, "the first E step must be shown")
    least = notebook.value("int(widget.model.predict_proba(X).max(axis=1).argmin())")
    slots = view.root.locator("[data-half=expect] .its-slot").all_text_contents()
    assert str(least) in slots
    place = notebook.value(f"X[{least}].tolist()")
    ring = np.array([[np.cos(t), np.sin(t)] for t in np.linspace(0, 2 * np.pi, 24, endpoint=False)])
    box = view.canvas.bounding_box()
    assert box is not None
    view.rest()
    x, y = np.floor((view.share(place) * (box["width"], box["height"]) + 5.5 * ring).T).astype(int)
    picture = view.pixels().astype(int)
    ratio = picture.shape[1] / box["width"]
    shades = picture[(y * ratio).astype(int), (x * ratio).astype(int)].max(axis=1)
    assert np.median(shades) < 130, "a dark ring is around it"


def test_home_makes_room_for_the_ellipses(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{GALLERY}widget = gallery.wrong_k().explore()")
    finish(notebook, view)
    view.rest()
    means, covariances = (
        np.array(notebook.value(f"widget.model.{name}_.tolist()")) for name in ("means", "covariances")
    )
    reach = 3 * np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    left, right, bottom, top = view.box
    assert ((means - reach) > (left, bottom)).all()
    assert ((means + reach) < (right, top)).all()


def test_a_mean_that_was_dragged_stands_out_no_longer(notebook: Notebook) -> None:
    start = "means_init=[[0, 0], [0.8, 0.8]], max_iter=40"
    view = show_fit(
        notebook,
        "X = np.random.default_rng(0).uniform(-1, 1, (300, 2))\n"
        "X[:4] = [[-1, -1], [1, 1], [-1, 1], [1, -1]]\n"
        f"widget = MixtureWidget(X, GaussianMixture(2, {start}))",
    )
    view.hover(0.5, 0.5)
    hovered = view.root.locator(".its-column .its-hovered")
    notebook.wait_until(lambda: hovered.count() == 1, "the mean under the pointer must stand out")
    view.drag((0.5, 0.5), (0.6, 0.3))
    notebook.wait_until(lambda: notebook.value("widget.run") > 1, "EM must go on from the moved mean")
    notebook.wait_until(lambda: hovered.count() == 0, "it must not stand out for ever")


def test_a_component_that_is_pointed_at_shows_its_axes(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X)")
    finish(notebook, view)
    view.rest()
    mean, covariance = (
        np.array(notebook.value(f"widget.model.{name}_[0].tolist()")) for name in ("means", "covariances")
    )
    lengths, directions = np.linalg.eigh(covariance)
    along = [
        mean + side * sigmas * np.sqrt(length) * direction
        for length, direction in zip(lengths, directions.T, strict=True)
        for side in (-1, 1)
        for sigmas in (1.3, 1.6, 2.3, 2.7)
    ]
    view.root.locator(".its-column .its-bar-row").first.hover()
    notebook.wait_until(
        lambda: view.root.locator(".its-column .its-hovered").count() == 1, "the component must stand out"
    )
    view.rest()
    assert view.inked(along, "#767676").mean() > 0.8, "grey lines run along both axes"


def test_thirty_components_have_names_numbers_and_colors(notebook: Notebook) -> None:
    many = MODEL.replace("3, ", "30, ", 1)
    view = show_fit(notebook, f"{CLOUDS}widget = {many}.explore(X, width=1000, height=540)")
    finish(notebook, view)
    rows = view.root.locator(".its-weights .its-bar-row")
    weights = notebook.value("widget.model.weights_.tolist()")
    titles = [f"{component}: {weight:.3f}" for component, weight in enumerate(weights)]
    notebook.wait_until(
        lambda: rows.evaluate_all("rows => rows.map((row) => row.title)") == titles,
        "each bar must say its component and its weight",
    )
    assert rows.all_inner_texts() == [str(component) for component in range(30)]
    lengths = rows.locator(".its-bar").evaluate_all(
        "bars => bars.map((bar) => bar.getBoundingClientRect().width / bar.parentElement.getBoundingClientRect().width)"
    )
    np.testing.assert_allclose(lengths, weights, atol=0.01)
    places = rows.evaluate_all("rows => rows.map((row) => [row.offsetLeft, row.offsetTop])")
    assert len({tuple(place) for place in places}) == 30
    colors = rows.locator(".its-bar").evaluate_all("bars => bars.map((bar) => bar.style.background)")
    assert len(set(colors)) == 30
    rows.last.scroll_into_view_if_needed()
    rows.last.hover()
    notebook.wait_until(
        lambda: view.root.locator(".its-column .its-hovered").count() == 1, "the last one can be pointed at"
    )


def test_scikit_learn_s_result_stands_beside_ours(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X)")
    view.focus()
    view.press("j")
    notebook.wait_until(lambda: "from the same start" in view.notice, "the result must be shown")
    assert "the same optimum, relative difference" in view.notice
    assert notebook.value("widget.complete")
    assert view.index == 0
    view.press("n")
    notebook.wait_until(lambda: view.notice == "", "of another start it is not true")


def test_a_mean_is_dragged_in_either_pane(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X, compare=True)")
    finish(notebook, view)
    view.rest()
    run = notebook.value("widget.run")
    pane = FitView(notebook.page, view.root)
    pane.canvas = view.root.locator(".its-pane canvas").nth(1)
    centers = notebook.value("widget.session.run._recordings[1].step(-1).means.tolist()")
    start, end = pane.share(centers[0]), pane.share(centers[1])
    pane.drag(tuple(start), tuple((start + end) / 2))
    notebook.wait_until(lambda: notebook.value("widget.run") > run, "the fit must go on from there")
    middle = (np.array(centers[0]) + centers[1]) / 2
    moved = np.array(notebook.value("[r.step(0).means[0].tolist() for r in widget.session.run._recordings]"))
    np.testing.assert_allclose(moved, [middle, middle], atol=0.2)


def test_hovering_a_regression_shows_what_y_is_given_x(notebook: Notebook) -> None:
    view = show_fit(notebook, f"{CLOUDS}widget = {MODEL}.explore(X, regression=True, sigmas=[])")
    finish(notebook, view)
    view.hover(0.5, 0.02)
    view.rest()
    before = view.pixels().astype(int)
    x = notebook.value("float(np.median(X[:, 0]))")
    across = float(view.share([x, 0.0])[0])
    view.hover(across, 0.02)
    notebook.wait_until(
        lambda: not np.array_equal(view.pixels(), before), "the conditional mixture must show"
    )
    view.rest()
    width = before.shape[1]
    place = view.nearest(across, 0.02)[0]
    changed = (np.abs(view.pixels().astype(int) - before).max(axis=2) > 24)[:, round(place * width) + 2 :]
    assert changed[:, : round(0.1 * width)].any(), "a curve stands to the right of the pointer"
