"""What people call a place, against arbitrary precision and hand calculation; and what is none."""

import json
import time
from decimal import Decimal
from pathlib import Path

import gmpy2
import numpy as np
import pytest
from tests.fuzz.hostile import TEXTS

from iterscope import BurningShip, FractalWidget, Julia, Mandelbrot, Newton, View
from iterscope._core import Cancellation, CancelledError
from iterscope.fractal.places import SavedView, find
from iterscope.fractal.places.detail import ROUGH, roughness


def number(center: tuple[str, str]) -> gmpy2.mpc:
    return gmpy2.mpc(gmpy2.mpfr(center[0]), gmpy2.mpfr(center[1]))


def returns(c: gmpy2.mpc, period: int, degree: int = 2) -> float:
    """Return how far 0 is from itself after a period."""
    z = gmpy2.mpc(0)
    for _ in range(period):
        z = z**degree + c
    return float(abs(z))


@pytest.mark.parametrize(
    ("text", "period", "words"),
    [
        ("1/7", 3, "1/7 and 2/7 land at the root of the component of period 3, 1_1/3 3"),
        (" 3 / 7 ", 3, "3/7 and 4/7 land at the root of the component of period 3, 1_1/2 2_1/2 3"),
        ("0/1", 1, "0 lands at the root of the component of period 1, 1"),
        ("1_1/3 3_1/2 4", 4, "1_1/3 3_1/2 4 is the component of period 4"),
        ("1 1/3 3 1/2 4", 4, "1_1/3 3_1/2 4 is the component of period 4"),
        ("1 → 2 -> 4", 4, "1_1/2 2_1/2 4 is the component of period 4"),
        ("1 2 3 1/4 10", 10, "1_1/2 2_1/2 3_1/4 10 is the component of period 10"),
        ("Period 7", 7, "The nearest nucleus of period 7 that was found"),
    ],
)
def test_angles_addresses_and_periods_name_components(text: str, period: int, words: str) -> None:
    found = find(text)
    assert found.words == words
    assert found.fractal == Mandelbrot()
    with gmpy2.context(precision=200):
        c = number(found.view.center)
        assert returns(c, period) < 1e-15
        assert all(returns(c, shorter) > 1e-6 for shorter in range(1, period))
    assert ("period", str(period)) in found.lines


def test_a_preperiodic_angle_names_a_misiurewicz_point() -> None:
    found = find("9/56")
    assert found.words == "9/56 lands at a Misiurewicz point of preperiod 3 and period 1"
    with gmpy2.context(precision=140):
        c = number(found.view.center)
        orbit = [c]
        for _ in range(4):
            orbit.append(orbit[-1] ** 2 + c)
        assert abs(orbit[3] - orbit[4]) < 1e-25 < abs(orbit[2] - orbit[3])
    assert dict(found.lines)["conjugate"] == "11/56, 15/56"


def test_in_a_julia_set_an_angle_is_that_of_its_own_ray() -> None:
    rabbit = Julia(-0.12256116687665 + 0.74486176661974j)
    found = find("1/7", rabbit)
    assert found.fractal == rabbit
    z = complex(*map(float, found.view.center))
    assert abs(z * z + rabbit.c - z) < 1e-12, "1/7, 2/7 and 4/7 land at one fixed point"
    with pytest.raises(ValueError, match="angle must be that of a ray whose end can be told, got 0"):
        find("0/1", Julia(0.25))
    cubic = Julia(0.1 + 0.2j, degree=3)
    found = find("1/8", cubic)
    assert found.fractal == cubic
    with gmpy2.context(precision=200):
        z = number(found.view.center)
        assert abs((z**3 + (gmpy2.mpc("0.1+0.2j"))) ** 3 + gmpy2.mpc("0.1+0.2j") - z) < 1e-28, "of period 2"
    assert find("period 3", rabbit).view.center[0].startswith("-0.12256"), "near c"


@pytest.mark.parametrize(
    ("near", "periods"),
    [(View(-0.15 + 1.03j, width=0.1), (4, 7, 12)), (View(("-1.76", "0.00001"), width="5e-2"), (3, 6, 9, 12))],
)
def test_a_period_is_looked_for_near_here(near: View, periods: tuple[int, ...]) -> None:
    for period in periods:
        c = complex(*map(float, find(f"period {period} near here", Mandelbrot(), near).view.center))
        assert abs(c - complex(*map(float, near.center))) < 2 * float(near.width)
        assert returns(gmpy2.mpc(c), period) < 1e-6


