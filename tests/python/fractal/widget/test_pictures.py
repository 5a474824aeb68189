"""Pictures of a view of any size, and its poster."""

import base64
import io
import math
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iterscope import BurningShip, Coloring, FractalWidget, Julia, Mandelbrot, View, _core
from iterscope.fractal import colormaps, tiles
from iterscope.fractal.picture import Picture

from .bench import answers, ask, colored, decoded, julia, receive


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ({"scale": 2}, (240, 320)),
        ({"scale": 0.5}, (60, 80)),
        ({"width": 400}, (300, 400)),
        ({"height": 60}, (60, 80)),
        ({"width": 200, "height": 90}, (90, 200)),
        ({}, (120, 160)),
    ],
)
@pytest.mark.parametrize("colormap", ["inferno", "grey"])
def test_a_picture_of_the_view_has_any_size(
    size: dict[str, float], shape: tuple[int, int], colormap: str
) -> None:
    widget = FractalWidget(
        c=0.3 + 0.5j, center=0.125 - 0.25j, log2_width=1.0, width=160, height=120, colormap=colormap
    )
    height, width = shape
    half = height / width
    region = (0.125 - 1, 0.125 + 1, -0.25 - half, -0.25 + half)
    # As many iterations as those of the view's own pixels, whatever the size: greys stay as they are.
    options = {"colormap": colormap} if colormap == "grey" else {"coloring": Coloring(colormap)}
    expected = Julia(0.3 + 0.5j).render(region, shape, max_iter=576, **options)  # type: ignore[arg-type]
    picture = decoded(widget.to_png(**size, antialias=1))  # type: ignore[arg-type]
    np.testing.assert_array_equal(picture, expected)
    widget.close()


def test_a_size_that_no_picture_can_have_is_refused() -> None:
    widget = FractalWidget(width=160, height=120)
    for size, error, message in [
        ({"scale": 2, "width": 9}, TypeError, "a picture takes width and height, or scale, not both"),
        ({"scale": 0}, ValueError, "scale must be from"),
        ({"scale": math.nan}, ValueError, "scale must be finite"),
        ({"scale": "2"}, TypeError, "scale must be a real number"),
        ({"width": 0}, ValueError, "width must be from 1"),
        ({"height": 2.5}, TypeError, "height must be an integer"),
        ({"width": 2**15, "height": 2**15}, ValueError, "a picture has at most 268435456 pixels"),
    ]:
        with pytest.raises(error, match=message):
            widget.to_png(**size)  # type: ignore[arg-type]
    widget.log2_width = -40
    widget.center = 1.5
    with pytest.raises(ValueError, match="at most 268435456 pixels, got 24000 x 32000"):
        widget.to_png(scale=100, antialias=2)
    assert decoded(widget.to_png()).shape == (120, 160, 3)
    widget.close()


def test_counts_and_png_are_those_of_the_view(widget: FractalWidget) -> None:
    widget.set_trait("center", 0.125 - 0.25j)
    widget.log2_width = math.log2(320 / 2**10)
    widget.max_iter = 300
    half = 320 / 2**11
    region = (0.125 - half, 0.125 + half, -0.25 - half * 200 / 320, -0.25 + half * 200 / 320)
    counts = widget.escape_counts()
    np.testing.assert_array_equal(counts, Julia(widget.c).escape_counts(region, (200, 320), max_iter=300))
    widget.color_by = "count"
    picture = decoded(widget.to_png(antialias=1))
    np.testing.assert_array_equal(picture, colored(counts, 300, widget.coloring))


def test_finer_samples_of_a_picture_have_their_own_iterations() -> None:
    view = View(("-0.743643887037151", "0.131825904205330"), -14)
    picture = Picture(Mandelbrot(), view, 64, 40, "auto", Coloring())
    samples = replace(picture, width=256, height=160).iterations
    assert samples > picture.iterations
    expected = Mandelbrot().render(
        view, (40, 64), max_iter=samples, bailout=tiles.BAILOUT, coloring=Coloring(), antialias=4
    )
    np.testing.assert_array_equal(decoded(picture.png(antialias=4)), expected)


