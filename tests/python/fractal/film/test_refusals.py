"""What makes no film is named."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from iterscope import BurningShip, View, film

from .short import HOME, SMALL, TIP, VALLEY, names


@pytest.mark.parametrize(("suffix", "package"), [(".mp4", "av"), (".webm", "av"), (".gif", "PIL.Image")])
def test_a_missing_encoder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=r"pip install 'iterscope\[film\]'"):
        film(tmp_path / f"film{suffix}", [HOME, VALLEY], **SMALL)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("film.mp4", {"size": (95, 54)}, r"size must be of even numbers for MP4 and WebM, got \(95, 54\)"),
        ("film.webm", {"size": (96, 55)}, "size must be of even numbers"),
        ("film.mp4", {"size": (96, 0)}, "size must be from 16 to 8192, got 0"),
        ("film.mp4", {"size": (10_000, 54)}, "size must be from 16 to 8192, got 10000"),
        (
            "film.avi",
            {},
            "path must end in .mp4, .webm or .gif, or be a folder for PNG files, got '.*film.avi'",
        ),
        ("film.mp4", {"fps": 0}, "fps must be from 1 to 120, got 0"),
        ("film.gif", {"fps": 60}, "fps must be from 1 to 50, got 60"),
        ("film.mp4", {"seconds": 0.01}, "seconds must be from 0.0666667 to 3600, got 0.01"),
        ("film.mp4", {"seconds": 1e9}, "seconds must be from .* to 3600, got 1e"),
        ("film.mp4", {"seconds": float("nan")}, "seconds must be finite, got nan"),
        (
            "film.gif",
            {"seconds": 600, "size": (640, 360)},
            "size and seconds must make at most 268435456 pixels",
        ),
        ("film.mp4", {"antialias": 3}, "antialias must be 1, 2 or 4, got 3"),
        ("film.mp4", {"max_iter": 0}, "max_iter must be from 1"),
        ("film.mp4", {"formula": BurningShip()}, "region must be a view of log2_width at least -40"),
        ("film.mp4", {"views": []}, "views must hold at least one View"),
    ],
)
def test_what_makes_no_film_is_named(tmp_path: Path, name: str, options: dict[str, Any], words: str) -> None:
    settings: dict[str, Any] = {"views": [HOME, TIP], "progress": False} | options
    with pytest.raises(ValueError, match=words):
        film(tmp_path / name, **settings)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"formula": "mandelbrot"}, "formula must be a Fractal, got 'mandelbrot'"),
        ({"formula": lambda share: share}, "formula must return a Fractal, got 0.0 at 0"),
        ({"coloring": "magma"}, "coloring must be a Coloring, got 'magma'"),
        ({"size": 1080}, r"size must be \(width, height\), got 1080"),
        ({"fps": 29.97}, "fps must be an integer, got 29.97"),
        ({"progress": "bar"}, "progress must be a function or a bool, got 'bar'"),
        ({"views": [1]}, "views must be made of View, got 1"),
    ],
)
def test_what_is_of_the_wrong_type_is_named(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    settings: dict[str, Any] = {"views": [HOME, VALLEY]} | SMALL | options
    with pytest.raises(TypeError, match=words):
        film(tmp_path / "film.mp4", **settings)
    assert names(tmp_path) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("mine")
    with pytest.raises(ValueError, match="path must be a new or empty folder"):
        film(tmp_path, [HOME, VALLEY], **SMALL)
    assert names(tmp_path) == ["note"]


def test_an_unknown_folder_is_an_os_error(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "film.mp4"
    with pytest.raises(FileNotFoundError) as caught:
        film(path, [HOME, VALLEY], seconds=1, **SMALL)
    assert caught.value.filename == str(path)


def test_what_is_no_file_stays(tmp_path: Path) -> None:
    folder, pipe = tmp_path / "dive.gif", tmp_path / "dive.mp4"
    folder.mkdir()
    os.mkfifo(pipe)
    for path in (folder, pipe):
        with pytest.raises(OSError, match=path.name):
            film(path, [View(0, 1)], seconds=1, size=(32, 32), fps=2)
    assert pipe.is_fifo()
    assert sorted(tmp_path.iterdir()) == [folder, pipe]
