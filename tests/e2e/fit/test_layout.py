"""The parts of a view at every size: nothing overlaps or is cut, and nothing lies on the data."""

import itertools
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ..support.lab import Lab
from ..support.notebook import Notebook
from .view import FitView, show_fit

pytestmark = pytest.mark.usefixtures("still")

DATA = "X, _ = iterscope.make_blobs(n_samples=60, centers=3, n_features=2, cluster_std=2.2, random_state=4)"
MODEL = "iterscope.GaussianMixture(3, random_state=1, tol=1e-6, init_params='random_from_data')"
LESSON = "What happens if all points of a component are the same? Watch the small group at the upper right."
VIEWS = {
    "plane": f"widget = {MODEL}.explore(X)",
    "compared": f"widget = {MODEL}.explore(X, compare=True)",
    "collapsed": f"""
X[:20] = 3
start = dict(weights_init=[0.9, 0.1], means_init=[[0, 0], [3, 3]])
model = iterscope.GaussianMixture(2, precisions_init=[np.eye(2), 1e4 * np.eye(2)], **start)
widget = model.explore(X, lesson={LESSON!r})
""",
    "histogram": f"widget = {MODEL}.explore(X[:, :1])",
    "table": "widget = iterscope.BernoulliMixture(3, random_state=0).explore((X > 0).astype(float))",
    "net": "widget = iterscope.SelfOrganizingMap(4, 6, shrink_iter=8).explore(X)",
    "states": "widget = iterscope.GaussianHMM(3, random_state=0).explore(X)",
    "smoother": "widget = iterscope.KalmanSmoother().explore(X[:, :1])",
    "factors": "widget = iterscope.FactorAnalysis(1).explore(X)",
}
SIZES = [
    (480, 300),
    (500, 320),
    (560, 340),
    (690, 400),
    (690, 540),
    (761, 380),
    (1000, 540),
    (1000, 580),
    (1600, 900),
]
PARTS = (
    ".its-lesson",
    ".its-notices",
    ".its-toolbar",
    ".its-stage",
    ".its-column",
    ".its-formula",
    ".its-transport",
)
ALWAYS = (".its-toolbar", ".its-stage", ".its-column", ".its-formula", ".its-transport")

MEASURE = """
(root, parts) => {
    root.scrollIntoView({ block: 'center' });
    const view = root.getBoundingClientRect();
    const box = (node) => {
        const { left, top, right, bottom } = node.getBoundingClientRect();
        return [left - view.left, top - view.top, right - view.left, bottom - view.top];
    };
    const seen = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;
    const shown = parts.flatMap((part) => [...root.querySelectorAll(part)].filter(seen).map((node) => [part, box(node)]));
    const reached = (node) => {
        const { left, top, width, height } = node.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return hit !== null && (node === hit || node.contains(hit) || hit.contains(node));
    };
    const controls = [...root.querySelectorAll('button, select, [role=slider], .its-iteration, .its-phase, .its-plot-value')];
    const covered = controls.filter((node) => seen(node) && !reached(node)).map((node) => node.outerHTML.slice(0, 90));
    const scrolls = (node) => ['auto', 'scroll'].includes(getComputedStyle(node).overflowY);
    const texts = [...root.querySelectorAll('.its-lesson, .its-notice, .its-traces, .its-ending, figcaption, figcaption > *, .its-bar-row, .its-readout')];
    const cut = texts
        .filter((node) => seen(node) && !scrolls(node))
        .filter((node) => node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)
        .map((node) => node.outerHTML.slice(0, 90));
    const formulas = [...root.querySelectorAll('.its-half')].filter(seen).map((half) => {
        const { right } = half.getBoundingClientRect();
        const { top, bottom } = half.parentElement.getBoundingClientRect();
        return [...half.querySelectorAll('math')].map((node) => node.getBoundingClientRect()).map((inner) => ({
            inside: inner.top >= top - 1 && inner.bottom <= bottom + 1 && inner.right <= right + 1,
            outside: inner.top >= bottom - 2,
        }));
    });
    const trace = box(root.querySelector('.its-plot-svg'));
    const blocks = [...root.querySelectorAll('.its-column > *')].filter(seen).map((node) => [node.className, box(node)]);
    return { size: [view.width, view.height], shown, covered, cut, formulas, trace, blocks };
}
"""


def measure(view: FitView) -> Any:
    return view.root.evaluate(MEASURE, list(PARTS))


def has_size(view: FitView, width: int, height: int) -> bool:
    return bool(measure(view)["size"] == [width, height])


