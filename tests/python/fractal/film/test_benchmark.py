"""The benchmark of films runs, in small."""

from pathlib import Path

import pytest
from tests.benchmarks import films

av = pytest.importorskip("av", reason="PyAV is not installed")


@pytest.mark.rare
def test_it_measures_what_it_films(tmp_path: Path) -> None:
    path = tmp_path / "dive.mp4"
    frames, clock, work = films.measured(path, (96, 54), 1.0, "1e-6")
    with av.open(str(path)) as container:
        pictures = list(container.decode(video=0))
    assert frames == len(pictures) == 30
    assert (pictures[0].width, pictures[0].height) == (96, 54)
    assert clock > 0
    assert work > 0
