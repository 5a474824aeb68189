"""Fields of families: against their definitions, step by step in NumPy."""

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import BurningShip, Julia, Mandelbrot, Newton, View
from iterscope.fractal.base import Fractal

MAX_ITER = 300
RADIUS = 1000.0


def followed(fractal: Fractal, points: NDArray[np.complex128]) -> dict[str, NDArray[np.float64]]:
    """Iterate z -> z^d + c with the derivative by the point, one step of all points after the other."""
    degree = getattr(fractal, "degree", 2)
    julia = isinstance(fractal, Julia)
    z = points.copy() if julia else np.zeros_like(points)
    c = np.full_like(points, fractal.c) if julia else points
    dz, dc = (np.ones_like(z), 0) if julia else (np.zeros_like(z), 1)
    found = {name: np.full(points.shape, np.nan) for name in ("smooth", "distance", "angle", "final_angle")}
    found["trap"] = np.full(points.shape, np.inf)
    running = np.ones(points.shape, dtype=bool)
    for n in range(1, MAX_ITER + 1):
        dz[running] = degree * z[running] ** (degree - 1) * dz[running] + dc
        z[running] = z[running] ** degree + c[running]
        found["trap"][running] = np.minimum(found["trap"], np.abs(z))[running]
        gone = running & (np.abs(z) > RADIUS)
        size = np.abs(z[gone])
        found["smooth"][gone] = n - np.log(np.log(size)) / math.log(degree)
        found["distance"][gone] = 2 * size * np.log(size) / np.abs(dz[gone])
        found["angle"][gone] = np.angle(z[gone] / dz[gone]) / (2 * np.pi) % 1
        found["final_angle"][gone] = np.angle(z[gone]) / (2 * np.pi) % 1
        running &= ~gone
    return found


FRACTALS = [Julia(-0.8 + 0.156j), Julia(0.3 + 0.2j, degree=3), Mandelbrot(), Mandelbrot(degree=5)]


@pytest.mark.parametrize("fractal", FRACTALS, ids=repr)
def test_fields_are_those_of_the_definition(fractal: Fractal) -> None:
    shape = (24, 30)
    x = np.linspace(-1.4, 1.4, 2 * shape[1] + 1)[1::2]
    y = np.linspace(1.2, -1.2, 2 * shape[0] + 1)[1::2]
    expected = followed(fractal, x + 1j * y[:, np.newaxis])
    names = list(expected)
    found = fractal.fields((-1.4, 1.4, -1.2, 1.2), shape, names, max_iter=MAX_ITER)
    assert list(found) == names
    outside = ~np.isnan(expected["smooth"])
    assert outside.mean() > 0.2
    for name in ("smooth", "distance", "trap"):
        # Orbits that stay long lose digits: those of the slow are compared loosely.
        quick = expected["smooth"] < 25 if name != "trap" else outside & (expected["smooth"] < 25)
        np.testing.assert_allclose(found[name][quick], expected[name][quick], rtol=1e-9)
        np.testing.assert_array_equal(np.isnan(found[name]), np.isnan(expected[name]))
    for name in ("angle", "final_angle"):
        apart = np.abs(found[name] - expected[name])[expected["smooth"] < 25]
        assert np.minimum(apart, 1 - apart).max() < 1e-9
    np.testing.assert_array_equal(
        fractal.smooth((-1.4, 1.4, -1.2, 1.2), shape, max_iter=MAX_ITER), found["smooth"]
    )
    np.testing.assert_array_equal(
        fractal.distance((-1.4, 1.4, -1.2, 1.2), shape, max_iter=MAX_ITER), found["distance"]
    )


def test_a_distance_is_measured_in_the_plane_or_in_pixels() -> None:
    fractal = Mandelbrot()
    for region, side in (((-2.0, 1.0, -1.0, 1.0), 3 / 32), (View(-0.5, width=4), 4 / 32)):
        in_plane = fractal.distance(region, (20, 32), max_iter=99)
        in_pixels = fractal.distance(region, (20, 32), max_iter=99, unit="pixel")
        np.testing.assert_allclose(in_pixels * side, in_plane, rtol=1e-15)


