"""External rays: their angles, their ends, and any depth."""

import cmath
import math
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.python.dynamics.exact import critical_orbit, size

from iterscope.dynamics import (
    Angle,
    dynamic_ray,
    external_angle,
    landing_point,
    misiurewicz,
    misiurewicz_in,
    nucleus,
    parameter_ray,
)


def number(c: tuple[str, str]) -> complex:
    return complex(*map(float, c))


@pytest.mark.parametrize("angle", ["1/7", "5/31", "1/6", "9/56", "3/28"])
def test_a_ray_comes_from_its_angle(angle: str) -> None:
    ray = parameter_ray(angle)
    assert ray.angle == Fraction(angle)
    assert abs(ray.points[0]) > 60
    for c in ray.points[4:60:4]:
        found = external_angle(c)
        assert found is not None
        assert (found.turns - float(ray.angle) + 0.5) % 1 == pytest.approx(
            0.5, abs=1e-3 * min(1, found.potential)
        )
    assert ray.points[-1] == pytest.approx(number(ray.landing.c), abs=1e-15)
    np.testing.assert_allclose(ray.points[-1] + ray.offsets, ray.points, atol=1e-13)


def test_a_ray_lands_at_a_root_or_at_a_misiurewicz_point() -> None:
    root = parameter_ray("3/7").landing
    assert root.misiurewicz is None
    assert root.nucleus == nucleus(-1.75, 0.1)
    assert number(root.c) == pytest.approx(-1.75, abs=1e-14)
    triple = [landing_point(Angle(p, 56), digits=60) for p in (9, 11, 15)]
    assert triple[0] == triple[1] == triple[2]
    point = triple[0].misiurewicz
    assert triple[0].nucleus is None
    assert point is not None
    assert (point.preperiod, point.period, point.c) == (3, 1, triple[0].c)
    orbit = critical_orbit(point.c, 5, 70)
    assert size((orbit[4][0] - orbit[3][0], orbit[4][1] - orbit[3][1])) < Decimal("1e-58")


def test_a_ray_is_followed_to_any_depth() -> None:
    ray = parameter_ray("1/6", "1e-120")
    assert 1e-122 < abs(ray.offsets[-2]) <= 1e-120
    # Two levels of four points are a turn about i by 4 + 4i, the multiplier there.
    assert ray.offsets[-10] / ray.offsets[-2] == pytest.approx(4 + 4j, rel=1e-6)
    assert ray.landing.c[0].strip("0.") == ""
    assert ray.landing.c[1].rstrip("0") == "1."


@pytest.mark.parametrize("period", [2, 3, 5])
def test_conjugate_rays_land_together(period: int) -> None:
    angles = [Angle(p, 2**period - 1) for p in range(2**period - 1)]
    for angle in (angle for angle in angles if angle.period == period):
        mine, others = landing_point(angle), [landing_point(other) for other in angle.conjugates()]
        assert mine.nucleus is not None
        assert mine.nucleus.period == period
        assert len(others) == 1
        assert number(others[0].c) == pytest.approx(number(mine.c), abs=1e-12)


def test_rays_of_a_julia_set_land_where_they_meet() -> None:
    rabbit = nucleus(-0.12 + 0.75j, 0.1)
    assert rabbit is not None
    c = number(rabbit.c)
    alpha = (1 - np.sqrt(1 - 4 * c)) / 2
    for angle in ("1/7", "2/7", "4/7"):
        assert dynamic_ray(c, angle).landing == pytest.approx(alpha, abs=1e-12)
    assert dynamic_ray(c, "9/14").landing == pytest.approx(-alpha, abs=1e-12)
    ray = dynamic_ray(0, "3/5")
    np.testing.assert_allclose(np.angle(ray.points) / (2 * np.pi) % 1, 0.6, atol=1e-9)
    assert dynamic_ray(0.5, "0").landing is None


@pytest.mark.slow
@pytest.mark.parametrize("exponent", [400, 2000, 9000])
def test_a_ray_goes_on_at_any_depth(exponent: int) -> None:
    ray = parameter_ray("9/56", f"1e-{exponent}")
    point = ray.landing.misiurewicz
    assert point is not None
    assert abs(ray.offsets[-2]) == 0
    steps = ray.in_units(-exponent * math.log2(10))
    assert 1e-4 < abs(steps[-2]) <= 1
    # The angle comes back after three levels, in which the point's fixed point was passed three times.
    turn = steps[-2 - 12] / steps[-2]
    assert turn == pytest.approx(point.multiplier**3, rel=1e-9)
    # The end of the ray, by its own definition: z_n is large, and its argument is the angle's.
    np.testing.assert_array_equal(ray.in_units(5)[:20], ray.offsets[:20] / 32)


def test_the_deep_part_of_a_ray_is_on_the_ray() -> None:
    ray = parameter_ray("1/6", "1e-60")
    with localcontext() as context:
        context.prec = 130
        for place in (-2, -40, -300):
            x, y = (Decimal(part) for part in ray.landing.c)
            offset = complex(ray.offsets[place])
            x, y = x + Decimal(offset.real), y + Decimal(offset.imag)
            u, v = Decimal(0), Decimal(0)
            n = 0
            while u * u + v * v < 50:
                u, v, n = u * u - v * v + x, 2 * u * v + y, n + 1
            # Beyond a modulus of 7 the argument is that of the conformal map to some 1 %.
            turns = math.atan2(v, u) / (2 * math.pi)
            assert (turns - float(Fraction(2 ** (n - 1), 6) % 1) + 0.5) % 1 == pytest.approx(0.5, abs=2e-3)


