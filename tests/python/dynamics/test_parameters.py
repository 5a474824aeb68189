"""Nuclei, Misiurewicz points and equipotentials against decimal arithmetic and formulas."""

import threading
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.python.dynamics.exact import critical_orbit, size

from iterscope import View
from iterscope._core import Cancellation, CancelledError
from iterscope.dynamics import (
    Angle,
    InternalAddress,
    component,
    equipotential,
    external_angle,
    lamination,
    landing_point,
    misiurewicz,
    misiurewicz_in,
    nucleus,
    parameter_ray,
)

# Of the nucleus of period 2728, from a table of MPFR.
DEEP = (
    "-0.1011100287226126372109070337771139449906465960156685748547457884192823937503030403068470882176330777647",
    "0.9554227637760219910040252544556515976521286581013682403344858161574933080323093701265557740641664602860",
)


def test_a_nucleus_closes_its_orbit_to_all_digits() -> None:
    found = nucleus(-1.98 + 0.001j, 0.01, digits=300)
    assert found is not None
    orbit = critical_orbit(found.c, found.period, 320)
    assert size(orbit[-1]) < Decimal("1e-295")
    assert all(size(z) > Decimal("1e-3") for z in orbit[:-1])
    assert found.period == 5
    assert abs(found.size) == pytest.approx(5.818849415e-5)
    assert 2**found.log2_size == pytest.approx(abs(found.size))


@pytest.mark.slow
def test_every_component_up_to_period_9_has_the_angles_of_its_root() -> None:
    leaves = [leaf for leaf in lamination(9) if leaf[0] != 0]
    for leaf in leaves:
        landed = landing_point(leaf[0]).nucleus
        assert landed is not None
        found = component(complex(*map(float, landed.c)))
        assert found is not None
        assert found.angles == tuple(leaf)
    assert len(leaves) == 487


def test_a_deep_view_has_its_nucleus() -> None:
    for place in [(View(DEEP, width="2e-100"),), (DEEP, "1e-100")]:
        found = nucleus(*place)
        assert found is not None
        assert found.period == 2728
        assert found.log2_size * np.log10(2) == pytest.approx(-136.8004, abs=1e-4)
        orbit = critical_orbit(found.c, found.period, 400)
        assert size(orbit[-1]) < Decimal("1e-80")
        assert min(size(z) for z in orbit[:-1]) > Decimal("1e-46")


def test_components_have_points_of_any_multiplier() -> None:
    airplane, rabbit = nucleus(-1.75, 0.1), nucleus(-0.12 + 0.75j, 0.1)
    assert airplane is not None
    assert rabbit is not None
    known = [
        (airplane.point(-1), -1.768529152467685015118135),
        (airplane.point(1), -1.75),
        (rabbit.point(-1), -0.115735423766157492440933 + 0.837999027373162401471163j),
        (rabbit.point(1), -1 / 8 + 3 * np.sqrt(3) / 8 * 1j),
        (rabbit.point(0), complex(*map(float, rabbit.c))),
    ]
    for found, expected in known:
        assert complex(*map(float, found)) == pytest.approx(expected, abs=1e-13)
    for outside in [1.1, 0.99999, float("nan")]:
        with pytest.raises(ValueError, match="multiplier must be"):
            rabbit.point(outside)


def test_a_component_has_the_angles_that_land_at_its_root() -> None:
    for leaf in list(lamination(6))[::3]:
        landing = landing_point(leaf[0])
        assert landing.nucleus is not None
        c = complex(*map(float, landing.nucleus.c)) + 0.05 * landing.nucleus.size
        found = component(c)
        assert found is not None
        assert (found.nucleus.period, found.angles) == (landing.nucleus.period, leaf)
        assert complex(*map(float, found.root)) == pytest.approx(complex(*map(float, landing.c)), abs=1e-12)
        assert found.cycle.period == found.nucleus.period
        assert found.address == InternalAddress.of(leaf[0])
        # A satellite's address ends in a multiple of the period before.
        periods = found.address.periods
        assert found.is_cusp == bool(periods[-1] % periods[-2])
    main = component(0.1 + 0.1j)
    assert main is not None
    assert (main.nucleus.period, main.angles, main.address, main.is_cusp) == (1, None, None, True)
    assert component(-0.75) is None
    assert component(1) is None
    three = component(0.02 + 1.01j, degree=3)
    assert three is not None
    assert (three.nucleus.period, three.is_cusp, three.angles) == (2, False, None)


