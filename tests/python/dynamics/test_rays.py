"""External rays: their angles, their ends, and any depth."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from tests.python.dynamics.exact import critical_orbit, size

from iterscope.dynamics import Angle, dynamic_ray, external_angle, landing_point, nucleus, parameter_ray


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


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: parameter_ray("1/0"), ValueError, "denominator"),
        (lambda: parameter_ray(0.5), TypeError, "angle"),  # type: ignore[arg-type]
        (lambda: parameter_ray("1/6", 0), ValueError, "distance must be"),
        (lambda: parameter_ray("1/6", "1e-5000"), ValueError, "distance must be"),
        (lambda: parameter_ray("1/6", "1e-272"), ValueError, "^distance must be from 1e-270 to 1"),
        (lambda: parameter_ray("1/6", 2), ValueError, "^distance must be from 1e-270 to 1"),
        (lambda: parameter_ray(Angle(1, 2**15_000 - 1)), ValueError, "angle must be"),
        (lambda: landing_point("1/6", digits=10**9), ValueError, "digits must be from 1"),
        (lambda: dynamic_ray(float("nan"), "1/3"), ValueError, "c must be finite"),
        (lambda: dynamic_ray(0, "1/3", levels=0), ValueError, "levels must be from 1"),
    ],
)
def test_bad_input_is_named(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
