"""The programs beside these tests that are not for a browser work: each is run once, small."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"


def table(program: str, *cells: str) -> list[str]:
    """Return the first words of the lines that a benchmark prints of some cells."""
    done = subprocess.run(
        [sys.executable, BENCHMARKS / program, "--rounds", "1", "--seconds", "0.001", "--cells", *cells],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [line.split()[0] for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_mixtures_beside_scikit_learn() -> None:
    cells = ["900,3,2,full", "900,3,2,diag", "900,3,2,start"]
    assert table("mixture_pairs.py", *cells) == ["cell", *cells]


@pytest.mark.slow
def test_k_means_beside_scikit_learn() -> None:
    assert table("kmeans_pairs.py", "900,3,2") == ["cell", "900,3,2", "900,3,2", "iteration:", "fit:"]
