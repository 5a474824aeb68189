"""Pyramids from the command line are those of Python."""

import subprocess
import sys
from pathlib import Path

import pytest

from iterscope import BurningShip, Coloring, Julia, Mandelbrot, Newton, View

from .small import QUIET, files, names


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "iterscope.fractal.pyramids", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


SMALL = ("--size", "256x256", "--tile-size", 128)


def test_it_writes_what_python_writes(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    a.mkdir()
    b.mkdir()
    julia, newton = Julia(("0", "1")), Newton(coefficients=[1, 0, 0, -1])
    place = View(("0", "1"), width="1e-40")
    colors = ("--colormap", "magma", "--density", 2)
    done = [
        run(a / "deep.pmtiles", "0 + 1i, 1e-40", "--julia", "0,1", *colors, *SMALL),
        run(a / "newton.dzi", "--newton", "1,0,0,-1", *SMALL, "--max-iter", 60),
        run(a / "ship.zarr", "--burning-ship", "--field", "count", "--field", "smooth", *SMALL),
        run(a / "home.dzi", "--degree", 3, "--size", "200x100", "--antialias", 2, "--light", 0.5),
    ]
    assert [each.returncode for each in done] == [0] * 4, [each.stderr for each in done]
    shape = 256, 256
    julia.to_pmtiles(b / "deep.pmtiles", place, shape, coloring=Coloring("magma", density=2), **QUIET)
    newton.to_dzi(b / "newton.dzi", newton.home, shape, max_iter=60, **QUIET)
    BurningShip().to_zarr(b / "ship.zarr", BurningShip().home, shape, ["count", "smooth"], **QUIET)
    cubic = Mandelbrot(3)
    cubic.to_dzi(
        b / "home.dzi", cubic.home, (100, 200), antialias=2, coloring=Coloring(light=0.5), progress=False
    )
    assert dict(files(a)) == dict(files(b))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["a.png"], 1, "error: path must end in .pmtiles"),
        (["a.pmtiles", "nowhere"], 1, "error: "),
        (["a.pmtiles", "--size", "300x200"], 1, "error: shape must be square for PMTiles"),
        (["a.pmtiles", "--newton", "1,x"], 1, "error: --newton must be numbers such as 1,0,0,-1"),
        (["a.pmtiles", "--julia", "1"], 1, "error: --julia must be two decimals such as 0,1, got 1"),
        (["a.pmtiles", "--size", "big"], 2, "argument --size: must be such as 8192x8192, got big"),
        ([], 2, "the following arguments are required: path"),
    ],
)
def test_it_says_what_is_wrong(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = run(*[tmp_path / name for name in arguments[:1]], *arguments[1:])
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path) == []