def assert_whole(view: FitView, name: str) -> None:
    found = measure(view)
    width, height = found["size"]
    shown = found["shown"]
    for part, (left, top, right, bottom) in shown:
        assert -1 <= left <= right <= width + 1, (name, part)
        assert -1 <= top <= bottom <= height + 1, (name, part)
    boxes = [(part, box) for part, box in shown if (box[2] - box[0]) * (box[3] - box[1]) > 0]
    for apart in (boxes, found["blocks"]):
        for (part, one), (other, two) in itertools.combinations(apart, 2):
            overlap = min(one[2], two[2]) - max(one[0], two[0]), min(one[3], two[3]) - max(one[1], two[1])
            assert min(overlap) <= 1, (name, part, other)
    assert set(ALWAYS) <= {part for part, _ in boxes}, name
    stage = dict(boxes)[".its-stage"]
    assert stage[2] - stage[0] >= 200, name
    assert stage[3] - stage[1] >= 70, name
    assert found["covered"] == [], name
    assert found["cut"] == [], name
    assert found["trace"][2] - found["trace"][0] >= 100, name
    assert found["trace"][3] - found["trace"][1] >= 20, name
    for formulas in found["formulas"]:
        assert all(each["inside"] or each["outside"] for each in formulas), name
        assert formulas[0]["inside"], name


@pytest.mark.parametrize("kind", VIEWS)
def test_nothing_overlaps_or_is_cut(notebook: Notebook, kind: str) -> None:
    view = show_fit(
        notebook, f"import iterscope\n{DATA}\n{VIEWS[kind]}\nwidget.step(5)\nwidget.fluid = False"
    )
    notebook.page.set_viewport_size({"width": 1900, "height": 1200})
    try:
        for width, height in SIZES:
            notebook.execute(f"widget.width, widget.height = {width}, {height}")
            notebook.wait_until(
                partial(has_size, view, width, height),
                "the view must have its size",
            )
            for index in (5, 4, 6):
                notebook.execute(f"widget.seek({index})")
                view.rest()
                assert_whole(view, f"{kind} {width} x {height}, step {index}")
    finally:
        notebook.page.set_viewport_size({"width": 1280, "height": 1000})


@pytest.mark.parametrize("kind", ["table", "collapsed"])
def test_a_small_file_is_whole(notebook: Notebook, lab: Lab, tmp_path: Path, kind: str) -> None:
    show_fit(notebook, f"import iterscope\n{DATA}\n{VIEWS[kind]}\nwidget.step(6)\nwidget.fluid = False")
    with lab.offline() as page:
        for width, height in ((480, 300), (480, 340), (500, 320), (560, 340)):
            file = tmp_path / f"{width}x{height}.html"
            notebook.execute(
                f"widget.seek(4); widget.width, widget.height = {width}, {height}; widget.to_html({str(file)!r})"
            )
            page.goto(file.as_uri())
            view = FitView(page, page.locator(".its-mixture"))
            for key in ("", "ArrowRight", "ArrowRight"):
                view.rest()
                assert_whole(view, f"{kind} {width} x {height}, step {view.index}")
                view.focus()
                view.press(key or "ArrowLeft")


@pytest.mark.parametrize("size", [(480, 300), (690, 400), (1000, 540)])
def test_what_is_compared_has_its_words_and_pictures(notebook: Notebook, size: tuple[int, int]) -> None:
    view = show_fit(notebook, f"import iterscope\n{DATA}\n{VIEWS['plane']}\nwidget.step(5)")
    notebook.execute(f"widget.fluid, widget.width, widget.height = False, {size[0]}, {size[1]}")
    view.focus()
    view.press("n")
    view.root.locator(".its-earlier:not([hidden])").wait_for(state="attached")
    notebook.execute("widget.finish()")
    view.press("b")
    view.root.locator(".its-selection-dot").first.wait_for()
    view.rest()
    assert measure(view)["cut"] == []
    title = view.root.locator(".its-selection figcaption")
    assert title.inner_text().startswith("BIC: lower is better")
    assert title.locator("span").last.inner_text().endswith(", best")
    view.press("w")
    starts = view.root.get_by_role("dialog", name="Several starts")
    picture = starts.locator(".its-start-picture").first
    picture.wait_for()
    box = picture.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 60
    values = starts.locator(".its-start-value").evaluate_all(
        "all => all.map(node => node.scrollWidth - node.clientWidth)"
    )
    assert max(values) <= 1
    marks = starts.locator(".its-start-best").all()
    assert marks
    for mark in marks:
        place, card = mark.bounding_box(), mark.locator("xpath=../..").locator("canvas").bounding_box()
        assert place is not None
        assert card is not None
        assert place["y"] >= card["y"] + card["height"], "no mark lies on the samples"
        assert mark.evaluate("node => node.scrollWidth <= node.clientWidth + 1"), "it is whole"


def test_what_is_compared_squeezes_nothing_beside_it(notebook: Notebook) -> None:
    view = show_fit(
        notebook,
        f"import iterscope\n{DATA.replace('X, _', 'X, labels')}\nwidget = {MODEL}.explore(X, labels=labels, bound=True)\n"
        "widget.seek(5)\nwidget.fluid, widget.width, widget.height = False, 1000, 560",
    )
    view.root.locator(".its-agreement-table td").first.wait_for()
    view.focus()
    view.press("g")
    view.root.locator(".its-basins-list li").first.wait_for()
    view.rest()
    squeezed = view.root.locator(".its-column > *").evaluate_all(
        """parts => parts
            .filter((part) => part.checkVisibility() && part.scrollHeight > part.clientHeight + 1)
            .map((part) => part.className)"""
    )
    assert squeezed == []


