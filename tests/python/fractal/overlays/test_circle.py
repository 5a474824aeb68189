"""External angles of points, and their multiples."""

import numpy as np
import pytest

from iterscope import BurningShip, Julia, Mandelbrot, dynamics
from iterscope.fractal import overlays
from iterscope.fractal.messages.overlays import ComponentRequest
from iterscope.fractal.overlays.requests import answer


def test_angles_of_parameters_are_those_of_dynamics() -> None:
    for c in (1 + 1j, -2.5, 0.3 + 0.7j, -0.75 + 0.3j, -1.5 - 0.2j):
        outside = dynamics.external_angle(c)
        assert outside is not None
        assert overlays.external_angle(Mandelbrot(), c) == pytest.approx(outside.turns, abs=1e-7)


def test_near_to_the_set_there_are_the_angles_of_the_card() -> None:
    """The rays 0 and 1/2 lie on the axis, and points near a cusp escape slowly."""
    for c, turns in ((0.25 + 1e-4, 0.0), (0.25 + 1e-3, 0.0), (-2 - 1e-9, 0.5)):
        assert overlays.external_angle(Mandelbrot(), c) == pytest.approx(turns, abs=1e-9)
        card = answer(ComponentRequest(vid="v", seq=0, point=(repr(c), "0")))
        assert card["kind"] == "component"
        assert card["exterior"] == f"{turns:.6f}"


def test_points_of_a_dynamic_ray_have_its_angle() -> None:
    rabbit = Julia(-0.122561166876654 + 0.744861766619744j)
    for angle in ("1/7", "3/10", "5/6"):
        for z in overlays.ray(rabbit, angle).points[24:60:4]:
            found = overlays.external_angle(rabbit, complex(z))
            assert found == pytest.approx(float(dynamics.Angle(angle)), abs=1e-4)


def test_the_map_multiplies_angles_by_its_degree() -> None:
    for fractal in (Julia(-0.12 + 0.74j), Julia(0.1 + 0.3j, degree=3), Julia(0.1, degree=5)):
        for z in 1.4 * np.exp(1j * np.arange(0.1, 6, 0.7)):
            one = overlays.external_angle(fractal, complex(z))
            image = overlays.external_angle(fractal, complex(z**fractal.degree + fractal.c))
            assert one is not None
            assert image is not None
            assert (fractal.degree * one - image + 0.5) % 1 == pytest.approx(0.5, abs=1e-6)


def test_inside_there_is_no_angle() -> None:
    assert overlays.external_angle(Mandelbrot(), -1) is None
    assert overlays.external_angle(Julia(-1), 0) is None
    with pytest.raises(ValueError, match="external angles"):
        overlays.external_angle(BurningShip(), 2)


def test_multiples_end_where_they_come_again() -> None:
    assert list(map(str, overlays.multiples("1/6"))) == ["1/6", "1/3", "2/3"]
    assert list(map(str, overlays.multiples("1/4", degree=3))) == ["1/4", "3/4"]
    assert len(overlays.multiples("1/127", 3)) == 3
