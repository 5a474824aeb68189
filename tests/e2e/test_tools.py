"""The programs beside these tests work: each is run once, small, as its docstring says."""

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
        [sys.executable, "-m", f"tests.e2e.{tool}", *arguments, "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_latency() -> None:
    table = run("latency")
    for row in (
        "one turn of the wheel",
        "20 turns in 320 ms, after the last one",
        "one turn while a cell computes",
    ):
        assert re.search(rf"{row} +\d+ +\d+ +\d+ +\d+\n", table), table
    assert re.search(r"messages of 10 000 turns in a second: \d+\n", table), table


def test_fluency() -> None:
    table = run("fluency")
    assert len(re.findall(r"ms: +median +\d+\.\d", table)) == 3, table
    assert re.search(r"50 000 points: \d+\.\d pictures a second\n", table), table


def test_dragging() -> None:
    table = run("dragging")
    for row in ("c dragged, 300 iterations", "colors that play", "flight of 15 levels", "c dragged at 1e-50"):
        assert re.search(rf"{row}: +\d+\.\d a second +median +\d+\.\d +95th .+ kernel \d+\.\d", table), table


def test_screenshots_of_fits(tmp_path: Path) -> None:
    run("fit.screenshots", str(tmp_path))
    assert (tmp_path / "fit-two-700-light.png").read_bytes().startswith(b"\x89PNG")


def test_screenshots(tmp_path: Path) -> None:
    run("screenshots", str(tmp_path))
    for name in ("fractal-wide-dark.png", "explorer.png", "mixture.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
