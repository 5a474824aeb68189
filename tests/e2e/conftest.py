"""One JupyterLab for all tests here."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .support.lab import Lab
from .support.notebook import Notebook
from .support.server import Server

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Save what the page showed when a test failed."""
    report = yield
    notebook = item.funcargs.get("notebook")
    if report.when == "call" and report.failed and isinstance(notebook, Notebook):
        notebook.page.screenshot(path=SCREENSHOTS / f"{item.name}.png")
    return report


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="session")
def lab(chromium: Browser, request: pytest.FixtureRequest) -> Lab:
    """JupyterLab, to open notebooks in; it starts once there is a browser."""
    return Lab(request.getfixturevalue("server"), chromium)


@pytest.fixture(scope="session")
def shared(lab: Lab) -> Iterator[Notebook]:
    notebook = lab.open()
    yield notebook
    lab.close(notebook)


@pytest.fixture
def notebook(shared: Notebook) -> Iterator[Notebook]:
    """An empty notebook; nothing may be logged as an error while it is used.

    Fractals have one sample a pixel unless a test says otherwise: antialiasing is half of what a picture costs.
    """
    shared.clear()
    shared.execute("import iterscope; iterscope.FractalWidget.antialias.default_value = 1")
    shared.console.take()
    shared.traffic.clear()
    yield shared
    assert shared.console.take() == []


@pytest.fixture
def still(shared: Notebook) -> Iterator[None]:
    """Less motion, for tests of what is there in the end: nothing moves there, which would take most of their time."""
    shared.page.emulate_media(reduced_motion="reduce")
    yield
    shared.page.emulate_media(reduced_motion="no-preference")