@pytest.mark.parametrize("text", ["1/7", "1_1/3 3_1/2 4", "period 3"])
def test_families_without_angles_do_not_turn_into_another_one(text: str) -> None:
    for fractal in (BurningShip(), BurningShip(-1.7), Newton([1, -1, 1j])):
        widget = fractal.explore(width=64, height=64)
        with pytest.raises(ValueError, match=r"^center must be a point, 'detail' or a saved view for"):
            widget.goto(text)
        assert widget.formula == fractal
        widget.close()


def test_an_address_is_repeated_as_it_was_typed() -> None:
    with pytest.raises(ValueError, match='got "1 2 4 1/3"'):
        find(" 1 2  4 1/3")
    with pytest.raises(ValueError, match=r"^a saved view must be an object with the fields formula, center"):
        find("{}")


def test_a_wrong_address_is_told_what_would_be_right() -> None:
    right = "1_1/2 2_1/2 3_1/4 10"
    with pytest.raises(ValueError, match=f"has denominator 4, got .*; {right} is one"):
        find("1 2 3 1/3 10")
    assert find(right).words == f"{right} is the component of period 10"
    with pytest.raises(ValueError, match="; 1_1/3 3_1/3 7_1/2 8 is one"):
        find("1_1/5 3 7_1/3 8")


def test_other_degrees_have_their_own_angles() -> None:
    found = find("1/8", Mandelbrot(degree=3))
    assert found.words == "1/8 lands at the border of the component of period 2"
    assert found.fractal == Mandelbrot(degree=3)
    with gmpy2.context(precision=140):
        assert returns(number(found.view.center), 2, degree=3) < 1e-15
    tip = find("1/6", Mandelbrot(degree=3))
    assert tip.words == "1/6 lands at a Misiurewicz point of preperiod 1 and period 1"


def test_other_degrees_have_their_own_nuclei() -> None:
    found = find("period 2", Mandelbrot(degree=3))
    assert found.fractal == Mandelbrot(degree=3)
    with gmpy2.context(precision=140):
        assert returns(number(found.view.center), 2, degree=3) < 1e-15


WRITTEN = json.loads((Path(__file__).parents[3] / "points.json").read_text(encoding="utf-8"))
"""Texts that the page's tests read, too: points with their widths, and what is none or could mean two."""
LONG = [f"0.{'1' * 8000}, 0", [f"0.{'1' * 8000}", "0"], None]


@pytest.mark.parametrize(("text", "center", "width"), [*WRITTEN["points"], LONG])
def test_points(text: str, center: list[str] | None, width: str | None) -> None:
    found = find(text, BurningShip(), View(("0.5", "0"), 1))
    assert (found.fractal, found.view.center) == (BurningShip(), tuple(center or ("0.5", "0")))
    expected = Decimal(2) if width is None else Decimal(width)
    assert abs(found.view.width / expected - 1) < Decimal("1e-9")


@pytest.mark.parametrize("where", ["1/7", "1_1/3 3", "period 3", "-0.5, 0.25", View(0.25, 1)])
def test_a_place_leaves_iterations_and_colors_as_they_are(where: str | View) -> None:
    widget = Mandelbrot().explore(width=64, height=64, max_iter=777, colormap="magma", light=0.5)
    before = widget.saved
    widget.goto(where)
    after = widget.saved
    assert after.view != before.view
    assert (after.max_iter, after.coloring) == (777, before.coloring)
    widget.goto("Mandelbrot()")
    assert (widget.max_iter, widget.view) == (777, Mandelbrot().home)
    widget.goto("Mandelbrot().explore(center=('0', '1'))")
    assert widget.max_iter == "auto", "that is what the expression shows"
    widget.close()


@pytest.mark.parametrize("text", WRITTEN["neither"])
def test_what_is_no_point_or_could_mean_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"must (be|have)") as caught:
        find(text)
    assert len(str(caught.value)) < 400


def test_a_decimal_comma_is_told_what_would_be_right() -> None:
    for text in ("0,5 + 1i", "1 - 2", "i + i", "0.5, 1i"):
        with pytest.raises(
            ValueError, match=r"^text must be a point such as -0.75 \+ 0.1i .* decimal comma, got"
        ):
            find(text)


def test_a_saved_view_is_an_address() -> None:
    saved = SavedView(Julia(("0", "1." + "0" * 200 + "1")), View(("0", "1"), -900), 5000)
    for text in (saved.to_json(), saved.to_python()):
        assert find(text).saved == saved


