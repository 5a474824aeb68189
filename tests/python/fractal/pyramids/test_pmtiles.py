"""PMTiles files, read by the reader of the format's authors."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pmtiles.tile import Compression, TileType, tileid_to_zxy

from iterscope import Coloring, Julia, Mandelbrot, View, open_pyramid
from iterscope.fractal.base import Fractal

from .small import (
    DEEP,
    FAMILIES,
    FLAT,
    QUIET,
    VIEW,
    decoded,
    flat,
    names,
    picture_of,
    reader_of,
    rendered,
    tiles_of,
)


@pytest.mark.parametrize(("fractal", "view"), FAMILIES, ids=lambda case: type(case).__name__)
def test_every_tile_is_the_picture_of_its_own_place(tmp_path: Path, fractal: Fractal, view: View) -> None:
    path = tmp_path / "a.pmtiles"
    fractal.to_pmtiles(path, view, (512, 512), coloring=flat(fractal), **QUIET)
    with open_pyramid(path) as pyramid:
        levels = pyramid.content.levels
        tiles = tiles_of(path)
        assert len(tiles) == 1 + 4 + 16
        for (z, x, y), png in tiles.items():
            box = levels.box(pyramid.coarsest - z, x, y)
            own = View(*levels.area(pyramid.coarsest - z, box))
            np.testing.assert_array_equal(decoded(png), rendered(fractal, own, (128, 128), pyramid))


@pytest.mark.parametrize("coloring", [FLAT, Coloring(), Coloring("twilight", color_by="distance", light=0.5)])
def test_levels_are_computed_in_their_own_pixels(tmp_path: Path, coloring: Coloring) -> None:
    path = tmp_path / "a.pmtiles"
    Mandelbrot().to_pmtiles(path, VIEW, (512, 512), coloring=coloring, max_iter=300, **QUIET)
    with open_pyramid(path) as pyramid:
        for z, side in enumerate((128, 256, 512)):
            whole = rendered(Mandelbrot(), VIEW, (side, side), pyramid)
            np.testing.assert_array_equal(picture_of(tiles_of(path), z), whole)


def test_a_view_whose_pixels_are_no_powers_of_two_has_no_seams(tmp_path: Path) -> None:
    fractal, view = FAMILIES[1]
    path = tmp_path / "a.pmtiles"
    fractal.to_pmtiles(path, view, (512, 512), coloring=FLAT, **QUIET)
    with open_pyramid(path) as pyramid:
        whole = rendered(fractal, view, (512, 512), pyramid)
    assert (picture_of(tiles_of(path), 2) != whole).mean() < 1e-4  # a few samples differ by rounding


def test_a_deep_view_is_one_picture(tmp_path: Path) -> None:
    fractal, view = DEEP
    path = tmp_path / "a.pmtiles"
    fractal.to_pmtiles(path, view, (256, 256), coloring=FLAT, **QUIET)
    with open_pyramid(path) as pyramid:
        assert pyramid.view == view
        whole = rendered(fractal, view, (256, 256), pyramid)
    assert len(np.unique(whole)) > 1
    assert (picture_of(tiles_of(path), 1) != whole).mean() < 1e-3


def test_samples_of_a_pixel_are_averaged_on_all_levels(tmp_path: Path) -> None:
    path = tmp_path / "a.pmtiles"
    Mandelbrot().to_pmtiles(path, VIEW, (256, 256), antialias=2, max_iter=200, **QUIET)
    with open_pyramid(path) as pyramid:
        for z, side in enumerate((128, 256)):
            whole = Mandelbrot().render(
                VIEW, (side, side), coloring=pyramid.coloring, max_iter=200, antialias=2
            )
            np.testing.assert_array_equal(picture_of(tiles_of(path), z), whole)


def test_iterations_follow_the_samples_of_a_pixel_too(tmp_path: Path) -> None:
    fractal, path = Julia(-0.8 + 0.156j), tmp_path / "a.pmtiles"
    fractal.to_pmtiles(path, fractal.home, (1024, 1024), antialias=2, **QUIET | {"tile_size": 1024})
    with open_pyramid(path) as pyramid:
        whole = fractal.render(fractal.home, (1024, 1024), coloring=pyramid.coloring, antialias=2)
    np.testing.assert_array_equal(picture_of(tiles_of(path), 0), whole)


@pytest.mark.parametrize("color_by", ["smooth", "histogram"])
def test_all_tiles_share_colors_that_follow_the_picture(tmp_path: Path, color_by: Any) -> None:
    # Outside smooth counts hardly differ: a tile alone would stretch its colors in a way of its own.
    view, path = View((1, 1), -3), tmp_path / "a.pmtiles"
    Mandelbrot().to_pmtiles(path, view, (512, 512), coloring=Coloring(color_by=color_by), **QUIET)
    with open_pyramid(path) as pyramid:
        levels = pyramid.content.levels
        alone = np.concatenate(
            [
                rendered(Mandelbrot(), View(*levels.area(0, levels.box(0, x, 3))), (128, 128), pyramid)
                for x in range(4)
            ],
            axis=1,
        )
    together = picture_of(tiles_of(path), 2)[384:]
    steps, apart = (np.abs(np.diff(row.astype(int), axis=1)).mean(axis=(0, 2)) for row in (together, alone))
    borders = [127, 255, 383]
    assert steps[borders].max() < 2 * steps.mean()
    assert apart[borders].max() > 10 * apart.mean()


def test_the_header_is_that_of_a_square_of_png(tmp_path: Path) -> None:
    path = tmp_path / "a.pmtiles"
    Mandelbrot().to_pmtiles(path, VIEW, (1024, 1024), coloring=FLAT, max_iter=50, **QUIET)
    reader = reader_of(path)
    header = reader.header()
    assert (header["min_zoom"], header["max_zoom"]) == (0, 3)
    assert (header["tile_type"], header["tile_compression"]) == (TileType.PNG, Compression.NONE)
    assert header["addressed_tiles_count"] == 85
    assert header["tile_contents_count"] < 85  # equal tiles are stored once
    assert header["clustered"]
    assert header["max_lon_e7"] == -header["min_lon_e7"] == 1_800_000_000
    metadata = reader.metadata()
    assert metadata["name"] == "Mandelbrot()"
    assert metadata["iterscope"]["saved"]["center"] == list(VIEW.center)
    assert reader.get(3, 4, 4) == tiles_of(path)[3, 4, 4]
    assert names(tmp_path) == ["a.pmtiles"]


def test_blocks_follow_the_curve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iterscope.fractal.pyramids.levels.BLOCK", 256)
    path, other = tmp_path / "a.pmtiles", tmp_path / "b.pmtiles"
    Mandelbrot().to_pmtiles(path, VIEW, (1024, 1024), coloring=FLAT, max_iter=50, **QUIET)
    monkeypatch.undo()
    Mandelbrot().to_pmtiles(other, VIEW, (1024, 1024), coloring=FLAT, max_iter=50, **QUIET)
    assert path.read_bytes() == other.read_bytes()
    assert tileid_to_zxy(1 + 4 + 16)[0] == 3