@pytest.mark.parametrize(
    ("c", "distance"),
    [
        (0, lambda z: np.abs(z) - 1),  # the unit circle
        (-2, lambda z: np.abs(z.imag) + 1j * np.maximum(np.abs(z.real) - 2, 0)),  # the segment from -2 to 2
    ],
)
def test_a_distance_bounds_the_distance(c: complex, distance: Any) -> None:
    view = View(0.1 + 0.05j, width=6)
    found = Julia(c).distance(view, (256, 256))
    x, y = (np.linspace(-3, 3, 513)[1::2] + offset for offset in (0.1, 0.05))
    expected = np.abs(distance(x + 1j * y[::-1, np.newaxis]))
    outside = ~np.isnan(found)
    assert outside.mean() > 0.5
    near = outside & (expected < 0.02)  # farther out the bounds widen with the potential
    assert near.any()
    assert (expected[near] <= found[near]).all()
    assert (found[near] / 4 <= 1.2 * expected[near]).all()


def test_a_view_is_sampled_as_its_region() -> None:
    view = View(0.25 - 0.5j, 1)
    for fractal in FRACTALS:
        whole = fractal.fields(view, (64, 128), ["count", "smooth"], max_iter=200)
        region = fractal.fields(view.region((64, 128)), (64, 128), ["count", "smooth"], max_iter=200)
        for name, values in whole.items():
            np.testing.assert_array_equal(values, region[name])


def test_auto_grows_with_the_depth() -> None:
    at_home, deeper = (
        Mandelbrot().escape_counts(View(-0.5, log2_width), (8, 8)).max() for log2_width in (2, -20)
    )
    assert (at_home, deeper) == (512, 512 + 64 * 17)


def test_few_pixels_need_no_more_digits_with_auto() -> None:
    step = 2.0**-51  # two float64 numbers a pixel at 1
    region = (1, 1 + 4 * step, 0, 4 * step)
    for fractal in (Julia(1j), BurningShip(), Newton([1, -1, 1j])):
        assert fractal.escape_counts(region, (4, 4)).shape == (4, 4)


def test_a_field_that_comes_twice_is_computed_once() -> None:
    found = Julia(1j).fields(View(0, 0), (2, 2), ["count", "trap", "count"], max_iter=9)
    assert list(found) == ["count", "trap"]


@pytest.mark.parametrize("fractal", [BurningShip(), BurningShip(-1), Newton([1, -1, 1j])])
def test_float64_says_where_it_ends(fractal: Fractal) -> None:
    view = View(("-1.1", "0.3"), -41)
    for method in (fractal.escape_counts, fractal.smooth, fractal.render, fractal.to_png):
        with pytest.raises(ValueError, match="region must be a view of log2_width at least -40"):
            method(view, (4, 4))
    with pytest.raises(ValueError, match="region must be a view of log2_width at least -40"):
        Julia(1j).escape_counts(view, (4, 4), engine="numpy")


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"names": "smooth"}, TypeError, "names must be a sequence of strings"),
        ({"names": [1]}, TypeError, "names must be a sequence of strings"),
        ({"names": None}, TypeError, "names must be a sequence of strings"),
        ({"names": ["hue"]}, ValueError, "names must be fields of .*'smooth'.*, got 'hue'"),
        ({"names": ["root"]}, ValueError, "names must be fields of Julia.*, got 'root'"),
        ({"max_iter": "all"}, TypeError, "max_iter must be an integer"),
        ({"max_iter": 10**9}, ValueError, "max_iter must be from 1 to"),
        ({"unit": "inch"}, ValueError, "unit must be one of 'plane', 'pixel'"),
        ({"grid": "left"}, ValueError, "grid must be 'pixel' for a view"),
        ({"region": (1, 0, 0, 1)}, ValueError, "region must be"),
        ({"region": 3}, TypeError, "region must be"),
        ({"shape": (0, 9)}, ValueError, "shape must be"),
        ({"shape": (2**20, 2**20)}, ValueError, "shape must be"),
        ({"region": View(1j, width="1e-400"), "names": ["distance"]}, ValueError, "unit must be 'pixel' for a view"),
    ],
)  # fmt: skip
def test_bad_arguments_are_named(options: dict[str, Any], error: type[Exception], message: str) -> None:
    given = {"region": View(1j, 0), "shape": (3, 4), "names": ["smooth"], "max_iter": 9, **options}
    with pytest.raises(error, match=message):
        Julia(1j).fields(given.pop("region"), given.pop("shape"), given.pop("names"), **given)
