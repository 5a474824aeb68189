"""What a view says in words and numbers, and what it must not say."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator

from ..support.notebook import Notebook
from .test_lessons import finish
from .view import fit_view, show_fit

GALLERY = "from iterscope.mixture import gallery\n"
BLOBS = "X, _ = iterscope.make_blobs(n_samples=200, centers=3, n_features=2, random_state=0)\n"

TRACES = """root => [...root.querySelectorAll('.its-traces .its-plot')].map((plot) => {
    const curve = plot.querySelector('.its-plot-curve').getBoundingClientRect();
    const area = plot.querySelector('.its-plot-svg').getBoundingClientRect();
    const dot = plot.querySelector('.its-plot-now').getBoundingClientRect();
    const numbers = [...plot.querySelectorAll('.its-plot-grid text')];
    return {
        left: curve.left,
        numbers: numbers.map((node) => ({ text: node.textContent, right: node.getBoundingClientRect().right })),
        heights: [...plot.querySelectorAll('.its-plot-svg text')]
            .map((node) => node.getBoundingClientRect())
            .map(({ top, bottom }) => (top + bottom) / 2)
            .sort((one, other) => one - other),
        dot: dot.width === 0 || (dot.top >= area.top && dot.bottom <= area.bottom),
    };
})"""


def test_a_floor_that_is_most_of_a_variance_is_said_and_relative_mends_it(notebook: Notebook) -> None:
    view = show_fit(
        notebook,
        "import pandas\nX = np.random.default_rng(0).normal(size=(300, 2)) * [1e6, 1e-5]\n"
        "widget = GaussianMixture(2, random_state=0).explore(pandas.DataFrame(X, columns=['income', 'rate']))",
    )
    finish(notebook, view)
    assert notebook.value("float(widget.model.covariances_[:, 1, 1].min())") > 9e-7, "the truth is 1e-10"
    assert view.notice.startswith("reg_covar is most of the variance of rate")
    view.root.get_by_role("button", name="Take “relative”").click()
    notebook.wait_until(lambda: notebook.value("widget.reg_covar") == "relative", "the model must have it")
    notebook.execute("widget.finish()")
    view.rest()
    assert view.notice == ""
    assert notebook.value("float(widget.model.covariances_[:, 1, 1].max())") < 1e-9


def test_constant_pixels_are_named_and_no_mean_is_said_to_collapse(notebook: Notebook) -> None:
    view = show_fit(
        notebook,
        "from sklearn.datasets import load_digits\nX = load_digits().data\n"
        "widget = GaussianMixture(10, reg_covar=1e-2, random_state=0).explore(X, image_shape=(8, 8))",
    )
    notebook.execute("widget.seek(6)")
    view.rest()
    constant = notebook.value("[f'x{i}' for i in range(64) if np.ptp(X[:, i]) == 0]")
    assert f"{', '.join(constant[:-1])} and {constant[-1]} are constant in all of the data" in view.notice
    assert "collapsed" not in view.notice


def test_a_likelihood_that_falls_is_said(notebook: Notebook) -> None:
    model = (
        "iterscope.GaussianMixture(3, init_params='random_from_data', random_state=0, reg_covar=5.0, tol=0)"
    )
    view = show_fit(notebook, f"import iterscope\n{BLOBS}widget = {model}.explore(X)")
    notebook.execute("widget.seek(5)")
    changes = notebook.value("[step.change for step in widget.history]")
    assert changes[3] < -0.1
    said = "The log-likelihood has fallen."
    for index in (1, 3):
        notebook.execute(f"widget.seek({index})")
        view.rest()
        assert view.index == index
        assert (said in view.notice) == (index == 3)


@pytest.mark.parametrize("make", ["gallery.local_optimum()", "gallery.unequal_sizes()"])
def test_numbers_of_traces_are_short_and_beside_the_curve(notebook: Notebook, make: str) -> None:
    view = show_fit(
        notebook, f"{GALLERY}widget = {make}.explore(width=1000, height=560)\nwidget.fluid = False"
    )
    if "unequal" in make:
        notebook.execute("widget.algorithm = 'kmeans'")
    notebook.execute("widget.finish()")
    view.rest()
    for trace in view.root.evaluate(TRACES):
        assert trace["numbers"]
        for number in trace["numbers"]:
            assert number["right"] <= trace["left"] + 1, "no number lies under the curve"
            assert sum(letter.isdigit() for letter in number["text"]) <= 6
        assert trace["dot"], "no dot lies outside of its plot"
        assert (np.diff(trace["heights"]) >= 9.5).all(), "no number lies on another or on the tolerance"


@pytest.mark.parametrize(
    ("model", "index"),
    [
        ("KMeans(3, random_state=0)", 1),
        ("GaussianMixture(3, covariance_type='spherical', random_state=0)", 2),
        ("SelfOrganizingMap(3, 4)", 1),
    ],
)
def test_both_bars_of_a_distance_are_equally_high(notebook: Notebook, model: str, index: int) -> None:
    view = show_fit(
        notebook, f"import iterscope\n{BLOBS}widget = iterscope.{model}.explore(X)\nwidget.seek({index})"
    )
    view.rest()
    bars = view.root.locator(".its-half mo").evaluate_all(
        """all => all
            .filter((node) => node.textContent === '‖' && node.checkVisibility())
            .map((node) => node.getBoundingClientRect())
            .map(({ top, bottom }) => [top, bottom])"""
    )
    assert len(bars) >= 2
    np.testing.assert_allclose(bars[0::2], bars[1::2], atol=1)


def test_what_is_past_in_a_trace_is_that_of_its_own_view(notebook: Notebook) -> None:
    model = "GaussianMixture(3, init_params='random_from_data', random_state=1, tol=1e-6)"
    first = show_fit(
        notebook,
        f"import iterscope\n{BLOBS}other = {model}.explore(X)\nwidget = {model}.explore(X)",
        "other",
    )
    notebook.run(1)
    second = fit_view(notebook, 1)
    second.settle()
    finish(notebook, first)
    for view, is_past in ((first, True), (second, False)):
        view.rest()
        plot = view.root.locator(".its-traces .its-plot").first
        clip = plot.locator("clipPath").get_attribute("id")
        assert plot.locator(".its-plot-past").get_attribute("clip-path") == f"url(#{clip})"
        assert notebook.page.locator(f"[id='{clip}']").count() == 1, "no other view has a part of that name"
        assert (blue(plot) > 30) == is_past


def blue(plot: Locator) -> int:
    """Count the pixels of the part of a curve that is past."""
    with Image.open(io.BytesIO(plot.locator(".its-plot-area").screenshot())) as picture:
        red, green, sheen = np.moveaxis(np.asarray(picture.convert("RGB")).astype(int), -1, 0)
    return int(((sheen > red + 80) & (sheen > green + 30)).sum())


def test_an_array_of_numbers_is_one_feature(notebook: Notebook) -> None:
    view = show_fit(
        notebook,
        "X = np.concatenate([np.random.default_rng(1).normal(at, 0.3, 200) for at in (-6, 0, 5)])\n"
        "widget = GaussianMixture(3, random_state=0).explore(X)",
    )
    assert notebook.value("list(widget.X.shape)") == [600, 1]
    notebook.execute("widget.finish()")
    view.rest()
    dark = view.pixels().max(axis=2) < 110
    height = len(dark)
    assert not dark[: round(0.01 * height)].any(), "no curve is cut"
    assert dark[: round(0.5 * height)].any(), "it is seen"
    assert view.notice == ""


def test_a_value_that_is_none_is_refused_in_a_few_lines(notebook: Notebook) -> None:
    notebook.write(
        "from iterscope import GaussianMixture\nGaussianMixture(2).explore([[1.0, 2.0], [3.0, float('nan')]])"
    )
    with pytest.raises(AssertionError):
        notebook.run(0)
    (failure,) = notebook.failures(0)
    assert failure.startswith("ValueError: X contains NaN")
    shown = notebook.page.locator(".jp-OutputArea-output").inner_text()
    assert "explore" in shown
    assert "validation" not in shown
    assert len(shown.splitlines()) <= 40, shown


def test_a_cloud_fills_its_scene(notebook: Notebook) -> None:
    view = show_fit(
        notebook,
        "from sklearn.datasets import load_iris\n"
        "widget = GaussianMixture(3, random_state=0).explore(load_iris().data[:, :3], dims=[0, 1, 2])",
    )
    finish(notebook, view)
    view.rest()
    picture = view.pixels().astype(int)
    rows = np.flatnonzero((np.ptp(picture, axis=2) > 40).any(axis=1))
    assert np.ptp(rows) > 0.5 * len(picture), "points and ellipsoids take most of the height"
