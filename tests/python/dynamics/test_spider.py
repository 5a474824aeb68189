"""Spiders against the equations of the points that they walk to."""

import numpy as np
import pytest

from iterscope.dynamics import Angle, spider


@pytest.mark.parametrize(
    "angle", ["0", "1/3", "1/7", "3/7", "4/15", "13/31", "10/63", "1/2", "1/6", "9/56", "5/12"]
)
def test_a_spider_ends_on_the_critical_orbit(angle: str) -> None:
    *_, last = spider(angle)
    assert last.converged
    preperiod, feet = Angle(angle).preperiod, len(last.points)
    orbit = [last.c]
    for _ in range(feet):
        orbit.append(orbit[-1] ** 2 + last.c)
    np.testing.assert_allclose(last.points, orbit[:-1], atol=1e-10)
    np.testing.assert_allclose(orbit[-1], orbit[preperiod], atol=1e-9)
    if preperiod == 0:
        assert abs(last.points[-1]) < 1e-10


def test_steps_are_kept_and_legs_hang_on_points() -> None:
    steps = list(spider("1/6", max_iter=4))
    assert [step.iteration for step in steps] == [0, 1, 2, 3, 4]
    expected = [0.5 + 0.866j, 1j, 0.132 + 0.851j, 0.070 + 1.066j, -0.036 + 0.962j]
    np.testing.assert_allclose([step.c for step in steps], expected, atol=5e-4)
    assert np.isinf(steps[0].change)
    assert steps[2].change == abs(steps[2].c - steps[1].c)
    assert not steps[-1].converged
    for step in steps:
        assert step.legs.shape == (3, 65)
        np.testing.assert_allclose(step.legs[:, 0], step.points, atol=1e-12)
        assert np.angle(step.legs[:, -1]) / (2 * np.pi) % 1 == pytest.approx([1 / 6, 1 / 3, 2 / 3])
        with pytest.raises(ValueError, match="read-only"):
            step.points[0] = 0


def test_limits_come_first() -> None:
    with pytest.raises(
        ValueError, match="angle must be one whose preperiod and period are together at most 4096"
    ):
        spider(Angle(1, 2**5000 - 1))
    with pytest.raises(ValueError, match="max_iter must be from 0 to"):
        spider("1/3", max_iter=-1)
    with pytest.raises(TypeError, match="angle must be a fraction"):
        spider(0.25)  # type: ignore[arg-type]
