"""Tiles: their exact places, and the fields that they hold."""

import copy
import io
import math
import pickle
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from iterscope import BurningShip, Julia, Mandelbrot, _core
from iterscope.fractal.base import Fractal


@given(
    x=st.decimals(-9, 9, places=120),
    y=st.decimals(-9, 9, places=120),
    zoom=st.integers(-3, 3000),
    finer=st.integers(-4, 3),
    shape=st.tuples(st.integers(1, 700), st.integers(1, 700)),
)
def test_a_view_is_covered_by_the_tiles_that_it_touches(x, y, zoom, finer, shape) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    height, width = shape
    # Pixels whose size is a power of two are exactly that, and so is the truth.
    log2_width, pixel = math.log2(width) - zoom, Fraction(1, 2) ** zoom
    z = _core.tile_level(log2_width, width) + finer
    found = _core.tile_cover((str(x), str(y)), log2_width, shape, z)
    side = Fraction(4) / Fraction(2) ** z
    columns, rows = (
        range(
            math.floor((Fraction(middle) - pixel * size / 2 + 2) / side),
            math.floor((Fraction(middle) + pixel * size / 2 + 2) / side) + 1,
        )
        for middle, size in ((x, width), (y, height))
    )
    assert found == [(z, column, row) for row in rows for column in columns]


@given(z=st.integers(-50, 2000), x=st.integers(-(2**300), 2**300), y=st.integers(-(2**300), 2**300))
def test_the_region_of_a_tile_is_exact(z: int, x: int, y: int) -> None:
    side = Fraction(4) / Fraction(2) ** z
    expected = [-2 + x * side, -2 + (x + 1) * side, -2 + y * side, -2 + (y + 1) * side]
    assert [Fraction(bound) for bound in _core.tile_region((z, x, y))] == expected


@pytest.mark.parametrize("fractal", [Julia(-0.8 + 0.156j), Mandelbrot()])
def test_a_fractal_that_was_used_is_pickled(fractal: Fractal) -> None:
    fractal.escape_counts((-1, 1, -1, 1), (2, 2), max_iter=5)
    assert pickle.loads(pickle.dumps(fractal)) == fractal  # noqa: S301
    assert copy.deepcopy(fractal) == fractal


def test_float64_refuses_what_it_cannot_address() -> None:
    assert _core.float64_region((3, 5, 2)) == (0.5, 1.0, -1.0, -0.5)
    for tile, message in [
        ((44, 0, 0), r"z must be from -4 to 43 for float64, got 44"),
        ((-5, 0, 0), r"z must be from -4 to 43"),
        ((3, 10**30, 0), r"x must be a tile within 128 of 0"),
        ((3, 0, -(10**3)), r"y must be a tile within 128 of 0, got -1000"),
    ]:
        with pytest.raises(ValueError, match=message):
            _core.float64_region(tile)


def test_tiles_that_are_nowhere_near_are_refused_at_any_depth() -> None:
    for formula, tile, name in [
        (Mandelbrot(), (-5, 0, 0), "z"),
        (Mandelbrot(), (3, 10**30, 0), "x"),
        (Julia(1j), (1000, 0, 1 << 1006), "y"),
        (BurningShip(), (60, 3 << 58, 3 << 58), "region"),
    ]:
        with pytest.raises(ValueError, match=f"{name} must be"):
            _core.tile_fields(formula.formula, tile, fields=["count"], max_iter=9, bailout=2.0)


def test_bad_views_are_named() -> None:
    for center, log2_width, shape, name in [
        (("0", "x"), 0.0, (1, 1), "center"),
        (("0", "inf"), 0.0, (1, 1), "center"),
        (("0", "1e-999999999"), 0.0, (1, 1), "center"),
        (("0", "0"), math.nan, (1, 1), "log2_width"),
        (("0", "0"), 1e9, (1, 1), "log2_width"),
        (("0", "0"), 0.0, (0, 1), "shape"),
    ]:
        with pytest.raises(ValueError, match=f"{name} must be"):
            _core.tile_cover(center, log2_width, shape, 0)
        with pytest.raises(ValueError, match=f"{name} must be"):
            _core.view_region(center, log2_width, shape)
    with pytest.raises(ValueError, match="z must be a level that covers the view by at most"):
        _core.tile_cover(("0", "0"), 0.0, (9, 9), 500)
    with pytest.raises(ValueError, match="region must be"):
        _core.view_region(("1", "0"), -2000.0, (9, 9))


def test_formulas_and_colorings_are_checked_once() -> None:
    formula = Julia(-0.8 + 0.156j).formula
    assert (formula.kind, formula.parameters) == ("julia", {"c": -0.8 + 0.156j})
    assert formula == _core.Formula("julia", {"c": -0.8 + 0.156j})
    assert formula != Mandelbrot().formula
    for kind, parameters, error, message in [
        ("cubic", {}, ValueError, "kind must be one of"),
        (
            "julia",
            {},
            ValueError,
            r"parameters must be those of julia, \[c\], optionally \[degree\], got \[\]",
        ),
        (
            "mandelbrot",
            {"c": 0j},
            ValueError,
            r"parameters must be those of mandelbrot, \[\], optionally \[degree\], got \[c\]",
        ),
        ("julia", {"c": complex("nan")}, ValueError, "c must be finite"),
        ("julia", {"c": "0"}, TypeError, "c must be a complex number, a pair of .*, got '0'"),
    ]:
        with pytest.raises(error, match=message):
            _core.Formula(kind, parameters)  # type: ignore[arg-type]
    greys = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], 3, axis=1)
    assert _core.Coloring(greys, "cycle") != _core.Coloring(greys, "range")
    for palette, scale, message in [
        (greys, "logarithm", "scale must be 'range' or 'cycle'"),
        (greys[:1], "cycle", "palette must be 2 to 65536 colors"),
        (np.zeros((9, 4), np.uint8), "cycle", r"palette must have shape \(n, 3\)"),
    ]:
        with pytest.raises(ValueError, match=message):
            _core.Coloring(palette, scale)  # type: ignore[arg-type]


@pytest.mark.parametrize("fractal", [Julia(-0.8 + 0.156j), Mandelbrot()])
@pytest.mark.parametrize(("tile", "max_iter"), [((1, 0, 1), 200), ((2, 1, 2), 700), ((0, 0, 0), 70_000)])
def test_a_field_holds_the_counts_of_its_tile(
    fractal: Fractal, tile: tuple[int, int, int], max_iter: int
) -> None:
    field = _core.tile_fields(fractal.formula, tile, fields=["count"], max_iter=max_iter, bailout=2.0)[
        "count"
    ]
    counts = fractal.escape_counts(_core.float64_region(tile), (256, 256), max_iter=max_iter)
    image = Image.open(io.BytesIO(field))
    assert image.mode == "L"
    planes = np.asarray(image).reshape(-1, 256, 256).astype(np.uint32)
    levels = np.where(counts == max_iter, 0, counts + 1)
    assert len(planes) == max(1, (int(levels.max()).bit_length() + 7) // 8)
    np.testing.assert_array_equal(sum(plane << 8 * byte for byte, plane in enumerate(planes)), levels)
    assert field == _core.encode_levels(levels.astype(np.uint32))
    with pytest.raises(ValueError, match='fields must be made of "count"'):
        _core.tile_fields(fractal.formula, tile, fields=["hue"], max_iter=max_iter, bailout=2.0)
