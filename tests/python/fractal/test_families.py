"""Fractals are values: equal by what they iterate, and sent between processes and to the page."""

import copy
import doctest
import importlib
import json
import math
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import iterscope
from iterscope.fractal import BurningShip, Julia, Mandelbrot, Newton, formula
from iterscope.fractal.base import Fractal
from iterscope.fractal.messages.values import Formula
from iterscope.widget.messages import convert

DIGITS = "-0." + "1234567890" * 15
NUMBERS = st.complex_numbers(max_magnitude=1e300, allow_nan=False, allow_infinity=False)
ALL = [
    Julia(-0.8 + 0.156j),
    Julia((DIGITS, "1e-200")),
    Julia(1j, degree=5),
    Mandelbrot(),
    Mandelbrot(degree=8),
    BurningShip(),
    BurningShip(-1.7),
    Newton([1, -1, 2j]),
    Newton(coefficients=[1, 0, 0, -1]),
]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("fractal", [Julia(-0.8 + 0.156j), Mandelbrot()], ids=repr)
def test_a_fractal_that_was_used_can_be_sent(fractal: Fractal, protocol: int) -> None:
    counts = fractal.escape_counts((-2, 1, -1, 1), (4, 6), max_iter=50)
    for received in (pickle.loads(pickle.dumps(fractal, protocol)), copy.deepcopy(fractal)):  # noqa: S301
        assert received == fractal
        assert received.formula == fractal.formula
        assert (received.escape_counts((-2, 1, -1, 1), (4, 6), max_iter=50) == counts).all()


@pytest.mark.parametrize("fractal", ALL, ids=lambda fractal: repr(fractal)[:30])
def test_a_fractal_is_the_same_behind_the_wire(fractal: Fractal) -> None:
    text = json.dumps(msgspec.to_builtins(formula.write(fractal)))
    received = formula.read(convert(json.loads(text), Formula))
    assert received == fractal
    assert hash(received) == hash(fractal)
    assert [other for other in ALL if other == received] == [fractal]
    made = {family.__name__: family for family in (Julia, Mandelbrot, BurningShip, Newton)}
    assert eval(repr(fractal), made) == fractal  # noqa: S307


@given(NUMBERS)
def test_a_constant_is_the_decimal_that_is_written(c: complex) -> None:
    parts = (repr(c.real), repr(c.imag))
    assert Julia(parts) == Julia(c) == Julia(tuple(map(Decimal, parts)))  # type: ignore[arg-type]
    assert Julia(parts).parameters["c"] == c
    plain = f"{Decimal(parts[0]):f}"
    longer = (plain + ("000" if "." in plain else ".0"), parts[1])
    assert Julia(longer) == Julia(c)


def test_a_constant_keeps_its_digits() -> None:
    fractal = Julia((DIGITS + "000", "+1E-200"))
    assert fractal.parameters["c"] == (DIGITS.rstrip("0"), "1E-200")
    assert fractal.c == complex(float(DIGITS), 1e-200)
    assert fractal != Julia(fractal.c)
    assert Julia((DIGITS, "1e-200")) == fractal


def test_what_has_its_default_is_left_out() -> None:
    assert Julia(1j, degree=2) == Julia(1j)
    assert Julia(1j, degree=2).parameters == {"c": 1j}
    assert Mandelbrot(2).parameters == {} == BurningShip().parameters
    assert Mandelbrot(3).parameters == {"degree": 3}


SETS = (0, -1, 1j, -0.12256 + 0.74486j, 0.25, -0.8 + 0.156j, -2, -0.75, -1.543689, -1.75488, -0.39054 - 0.58679j,
        0.3 + 0.5j, 0.355 + 0.355j, 0.285 + 0.01j)  # fmt: skip
"""Disc, basilica, dendrite, rabbit, cauliflower, dust, segment, San Marco, real dendrite, airplane, Siegel disc."""


@pytest.mark.parametrize("c", SETS)
def test_a_home_shows_all_of_a_julia_set(c: complex) -> None:
    points = np.array([(1 + np.sqrt(1 - 4 * c + 0j)) / 2])  # a fixed point on the set, and what leads to it
    for _ in range(14):
        roots = np.sqrt(points - c)
        points = np.concatenate([roots, -roots])
    _assert_shown(Julia(c), points)


