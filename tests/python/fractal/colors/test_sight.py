"""Colors that follow what a picture shows: its parts, pyramids, films and large pictures agree to the pixel."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import Coloring, Julia, Mandelbrot, Newton, View, film, open_pyramid
from iterscope.fractal.base import Fractal

from ..film.short import frames_of
from ..pyramids.small import QUIET, picture_of, tiles_of

SIDE = 512
FLAT = View((1, 1), -3)
"""Outside smooth counts hardly differ: colors change faster there, about one that keeps its own."""
FLATTER = View((1, 1), -24)
"""There they do so by fractions of the numbers of smooth counts."""
FOLLOWING: list[Any] = ["smooth", "histogram", "final_angle"]
PICTURES: list[tuple[Fractal, View]] = [
    (Mandelbrot(), FLAT),
    (Mandelbrot(), FLATTER),
    (Julia(-0.8 + 0.156j), View(("1.25", "0.5"), -3)),
    (Newton(coefficients=[1, 0, 0, -1]), View(("1.5", "0.5"), -4)),
]
each_picture = pytest.mark.parametrize(("fractal", "view"), PICTURES, ids=lambda case: str(case)[:10])


def quarter(view: View, right: bool, down: bool) -> View:  # noqa: FBT001  two sides
    """Return a quarter of a square view, exactly."""
    step = Decimal(2) ** (int(view.log2_width) - 2)
    x, y = (Decimal(part) for part in view.center)
    center = format(x + (step if right else -step), "f"), format(y - (step if down else -step), "f")
    return View(center, view.log2_width - 1)


def joined(parts: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return the picture of four quarters, row by row."""
    return np.vstack([np.hstack(parts[:2]), np.hstack(parts[2:])])


@pytest.mark.slow
@pytest.mark.parametrize("color_by", FOLLOWING)
@pytest.mark.parametrize("antialias", [1, 2])
@each_picture
def test_parts_of_a_picture_are_cut_out_of_it(
    fractal: Fractal, view: View, color_by: Any, antialias: int
) -> None:
    if color_by == "final_angle" and "final_angle" not in fractal.formula.fields:
        pytest.skip("Newton's orbits do not escape")
    options: dict[str, Any] = {"coloring": Coloring(color_by=color_by), "antialias": antialias}
    whole = fractal.render(view, (SIDE, SIDE), **options)
    quarters = [quarter(view, right, down) for down in (False, True) for right in (False, True)]
    half = SIDE // 2, SIDE // 2
    part_of = view, (SIDE, SIDE)
    parts = [fractal.render(own, half, **options, part_of=part_of) for own in quarters]
    np.testing.assert_array_equal(joined(parts), whole)
    apart = joined([fractal.render(own, half, **options) for own in quarters])
    if (color_by, view) != ("histogram", FLATTER):  # of which each quarter has one smooth count
        assert (apart != whole).mean() > 0.5  # alone each follows itself


@pytest.mark.slow
@pytest.mark.parametrize("color_by", FOLLOWING[:2])
@each_picture
def test_every_tile_of_a_pyramid_is_a_part_of_its_picture(
    tmp_path: Path, fractal: Fractal, view: View, color_by: Any
) -> None:
    path = tmp_path / "a.pmtiles"
    fractal.to_pmtiles(path, view, (SIDE, SIDE), coloring=Coloring(color_by=color_by), antialias=2, **QUIET)
    tiles = tiles_of(path)
    with open_pyramid(path) as pyramid:
        options = {"coloring": pyramid.coloring, "max_iter": pyramid.max_iter, "antialias": 2}
        for z in range(3):
            side = 128 << z
            level = fractal.render(view, (side, side), **options, part_of=(pyramid.view, pyramid.shape))
            np.testing.assert_array_equal(picture_of(tiles, z), level)
        np.testing.assert_array_equal(picture_of(tiles, 2), fractal.render(view, (SIDE, SIDE), **options))


@pytest.mark.parametrize("color_by", FOLLOWING)
@pytest.mark.parametrize("view", [FLAT, FLATTER])
def test_a_film_of_a_picture_is_that_picture(tmp_path: Path, view: View, color_by: Any) -> None:
    coloring = Coloring(color_by=color_by)
    options: dict[str, Any] = {"size": (128, 128), "seconds": 1, "fps": 4, "progress": False}
    film(tmp_path / "film", [view, view], coloring=coloring, antialias=2, max_iter=200, **options)
    expected = Mandelbrot().render(view, (128, 128), coloring=coloring, antialias=2, max_iter=200)
    for frame in frames_of(tmp_path / "film"):
        np.testing.assert_array_equal(frame, expected)


def test_a_picture_larger_than_any_is_looked_at_as_well() -> None:
    options: dict[str, Any] = {"coloring": Coloring(), "max_iter": 200}
    own, shape = quarter(FLAT, right=True, down=True), (256, 256)
    found, expected = (
        Mandelbrot().render(own, shape, **options, part_of=(FLAT, (side, side)))
        for side in (1 << 20, 1 << 14)
    )
    np.testing.assert_array_equal(found, expected)


def test_a_part_has_the_iterations_of_the_whole() -> None:
    whole = View(("-0.75", "0"), 1)
    deep, shape = View(("-0.7436438870371587", "0.1318259042053120"), -38), (32, 32)
    coloring = Coloring()
    part = Mandelbrot().render(deep, shape, coloring=coloring, part_of=(whole, shape))
    alone = Mandelbrot().render(deep, shape, coloring=coloring, max_iter=500, part_of=(whole, shape))
    np.testing.assert_array_equal(part, alone)
    assert (part != Mandelbrot().render(deep, shape, coloring=coloring)).any()


@pytest.mark.parametrize(
    ("part_of", "error", "words"),
    [
        (FLAT, TypeError, r"part_of must be \(region, \(height, width\)\)"),
        ((FLAT, (0, 4)), ValueError, "shape must be from 1 to"),
        ((FLAT, 4), TypeError, r"shape must be \(height, width\), got 4"),
    ],
)
def test_what_is_no_picture_is_refused(part_of: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Mandelbrot().render(FLAT, (8, 8), coloring=Coloring(), part_of=part_of)


def test_counts_are_part_of_nothing() -> None:
    with pytest.raises(TypeError, match="part_of must be None without a coloring"):
        Mandelbrot().render(FLAT, (8, 8), part_of=(FLAT, (16, 16)))
