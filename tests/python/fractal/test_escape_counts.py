"""Counts and pictures against independent NumPy code."""

import io
import math
import sys
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

import iterscope
from iterscope import _core
from iterscope.fractal import Julia, Mandelbrot, coloring, palette


def plane(
    region: tuple[float, float, float, float], shape: tuple[int, int], grid: str
) -> NDArray[np.complex128]:
    """Write down the samples of a region as each convention defines them, row 0 on top."""
    xmin, xmax, ymin, ymax = region
    height, width = shape
    if grid == "linspace":
        x, y = np.linspace(xmin, xmax, width), np.linspace(ymax, ymin, height)
    elif grid == "left":
        x = np.arange(width) / width * (xmax - xmin) + xmin
        y = np.arange(height) / height * (ymin - ymax) + ymax
    else:
        x = xmin + (np.arange(width) + 0.5) * ((xmax - xmin) / width)
        y = ymax + (np.arange(height) + 0.5) * ((ymin - ymax) / height)
    z = np.empty(shape, complex)
    z.real, z.imag = x, y[:, np.newaxis]
    return z


def count(
    c: complex | NDArray[np.complex128], z: NDArray[np.complex128], max_iter: int, bailout: float
) -> NDArray[np.uint32]:
    """Iterate all points at once, as the article's NumPy variant does."""
    counts = np.zeros(z.shape, np.uint32)
    inside = np.ones(z.shape, bool)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(max_iter):
            z = z * z + c
            inside &= z.real**2 + z.imag**2 <= bailout**2
            counts += inside
    return counts


@pytest.fixture(params=_core.runtime()[2])
def simd(request: pytest.FixtureRequest) -> Iterator[str]:
    _core.configure(simd=request.param)
    yield request.param
    _core.configure()


@pytest.mark.parametrize("grid", ["pixel", "linspace", "left"])
@pytest.mark.parametrize(
    ("c", "region", "shape", "max_iter", "bailout"),
    [
        (-0.835 - 0.2321j, (-0.1, 0.1, -0.1, 0.1), (301, 401), 100, 2.0),
        (-0.835 - 0.2321j, (-1.6, 1.6, -1.0, 1.0), (97, 203), 97, 2.0),
        (-0.123 + 0.745j, (-1.6, 1.6, -1.2, 1.2), (60, 81), 503, 2.0),
        (0.3 + 0.5j, (-1.5, 1.5, -1.5, 1.5), (33, 35), 101, 0.75),
        (0.3 + 0.5j, (-1.5, 1.5, -1.5, 1.5), (33, 35), 102, 17.5),
        (2.1 - 0.4j, (-2.0, 2.0, -2.0, 2.0), (41, 43), 99, 2.0),
        (-3.0, (-3.0, 3.0, -0.5, 0.5), (40, 47), 50, 3.5),
        (-0.8 + 0.156j, (0.5, 0.5 + 1e-13, 0.25, 0.25 + 1e-13), (65, 67), 603, 2.0),
        (-0.8 + 0.156j, (1.5, 1.5 + 1e-13, 1e-3, 1e-3 + 1e-13), (101, 99), 50, 2.0),
        (0.25, (-1e160, 1e160, -1e300, 1e300), (9, 10), 20, 2.0),
    ],
)
@pytest.mark.usefixtures("simd")
def test_counts_equal_numpy(
    c: complex,
    region: tuple[float, float, float, float],
    shape: tuple[int, int],
    max_iter: int,
    bailout: float,
    grid: str,
) -> None:
    counts = Julia(c).escape_counts(region, shape, max_iter=max_iter, bailout=bailout, grid=grid)  # type: ignore[arg-type]
    assert counts.dtype == np.uint32
    np.testing.assert_array_equal(counts, count(c, plane(region, shape, grid), max_iter, bailout))


@settings(max_examples=60)
@given(
    re=st.floats(-2.5, 2.5),
    im=st.floats(-2.5, 2.5),
    x=st.floats(-1.5, 1.5),
    y=st.floats(-1.5, 1.5),
    zoom=st.integers(0, 42),
    shape=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    max_iter=st.integers(1, 120),
    bailout=st.floats(0.1, 50),
    grid=st.sampled_from(["pixel", "linspace", "left"]),
)
def test_counts_equal_numpy_anywhere(re, im, x, y, zoom, shape, max_iter, bailout, grid) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    c, span = complex(re, im), 2.0 ** (1 - zoom)
    region = (x - span, x + span, y - span, y + span)
    counts = Julia(c).escape_counts(region, shape, max_iter=max_iter, bailout=bailout, grid=grid)
    np.testing.assert_array_equal(counts, count(c, plane(region, shape, grid), max_iter, bailout))


