"""JupyterLab and the browser that shows it."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from . import browser
from .console import Console
from .notebook import SECONDS, Notebook
from .server import Server
from .traffic import Traffic

WINDOW = ViewportSize(width=1280, height=1000)


class Lab:
    """Opens notebooks, each alone on a page with a kernel of its own."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self._server = server
        self._browser = browser

    def open(self, cells: Sequence[str] = ("",), place: str = "doc/tree", **options: Any) -> Notebook:
        """Make a notebook of these cells, none of which has run yet, and show it.

        The place is a host's, see `Server.add`. Other options are those of Playwright's `Browser.new_context`.
        """
        page = self._browser.new_context(viewport=WINDOW, **options).new_page()
        notebook = Notebook(page, Console(page), Traffic(page))
        page.goto(self._server.add(cells, place))
        notebook.wait_for_kernel()
        return notebook

    @contextmanager
    def page(self, cells: Sequence[str], place: str) -> Iterator[Page]:
        """Open a page of a host that shows a notebook of these cells and nothing to edit it by."""
        context = self._browser.new_context(viewport=WINDOW)
        try:
            context.set_default_timeout(1000 * SECONDS)
            page = context.new_page()
            page.goto(self._server.add(cells, place))
            yield page
        finally:
            context.close()

    @contextmanager
    def offline(self) -> Iterator[Page]:
        """Open an empty page that has no network."""
        context = self._browser.new_context(viewport=WINDOW, offline=True)
        try:
            yield context.new_page()
        finally:
            context.close()

    def close(self, notebook: Notebook) -> None:
        """Close a notebook's page and end its kernel."""
        kernel = notebook.kernel_id
        notebook.page.context.close()
        self._server.ask(f"kernels/{kernel}", "DELETE")


@contextmanager
def start() -> Iterator[Lab]:
    """Start JupyterLab and a browser for a program of its own, outside the tests."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        browser.launch(playwright) as chromium,
        Server(Path(folder)) as server,
    ):
        yield Lab(server, chromium)
