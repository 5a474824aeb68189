"""Which tests are slow, which stay together in one process, and which need the machine for themselves.

`pytest` shares the tests out among processes. What is expensive to start (JupyterLab and a browser, a compiler,
Numba) stays in one of them, by its folder or by the mark ``xdist_group``. What takes long comes first. What
measures time has the mark ``alone``, comes last, and nothing else runs meanwhile.
"""

import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

try:
    import fcntl
except ImportError:  # on Windows such tests are not left alone
    fcntl = None  # type: ignore[assignment]

HERE = Path(__file__).parent
BROWSER = HERE / "e2e"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a browser is needed for; put what takes long first and what is to be alone last."""
    for item in items:
        if BROWSER in item.path.parents:
            for mark in (pytest.mark.e2e, pytest.mark.slow, pytest.mark.xdist_group("browser")):
                item.add_marker(mark)
        if item.get_closest_marker("alone"):
            item.add_marker(pytest.mark.xdist_group("alone"))
    items.sort(key=_turn)


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


def _turn(item: pytest.Item) -> int:
    names = {mark.name for mark in item.iter_markers()}
    return next((turn for turn, name in enumerate(("e2e", "slow")) if name in names), 2) + ("alone" in names)