def test_home_stays_home(notebook: Notebook) -> None:
    view = show_fit(notebook, f"import iterscope\n{DATA}\n{VIEWS['plane']}")
    view.rest()
    middle = [0.5, 0.5]
    view.canvas.click()
    for size in ((700, 400), (1000, 800), (500, 320)):
        notebook.execute(f"widget.width, widget.height = {size[0]}, {size[1]}; widget.fluid = False")
        notebook.wait_until(partial(has_size, view, *size), "the view must have its size")
        view.rest()
        low, high = (notebook.value(f"widget.X.{end}(axis=0).tolist()") for end in ("min", "max"))
        corners = view.share([low, high])
        assert (corners > 0.03).all()
        assert (corners < 0.97).all()
        assert abs(corners.mean(axis=0) - middle).max() < 1e-6
        fills = abs(corners[1] - corners[0])
        assert fills.max() > 0.55, "all of the data fill the scene"


def test_the_panel_of_the_model_is_whole(notebook: Notebook) -> None:
    view = show_fit(notebook, f"import iterscope\n{DATA}\n{VIEWS['collapsed']}\nwidget.fluid = False")
    for width, height in ((480, 300), (690, 400), (1000, 540)):
        notebook.execute(f"widget.width, widget.height = {width}, {height}")
        view.rest()
        view.focus()
        view.press("v")
        fields = view.root.get_by_role("dialog", name="View").locator(".its-fields").bounding_box()
        assert fields is not None
        assert fields["height"] >= 180
        view.press("Escape")
        view.press("m")
        panel = view.root.get_by_role("dialog", name="Model")
        outer, inner = view.root.bounding_box(), panel.bounding_box()
        assert outer is not None
        assert inner is not None
        assert inner["y"] >= outer["y"]
        assert inner["y"] + inner["height"] <= outer["y"] + outer["height"]
        for name in ("Another start", "Several starts", "Reset", "Close"):
            assert panel.get_by_role("button", name=name).evaluate(
                """node => {
                    const { left, top, width, height } = node.getBoundingClientRect();
                    return node.contains(document.elementFromPoint(left + width / 2, top + height / 2));
                }"""
            ), name
        for field in ("Components", "Iterations"):
            box = panel.get_by_label(field)
            box.scroll_into_view_if_needed()
            box.click()
        panel.get_by_role("button", name="Close").click()
        assert panel.count() == 0


def test_advice_points_at_the_field(notebook: Notebook) -> None:
    for height in (300, 540):
        view = show_fit(
            notebook,
            f"import iterscope\n{DATA}\n{VIEWS['collapsed']}\nwidget.step(5)\n"
            f"widget.fluid, widget.width, widget.height = False, 690, {height}",
        )
        view.rest()
        assert "Component 1 has collapsed" in view.notice
        view.root.get_by_role("button", name="Set reg_covar").click()
        field = view.root.get_by_label("reg_covar")
        assert field.evaluate("node => node === document.activeElement")
        place = field.evaluate(
            """node => {
                const list = node.closest('.its-fields').getBoundingClientRect();
                const { top, bottom } = node.getBoundingClientRect();
                return [top - list.top, list.bottom - bottom];
            }"""
        )
        assert min(place) >= 0, "the field must be scrolled to"
        assert view.root.locator(".its-pointed").count() == 1


def test_the_running_formula_is_whole_where_both_are_shown(notebook: Notebook) -> None:
    view = show_fit(
        notebook,
        "X = np.random.default_rng(0).normal(size=(300, 3))\n"
        "widget = GaussianMixture(2, random_state=0).explore(X, dims=[0, 1, 2])\n"
        "widget.fluid, widget.width, widget.height = False, 1600, 900\nwidget.seek(2)",
    )
    notebook.page.set_viewport_size({"width": 2100, "height": 1000})
    try:
        notebook.wait_until(lambda: measure(view)["size"] == [1600, 900], "the view must have its size")
        view.rest()
        for index in (1, 2):
            notebook.execute(f"widget.seek({index})")
            view.rest()
            for half in ("expect", "maximize"):
                formulas = view.root.locator(f"[data-half={half}] math")
                assert formulas.count() >= 2
                outside = formulas.evaluate_all(
                    """formulas => formulas.map((formula) => {
                        const outer = formula.closest('.its-half-formula').getBoundingClientRect();
                        const inner = formula.getBoundingClientRect();
                        return Math.max(outer.left - inner.left, inner.right - outer.right, inner.bottom - outer.bottom);
                    })"""
                )
                assert max(outside) < 2, (half, outside)
    finally:
        notebook.page.set_viewport_size({"width": 1280, "height": 1000})
