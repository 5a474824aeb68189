"""Both views in marimo, which shows widgets in shadow trees of their own, in a narrow column, and runs cells by itself."""

import os
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ..support.console import Console
from ..support.notebook import SECONDS
from ..support.service import Service, free_port
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

SETTINGS = '[runtime]\nauto_instantiate = true\n[display]\ntheme = "dark"\n'


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of marimo's editor."""
    pytest.importorskip("marimo", reason="marimo is not installed")
    file, port = tmp_path / "app.py", free_port()
    file.write_text(APP)
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
