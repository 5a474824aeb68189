"""Flights against the formulas of van Wijk and Nuij in arbitrary precision, and against the metric itself."""

import math
import pickle
from contextlib import AbstractContextManager
from decimal import Decimal
from itertools import pairwise

import gmpy2
import pytest

from iterscope import View
from iterscope.fractal.film import Flight

RHO = math.sqrt(2)


def precise(*views: View) -> AbstractContextManager[object]:
    """Return a context with more bits than the formulas lose between such views."""
    bits = 500 - round(2.4 * min(view.log2_width for view in views))
    return gmpy2.context(gmpy2.get_context(), precision=bits)


def published(start: View, end: View, share: float) -> tuple[gmpy2.mpfr, gmpy2.mpfr, gmpy2.mpfr]:
    """Return the center and the width by equation 9 of the paper."""
    with precise(start, end):
        rho2 = gmpy2.mpfr(2)
        rho = gmpy2.sqrt(rho2)
        (x0, y0), (x1, y1) = (tuple(map(gmpy2.mpfr, view.center)) for view in (start, end))
        w0, w1 = (gmpy2.exp2(gmpy2.mpfr(view.log2_width)) for view in (start, end))
        u1 = gmpy2.hypot(x1 - x0, y1 - y0)
        r0, r1 = (
            gmpy2.log(-b + gmpy2.sqrt(b * b + 1))
            for b in (
                (w1**2 - w0**2 + sign * rho2**2 * u1**2) / (2 * w * rho2 * u1)
                for w, sign in ((w0, 1), (w1, -1))
            )
        )
        s = share * (r1 - r0) / rho
        w = w0 * gmpy2.cosh(r0) / gmpy2.cosh(rho * s + r0)
        u = w0 / rho2 * (gmpy2.cosh(r0) * gmpy2.tanh(rho * s + r0) - gmpy2.sinh(r0))
        return x0 + (x1 - x0) * u / u1, y0 + (y1 - y0) * u / u1, w


PLACES = {
    "home": View(("-0.5", "0"), 1.5),
    "wide": View(("-3", "2"), 5),
    "valley": View(("-0.743643887037151", "0.131825904205330"), -12.5),
    "near it": View(("-0.743643887037151", "0.131825904205331"), -12.25),
    "tip": View(("0", "1"), width="1e-50"),
    "beside the tip": View(("0", "1." + "0" * 49 + "3"), width="1.0000001e-50"),
    "spike": View(("-1.99999999999999999999999999999999999999", "1e-300"), width="1e-320"),
    "bottom": View(("-1.99999999999999999999999999999999999999", "1e-300"), width="1e-1500"),
}


@pytest.mark.parametrize("end", PLACES)
@pytest.mark.parametrize("start", PLACES)
def test_flights_are_those_of_the_paper(start: str, end: str) -> None:
    here, there = PLACES[start], PLACES[end]
    flight = Flight([here, there])
    assert (flight.at(0), flight.at(1)) == (here, there)
    if here.center == there.center:  # where the paper divides 0 by 0, the zoom is even
        assert flight.length == pytest.approx(abs(here.log2_width - there.log2_width) * math.log(2) / RHO)
        assert flight.at(0.25).log2_width == pytest.approx(0.75 * here.log2_width + 0.25 * there.log2_width)
        return
    for share in (1e-6, 0.125, 0.5, 0.875, 1 - 1e-6):
        view = flight.at(share)
        x, y, width = published(here, there, share)
        with precise(here, there):
            assert abs(float(gmpy2.log2(width)) - view.log2_width) < 1e-9
            for part, true in zip(view.center, (x, y), strict=True):
                assert float(abs(gmpy2.mpfr(part) - true) / width) < 1e-9, (share, view)


def test_the_pace_is_even() -> None:
    """Equal shares are equal lengths by the metric that the paper minimizes: rho² du²/w² + dw²/(rho² w²)."""
    flight = Flight([View(("-0.5", "0"), 1.5), View(("-1.7", "0.02"), -20), View(("0.3", "0.5"), -8)])
    steps = 1000
    views = [flight.at(step / steps) for step in range(steps + 1)]
    lengths = []
    for before, after in pairwise(views):
        log_width = (before.log2_width + after.log2_width) / 2
        way = math.hypot(
            *(float(Decimal(b) - Decimal(a)) for a, b in zip(before.center, after.center, strict=True))
        )
        zoom = (after.log2_width - before.log2_width) * math.log(2)
        lengths.append(math.hypot(RHO * way / 2**log_width, zoom / RHO))
    assert sum(lengths) == pytest.approx(flight.length, rel=1e-3)
    legs = [length for number, length in enumerate(lengths) if not _is_corner(views, number)]
    assert max(legs) == pytest.approx(min(legs), rel=1e-2)


def _is_corner(views: list[View], number: int) -> bool:
    corner = min(range(len(views)), key=lambda step: views[step].log2_width)
    return abs(number - corner) <= 1


def test_a_flight_between_equal_views_stays() -> None:
    view = View(("0", "1"), -100)
    for flight in (Flight([view]), Flight([view, view, view])):
        assert flight.length == 0
        assert flight.at(0.5) == view


def test_a_flight_stops_at_its_views() -> None:
    views = [View(("-0.5", "0"), 1.5), View(("0", "1"), -40), View(("-2", "0"), -30)]
    flight = Flight(views)
    first = Flight(views[:2]).length
    assert flight.length == pytest.approx(first + Flight(views[1:]).length)
    middle = flight.at(first / flight.length)
    assert middle.log2_width == pytest.approx(-40, abs=1e-9)
    assert flight.views == tuple(views)


def test_flights_stay_within_the_widest_view() -> None:
    flight = Flight([View(("-64", "0"), 3), View(("64", "0"), 3)])
    assert max(flight.at(step / 100).log2_width for step in range(101)) == 6
    assert flight.at(0.5).center == ("0E-18", "0E-18") or float(flight.at(0.5).center[0]) == pytest.approx(
        0, abs=1e-9
    )


@pytest.mark.parametrize(
    ("views", "error", "words"),
    [
        ([], ValueError, "views must hold at least one View"),
        ("views", TypeError, "views must be a sequence of View, got 'views'"),
        (3, TypeError, "views must be a sequence of View, got 3"),
        ([(0, 1)], TypeError, r"views must be made of View, got \(0, 1\)"),
    ],
)
def test_what_is_no_path_is_named(views: object, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Flight(views)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("share", "error"), [(-0.1, ValueError), (1.1, ValueError), (math.nan, ValueError), ("0", TypeError)]
)
def test_shares_run_from_0_to_1(share: object, error: type[Exception]) -> None:
    with pytest.raises(error, match="share"):
        Flight([View((0, 0), 1)]).at(share)  # type: ignore[arg-type]


def test_flights_travel() -> None:
    flight = Flight([View(("-0.5", "0"), 1.5), View(("0", "1"), -40)])
    assert pickle.loads(pickle.dumps(flight)).at(0.3) == flight.at(0.3)  # noqa: S301
