"""The programs of this folder work: each is run once, small, as its docstring says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.rare


def run(tool: str, *arguments: str) -> str:
    """Run a program; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.robustness.{tool}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_interrupt() -> None:
    table = run("interrupt", "--tries", "2", "view.seek", "view.starts", "depth=3")
    rows = re.findall(r"^ +\d+ +\d+ +\d+  (view.*)$", table, re.MULTILINE)
    calls = [*4 * ["view.seek"], "view.starts", *2 * ["view.to_html"]]
    assert [row.partition("(")[0] for row in rows] == calls, table


def test_bars() -> None:
    table = run("bars", "view.seek", "rust")
    assert re.findall(r"^ +[\d.]+  (\S+) +(view.*)$", table, re.MULTILINE) == [
        ("seek", "view.seek(10**6)  # rust")
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_memory() -> None:
    table = run("memory", "--quick")
    assert len(re.findall(r"^\d+ .* -?\d+\.\d MB +\d+\.\d s$", table, re.MULTILINE)) == 4, table
