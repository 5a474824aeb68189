"""Marks of tests: slow ones, those that stay together in one process, those that need the machine for themselves.

`pytest` shares the tests out among processes. What is expensive to start (a compiler, Numba) stays in one of them;
those in a browser go by files, for each process has a JupyterLab and a browser of its own: they wait as long as they
compute, so there are more processes than processors. What takes long comes first; what measures time has the mark
``alone``, comes last, and nothing else runs meanwhile.
"""

import gc
import os
import signal
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

try:
    import fcntl
except ImportError:  # on Windows nothing is alone
    fcntl = None  # type: ignore[assignment]

# Threads of OpenBLAS and OpenMP, which NumPy and scikit-learn have, would spin while they wait, on the processors of
# the other tests: it made fits of scikit-learn's five times as dear.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# What is compiled to bytecode is kept: each kernel of the tests imports the package.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

HERE = Path(__file__).parent
BROWSER = HERE / "e2e"
TOGETHER = {
    "cargo": (
        "tests/release/test_template.py::test_its",
        "tests/test_readme.py::test_the_command_line_does_as_shown",
        "tests/test_suites.py::test_rust",
        "tests/test_suites.py::test_the_example",
        "tests/test_wheel.py",
    ),
    "docs": ("tests/test_docs.py",),
    "npm": ("tests/test_suites.py::test_javascript", "tests/test_suites.py::test_the_bundle"),
    "notebooks": tuple(
        f"tests/test_notebooks.py::test_{name}"
        for name in ("there_are", "a_notebook_is", "a_view", "answers", "every_question")
    ),
    "pyramid": ("tests/python/fractal/pyramids/test_window.py::test_fields_on",),
    "numba": ("tests/python/fractal/test_engines.py", "tests/python/fractal/widget/test_tiles.py"),
}
"""Beginnings of the names of tests that stay together."""
SLOW = tuple(
    HERE / folder
    for folder in (
        "python/fit/distributed",
        "python/fit/sources",
        "python/fractal/film",
        "python/fractal/pyramids",
        "teaching",
    )
)
"""Folders whose tests write large files, start workers or draw many pictures."""
PIECE = 16
"""Most tests of a file that go to a process at once: where each goes alone, the scheduler looks at all before for each."""


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """Count half as many processes again as processors where tests in a browser may be among the others."""
    count = yield
    wanted = "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ
    return count if wanted or _leaves_browsers_out(config) else count + count // 2


class Scheduler(LoadScopeScheduling):
    """Gives some tests of a file to the process that is free, and what belongs together to one of them."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        self._scopes: dict[str, str] = {}
        self._seen: Counter[str] = Counter()

    def _split_scope(self, nodeid: str) -> str:
        """Return the piece of a test, which depends on those of its file before: it is asked in their order first."""
        if nodeid not in self._scopes:
            self._scopes[nodeid] = self._scope(nodeid)
        return self._scopes[nodeid]

    def _scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if nodeid.startswith("tests/e2e/"):
            return file
        group = next((group for group, names in TOGETHER.items() if nodeid.startswith(names)), None)
        if group is not None:
            return group
        piece = self._seen[file] // PIECE
        self._seen[file] += 1
        return f"{file} {piece}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduler:
    """Take this one, whatever ``--dist`` says."""
    return Scheduler(config, log)


def pytest_configure() -> None:
    """Hear Ctrl-C, which a shell tells what it starts in the background to ignore: it is what some tests send.

    Examples of hypothesis may take as long as a busy machine needs.
    """
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the tests in a browser, and all that they import, where none of them would run."""
    return True if _leaves_browsers_out(config) and collection_path == BROWSER else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, what is slow and what is rare, and put all in order."""
    for item in items:
        if item.get_closest_marker("rare"):
            item.add_marker(pytest.mark.slow)
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.e2e)
        if not {BROWSER, *SLOW}.isdisjoint(item.path.parents):
            item.add_marker(pytest.mark.slow)
    items.sort(key=_turn)


def pytest_collection_finish() -> None:
    """Let the many tests that collect garbage look at their own only, not at all that has been imported."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test beside those of the other processes, or without them."""
    with ExitStack() as stack:
        if fcntl and "PYTEST_XDIST_WORKER" in os.environ:
            # Who waits to be alone keeps the door shut, so that the others leave the room and none comes in.
            door, room = (stack.enter_context((folder / "conftest.py").open()) for folder in (HERE, BROWSER))
            alone = item.get_closest_marker("alone") is not None
            fcntl.flock(door, fcntl.LOCK_EX)
            fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
            if not alone:
                door.close()
        return (yield)


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """The one of this process: there cannot be two."""
    from playwright.sync_api import sync_playwright  # most tests need none

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: "Playwright") -> "Iterator[Browser]":
    from tests.e2e.support import browser

    with browser.launch(playwright) as chromium:
        yield chromium


def _leaves_browsers_out(config: pytest.Config) -> bool:
    return bool({"not slow", "not e2e"} & {*config.option.markexpr.split(" and ")})


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("alone"):
        return 4
    if item.nodeid.startswith(TOGETHER["cargo"]):
        return 0
    if item.get_closest_marker("e2e"):
        return 1
    return 2 if item.get_closest_marker("slow") else 3
