"""What makes no pyramid is named, and what is none."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from iterscope import BurningShip, Coloring, Mandelbrot, Newton, View, open_pyramid
from iterscope.fractal.pyramids import to_dzi, to_pmtiles, to_zarr

from .small import FLAT, QUIET, VIEW, names


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"shape": (512, 256)}, r"shape must be square for PMTiles, and a power of two of tiles of 128"),
        ({"shape": (384, 384)}, r"got \(384, 384\)"),
        ({"shape": (0, 512)}, "shape must be from 1 to"),
        ({"shape": (1 << 21, 1 << 21)}, "shape must be of at most 1048576 pixels a side"),
        ({"tile_size": 100}, "tile_size must be from 128 to 2048, got 100"),
        ({"tile_size": 300}, "tile_size must be one of 128, 256, 512, 1024, 2048, got 300"),
        ({"antialias": 3}, "antialias must be 1, 2 or 4, got 3"),
        ({"max_iter": 0}, "max_iter must be from 1"),
        (
            {"fractal": BurningShip(), "view": View(-1.75, -60)},
            "region must be a view of log2_width at least -40",
        ),
        ({"fractal": BurningShip(), "view": View(-1.75, -40), "shape": (1 << 19, 1 << 19)}, "region"),
        ({"fractal": Newton([1, -1]), "coloring": Coloring(color_by="distance")}, "color_by"),
        ({"fractal": Newton([1, -1]), "coloring": Coloring(interior="period")}, "interior must be one of"),
        ({"path": "a.png"}, "path must end in .pmtiles, got '.*a.png'"),
    ],
)
def test_what_makes_no_pyramid_is_named(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    settings = {"fractal": Mandelbrot(), "path": "a.pmtiles", "view": VIEW, "shape": (512, 512)} | options
    settings["path"] = tmp_path / settings["path"]
    with pytest.raises(ValueError, match=words):
        to_pmtiles(**(QUIET | settings))
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"fractal": "mandelbrot"}, "fractal must be a fractal such as"),
        ({"view": (-2, 2, -2, 2)}, r"view must be a View, got \(-2, 2, -2, 2\)"),
        ({"shape": 512}, r"shape must be \(height, width\), got 512"),
        ({"coloring": "magma"}, "coloring must be a Coloring, got 'magma'"),
        ({"client": "cluster"}, "client must be a distributed.Client, got str"),
        ({"progress": "bar"}, "progress must be a function or a bool, got 'bar'"),
    ],
)
def test_what_is_of_the_wrong_type_is_named(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    settings = {"fractal": Mandelbrot(), "path": tmp_path / "a.pmtiles", "view": VIEW, "shape": (512, 512)}
    with pytest.raises(TypeError, match=words):
        to_pmtiles(**(QUIET | settings | options))
    assert names(tmp_path) == []


def test_fields_that_are_none_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zarr"
    with pytest.raises(ValueError, match=r"names must be one of .count.*got .root."):
        to_zarr(Mandelbrot(), path, VIEW, (128, 128), ["root"], **QUIET)
    with pytest.raises(ValueError, match="names must be at least one field"):
        to_zarr(Mandelbrot(), path, VIEW, (128, 128), [], **QUIET)
    wrong: Any
    for wrong in ("smooth", None, 3, [1]):
        with pytest.raises(TypeError, match="names must be a sequence of strings"):
            to_zarr(Mandelbrot(), path, VIEW, (128, 128), wrong, **QUIET)
    with pytest.raises(ValueError, match="unit must be 'pixel' for a view so narrow"):
        to_zarr(Mandelbrot(), path, View((0, 1), -1000), (128, 128), ["distance"], **QUIET)
    assert names(tmp_path) == []


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "note").write_text("mine")
    for write, name in ((to_dzi, "a.dzi"), (to_zarr, "a_files")):
        with pytest.raises(FileExistsError, match="path must be free"):
            write(Mandelbrot(), tmp_path / name, VIEW, (128, 128), **QUIET)
    (tmp_path / "folder.pmtiles").mkdir()
    with pytest.raises(IsADirectoryError):
        to_pmtiles(Mandelbrot(), tmp_path / "folder.pmtiles", VIEW, (128, 128), **QUIET)
    with pytest.raises(FileNotFoundError):
        to_pmtiles(Mandelbrot(), tmp_path / "nowhere" / "a.pmtiles", VIEW, (128, 128), **QUIET)
    assert names(tmp_path) == ["a_files", "folder.pmtiles"]
    assert names(tmp_path / "a_files") == ["note"]


@pytest.mark.parametrize(
    ("write", "name", "package", "extra"),
    [(to_pmtiles, "a.pmtiles", "pmtiles.tile", "pyramid"), (to_zarr, "a.zarr", "zarr", "zarr")],
)
def test_a_missing_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Any, name: str, package: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=rf"pip install 'iterscope\[{extra}\]'"):
        write(Mandelbrot(), tmp_path / name, VIEW, (128, 128), **QUIET)
    assert names(tmp_path) == []


def test_what_is_no_pyramid_is_refused(tmp_path: Path) -> None:
    for name in ("a.pmtiles", "a.dzi", "a.txt"):
        (tmp_path / name).write_bytes(b"something else, and much longer than a header is" * 9)
        with pytest.raises(ValueError, match="path must"):
            open_pyramid(tmp_path / name)
    with pytest.raises(ValueError, match="path must be a zarr group"):
        open_pyramid(tmp_path)
    with pytest.raises(FileNotFoundError, match="path must be a pyramid, and nothing is there"):
        open_pyramid(tmp_path / "none.pmtiles")


def test_a_part_of_a_file_is_not_taken_for_all_of_it(tmp_path: Path) -> None:
    whole, part = tmp_path / "a.pmtiles", tmp_path / "part.pmtiles"
    to_pmtiles(Mandelbrot(), whole, VIEW, (512, 512), coloring=FLAT, **QUIET)
    content = whole.read_bytes()
    for length in (0, 7, 126, 130, 200, 500, len(content) // 2, len(content) - 1):
        part.write_bytes(content[:length])
        with pytest.raises(ValueError, match="path must be"):
            open_pyramid(part)
    to_zarr(Mandelbrot(), tmp_path / "a.zarr", VIEW, (128, 128), **QUIET)
    (tmp_path / "a.zarr" / "zarr.json").unlink()
    with pytest.raises(ValueError, match="path must be a zarr group"):
        open_pyramid(tmp_path / "a.zarr")
    to_dzi(Mandelbrot(), tmp_path / "a.dzi", VIEW, (128, 128), **QUIET)
    (tmp_path / "a_files" / "7" / "0_0.png").write_bytes(b"\x89PNG")
    with open_pyramid(tmp_path / "a.dzi") as pyramid, pytest.raises(ValueError, match="a tile must be a PNG"):
        pyramid.tile(0, 0, 0)
    shutil.rmtree(tmp_path / "a_files")
    with pytest.raises(ValueError, match="path must be a pyramid that iterscope has written"):
        open_pyramid(tmp_path / "a.dzi")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"height": 1 << 40}, "height"),
        ({"tile_size": 3}, "tile_size"),
        ({"antialias": 9}, "antialias"),
        ({"fields": ["smooth"]}, "either colors or fields"),
        ({"fields": ["root"]}, "fields must be some of"),
        (
            {"saved": {"formula": {"kind": "none", "parameters": {}}, "center": ["0", "0"], "log2_width": 1}},
            "kind",
        ),
        ({"unit": "mile"}, "unit"),
    ],
)
def test_metadata_that_make_no_sense_are_refused(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    to_dzi(Mandelbrot(), tmp_path / "a.dzi", VIEW, (128, 128), **QUIET)
    settings = tmp_path / "a_files" / "iterscope.json"
    settings.write_text(json.dumps(json.loads(settings.read_text()) | change))
    with pytest.raises(ValueError, match=words):
        open_pyramid(tmp_path / "a.dzi")


def test_there_are_no_other_tiles(tmp_path: Path) -> None:
    to_pmtiles(Mandelbrot(), tmp_path / "a.pmtiles", VIEW, (256, 256), coloring=FLAT, **QUIET)
    with open_pyramid(tmp_path / "a.pmtiles") as pyramid:
        for tile in ((-1, 0, 0), (2, 0, 0), (0, 2, 0), (0, 0, -1)):
            with pytest.raises(ValueError, match="a tile must be one of the pyramid's"):
                pyramid.tile(*tile)
        assert repr(pyramid) == "<pyramid of Mandelbrot(), 256 x 256, 2 levels: a.pmtiles>"
