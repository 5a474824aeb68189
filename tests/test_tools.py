"""The programs beside these tests that are not for a browser work: each is run once, small."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read as Linux tells it")
def test_pairs_with_scikit_learn() -> None:
    cells = ["900,3,2,full", "900,3,2,diag", "900,3,2,kmeans", "900,3,2,start"]
    done = subprocess.run(
        [
            sys.executable,
            BENCHMARKS / "mixture_pairs.py",
            "--rounds",
            "1",
            "--seconds",
            "0",
            "--cells",
            *cells,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["cell", *cells]