@pytest.mark.parametrize("grid", ["pixel", "linspace", "left"])
@pytest.mark.parametrize(
    ("region", "shape", "max_iter", "bailout"),
    [
        ((-2.25, 0.75, -1.25, 1.25), (125, 151), 300, 2.0),
        ((-2.25, 0.75, -1.25, 1.25), (75, 91), 100, 0.75),
        ((-2.25, 0.75, -1.25, 1.25), (75, 91), 100, 17.5),
        ((-0.7476, -0.7436, 0.1, 0.103), (65, 87), 1003, 2.0),  # sea horses
        ((0.24, 0.26, -0.005, 0.005), (40, 50), 500, 2.0),  # the cusp
        ((-1.2500001, -1.2499999, -1e-7, 1e-7), (21, 23), 2000, 2.0),  # the rim of the disc of period 2
        ((-2.0, -2.0 + 1e-13, -1e-14, 1e-14), (9, 33), 200, 2.0),  # the tip
        ((-1e160, 1e160, -1e300, 1e300), (9, 10), 20, 2.0),
    ],
)
@pytest.mark.usefixtures("simd")
def test_counts_of_the_mandelbrot_set_equal_numpy(
    region: tuple[float, float, float, float],
    shape: tuple[int, int],
    max_iter: int,
    bailout: float,
    grid: str,
) -> None:
    counts = Mandelbrot().escape_counts(region, shape, max_iter=max_iter, bailout=bailout, grid=grid)  # type: ignore[arg-type]
    c = plane(region, shape, grid)
    # Real and imaginary parts apart: NumPy's complex product may round once for two operations.
    x, y, inside, expected = 0 * c.real, 0 * c.imag, np.ones(shape, bool), np.zeros(shape, np.uint32)
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(max_iter):
            x, y = x * x - y * y + c.real, 2 * (x * y) + c.imag
            inside &= x * x + y * y <= bailout**2
            expected += inside
    np.testing.assert_array_equal(counts, expected)


@pytest.mark.parametrize("grid", ["pixel", "linspace", "left"])
@pytest.mark.parametrize("shape", [(1, 40_001), (5, 16_385), (40_001, 1)])
def test_counts_of_long_rows_and_columns_equal_numpy(shape: tuple[int, int], grid: str) -> None:
    region, c = (-1.6, 1.5, -0.1, 0.9), -0.123 + 0.745j
    counts = Julia(c).escape_counts(region, shape, max_iter=40, grid=grid)  # type: ignore[arg-type]
    np.testing.assert_array_equal(counts, count(c, plane(region, shape, grid), 40, 2.0))


@pytest.mark.slow
@settings(max_examples=200)
@given(
    start=st.floats(-4, 4) | st.floats(allow_nan=False, allow_infinity=False),
    numbers=st.integers(1, 400),
    n=st.integers(1, 200),
    grid=st.sampled_from(["pixel", "linspace", "left"]),
    across=st.booleans(),
)
def test_samples_are_distinct_and_in_their_places_or_refused(start, numbers, n, grid, across) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    # The interval holds about as many float64 numbers as pixels.
    low, high = start, start + numbers * math.ulp(start)
    assume(math.isfinite(high))
    region, shape = ((low, high, -1, 1), (2, n)) if across else ((-1, 1, low, high), (n, 2))
    span = Fraction(high) - Fraction(low)
    options = {"max_iter": 3, "grid": grid}
    try:
        xs, ys = _core.axes(region, shape, grid)
    except ValueError:
        # Pixels that are wider than two numbers are never refused, unless they are subnormal.
        assert span / n <= 2 * Fraction(math.ulp(max(abs(low), abs(high)))) or span / n < sys.float_info.min
        for engine in ("rust", "rust-scalar", "numpy"):
            with pytest.raises(ValueError, match="region must be wider: float64 is too coarse for"):
                Julia(0).escape_counts(region, shape, **options, engine=engine)
        with pytest.raises(ValueError, match="region must be wider: float64 is too coarse for"):
            Julia(0).to_png(region, shape, **options)
        return
    pixel = span / max(1, n - 1) if grid == "linspace" else span / n
    places = [Fraction(i) * pixel for i in range(n)]
    if grid == "pixel":
        places = [place + pixel / 2 for place in places]
    samples = list(map(Fraction, xs if across else ys))
    # Half a pixel, but for the roundings of the pixel's own width.
    for sample, place in zip(samples, places, strict=True):
        exact = Fraction(low) + place if across else Fraction(high) - place
        assert abs(sample - exact) <= pixel * Fraction(51, 100)
    assert len(set(samples)) == n
    assert samples == sorted(samples, reverse=not across)


def test_any_number_of_threads_gives_the_same_counts() -> None:
    def counts() -> NDArray[np.uint32]:
        return Julia(-0.8 + 0.156j).escape_counts((-1.6, 1.6, -1, 1), (301, 203), max_iter=400)

    expected = counts()
    try:
        for n_threads in range(1, 9):
            _core.configure(n_threads=n_threads)
            assert _core.runtime()[0] == n_threads
            np.testing.assert_array_equal(counts(), expected)
    finally:
        _core.configure()