def test_roots_have_all_their_digits() -> None:
    with localcontext(prec=120):
        three, five = Decimal(3).sqrt(), Decimal(5).sqrt()
        # c = u/2 - u²/4 for roots of unity u, and -3/4 where the disc of period 2 begins; -7/4 and -5/4 on the real axis.
        one, fifth = (five - 1) / 4, ((10 + 2 * five).sqrt() / 4)
        exact = {
            "1/3": (Decimal("-0.75"), Decimal(0)),
            "1/7": (Decimal("-0.125"), 3 * three / 8),
            "1/15": (Decimal("0.25"), Decimal("0.5")),
            "2/31": (one / 2 - (one**2 - fifth**2) / 4, fifth / 2 - one * fifth / 2),
            "3/7": (Decimal("-1.75"), Decimal(0)),
            "2/5": (Decimal("-1.25"), Decimal(0)),
        }
        for angle, (re, im) in exact.items():
            for digits in (30, 100):
                landing = landing_point(angle, digits=digits)
                assert landing.nucleus is not None
                found = component(complex(*map(float, landing.nucleus.c)))
                assert found is not None
                for c, places in ((landing.c, digits), (found.root, len(found.nucleus.c[0].split(".")[1]))):
                    assert all(len(part.split(".")[1]) >= places for part in c)
                    off = [abs(Decimal(part) - known) for part, known in zip(c, (re, im), strict=True)]
                    assert max(off) <= Decimal(10) ** -places, (angle, digits)


def test_at_the_cusp_of_a_small_component_two_points_of_its_cycle_are_one() -> None:
    landing = landing_point("15/31", digits=80)
    with localcontext(prec=120):
        c, w, at = Decimal(landing.c[0]), Decimal(0), Decimal(1)
        # On the real axis f^5(w) - w touches 0 in its extremum, where Newton's method for its derivative leads.
        for _ in range(12):
            z, slope, curvature = w, Decimal(1), Decimal(0)
            for _ in range(5):
                z, slope, curvature = z * z + c, 2 * z * slope, 2 * slope * slope + 2 * z * curvature
            at = z - w
            w -= (slope - 1) / curvature
        assert abs(Decimal(landing.c[1])) < Decimal("1e-80")
        assert abs(at) < Decimal("1e-76")
    third = landing_point("1/2", degree=3, digits=80)
    with localcontext(prec=120):
        assert abs(Decimal(third.c[0]) + 2 / (3 * Decimal(3).sqrt())) < Decimal("1e-79")


def test_a_misiurewicz_point_runs_into_its_cycle() -> None:
    for preperiod, period, near in [
        (1, 2, 0.1 + 0.9j),
        (3, 1, -0.1 + 0.95j),
        (2, 2, 0.42 + 0.6j),
        (1, 3, 0.395 + 0.555j),
    ]:
        found = misiurewicz(preperiod, period, near, digits=100)
        assert found is not None
        orbit = critical_orbit(found.c, preperiod + period + 1, 120)
        late, early = orbit[preperiod + period], orbit[preperiod]
        assert size((late[0] - early[0], late[1] - early[1])) < Decimal("1e-95")
        before = orbit[preperiod + period - 1], orbit[preperiod - 1]
        assert size((before[0][0] - before[1][0], before[0][1] - before[1][1])) > Decimal("0.1")
        slopes = [2 * complex(*map(float, z)) for z in orbit[preperiod : preperiod + period]]
        assert found.multiplier == pytest.approx(np.prod(slopes))
        assert misiurewicz_in(found.c, "1e-4", digits=100) == found


