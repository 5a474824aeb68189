"""Interiors at depth against iteration in arbitrary precision: periods, multipliers, distances, basins."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, localcontext

import gmpy2
import numpy as np
import pytest

from iterscope import Julia, Mandelbrot, View, dynamics

SHAPE = (5, 6)
"""Rows and columns of views that are looked at."""


@contextmanager
def digits(count: int) -> Iterator[None]:
    """Compute with so many decimal digits."""
    with gmpy2.context(gmpy2.get_context(), precision=int(count * 3.33) + 64), localcontext() as decimals:
        decimals.prec = count + 20
        yield


def number(center: tuple[str, str]) -> gmpy2.mpc:
    """Read a complex number in the precision at hand."""
    return gmpy2.mpc(gmpy2.mpfr(center[0]), gmpy2.mpfr(center[1]))


def samples(view: View, shape: tuple[int, int]) -> list[gmpy2.mpc]:
    """Return the centers of a view's pixels, row 0 on top."""
    height, width = shape
    pixel = gmpy2.exp2(gmpy2.mpfr(view.log2_width) - gmpy2.log2(gmpy2.mpfr(width)))
    middle = number(view.center)
    return [
        middle + gmpy2.mpc((column - (width - 1) / 2) * pixel, ((height - 1) / 2 - row) * pixel)
        for row in range(height)
        for column in range(width)
    ]


def settled(c: gmpy2.mpc, degree: int, period: int, rounds: int) -> gmpy2.mpc:
    """Return where the critical orbit is after so many periods."""
    z = gmpy2.mpc(0)
    for _ in range(rounds * period):
        z = z**degree + c
    return z


def multiplier(c: gmpy2.mpc, degree: int, period: int, start: gmpy2.mpc) -> gmpy2.mpc:
    """Return the multiplier of the cycle near a point that has begun to settle, by Newton's method."""
    w = start
    for _ in range(8):
        z, slope = w, gmpy2.mpc(1)
        for _ in range(period):
            z, slope = z**degree + c, slope * degree * z ** (degree - 1)
        w += (z - w) / (1 - slope)
    slope = gmpy2.mpc(1)
    for _ in range(period):
        w, slope = w**degree + c, slope * degree * w ** (degree - 1)
    return slope


def turns(number: gmpy2.mpc) -> float:
    """Return an argument in turns."""
    return float(gmpy2.phase(number) / (2 * gmpy2.const_pi())) % 1


def apart(one: float, other: float) -> float:
    """Return the distance of two angles in turns."""
    return abs((one - other + 0.5) % 1 - 0.5)


def near_the_tip(period: int) -> tuple[str, str]:
    """Return about the nucleus of this period that is nearest to the tip -2: (3/2) pi² 4^-period from it."""
    with digits(2 * period):
        return str(Decimal(-2) + Decimal("14.8044066016340379") * Decimal(4) ** -period), "0"


@pytest.mark.parametrize(
    ("center", "radius", "period", "degree", "scales"),
    [
        pytest.param(near_the_tip(14), None, 14, 2, 1.0, id="1e-16"),
        pytest.param(near_the_tip(40), None, 40, 2, 1.0, id="1e-47"),
        pytest.param(("0", "1"), "1e-15", None, 2, 1.5, id="at i"),
        pytest.param(("0", "1"), "1e-15", None, 2, 0.01, id="within"),
        pytest.param(near_the_tip(250), None, 250, 2, 2.0, id="1e-300", marks=pytest.mark.slow),
        pytest.param(
            near_the_tip(300),
            None,
            300,
            2,
            0.5,
            id="beyond the exponents of float64",
            marks=pytest.mark.slow,
        ),
        # Beside the point where c (c² + 1) is fixed by z³ + c.
        pytest.param(("0.3406250193166066", "1.2712298784187062"), "1e-8", None, 3, 1.0, id="cubic"),
    ],
)
def test_components_have_their_periods_multipliers_and_radii(
    center: tuple[str, str], radius: str | None, period: int | None, degree: int, scales: float
) -> None:
    nucleus = (
        dynamics.nucleus(center, period=period, degree=degree)
        if radius is None
        else dynamics.nucleus(center, radius, degree=degree)
    )
    assert nucleus is not None
    p = nucleus.period
    # A view that is as wide as so many sizes of the component, beside its middle.
    view = View(nucleus.c, log2_width=nucleus.log2_width - 2 + np.log2(scales))
    found = Mandelbrot(degree).interior(view, SHAPE, unit="pixel", max_iter=200 * p)
    inside = 0
    with digits(int(-0.7 * view.log2_width) + 120):
        step = gmpy2.exp2(gmpy2.mpfr(view.log2_width)) / 10**20
        pixel = gmpy2.exp2(gmpy2.mpfr(view.log2_width)) / SHAPE[1]
        for place, c in enumerate(samples(view, SHAPE)):
            row, column = divmod(place, SHAPE[1])
            start = settled(c, degree, p, 120) if abs(c) < 2 else gmpy2.mpc("inf")
            if not abs(start) < 2:
                assert found["period"][row, column] == 0
                continue
            exact = multiplier(c, degree, p, start)
            if not abs(exact) < 0.8:
                continue
            inside += 1
            assert found["period"][row, column] == p
            if abs(exact) > 1e-9:
                assert apart(found["internal_angle"][row, column], turns(exact)) < 1e-9
            beside = [multiplier(c + side * step, degree, p, start) for side in (1, -1)]
            slope = abs((beside[0] - beside[1]) / (2 * step))
            expected = float((1 - abs(exact) ** 2) / slope / pixel)
            assert found["interior_distance"][row, column] == pytest.approx(expected, rel=1e-9)
    assert inside >= 4


