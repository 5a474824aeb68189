"""Orbits and cycles against plain loops."""

import math

import numpy as np
import pytest

from iterscope.dynamics import cycle, orbit


@pytest.mark.parametrize(
    ("c", "z", "degree"), [(-0.5 + 0.5j, 0, 2), (0.1 - 0.2j, 0.3j, 3), (1j, 0.2, 2), (2, 0, 5)]
)
def test_an_orbit_is_that_of_the_plain_loop(c: complex, z: complex, degree: int) -> None:
    found = orbit(c, z, 50, degree=degree)
    points, slopes = [complex(z)], [1 + 0j]
    while len(points) <= 50 and abs(points[-1]) <= max(2, abs(c)):
        slopes.append(degree * points[-1] ** (degree - 1) * slopes[-1])
        points.append(points[-1] ** degree + c)
    np.testing.assert_allclose(found.points, points, rtol=1e-9)
    np.testing.assert_allclose(found.derivatives, slopes, rtol=1e-9)
    assert found.escapes == (len(points) <= 50)


@pytest.mark.parametrize(
    ("c", "period", "multiplier"),
    [
        (0.2j, 1, 1 - np.sqrt(1 - 0.8j)),
        (-1.1 + 0.1j, 2, 4 * (-0.1 + 0.1j)),
        (-0.123 + 0.745j, 3, None),
        (-1.3107, 4, None),
    ],
)
def test_a_cycle_closes_and_has_its_multiplier(c: complex, period: int, multiplier: complex | None) -> None:
    found = cycle(c)
    assert found is not None
    assert found.period == period
    np.testing.assert_allclose(np.roll(found.points, -1), found.points**2 + c, atol=1e-13)
    product = np.prod(2 * found.points)
    assert found.multiplier == pytest.approx(product, abs=1e-13)
    assert multiplier is None or found.multiplier == pytest.approx(multiplier, abs=1e-13)
    assert found.internal_angle == pytest.approx(np.angle(product) / (2 * np.pi) % 1)
    assert np.argmin(abs(found.points)) == 0
    assert not found.is_indifferent


def test_the_distance_to_the_boundary_lies_within_the_conformal_radius() -> None:
    found = cycle(-1.05 + 0.1j)
    assert found is not None
    distance = 0.25 - abs(-0.05 + 0.1j)
    assert found.conformal_radius / 4 <= distance <= found.conformal_radius


def test_indifferent_cycles_and_none_at_all() -> None:
    parabolic = cycle(-0.75)
    assert parabolic is not None
    assert parabolic.is_indifferent
    for c in (-0.75, 0.25, -1.25):
        found = cycle(c)
        assert found is not None
        assert 0 <= found.conformal_radius < 1e-7
    assert cycle(1j) is None
    assert cycle(0.3) is None
    five = cycle(-0.39054 - 0.58679j)  # five digits of the golden Siegel parameter
    assert five is not None
    assert (five.period, abs(five.multiplier)) == (987, pytest.approx(0.95660439642))


@pytest.mark.parametrize(
    ("arguments", "keywords", "message"),
    [
        ((math.nan,), {}, "c must be finite"),
        ((0, math.inf), {}, "z must be finite"),
        ((0, 0, -1), {}, "n must be from 0"),
        ((0, 0, 1 << 40), {}, "n must be from 0"),
        ((0,), {"degree": 1}, "degree must be from 2 to 8, got 1"),
    ],
)
def test_what_is_no_orbit_is_refused(
    arguments: tuple[complex, ...], keywords: dict[str, int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        orbit(*arguments, **keywords)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="c must be a complex number"):
        orbit("i")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="max_iter must be from 1"):
        cycle(0, max_iter=10**9)
