"""Pictures by any field have the documented colors."""

import io
import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests import coloring
from traitlets import TraitError

from iterscope import BurningShip, Coloring, Julia, Mandelbrot, Newton, View
from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import passage

REGION, SHAPE, MAX_ITER = (-1.7, 1.5, -1.1, 0.9), (40, 64), 300


def levels(fields: dict[str, NDArray[Any]]) -> dict[str, NDArray[np.int64]]:
    """Return the integers that values are colored by, as the documentation has them."""
    found = dict.fromkeys(coloring.LARGEST, np.zeros(fields[next(iter(fields))].size, dtype=np.int64))
    for name, array in fields.items():
        values = array.ravel()
        with np.errstate(divide="ignore", invalid="ignore"):
            if name == "count":
                numbers = np.where(values < MAX_ITER, values.astype(float) + 1, np.nan)
            elif name == "smooth":
                numbers = np.maximum(np.rint((values + 16) * 256), 1)
            elif name == "distance":
                numbers = 1 + np.clip(np.rint(32 * (np.log2(values) + 8)), 0, 1022)
            elif name == "trap":
                numbers = 1 + np.clip(np.rint(64 * (np.log2(values) + 16)), 0, 1500)
            else:
                numbers = 1 + np.floor(252 * values) % 252
        found[name] = np.nan_to_num(numbers).astype(np.int64)
    return found


@pytest.mark.parametrize(
    "look",
    [
        Coloring("grey", "count"),
        Coloring("grey", "count", light=0.5),
        Coloring(),
        Coloring("twilight", density=7.5, offset=0.3, light=1.0),
        Coloring("tab10", "count", density=12.8),
        Coloring("viridis_r", "distance", light=0.25),
        Coloring("crameri:romaO", "final_angle"),
        Coloring("magma", "trap", offset=-1.25),
    ],
)
def test_a_picture_has_the_documented_colors(look: Coloring) -> None:
    for fractal in (Julia(-0.8 + 0.156j), Mandelbrot()):
        fields = fractal.fields(REGION, SHAPE, look.fields, max_iter=MAX_ITER, unit="pixel")
        colors, cyclic = passage(look.colormap)
        expected = coloring.colored(
            colors.astype(np.int64),
            cyclic=cyclic,
            colormap=look.colormap,
            look={name: getattr(look, name) for name in coloring.LOOK},
            fields=levels(fields),
            max_iter=MAX_ITER,
        )
        picture = fractal.render(REGION, SHAPE, max_iter=MAX_ITER, coloring=look)
        np.testing.assert_array_equal(picture, expected.reshape(*SHAPE, 3))