@pytest.mark.parametrize(
    ("fractal", "view"),
    [
        (Mandelbrot(), View(-0.74 + 0.3j, -22)),
        (Mandelbrot(), View(-0.1 + 0.1j, -22)),
        (Mandelbrot(), View(("-0.74", "0.3"), -150)),
        (Julia(-0.8 + 0.156j), View(0.3 + 0.9j, -30)),
        (Julia(1j, degree=4), View(2.5, -20)),
        (BurningShip(), View(-0.5 - 1.5j, -25)),
        (Newton([1, -1, 1j]), View(0.9, -25)),
    ],
    ids=str,
)
def test_the_nearest_detail_is_seen_where_all_was_flat(fractal: object, view: View) -> None:
    assert not (roughness(fractal, view) >= ROUGH).any()  # type: ignore[arg-type]
    found = find("detail", fractal, view)  # type: ignore[arg-type]
    assert found.view.log2_width == view.log2_width
    assert (roughness(found.fractal, found.view) >= ROUGH).any()


def test_where_there_is_detail_it_leads_to_the_nucleus_of_the_lowest_period() -> None:
    near = View(-1.76, width=0.3)
    found = find("nearest detail", Mandelbrot(), near)
    assert found.words == "The nucleus of the lowest period here, 3"
    assert found.view.width < near.width
    with pytest.raises(ValueError, match="there is no detail near this view"):
        find("detail", Julia(0j), View(60 + 60j, -30))


BAD = [
    *(text for text in TEXTS if text not in {"0", "-0.8", "1e-5"}),
    "1/0", "0/0", "1/-7", "1//7", "1/7/9", "0.5/3", "1/" + "7" * 20_000, "9" * 9_000 + ", 0", "1 2 3 1/3 10", "1 7 3", "1_9/2 4",
    "1e10000", "1e-10000 0", "1.2.3", "0.25.1 0.3", "2 3 4 5", "period", "period 0", "period 99999", "period 99999999999", "period " + "9" * 60_000, "period -3", "period 7 there", "100, 0", "0, 0, 0", "0, 0, -1", "0 0 width 1e-9999",
    "0, 0, log2_width=-9000", "{", "{}", "[" * 60_000, '{"formula": 1}', "import os", "Julia(__import__('os'))", "Julia(1j).explore(1)",
    "Mandelbrot().explore(center=open('x'))", "Mandelbrot().explore(log2_width='x')", "Mandelbrot(degree=99)", "Mandelbrot().fields()",
    "Mandelbrot", "print(1)", "Julia(1j).explore(colormap='no such map')", "Julia(1j).explore(max_iter=0)", "Julia(1j).explore(_esm='x')",
    "Julia(" + "(" * 30_000, "Julia(" + "-" * 60_000 + "1)", "Julia(" + "[" * 3_000 + "]" * 3_000 + ")", "(" * 60_000, "\x00" * 1_000,
    "1 " * 30_000, "1,2,3,4", "x" * 10_000_000, "1" * 10_000_000, "Julia(1j).explore(**{})", "Newton([1])",
    '{"formula": {"kind": "julia", "parameters": {"c": ["nan", "0"]}}, "center": ["0", "0"], "log2_width": 1}',
    '{"formula": {"kind": "mandelbrot", "parameters": {}}, "center": ["0", "0"], "log2_width": 1e999}',
    '{"formula": {"kind": "mandelbrot", "parameters": {}}, "center": ["900", "0"], "log2_width": 1}',
    '{"formula": {"kind": "mandelbrot", "parameters": {}}, "center": ["0", "0"], "log2_width": 1, "coloring": {"colormap": "no"}}',
    '{"formula": {"kind": "mandelbrot", "parameters": {}}, "center": ["0", "0"], "log2_width": 1, "coloring": {"density": 0}}',
]  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=lambda text: repr(text)[:40])
def test_what_means_nothing_gets_a_word_and_moves_nothing(text: str) -> None:
    widget = FractalWidget(width=64, height=64)
    before = widget.saved
    start = time.thread_time()
    with pytest.raises(ValueError, match=r"\w+ \w+") as caught:
        widget.goto(text)
    assert time.thread_time() - start < 5
    assert len(str(caught.value)) < 400
    assert widget.saved == before
    widget.close()


def test_a_search_ends_with_its_cancellation() -> None:

    with Cancellation() as cancellation:
        cancellation.cancel()
        with pytest.raises(CancelledError):
            find("period 4001", Mandelbrot(), View(("-0.75", "0.1"), -2000))


@pytest.mark.slow
def test_words_are_short_however_long_the_angle() -> None:
    found = find(f"1/{2**1000 - 1}")
    assert max(len(found.words), *(len(line) for _, line in found.lines)) <= 300
    assert np.isfinite(found.view.log2_width)
