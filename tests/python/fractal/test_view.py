"""Places in the plane: exact, of any depth, and nothing else is taken."""

import copy
import math
import pickle
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iterscope import Julia, View

EXACT = st.decimals(-64, 64, places=200)


@given(x=EXACT, y=EXACT, log2_width=st.floats(-5000, 6))
def test_a_view_is_a_value(x: Decimal, y: Decimal, log2_width: float) -> None:
    view = View((str(x), str(y)), log2_width)
    assert tuple(map(Fraction, view.center)) == (Fraction(x), Fraction(y))
    assert view.log2_width == log2_width
    same = View((x, f"{y:f}" + "0" * ("." in f"{y:f}")), log2_width)
    for other in (same, copy.deepcopy(view), pickle.loads(pickle.dumps(view)), eval(repr(view))):  # noqa: S301, S307
        assert other == view
        assert hash(other) == hash(view)
    assert view != View((str(x), str(y)), -1.5 if log2_width != -1.5 else 0)
    assert view != (x, y)


@given(log2_width=st.floats(-5000, 6))
def test_a_width_is_that_power_of_two(log2_width: float) -> None:
    width = View(0, log2_width).width
    with localcontext() as context:
        context.prec = 40
        expected = (Decimal(log2_width) * Decimal(2).ln()).exp()
        assert abs(width / expected - 1) < Decimal("1e-16")
    # 17 digits of the width are 1.5e-17 of a level, which float64 rounds to the spacing of the logarithm.
    assert View(0, width=width).log2_width == pytest.approx(log2_width, rel=4e-16, abs=1e-15)
    assert View(0, width=str(width)) == View(0, width=width)


@pytest.mark.parametrize(
    ("width", "log2_width"), [(4, 2), (0.5, -1), ("1e-1505", -1505 * math.log2(10)), (64, 6)]
)
def test_a_width_is_taken_in_every_form(width: Any, log2_width: float) -> None:
    assert View(1j, width=width).log2_width == pytest.approx(log2_width, rel=1e-15)


def test_the_region_of_a_view_has_square_pixels() -> None:
    assert View(0.25 - 1j, 1).region((64, 128)) == (-0.75, 1.25, -1.5, -0.5)
    counts = Julia(-0.8 + 0.156j).escape_counts(View(0.25 - 1j, 1), (64, 128), max_iter=50)
    expected = Julia(-0.8 + 0.156j).escape_counts((-0.75, 1.25, -1.5, -0.5), (64, 128), max_iter=50)
    np.testing.assert_array_equal(counts, expected)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        ((0,), {}, TypeError, "a view needs its width .* as width=0.1 or as log2_width=-3.3, got neither"),
        ((0, 1), {"width": 2}, TypeError, "a view needs its width .*, got both"),
        ((0, "1"), {}, TypeError, "log2_width must be a real number, got '1'"),
        ((0, math.nan), {}, ValueError, "log2_width must be finite"),
        ((0, -5001), {}, ValueError, "log2_width must be from -5000 to 6, got -5001"),
        ((0, 7), {}, ValueError, "log2_width must be from -5000 to 6, got 7"),
        ((0,), {"width": 0}, ValueError, "width must be from"),
        ((0,), {"width": -1.0}, ValueError, "width must be from"),
        ((0,), {"width": "1e-1506"}, ValueError, "width must be from"),
        ((0,), {"width": "1e-9999"}, ValueError, "width must be from"),
        ((0,), {"width": 65}, ValueError, "width must be from"),
        ((0,), {"width": math.inf}, ValueError, "width must be finite"),
        ((0,), {"width": "narrow"}, ValueError, "width must be made of finite decimal numbers"),
        ((0,), {"width": 1j}, TypeError, "width must be a real number"),
        ((65, 0), {}, ValueError, "center must lie within 64 of 0"),
        ((("0", "64." + 300 * "0" + "1"), 0), {}, ValueError, "center must lie within 64 of 0"),
        (("0", 0), {}, TypeError, "center must be a complex number or a pair"),
        ((("0",), 0), {}, TypeError, "center must be a complex number or a pair"),
        ((("0", "x"), 0), {}, ValueError, "center must be made of finite decimal numbers"),
        ((("0", "nan"), 0), {}, ValueError, "center must be made of finite decimal numbers"),
        ((("0", "1" * 10**7), 0), {}, ValueError, "center must be made of finite decimal numbers"),
        ((("0", math.inf), 0), {}, ValueError, "center must be finite"),
        ((True, 0), {}, TypeError, "center must be a complex number or a pair"),
    ],
)  # fmt: skip
def test_what_is_no_view_is_refused(
    arguments: Any, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        View(*arguments, **options)
    assert len(str(caught.value)) < 300


def test_a_view_that_float64_cannot_tell_apart_has_no_region() -> None:
    with pytest.raises(ValueError, match="region must be"):
        View(1, width="1e-50").region((9, 9))
    for shape in ((0, 1), (1, 2.5), 3, (2**30, 1)):
        with pytest.raises((TypeError, ValueError), match="shape must be"):
            View(1, 0).region(shape)  # type: ignore[arg-type]