@pytest.mark.parametrize("by", [2, 4])
@pytest.mark.parametrize("place", [REGION, View(("-0.75", "0.1"), -3)])
def test_samples_of_a_pixel_are_averaged_as_light(by: int, place: Any) -> None:
    look = Coloring("inferno", light=0.5)
    fine = (by * SHAPE[0], by * SHAPE[1])
    samples = Mandelbrot().render(place, fine, max_iter=MAX_ITER, coloring=look)
    light = coloring.linear(samples).reshape(SHAPE[0], by, SHAPE[1], by, 3).sum((1, 3))
    expected = coloring.encoded((light + by * by // 2) // (by * by))
    options: Any = {"max_iter": MAX_ITER, "coloring": look, "antialias": by}
    np.testing.assert_array_equal(Mandelbrot().render(place, SHAPE, **options), expected)
    picture = Image.open(io.BytesIO(Mandelbrot().to_png(place, SHAPE, **options)))
    np.testing.assert_array_equal(np.asarray(picture.convert("RGB")), expected)


def test_a_histogram_gives_colors_equal_parts_of_any_view() -> None:
    grey = Coloring("crameri:grayC", "histogram")
    for log2_width in (2, -8, -20):
        view = View(("-0.743643887037151", "0.13182590420533"), log2_width)
        picture = Mandelbrot().render(view, (90, 160), max_iter=3000, coloring=grey)
        outside = picture[(picture != coloring.GROUND).any(axis=2)][:, 0]
        shares = np.searchsorted(np.sort(passage(grey.colormap)[0][:, 0]), outside) / len(
            passage(grey.colormap)[0]
        )
        assert np.abs(np.quantile(shares, [0.25, 0.5, 0.75]) - [0.25, 0.5, 0.75]).max() < 0.06


@pytest.mark.parametrize("degree", range(2, 9))
def test_colors_pass_by_as_the_logarithm_of_the_degree(degree: int) -> None:
    """Green's function is d^-nu: colors that go by it in all families alike are those of nu ln d."""
    shape = (20, 32)
    found = Mandelbrot(degree=degree).fields(
        REGION, shape, Coloring().fields, max_iter=MAX_ITER, unit="pixel"
    )
    colors, cyclic = passage("inferno")
    expected = coloring.colored(
        colors.astype(np.int64),
        cyclic=cyclic,
        colormap="inferno",
        look=coloring.LOOK | {"pace": math.log2(degree)},
        fields=levels(found),
        max_iter=MAX_ITER,
    )
    picture = Mandelbrot(degree=degree).render(REGION, shape, max_iter=MAX_ITER, coloring=Coloring())
    np.testing.assert_array_equal(picture, expected.reshape(*shape, 3))


@pytest.mark.parametrize(
    "formula", [Newton([1, -1, 1j]), BurningShip(), Mandelbrot(degree=8), Julia(1j, degree=3)]
)
def test_homes_are_neither_dark_nor_flat(formula: Fractal) -> None:
    for by, least in (("smooth", 77), ("count", 37)):
        picture = formula.render(formula.home, (90, 160), coloring=Coloring(color_by=by))
        light = picture.astype(float).mean(axis=2)
        assert np.quantile(light, 0.98) > least, by
        assert light.std() > 9, by


def test_dust_is_seen_on_its_ground() -> None:
    formula = Julia(0.7885)
    picture = formula.render(formula.home, (270, 480), coloring=Coloring())
    light = picture.astype(float).mean(axis=2)
    counts = formula.escape_counts(formula.home, (270, 480))
    dust = light[counts >= 8]
    assert dust.size > 100
    assert dust.mean() > max(80, 5 * np.median(light))


@pytest.mark.parametrize("log2_width", [-1, -8, -15, -22, -29])
def test_a_view_of_one_smooth_count_has_many_colors(log2_width: int) -> None:
    view = View(("0.5", "0.7"), log2_width)
    picture = Mandelbrot().render(view, (60, 80), coloring=Coloring())
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 40


def test_fractions_make_smooth_counts_finer() -> None:
    found = Mandelbrot().fields(REGION, SHAPE, ["smooth", "fraction"], max_iter=MAX_ITER)
    places = 256 * (found["smooth"] + 16)
    np.testing.assert_allclose(found["fraction"], places - np.rint(places) + 0.5, rtol=0, atol=1e-9)


def test_an_interior_that_a_family_lacks_is_refused() -> None:
    for fractal, interior in (
        (Julia(0), "distance"),
        (BurningShip(), "period"),
        (Newton([1, 2]), "internal_angle"),
    ):
        with pytest.raises(
            ValueError, match=f'interior must be one of .* for {fractal.kind}, got "{interior}"'
        ):
            fractal.render(fractal.home, SHAPE, coloring=Coloring(interior=interior))
        with pytest.raises(TraitError, match="interior must be one of"):
            fractal.explore(interior=interior)
    widget = Mandelbrot().explore(interior="distance")
    widget.formula = Julia(1j)
    assert widget.interior == "flat"
    widget.close()


def test_every_byte_comes_back_from_its_light() -> None:
    np.testing.assert_array_equal(coloring.encoded(coloring.linear(np.arange(256))), np.arange(256))


def test_what_cannot_be_drawn_is_refused_by_name() -> None:
    look = Coloring()
    refused: list[tuple[dict[str, Any], type[Exception], str]] = [
        ({"coloring": look, "cycle": 3}, TypeError, "coloring takes the place of"),
        ({"coloring": look, "min_iter": 3}, TypeError, "coloring takes the place of"),
        ({"antialias": 2}, ValueError, "antialias must be 1 without a coloring"),
        ({"antialias": 3, "coloring": look}, ValueError, "antialias must be 1, 2 or 4, got 3"),
        ({"antialias": 8, "coloring": look}, ValueError, "antialias must be from 1 to 4"),
        ({"antialias": 2.0, "coloring": look}, TypeError, "antialias must be an integer"),
        ({"antialias": 2, "coloring": look, "grid": "left"}, ValueError, "antialias must be 1 unless"),
        ({"coloring": "viridis"}, TypeError, "coloring must be a Coloring, got 'viridis'"),
        ({"coloring": Coloring}, TypeError, "coloring must be a Coloring, got <class"),
        ({"coloring": Coloring(color_by="root")}, ValueError, "color_by must be what julia has"),
    ]
    for options, error, message in refused:
        with pytest.raises(error, match=message):
            Julia(1j).to_png(REGION, SHAPE, max_iter=50, **options)