@pytest.mark.parametrize("degree", range(2, 9))
def test_a_home_shows_all_of_a_mandelbrot_set(degree: int) -> None:
    axis = np.linspace(-2.2, 2.2, 201)
    c = axis + 1j * axis[:, np.newaxis]
    z, inside = np.zeros_like(c), np.ones(c.shape, dtype=bool)
    for _ in range(100):
        z[inside] = z[inside] ** degree + c[inside]
        inside &= abs(z) <= 2.2
    _assert_shown(Mandelbrot(degree), c[inside])


@pytest.mark.parametrize("fractal", ALL[-2:], ids=repr)
def test_a_home_shows_all_roots(fractal: Newton) -> None:
    (numbers,) = fractal.parameters.values()
    roots = np.array(numbers) if "roots" in fractal.parameters else np.roots(numbers)  # type: ignore[arg-type]
    _assert_shown(fractal, roots)


def test_a_home_is_there_for_any_polynomial() -> None:
    for coefficients in ([1, 0, 0], [1, 1e100, -1], [1] * 33, [1, -100, 2500 + 1e-9]):
        home = Newton(coefficients=coefficients).home
        assert math.isfinite(home.log2_width)


def _assert_shown(fractal: Fractal, points: Any) -> None:
    home = fractal.home
    across = points - complex(*map(float, home.center))
    assert abs(across.real).max() < 0.98 * float(home.width) / 2
    assert abs(across.imag).max() < 0.98 * float(home.width) / 2 / (16 / 9)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Julia("0.5"), TypeError, r"c must be a complex number or a pair \(x, y\) of decimal strings"),
        (lambda: Julia(("0", "zero")), ValueError, "c must be made of finite decimal numbers"),
        (lambda: Julia(("1" * 10**7, "0")), ValueError, "c must be made of finite decimal numbers"),
        (lambda: Julia(("1e999", "0")), ValueError, "c must be finite in float64"),
        (lambda: Julia(math.nan), ValueError, "c must be finite, got nan"),
        (lambda: Julia(0, degree=1), ValueError, "degree must be from 2 to 8, got 1"),
        (lambda: Julia(0, degree=9), ValueError, "degree must be from 2 to 8, got 9"),
        (lambda: Mandelbrot(degree=2.0), TypeError, "degree must be an integer, got 2.0"),  # type: ignore[arg-type]
        (lambda: BurningShip(("0",)), TypeError, "c must be a complex number or a pair"),  # type: ignore[arg-type]
        (Newton, TypeError, "Newton takes roots or coefficients"),
        (lambda: Newton([1, 2], coefficients=[1, 2, 3]), TypeError, "Newton takes roots or coefficients"),
        (lambda: Newton([1]), ValueError, "roots must be 2 to 32 numbers, got 1"),
        (lambda: Newton([1] * 60), ValueError, "roots must be 2 to 32 numbers, got 60"),
        (lambda: Newton(coefficients=[1] * 61), ValueError, "coefficients must be 3 to 33 numbers, got 61"),
        (lambda: Newton(coefficients=[0, 1, 2]), ValueError, "coefficients must begin with that of the highest"),
        (lambda: Newton([1, math.inf]), ValueError, "roots must be finite"),
        (lambda: Newton([1, 1e101]), ValueError, "roots must be"),
        (lambda: Newton([0, 1e-101, 1]), ValueError, "roots must be"),
        (lambda: Newton(coefficients=[1, 0, -1e202]), ValueError, "coefficients must be"),
        (lambda: Newton(coefficients=[1, 0, -1e-202]), ValueError, "coefficients must be"),
        (lambda: Newton("12"), TypeError, "roots must be a sequence of complex numbers"),  # type: ignore[arg-type]
        (lambda: Newton(3), TypeError, "roots must be a sequence of complex numbers"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused(make: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message) as caught:
        make()
    assert len(str(caught.value)) < 300


def _modules_with_examples() -> list[str]:
    folder = Path(iterscope.__file__).parent
    files = sorted((folder / "fractal").rglob("*.py"))
    return [
        ".".join(file.relative_to(folder).with_suffix("").parts)
        for file in files
        if ">>> " in file.read_text(encoding="utf-8")
    ]


@pytest.mark.parametrize("module", _modules_with_examples())
def test_docstrings_say_what_comes_out(module: str) -> None:
    outcome = doctest.testmod(importlib.import_module(f"iterscope.{module}"))
    assert outcome.attempted
    assert not outcome.failed
