"""Orbits, critical points and cycles that views draw, against plain arithmetic."""

from typing import Any

import numpy as np
import pytest
import traitlets

import iterscope
from iterscope import BurningShip, Julia, Mandelbrot, Newton
from iterscope.dynamics import orbit as quadratic_orbit
from iterscope.fractal import overlays


def test_orbits_are_those_of_the_formulas() -> None:
    z, expected = 0.3 - 0.2j, []
    for _ in range(21):
        expected.append(z)
        z = z**3 + (0.1 + 0.2j)
    found = overlays.orbit(Julia(0.1 + 0.2j, degree=3), 0.3 - 0.2j, 20)
    assert np.allclose(found, expected, rtol=1e-13)
    c = -1.75 - 0.03j
    z, expected = 0j, []
    for _ in range(9):
        expected.append(z)
        z = complex(abs(z.real), abs(z.imag)) ** 2 + c
    assert np.allclose(overlays.orbit(BurningShip(), c, 8), expected[:9], rtol=1e-12)
    roots = overlays.orbit(Newton([1, 2, 3j]), 1.9 + 0.1j)
    assert roots[-1] == pytest.approx(2)


def test_quadratic_orbits_are_those_of_dynamics() -> None:
    for c, z in ((-0.8 + 0.156j, 0.4j), (0.3 + 0.6j, 1.2), (5, 0.1)):
        assert np.allclose(
            overlays.orbit(Julia(c), z, 60), quadratic_orbit(c, z, 60).points, rtol=1e-9, atol=1e-9
        )
        assert np.allclose(overlays.orbit(Mandelbrot(), c, 60), quadratic_orbit(c, 0, 60).points, atol=1e-9)


def test_an_orbit_ends_with_the_first_point_outside() -> None:
    found = overlays.orbit(Julia(0.25 + 3j), 0.5, 50)
    assert abs(found[-1]) > abs(0.25 + 3j)
    assert (abs(found[:-1]) <= abs(0.25 + 3j)).all()
    assert overlays.orbit(Mandelbrot(), 3, 50).tolist() == [0, 3, 12]


def test_critical_points_are_zeros_of_the_derivative() -> None:
    polynomial = np.poly([1, 2j, -1 - 1j, 0.5])
    free = overlays.critical_points(Newton([1, 2j, -1 - 1j, 0.5]))
    assert np.allclose(np.polyval(np.polyder(polynomial, 2), free), 0, atol=1e-9)
    assert overlays.critical_points(Mandelbrot(degree=4)).tolist() == [0]


def test_attractors_are_periodic() -> None:
    found = overlays.attractor(Mandelbrot(), -0.12 + 0.745j)
    assert len(found) == 3
    assert np.allclose(found**2 + (-0.12 + 0.745j), np.roll(found, -1), atol=1e-12)
    assert overlays.attractor(Julia(1)).size == 0
    roots = overlays.attractor(Newton(coefficients=[1, 0, 0, -1]))
    assert np.allclose(roots**3, 1)
    with pytest.raises(ValueError, match="holomorphic"):
        overlays.attractor(BurningShip(1j))


@pytest.mark.parametrize("value", ["orbit", ["orbits"], ["orbit", "orbit"], [1], None, {"orbit": 1}])
def test_unknown_overlays_are_refused(value: object) -> None:
    widget = iterscope.FractalWidget()
    with pytest.raises(traitlets.TraitError, match="overlays must be a list of different names"):
        widget.overlays = value
    assert widget.overlays == ()


def test_a_page_sets_overlays() -> None:
    widget = Mandelbrot().explore(overlays=["axes"])
    widget.set_state({"overlays": ["orbit", "cycle"]})
    assert widget.overlays == ("orbit", "cycle")


@pytest.mark.parametrize("given", [None, "julia", Julia, -1])
def test_what_is_no_fractal_is_refused_by_name(given: Any) -> None:
    place = iterscope.View(0, 2)
    for ask in (
        lambda: overlays.orbit(given, 0),
        lambda: overlays.attractor(given),
        lambda: overlays.critical_points(given),
        lambda: overlays.external_angle(given, 2),
        lambda: overlays.ray(given, "1/3"),
        lambda: overlays.equipotentials(given, place, (8, 8)),
    ):
        with pytest.raises(TypeError, match=r"fractal must be a fractal such as iterscope\.Mandelbrot\(\)"):
            ask()
