"""What floods and closed views may take, small, by the processor's and the system's own accounts."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .flood import FLOODS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
VIEWS = 250
OPENED = "from tests.robustness.memory import {act}, growth; print(growth(lambda _: {act}(), 100, {views}))"


def run(*arguments: str) -> str:
    """Run Python in a process of its own; return what it prints."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_cell_behind_a_flood_waits_for_little_more_than_the_messages() -> None:
    table = run("-m", "tests.robustness.flood", "--quick")
    row = r"^ +[\d.]+ +[\d.]+ +[\d.]+ +([\d.]+) +(\d+) +(-?[\d.]+)  (?:mixture|fractal) "
    rows = re.findall(row, table, re.MULTILINE)
    assert len(rows) == len(FLOODS), table
    for busy, replies, megabytes in rows:
        # A cell waits at most twice as long, by the clock of a quiet machine.
        assert float(busy) < 2.5, table
        assert int(replies) < 800, f"1000 messages are not answered one for one: {table}"
        assert float(megabytes) < 45, f"data are not copied for each, which would be 80 MB: {table}"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
@pytest.mark.parametrize("act", ["open_fractal", "open_mixture"])
def test_closed_views_leave_no_memory(act: str) -> None:
    left = float(run("-c", OPENED.format(act=act, views=VIEWS)))
    assert left < 5 * VIEWS / 1000, "a thousand leave less than 5 MB"
