"""Tiles of a live view that are cut out of pyramids, against tiles that are computed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import BurningShip, Julia, Mandelbrot, Newton, View, _core, open_pyramid
from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import INTERIOR
from iterscope.fractal.pyramids import Pyramid
from iterscope.fractal.pyramids.live.window import Window

from .small import FLAT, QUIET, VIEW


def computed(fractal: Fractal, tile: tuple[int, int, int], names: list[str], max_iter: int) -> Any:
    return _core.tile_levels(fractal.formula, tile, (256, 256), fields=names, max_iter=max_iter, bailout=2.0)


def channels(colors: NDArray[np.uint32]) -> NDArray[np.uint8]:
    return np.stack([colors & 255, colors >> 8 & 255, colors >> 16], axis=-1).astype(np.uint8)


def zarr_of(path: Path, fractal: Fractal, view: View, shape: tuple[int, int], names: list[str]) -> Pyramid:
    fractal.to_zarr(path, view, shape, names, unit="pixel" if view.log2_width < -900 else "plane", **QUIET)
    return open_pyramid(path)


NAMES = [
    "count",
    "smooth",
    "fraction",
    "distance",
    "angle",
    "final_angle",
    "trap",
    "period",
    "internal_angle",
    "interior_distance",
]


@pytest.fixture(scope="module")
def pyramid_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Pyramid]:
    """Return what makes a pyramid, each once."""
    made: dict[str, Pyramid] = {}

    def pyramid_of(*what: Any) -> Pyramid:
        if repr(what) not in made:
            made[repr(what)] = zarr_of(tmp_path_factory.mktemp("pyramid") / "a", *what)
        return made[repr(what)]

    return pyramid_of


@pytest.mark.parametrize(
    ("fractal", "view", "names", "tile"),
    [
        (Mandelbrot(), View(("-0.5", "0"), 2), NAMES, (2, 1, 2)),
        (Mandelbrot(), View(("-0.5", "0"), 2), NAMES, (1, 0, 1)),
        (Julia(-0.8 + 0.156j), View(0, 2), ["count", "smooth", "distance", "angle", "period"], (2, 2, 2)),
        (Newton([1, -1, 1j]), View(0, 2), ["count", "smooth", "root"], (2, 0, 3)),
        (BurningShip(), View(("-1.75", "0"), 2), ["count", "smooth", "distance"], (2, 0, 2)),
    ],
)
def test_fields_on_the_same_grid_are_those_of_tiles(
    pyramid_of: Callable[..., Pyramid],
    fractal: Fractal,
    view: View,
    names: list[str],
    tile: tuple[int, int, int],
) -> None:
    pyramid = pyramid_of(fractal, view, (1024, 1024), names)
    found = Window(pyramid).tile(tile)
    for name, expected in computed(fractal, tile, names, pyramid.max_iter).items():
        np.testing.assert_array_equal(found[name], expected, err_msg=name)


def test_fields_as_deep_as_one_likes(tmp_path: Path) -> None:
    # Tiles of level 170 have pixels of 2^-176; those around i are the pyramid's, too.
    view, names = View(("0", "1"), -167), ["count", "smooth", "distance"]
    pyramid = zarr_of(tmp_path / "a", Mandelbrot(), view, (512, 512), names)
    window = Window(pyramid)
    assert window.range == (168, 172)
    tile = 170, 2 << 168, 3 << 168
    found = window.tile(tile)
    for name, expected in computed(Mandelbrot(), tile, names, pyramid.max_iter).items():
        assert len(np.unique(expected)) > 9
        assert (found[name] != expected).mean() < 1e-3, name


def test_colors_on_the_same_grid_are_the_picture(tmp_path: Path) -> None:
    for write, path in (("to_pmtiles", "a.pmtiles"), ("to_dzi", "a.dzi")):
        getattr(Mandelbrot(), write)(
            tmp_path / path, View(("-0.5", "0"), 2), (1024, 1024), coloring=FLAT, **QUIET
        )
        pyramid = open_pyramid(tmp_path / path)
        for tile in ((2, 1, 2), (1, 0, 1)):
            expected = Mandelbrot().render(
                [float(bound) for bound in _core.tile_region(tile)],
                (256, 256),
                coloring=FLAT,
                max_iter=pyramid.max_iter,
            )
            np.testing.assert_array_equal(channels(Window(pyramid).tile(tile)["color"]), expected)


def test_any_other_grid_shows_the_same_place(tmp_path: Path) -> None:
    # A soft picture, so that half a pixel makes no difference.
    fractal = Mandelbrot()
    view = View(("-0.41", "0.037"), width=3.7)
    pyramid = zarr_of(tmp_path / "a", fractal, view, (1500, 1700), ["distance", "smooth"])
    window = Window(pyramid)
    for tile in ((1, 0, 1), (2, 2, 2), (3, 4, 6)):
        found = window.tile(tile)
        expected = computed(fractal, tile, ["distance", "smooth"], pyramid.max_iter)
        inside = (found["distance"] > 0) & (expected["distance"] > 300)  # some pixels from the set
        assert inside.mean() > 0.05
        for name in expected:
            away = np.abs(found[name].astype(int) - expected[name])[inside]
            assert np.median(away) < 40, (tile, name)


def test_enlarged_and_far_out(tmp_path: Path) -> None:
    Mandelbrot().to_dzi(tmp_path / "a.dzi", VIEW, (300, 512), coloring=FLAT, **QUIET)
    window = Window(open_pyramid(tmp_path / "a.dzi"))
    assert window.range == (-1, 3)
    fine, finer = (channels(window.tile(tile)["color"]).astype(int) for tile in ((1, 0, 1), (2, 1, 2)))
    twice = fine[128:, 128:].repeat(2, axis=0).repeat(2, axis=1)
    assert np.median(np.abs(finer[32:-32, 32:-32] - twice[32:-32, 32:-32])) <= 2
    out = channels(window.tile((1, 1 << 40, -3))["color"])
    assert (out == INTERIOR).all()
    whole = channels(window.tile((-1, 0, 0))["color"])
    dark = (whole == INTERIOR).all(axis=2)
    assert 0.5 < dark.mean() < 0.95