def test_what_is_not_there_is_not_found() -> None:
    assert nucleus(0.5 + 0.5j, 0.01) is None
    assert nucleus(View(-0.2, width=0.1), max_period=500) is None
    assert misiurewicz(1, 1, -2.0) is not None
    assert misiurewicz_in(-0.1, 0.01, max_steps=50) is None


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: nucleus(0), TypeError, "^radius must be given: a center needs a radius"),
        (lambda: nucleus(float("nan")), ValueError, "^view or center must be finite, got nan"),
        (lambda: nucleus(float("inf"), period=3), ValueError, "^view or center must be finite, got inf"),
        (lambda: nucleus(None), TypeError, "^view or center must be a complex number or a pair .*, got None"),  # type: ignore[arg-type]
        (lambda: misiurewicz_in(("0", None)), TypeError, "^view or center must be a real number, got None"),
        (lambda: nucleus(View(0, 1), 0.1), TypeError, "radius goes with a center"),
        (lambda: nucleus(("0", "x"), 0.1), ValueError, "center must be"),
        (lambda: nucleus(("1" * 10_000_000, "0"), 0.1), ValueError, "center must be"),
        (lambda: nucleus(100, 0.1), ValueError, "center must lie within 64"),
        (lambda: nucleus(0, 0), ValueError, "radius must be from"),
        (lambda: nucleus(0, "-1"), ValueError, "radius must be from"),
        (lambda: nucleus(0, "1e-9999"), ValueError, "radius must be"),
        (lambda: nucleus(0, 1, period=10**9), ValueError, "period must be from 1"),
        (lambda: nucleus(-1.7, period=100_000), ValueError, "period must be one whose nuclei are told apart"),
        (lambda: nucleus(0, 1, digits=0), ValueError, "digits must be from 1"),
        (lambda: nucleus(0, 1, degree=1), ValueError, "degree must be from 2"),
        (lambda: misiurewicz(0, 1, 0), ValueError, "preperiod must be from 1"),
        (lambda: misiurewicz(10**6, 10**6, 0), ValueError, "period must be"),
        (lambda: misiurewicz_in(0, 1, max_steps=10**9), ValueError, "max_steps must be from 2"),
        (lambda: equipotential(0), ValueError, "potential must be from"),
        (lambda: equipotential(float("nan")), ValueError, "potential must be finite"),
        (lambda: equipotential(1, 10**9), ValueError, "n_points must be from 1"),
        (lambda: external_angle(float("inf")), ValueError, "c must be finite"),
    ],
)
def test_bad_input_is_named(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize("potential", [10, 1, 0.03])
def test_an_equipotential_has_one_potential_and_all_angles(potential: float) -> None:
    curve = equipotential(potential, 24)
    for index, c in enumerate(curve):
        z, n = c, 0
        while abs(z) < 1e100:
            z, n = z * z + c, n + 1
        assert np.log(abs(z)) / 2**n == pytest.approx(potential, rel=1e-10)
        found = external_angle(c)
        assert found is not None
        assert found.potential == pytest.approx(potential, rel=1e-10)
        assert (found.turns - index / 24 + 0.5) % 1 == pytest.approx(0.5, abs=1e-12)


def test_an_external_angle_knows_its_digits_and_a_guess() -> None:
    found = external_angle(-0.2281 + 1.11513j)  # near the end of the ray of 1/4
    assert found is not None
    assert found.turns == pytest.approx(0.25, abs=1e-3)
    assert int(found.digits, 2) / 2 ** len(found.digits) <= found.turns
    assert found.turns < (int(found.digits, 2) + 1) / 2 ** len(found.digits)
    assert found.nearest() == Fraction(1, 4)
    assert external_angle(-1) is None


@pytest.mark.parametrize(
    "call",
    [
        lambda: nucleus(0.25, 0.05, max_period=1_000_000),
        lambda: nucleus(DEEP, "1e-3", period=1_000_000, digits=10_000),
        lambda: misiurewicz_in(-0.75, 0.2, max_steps=2000),
        lambda: parameter_ray(Angle(1, 2**9000 - 1)),
        lambda: equipotential(2e-4, 1 << 20),
    ],
)
def test_what_takes_long_is_cancelled(call: Any) -> None:
    flag = Cancellation()
    timer = threading.Timer(0.05, flag.cancel)
    timer.start()
    with flag, pytest.raises(CancelledError):
        call()
    timer.join()
