"""Pages without a kernel: what a script opens, and what nbconvert makes of a notebook that has run."""

import base64
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import anywidget
import nbconvert
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from tests.node import fetch

from ..fit.view import FitView
from ..support.console import Console
from ..support.notebook import SECONDS
from ..support.view import View
from .live import FIT, FRACTAL, IMPORTS

FROM_NETWORK = {
    "require.min.js": lambda: fetch("requirejs@2.3.8") / "require.js",
    "embed-amd.js": lambda: fetch("@jupyter-widgets/html-manager@1.0.15") / "dist" / "embed-amd.js",
    "index.js": lambda: Path(anywidget.__file__).parent / "nbextension" / "index.js",
}
"""What a page of nbconvert loads from the network to show widgets, by the ends of the addresses."""
FITS = (
    FIT,
    "iterscope.GaussianMixture(2, random_state=0).explore(rng.normal(size=(90, 1)) + [[0], [5]] * 45)",
    "iterscope.FactorAnalysis(1).explore(rng.normal(size=(90, 1)) * [3, 2, 1] + rng.normal(size=(90, 3)))",
    "iterscope.BernoulliMixture(2, random_state=0).explore((rng.random((90, 5)) < 0.4).astype(float))",
    "iterscope.PoissonHMM(2, random_state=0).explore(rng.poisson(np.repeat([4.0, 20.0], 30)).astype(float))",
    "iterscope.KalmanSmoother().explore(np.cumsum(rng.normal(size=100)) + rng.normal(size=100))",
    "iterscope.SelfOrganizingMap(3, 4, shrink_iter=5).explore(rng.normal(size=(90, 2)))",
)
"""A fit of each way to draw models: in a plane, as a histogram, falling onto a line, as a table, along time, as a net."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that reads files and has no network."""
    context = chromium.new_context(offline=True)
    context.set_default_timeout(1000 * SECONDS)
    yield context.new_page()
    context.close()


def test_a_script_shows_views_in_a_browser(page: Page, tmp_path: Path) -> None:
    addresses = tmp_path / "addresses"
    script = f"{IMPORTS}\n{FRACTAL}.show()\n{FIT}.show()\niterscope.explore(height=320).show()"
    environment = os.environ | {"BROWSER": f"sh -c 'echo $0 >> {addresses}' %s", "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    fractal, fit, explorer = addresses.read_text().split()
    console = Console(page)
    page.goto(fractal)
    View(page, page.locator(".its-fractal")).settle()
    page.goto(fit)
    view = FitView(page, page.locator(".its-mixture"))
    view.settle()
    view.focus()
    view.press("End")
    view.root.get_by_text("Converged").first.wait_for()
    page.goto(explorer)
    for index in range(2):
        View(page, page.locator(".its-fractal").nth(index)).settle()
    assert console.take() == []


def test_nbconvert_keeps_the_last_picture(page: Page, tmp_path: Path) -> None:
    cells = [f"{IMPORTS}\n{FRACTAL}", "iterscope.explore(height=320)"]
    cells += [f"rng = np.random.default_rng(0)\nwidget = {fit}\nwidget.finish()\nwidget" for fit in FITS]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    body, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    file = tmp_path / "notebook.html"
    file.write_text(body, encoding="utf-8")

    def serve(route: Route) -> None:
        name = route.request.url.partition("?")[0].rpartition("/")[2]
        if name in FROM_NETWORK:
            route.fulfill(path=FROM_NETWORK[name]())
        else:
            route.abort()

    page.context.set_offline(False)
    page.route(re.compile("^http"), serve)
    page.goto(file.as_uri())
    said = []
    for index in range(3):
        fractal = View(page, page.locator(".its-fractal").nth(index))
        fractal.wait_for_state("error")
        assert len({*map(tuple, fractal.pixels().reshape(-1, 3)[::64])}) > 20, "there must be a picture"
        said.append(fractal.notice)
    for index, cell in enumerate(notebook.cells[2:]):
        fit = FitView(page, page.locator(".its-mixture").nth(index))
        fit.wait_for_state("error")
        assert_poster(fit, cell.outputs[0].data["image/png"].replace("\n", ""))
        said.append(fit.notice)
    assert len({*said}) == 1
    assert "saved with the notebook" in said[0]


def assert_poster(fit: FitView, saved: str) -> None:
    """Check that a view shows its saved picture, whole."""
    poster = fit.root.locator(".its-poster")
    assert poster.get_attribute("src") == f"data:image/png;base64,{saved}"
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(saved))).convert("RGBA"))
    assert len(np.unique(picture.reshape(-1, 4), axis=0)) > 20
    outer, inner = fit.root.bounding_box(), poster.bounding_box()
    assert outer is not None
    assert inner is not None
    assert poster.evaluate("node => getComputedStyle(node).objectFit") == "contain"
    assert outer["x"] <= inner["x"] <= inner["x"] + inner["width"] <= outer["x"] + outer["width"]