def test_components_beside_each_other_have_their_own_periods() -> None:
    # The disc of period 2 p of a small copy touches its cardioid: 3/4 of its size to the left of the nucleus.
    nucleus = dynamics.nucleus(near_the_tip(30), period=30)
    assert nucleus is not None
    with digits(120):
        size = abs(gmpy2.mpfr(nucleus.size.real))
        x = number(nucleus.c).real + gmpy2.mpfr(nucleus.size.real) * gmpy2.mpfr("-0.75")
        center = (gmpy2.digits(x, 10, 110), "0")
        mantissa, exponent, _ = center[0]
    sign = "-" if mantissa.startswith("-") else ""
    text = f"{sign}0.{mantissa.removeprefix('-')}e{exponent}"
    view = View((text, "0"), log2_width=float(gmpy2.log2(size)) - 3)
    found = Mandelbrot().interior(view, (9, 64), max_iter=100_000, unit="pixel")
    periods = found["period"][4]
    assert set(periods) <= {0, 30, 60}
    assert (periods == 30).sum() > 25
    assert (periods == 60).sum() > 25
    for period in (30, 60):
        inside = found["period"] == period
        assert np.isfinite(found["interior_distance"][inside]).all()
        assert (found["interior_distance"][inside] >= 0).all()


@pytest.mark.slow
def test_nothing_changes_where_float64_ends() -> None:
    # Beside the root of the rabbit's component; pixels are 2^-29.9 and 2^-30.1 wide.
    view = [View(("-0.125", "0.64951905283832899"), log2_width=5 + exponent) for exponent in (-29.9, -30.1)]
    above, below = (Mandelbrot().interior(place, (32, 32), max_iter=10**5) for place in view)
    assert set(np.unique(below["period"])) <= {0, 1, 3}
    middle = slice(12, 20)
    for name, tolerance in (("period", 0), ("internal_angle", 1e-5)):
        one, other = above[name][middle, middle], below[name][middle, middle]
        same = np.isclose(one, other, atol=tolerance, equal_nan=True)
        assert same.mean() > 0.9, name


def alpha(c: gmpy2.mpc) -> gmpy2.mpc:
    """Return the fixed point in which the pieces of a filled Julia set meet."""
    return (1 - gmpy2.sqrt(1 - 4 * c)) / 2


@pytest.mark.slow
@pytest.mark.parametrize("exponent", [-12, -40, -120, -310])
def test_basins_at_depth_are_those_of_the_points_of_the_cycle(exponent: int) -> None:
    c_text, period = ("-0.12", "0.74"), 3
    with digits(-exponent + 60):
        c = number(c_text)
        x = alpha(c)
        center = tuple(f"{part:.{-exponent + 40}f}" for part in (x.real, x.imag))
        view = View(center, width=f"1e{exponent}")
        found = Julia(c_text).fields(view, SHAPE, ["count", "period", "internal_angle"], max_iter=30_000)
        cycle = [settled(c, 2, period, 2000)]
        cycle += [cycle[0] ** 2 + c]
        cycle += [cycle[1] ** 2 + c]
        first = min(range(period), key=lambda k: abs(cycle[k]))
        cycle = cycle[first:] + cycle[:first]
        factor = multiplier(c, 2, period, cycle[0])
        checked = 0
        for place, z in enumerate(samples(view, SHAPE)):
            row, column = divmod(place, SHAPE[1])
            if found["count"][row, column] < 30_000:
                assert found["period"][row, column] == 0
                continue
            n, w = 0, z
            while n % period or min(abs(w - point) for point in cycle) > 1e-6:
                w, n = w**2 + c, n + 1
                assert n < 30_000
            # After a multiple of the period the orbit is at the point to which the sample is led.
            nearest = min(range(period), key=lambda k: abs(w - cycle[k]))
            assert found["period"][row, column] == nearest + 1
            while abs(w - cycle[0]) > 1e-10:
                w, n = w**2 + c, n + 1
            expected = turns((w - cycle[0]) / factor ** ((n + period - 1) // period))
            assert apart(found["internal_angle"][row, column], expected) < 3e-6
            checked += 1
        assert checked > 10


def test_a_constant_in_a_tiny_copy_has_its_cycle() -> None:
    nucleus = dynamics.nucleus(near_the_tip(20), period=20)
    assert nucleus is not None
    julia = Julia(nucleus.c)
    found = julia.interior(View(("0", "0"), width="1e-13"), (8, 8), max_iter=20_000)
    assert (found["period"] == 1).all()
