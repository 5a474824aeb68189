"""Both views in marimo, which shows widgets in shadow trees of their own, in a narrow column, and runs cells by itself."""

import os
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ..fit.view import FitView
from ..support.console import Console
from ..support.notebook import SECONDS
from ..support.service import Service, free_port
from ..support.view import View
from .live import FIT, FRACTAL, IMPORTS, assert_keys_stay, assert_live

APP = f"""
import marimo
app = marimo.App()

@app.cell
def _():
    {IMPORTS}
    return iterscope, np

@app.cell
def _(iterscope):
    {FRACTAL}
    return

@app.cell
def _(iterscope, np):
    {FIT}
    return
"""
SHOWN = f"""
import marimo
app = marimo.App()

@app.cell
def _():
    {IMPORTS}
    X, _ = iterscope.make_blobs(n_samples=90, centers=3, random_state=0)
    iterscope.KalmanSmoother().explore(X[:, :1]).show()
    iterscope.SelfOrganizingMap(3, 4, shrink_iter=4).explore(X).show()
    iterscope.FactorAnalysis(1).explore(X).show()
    return (iterscope,)

@app.cell
def _(iterscope):
    iterscope.demo()
    return
"""
"""Views of other kinds than the plane's, and both halves."""

SETTINGS = '[runtime]\nauto_instantiate = true\n[display]\ntheme = "dark"\n'


@pytest.fixture
def page(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of marimo's editor with an app."""
    pytest.importorskip("marimo", reason="marimo is not installed")
    file, port = tmp_path / "app.py", free_port()
    file.write_text(request.param)
    settings = tmp_path / "marimo" / "marimo.toml"
    settings.parent.mkdir()
    settings.write_text(SETTINGS)
    address = f"http://127.0.0.1:{port}"
    options = ["--headless", "--no-token", "--skip-update-check", f"--port={port}"]
    command = [sys.executable, "-m", "marimo", "edit", str(file), *options]
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}

    def ask() -> None:
        urllib.request.urlopen(f"{address}/health", timeout=60).close()  # noqa: S310 - it is our own server

    with Service(command, os.environ | homes, tmp_path / "log", ask):
        context = chromium.new_context(viewport={"width": 1280, "height": 1400})
        context.set_default_timeout(1000 * SECONDS)
        page = context.new_page()
        page.goto(address)
        yield page
        context.close()


@pytest.mark.parametrize("page", [APP], indirect=True, ids=["app"])
def test_marimo(page: Page) -> None:
    page.locator("[data-its-state=settled]").nth(1).wait_for()
    console = Console(page)
    fractal, fit = assert_live(page)
    for view in (fractal, fit):
        box = view.root.bounding_box()
        assert box is not None
        assert box["width"] > 500
        assert view.root.evaluate("root => getComputedStyle(root).colorScheme") == "dark"
        assert_keys_stay(page, view, page.locator(".marimo-cell .cm-content"))
    assert console.take() == []


@pytest.mark.parametrize("page", [SHOWN], indirect=True, ids=["shown"])
def test_marimo_shows_what_is_shown_and_the_demonstration(page: Page) -> None:
    fits, planes = page.locator(".its-mixture"), page.locator(".its-explorer .its-fractal")
    fits.nth(3).wait_for()
    planes.nth(1).wait_for()
    console = Console(page)
    for index in range(4):
        view = FitView(page, fits.nth(index))
        view.root.scroll_into_view_if_needed()
        view.focus()
        view.press("End")
        view.root.get_by_text("Converged").first.wait_for()
        view.rest()
        assert view.colorful() > 100
        assert view.notice == ""
    for index in range(2):
        plane = View(page, planes.nth(index))
        plane.settle()
        assert len({*map(tuple, plane.pixels().reshape(-1, 3)[::64])}) > 20, "there must be a picture"
    assert console.take() == []
