"""The place of a live view: where it is told to go, how deep, and that arrays are those of the page's pixels."""

import math
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st

from iterscope import BurningShip, FractalWidget, Julia, Mandelbrot, Newton, View
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.picture import Picture

DIGITS = "0.12345678901234567890123456789012345678901234567890"


@pytest.fixture
def widget() -> Iterator[FractalWidget]:
    widget = Julia(1j).explore(width=96, height=64)
    yield widget
    widget.close()


def test_a_view_goes_where_it_is_told_in_one_message(
    widget: FractalWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(widget, "_send", lambda message, buffers=None: sent.append(message))  # noqa: ARG005
    widget.goto((DIGITS, "1"), width="1e-9")
    assert [message["state"] for message in sent if message["method"] == "update"] == [
        {"center": [DIGITS, "1"], "log2_width": pytest.approx(-9 * math.log2(10))}
    ]
    assert widget.view == View((DIGITS, "1"), width="1e-9")
    home = Julia(1j).home
    widget.goto(home)
    assert widget.view == home
    widget.goto(0.5, -3)
    assert widget.view == View(0.5, -3)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        ((0,), {}, TypeError, "a view needs its width in the plane"),
        ((View(0, 0), 1), {}, TypeError, "goto takes a view or a width, not both"),
        ((0, -6000), {}, ValueError, "log2_width must be from -5000 to 6"),
        ((("x", "0"), 0), {}, ValueError, "center must be made of finite decimal numbers"),
        ((100, 0), {}, ValueError, "center must lie within 64 of 0"),
        ((0,), {"width": "0"}, ValueError, "width must be from"),
    ],
)
def test_no_view_goes_where_nothing_is(
    widget: FractalWidget, arguments: Any, options: Any, error: type[Exception], message: str
) -> None:
    before = widget.view
    with pytest.raises(error, match=message):
        widget.goto(*arguments, **options)
    assert widget.view == before


def test_depth_ends_where_the_formula_or_the_engine_ends(widget: FractalWidget) -> None:
    deepest = widget.zoom_range[1]
    assert deepest > 5000
    widget.goto(("0", "1"), width="1e-1500")
    widget.engine = "numpy"
    assert (widget.zoom_range, widget.log2_width) == ((-4, 43), -40)
    with pytest.raises(ValueError, match="log2_width must be at least -40"):
        widget.goto(("0", "1"), width="1e-13")
    widget.engine = "rust"
    widget.goto(("0", "1"), width="1e-1500")
    widget.formula = BurningShip()
    assert (widget.zoom_range, widget.log2_width) == ((-4, 43), -40)
    with pytest.raises(traitlets.TraitError, match="log2_width must be at least -40 for BurningShip"):
        widget.log2_width = -41
    widget.set_state({"log2_width": -41})
    assert widget.log2_width == -40
    with pytest.raises(ValueError, match="log2_width must be at least -40"):
        widget.goto(0, -41)
    widget.formula = Mandelbrot(degree=4)
    assert widget.zoom_range == (-4, deepest)


def test_colors_follow_the_family() -> None:
    for fractal, options, usual in (
        (Julia(1j), {}, "smooth"),
        (Julia(1j), {"colormap": "grey"}, "count"),
        (Newton([1, -1]), {}, "root"),
        (Newton([1, -1]), {"color_by": "smooth"}, "smooth"),
    ):
        widget = fractal.explore(width=64, height=64, **options)
        assert widget.color_by == usual
        assert set(widget.field_names) == set(fractal.formula.fields)
        widget.close()
    widget = Mandelbrot().explore(width=64, height=64)
    widget.formula = Newton([1, -1])
    assert widget.color_by == "root"
    widget.formula = Julia(0)
    assert widget.color_by == "smooth"
    widget.color_by = "distance"
    widget.formula = Mandelbrot()
    assert widget.color_by == "distance"
    widget.close()


