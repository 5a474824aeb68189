"""One JupyterLab and one Chromium for all tests here."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

from . import browser
from .lab import Lab
from .notebook import Notebook
from .server import Server


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="session")
def lab(playwright: Playwright, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """JupyterLab, to open notebooks in."""
    with browser.launch(playwright) as chromium:
        yield Lab(request.getfixturevalue("server"), chromium)


@pytest.fixture(scope="session")
def shared(lab: Lab) -> Iterator[Notebook]:
    notebook = lab.open()
    yield notebook
    lab.close(notebook)


@pytest.fixture
def notebook(shared: Notebook) -> Iterator[Notebook]:
    """An empty notebook; nothing may be logged as an error while it is used."""
    shared.clear()
    shared.console.take()
    shared.traffic.clear()
    yield shared
    assert shared.console.take() == []