def test_the_article_is_one_keyword_away() -> None:
    widget = Julia(-0.835 - 0.2321j).explore(colormap="grey", max_iter=100, width=100, height=80)
    counts = widget.escape_counts()
    grey = np.asarray(Image.open(io.BytesIO(widget.to_png())))
    np.testing.assert_array_equal(grey, (counts / 100 * 255).astype(np.uint8))
    widget.close()


@pytest.mark.parametrize("colormap", [*colormaps.COLORMAPS, "plasma"])
def test_a_page_colors_as_the_kernel_does(widget: FractalWidget, colormap: str) -> None:
    widget.colormap = colormap
    assert widget.coloring["colormap"] == colormap
    listed = {coloring["colormap"]: coloring for coloring in widget.colormaps}
    assert listed.get(colormap, widget.coloring) == widget.coloring
    widget.color_by = "count"
    counts = widget.escape_counts()
    picture = decoded(widget.to_png(antialias=1))
    max_iter = _core.level_max_iter(tiles.level(widget.log2_width, widget.width))
    np.testing.assert_array_equal(colored(counts, max_iter, widget.coloring), picture)


def test_the_poster_follows_when_the_work_is_done(widget: FractalWidget) -> None:
    first = widget.poster
    assert first is not None
    image = Image.open(io.BytesIO(base64.b64decode(first["png"])))
    assert image.size == (320, 200)
    np.testing.assert_array_equal(np.asarray(image.convert("RGB")), decoded(widget.to_png(antialias=1)))
    widget.c = -1
    receive(widget, ask())
    answers(widget)
    assert widget.poster["formula"] == julia("-1.0", "0.0")
    assert widget.poster["png"] != first["png"]


def test_the_poster_of_a_flat_view_shows_the_whole_home() -> None:
    usual, flat = Julia(-0.8 + 0.156j).explore(), Julia(-0.8 + 0.156j).explore(height=300)
    assert flat.log2_width == usual.log2_width == usual.poster["log2_width"]
    high = usual.poster["log2_width"] - math.log2(960 / 540)
    assert flat.poster["log2_width"] - math.log2(960 / 300) == pytest.approx(high)
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(flat.poster["png"]))).convert("L"), float)
    assert pixels[[0, -1]].max() < 30, "the set must end within the picture"
    flat.log2_width = -3
    flat._repr_mimebundle_()
    assert flat.poster["log2_width"] == -3
    for widget in (usual, flat):
        widget.close()


@pytest.mark.slow
@pytest.mark.usefixtures("impatient")
def test_a_poster_that_takes_too_long_is_given_up() -> None:
    start = time.monotonic()
    widget = FractalWidget(c=0.25 + 1e-9j, max_iter=10**7)
    assert time.monotonic() - start < 60  # the whole would take hours
    assert widget.poster is None
    widget.close()


@pytest.mark.slow
@pytest.mark.usefixtures("impatient")
def test_a_poster_of_another_place_is_none_of_this_one(widget: FractalWidget) -> None:
    assert widget.poster is not None
    widget.formula = Julia(0.25 + 1e-9j)
    widget.max_iter = 10**7
    widget._worker.run(lambda: None)  # noqa: SLF001
    assert widget._worker.join(60)  # noqa: SLF001
    assert widget.poster is None


@pytest.mark.slow
@pytest.mark.usefixtures("impatient")
def test_a_poster_is_given_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Picture] = []
    draw = Picture.png

    def png(picture: Picture, **options: Any) -> bytes:
        drawn.append(picture)
        return draw(picture, **options)

    monkeypatch.setattr(Picture, "png", png)
    widget = FractalWidget(c=0.25 + 1e-9j, max_iter=10**7)
    worker = widget._worker  # noqa: SLF001
    for _ in range(3):
        worker.run(lambda: None)
        assert worker.join(60)
    assert len(drawn) == 1
    widget.max_iter = 99  # another picture
    worker.run(lambda: None)
    assert worker.join(60)
    assert len(drawn) == 2
    assert widget.poster is not None
    widget.close()


def test_a_view_is_shown_where_float64_ends() -> None:
    widget = FractalWidget(formula=BurningShip(), center=-64 - 64j, log2_width=-40)
    assert widget.poster is None
    widget.log2_width = 2
    widget._repr_mimebundle_()
    assert widget.poster is not None
    widget.log2_width = -40
    widget._repr_mimebundle_()
    widget.close()