def test_a_home_follows_the_formula() -> None:
    widget = Mandelbrot().explore(width=64, height=64)
    widget.formula = Mandelbrot(degree=5)
    assert widget.home["log2_width"] == Mandelbrot(degree=5).home.log2_width
    widget.close()


@pytest.mark.parametrize(
    "state",
    [
        {"color_by": "hue"}, {"color_by": None}, {"density": 0.0}, {"density": 1e9}, {"density": float("nan")}, {"density": "1"},
        {"offset": float("inf")}, {"light": -0.1}, {"light": 2}, {"light": True}, {"interior": "<b>"}, {"antialias": 3},
        {"antialias": True}, {"antialias": 2.0}, {"antialias": "2"},
    ],
    ids=repr,
)  # fmt: skip
def test_a_page_cannot_color_by_nonsense(widget: FractalWidget, state: dict[str, Any]) -> None:
    (name,) = state
    before = getattr(widget, name)
    widget.set_state(state)
    assert getattr(widget, name) == before
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(widget, name, state[name])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"colormap": 3}, TypeError, "colormap must be a string"),
        ({"colormap": "no such"}, ValueError, "colormap must be"),
        ({"color_by": "hue"}, ValueError, "color_by must be one of"),
        ({"density": 0}, ValueError, "density must be from 0.015625 to 64, got 0"),
        ({"light": math.nan}, ValueError, "light must be finite"),
        ({"light": 1.5}, ValueError, "light must be from 0 to 1"),
        ({"offset": "0"}, TypeError, "offset must be a real number"),
        ({"interior": None}, TypeError, "interior must be a string"),
    ],
)
def test_a_coloring_that_does_not_exist_is_refused(
    options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        Coloring(**options)


@given(
    z=st.integers(8, 5000),
    steps=st.integers(-10_000, 10_000),
    size=st.tuples(st.integers(64, 2000), st.integers(64, 2000)),
    off=st.integers(-100, 100),
)
def test_a_center_that_is_rounded_lies_on_the_grid_again(
    z: int, steps: int, size: tuple[int, int], off: int
) -> None:
    width, height = size
    pixel = Fraction(1, 2**z)
    exact = [(2 * steps + side % 2) * pixel / 2 for side in size]
    digits = math.ceil(z * math.log10(2)) + 6
    # As a page writes it: to a millionth of a pixel or so.
    written = [_decimal(part + off * pixel / 10**8, digits) for part in exact]
    view = View(written, math.log2(width) - z)  # type: ignore[arg-type]
    place = Picture(Julia(0), view, width, height, "auto", Coloring()).place
    assert [_fraction(part) for part in place.center] == exact
    assert place.log2_width == view.log2_width


def test_any_other_center_stays_as_it_is() -> None:
    for view, size in (
        (View(("0.3", "0.1"), math.log2(100) - 10), (100, 80)),
        (View((DIGITS, "0"), -30.123), (640, 480)),
    ):
        assert Picture(Julia(0), view, *size, "auto", Coloring()).place == view


def test_arrays_of_a_view_are_those_of_its_picture(widget: FractalWidget) -> None:
    widget.goto(0.25j, 1)
    fields = widget.fields(["count", "smooth", "distance"])
    expected = Julia(1j).fields(widget.view, (64, 96), ["count", "smooth", "distance"], unit="pixel")
    for name, values in expected.items():
        np.testing.assert_array_equal(fields[name], values)
    np.testing.assert_array_equal(widget.escape_counts(), expected["count"])
    np.testing.assert_array_equal(widget.smooth(), expected["smooth"])


def _decimal(number: Fraction, digits: int) -> str:
    with localcontext() as context:
        context.prec = digits + 20
        return str((Decimal(number.numerator) / number.denominator).quantize(Decimal(10) ** -digits))


def _fraction(text: str) -> Fraction:
    return Fraction(*Decimal(text).as_integer_ratio())
