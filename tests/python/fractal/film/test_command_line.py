"""Films from the command line are those of Python."""

import subprocess
import sys
from pathlib import Path

import pytest

from iterscope import Coloring, Julia, View, film


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "iterscope.fractal.film", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


SMALL = ("--size", "32x18", "--fps", 4, "--seconds", 1)


def test_it_films_what_python_films(tmp_path: Path) -> None:
    julia = Julia(("0", "1"))
    picture = tmp_path / "view.png"
    start = View((0, 1), width="1e-3")
    picture.write_bytes(julia.explore(center=start.center, log2_width=start.log2_width).to_png(width=64))
    done = run(tmp_path / "a", picture, "0 + 1i, 1e-40", "--julia", "0,1", "--colormap", "magma", *SMALL)
    assert done.returncode == 0, done.stderr
    film(
        tmp_path / "b",
        [start, View((0, 1), width="1e-40")],
        formula=julia,
        coloring=Coloring("magma"),
        seconds=1,
        size=(32, 18),
        fps=4,
        progress=False,
    )
    for frame in (tmp_path / "b").iterdir():
        assert (tmp_path / "a" / frame.name).read_bytes() == frame.read_bytes()


def test_an_angle_is_a_place(tmp_path: Path) -> None:
    done = run(tmp_path / "a", "1/7", "--degree", 3, *SMALL, "--max-iter", 300)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "a").iterdir())) == 4


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["film.avi", "0"], 1, "error: path must end in .mp4, .webm or .gif"),
        (["film.mp4", "nowhere"], 1, "error: "),
        (["film.mp4", "0", "--julia", "1"], 1, "error: --julia must be two decimals such as 0,1, got 1"),
        (["film.mp4", "none.png"], 1, "error: "),
        (["film.mp4", "0", "--size", "31x18"], 1, "error: size must be of even numbers"),
        (["film.mp4", "0", "--size", "big"], 2, "argument --size: must be such as 1920x1080, got big"),
        (["film.mp4"], 2, "the following arguments are required: place"),
    ],
)
def test_what_makes_no_film_is_said(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = run(tmp_path / arguments[0], *arguments[1:])
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
