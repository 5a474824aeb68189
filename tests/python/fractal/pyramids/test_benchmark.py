"""The benchmark of pyramids runs, in small."""

from pathlib import Path

import pytest
from tests.benchmarks import pyramids


@pytest.mark.parametrize("case", list(pyramids.CASES))
def test_it_measures_what_it_writes(tmp_path: Path, case: str) -> None:
    clock, work, size = pyramids.measured(case, tmp_path, 1024)
    assert clock > 0
    assert work > 0
    assert size > 1000