def test_rays_of_higher_degree_land_on_roots_and_on_other_cusps() -> None:
    # Two rays at the root of the component of i, one at its co-root (E. Lau and D. Schleicher).
    root, corner = landing_point("1/8", degree=3), landing_point("1/4", degree=3)
    assert number(landing_point("3/8", degree=3).c) == pytest.approx(number(root.c), abs=1e-12)
    for landing in (root, corner):
        assert landing.nucleus is not None
        assert (landing.nucleus.period, landing.nucleus.degree) == (2, 3)
        assert number(landing.nucleus.c) == pytest.approx(1j, abs=1e-12)
    assert abs(number(root.c)) == pytest.approx(2 * 3**-1.5 * 2, rel=1e-12)
    # The cusps of the main component, (d - 1) d^(-d / (d - 1)) from 0.
    for degree in range(2, 9):
        for k in range(degree - 1):
            point = number(landing_point(Fraction(k, degree - 1), degree=degree).c)
            expected = (
                (degree - 1) * degree ** (-degree / (degree - 1)) * np.exp(2j * np.pi * k / (degree - 1))
            )
            assert point == pytest.approx(expected, abs=1e-13)
            main = nucleus(0.01, 0.05, degree=degree)
            assert main is not None
            turned = [number(main.point(1, branch=branch)) for branch in range(degree - 1)]
            assert min(abs(np.array(turned) - point)) < 1e-13
    # Where 0 runs into a cycle: z^3 + c from c on, by plain iteration.
    point = landing_point("1/6", degree=3).misiurewicz
    assert point is not None
    c = number(point.c)
    z = [c, c**3 + c, (c**3 + c) ** 3 + c]
    assert (point.preperiod, point.period) == (1, 1)
    assert z[1] == pytest.approx(z[2])
    assert abs(z[0] - z[1]) > 0.1
    assert misiurewicz(1, 1, c + 0.01, degree=3, digits=15) is not None
    assert misiurewicz_in(point.c, 0.01, degree=3) == misiurewicz(1, 1, c, degree=3)


@pytest.mark.parametrize("c", [1j, -0.8 + 0.156j, 5 - 3j, -1e3])
@pytest.mark.parametrize(("angle", "degree"), [("1/7", 2), ("1/6", 2), ("5/12", 3), ("3/10", 8)])
def test_a_ray_of_a_julia_set_has_its_angle_from_its_first_point_on(
    c: complex, angle: str, degree: int
) -> None:
    ray = dynamic_ray(c, angle, degree=degree, levels=12)
    first = None
    for index, z in enumerate(ray.points[:24]):
        # So far out that the conformal map of the exterior is the identity in float64.
        image, steps = complex(z), 0
        while abs(image) < 1e18 * (1 + abs(c)):
            image, steps = image**degree + c, steps + 1
        turns = Fraction(angle) * degree**steps % 1
        away = (cmath.phase(image) / (2 * math.pi) - float(turns) + 0.5) % 1 - 0.5
        assert abs(away) < 1e-11 * degree**steps
        potential = math.log(abs(image)) / degree**steps
        first = first or potential
        # Of this many points each level of the potential has one.
        level = 4 * (degree - 1).bit_length()
        assert potential == pytest.approx(first * degree ** (-index / level), rel=1e-9)


def test_rays_of_julia_sets_of_higher_degree_land() -> None:
    # Of z^3 they are straight, and end on the circle at their angle.
    ray = dynamic_ray(0, "3/8", degree=3)
    np.testing.assert_allclose(np.angle(ray.points) / (2 * np.pi) % 1, 3 / 8, atol=1e-9)
    assert ray.landing == pytest.approx(np.exp(2j * np.pi * 3 / 8))
    # The rays of a component's two angles meet at a point of its cycle's period.
    c = 1j
    landings = [dynamic_ray(c, angle, degree=3).landing for angle in ("1/8", "3/8")]
    assert landings[0] == pytest.approx(landings[1], abs=1e-9)
    image = landings[0] ** 3 + c  # type: ignore[operator]
    assert image**3 + c == pytest.approx(landings[0])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: parameter_ray("1/0"), ValueError, "denominator"),
        (lambda: parameter_ray(0.5), TypeError, "angle"),  # type: ignore[arg-type]
        (lambda: parameter_ray("1/6", 0), ValueError, "distance must be"),
        (lambda: parameter_ray("1/6", "1e-9950"), ValueError, "distance must be"),
        (lambda: parameter_ray("1/6", 2), ValueError, "^distance must be from 1e-9900 to 1"),
        (lambda: parameter_ray("1/6", degree=9), ValueError, "degree must be from 2 to 8"),
        (lambda: parameter_ray("1/6").in_units(float("inf")), ValueError, "log2_unit must be finite"),
        (lambda: landing_point("1/6", degree=1), ValueError, "degree must be from 2 to 8"),
        (lambda: dynamic_ray(0, "1/3", degree=1), ValueError, "degree must be from 2 to 8"),
        (lambda: parameter_ray(Angle(1, 2**15_000 - 1)), ValueError, "angle must be"),
        (lambda: landing_point("1/6", digits=10**9), ValueError, "digits must be from 1"),
        (lambda: dynamic_ray(float("nan"), "1/3"), ValueError, "c must be finite"),
        (lambda: dynamic_ray(0, "1/3", levels=0), ValueError, "levels must be from 1"),
    ],
)
def test_bad_input_is_named(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