def decode(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def test_grey_is_the_articles_picture() -> None:
    c, region, shape = -0.835 - 0.2321j, (-0.1, 0.1, -0.1, 0.1), (400, 400)
    counts = count(c, plane(region, shape, "left"), 100, 2.0)
    luminance = (np.clip(counts, 20, 100) - 20) / (100 - 20)
    grey = (luminance * 255.0).astype(np.uint8)
    png = Julia(c).to_png(region, shape, max_iter=100, min_iter=20, grid="left")
    image = Image.open(io.BytesIO(png))
    assert image.mode == "L"
    np.testing.assert_array_equal(np.asarray(image), grey)


@pytest.mark.parametrize(
    ("colormap", "cycle", "mode"),
    [("inferno", None, "P"), ("twilight", 64, "P"), ("grey", 100, "P"), ("viridis", 1000, "RGB")],
)
def test_pictures_are_the_colors_of_the_counts(colormap: str, cycle: int | None, mode: str) -> None:
    julia, region, shape = Julia(-0.8 + 0.156j), (-1.6, 1.6, -1.0, 1.0), (67, 101)
    counts = julia.escape_counts(region, shape, max_iter=300)
    colors = palette(colormap, cycle)
    if cycle is None:
        expected = colors[(counts / 300 * 255).astype(int)]
    else:
        expected = np.where((counts == 300)[..., np.newaxis], colors[-1], colors[counts % cycle])
    picture = julia.render(region, shape, max_iter=300, colormap=colormap, cycle=cycle)
    np.testing.assert_array_equal(picture, expected)
    png = julia.to_png(region, shape, max_iter=300, colormap=colormap, cycle=cycle)
    assert Image.open(io.BytesIO(png)).mode == mode
    np.testing.assert_array_equal(decode(png), expected)


def test_pictures_of_the_mandelbrot_set_are_the_colors_of_the_counts() -> None:
    region, shape = (-2.25, 0.75, -1.25, 1.25), (60, 80)
    counts = Mandelbrot().escape_counts(region, shape, max_iter=200)
    colors = palette("twilight", 64)
    expected = np.where((counts == 200)[..., np.newaxis], colors[-1], colors[counts % 64])
    png = Mandelbrot().to_png(region, shape, max_iter=200, colormap="twilight", cycle=64)
    np.testing.assert_array_equal(decode(png), expected)


def test_colormaps_are_matplotlibs() -> None:
    matplotlib = pytest.importorskip("matplotlib")
    for name in [
        "viridis",
        "magma",
        "inferno",
        "plasma",
        "cividis",
        "twilight",
        "twilight_shifted",
        "gray",
        "hot",
    ]:
        lut = np.rint(255 * matplotlib.colormaps[name](np.linspace(0, 1, 256))[:, :3])
        # matplotlib takes the nearest of the map's colors where cmap interpolates.
        np.testing.assert_allclose(palette(name).astype(float), lut, atol=2, err_msg=name)


def test_a_cycle_has_no_seam() -> None:
    for name in ["inferno", "twilight", "grey", "cmocean:phase"]:
        colors = palette(name, 128)[:-1].astype(int)
        steps = np.abs(np.diff(colors, axis=0, append=colors[:1])).max(axis=1)
        assert steps[-1] <= 1.5 * steps[:-1].max(), name


def test_own_colors() -> None:
    colors = np.array([[0, 0, 0], [255, 0, 0], [255, 255, 255]])
    picture = Julia(-1).render((-2, 2, -2, 2), (20, 20), max_iter=50, colormap=colors)
    assert {tuple(color) for color in picture.reshape(-1, 3).tolist()} <= {
        tuple(row) for row in colors.tolist()
    }


def test_the_articles_classes_are_drop_ins() -> None:
    c_0 = -0.835 - 0.2321j
    region = iterscope.ComplexRegion(-0.1, 0.1, 0.1, -0.1)
    points = region.build(303)
    x, y = np.arange(303) / 303 * 0.2 - 0.1, np.arange(303) / 303 * -0.2 + 0.1
    np.testing.assert_array_equal(points, x[:, np.newaxis] + 1j * y)
    values = iterscope.JuliaDiv(c_0, n_iterations=(20, 100), resolution=303).over(region)
    counts = count(c_0, points, 100, 2.0)
    np.testing.assert_array_equal(values, (np.maximum(counts, 20) - 20.0) / 80)
    assert iterscope.JuliaDiv(c_0).over(iterscope.ComplexRegion(-1.6, 1.6, -1, 1)).shape == (1000, 625)


@pytest.mark.parametrize(
    "name", ["coolwarm", "RdBu", "copper", "ocean", "rainbow", "PRGn", "YlOrBr", "RdBu_r"]
)
def test_names_that_several_authors_have_used_are_matplotlibs_and_silent(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    lut = 255 * matplotlib.colormaps[name](np.linspace(0, 1, 256))[:, :3]
    coloring._sampled.cache_clear()  # noqa: SLF001
    np.testing.assert_allclose(palette(name), lut, atol=0.5001)
    assert caplog.text == ""
