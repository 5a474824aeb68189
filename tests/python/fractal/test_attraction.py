"""Fields of orbits that are attracted: Newton's method, and the interiors of sets; and those of the burning ship."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import BurningShip, Julia, Mandelbrot, Newton

REGION = (-2.0, 2.0, -1.5, 1.5)
SHAPE = (45, 60)


def points(region: tuple[float, float, float, float] = REGION) -> NDArray[np.complex128]:
    left, right, bottom, top = region
    x = np.linspace(left, right, 2 * SHAPE[1] + 1)[1::2]
    y = np.linspace(top, bottom, 2 * SHAPE[0] + 1)[1::2]
    return x + 1j * y[:, np.newaxis]


def test_newton_s_method_leads_to_the_root_that_numpy_finds() -> None:
    roots = np.exp(2j * np.pi * np.arange(3) / 3)
    fractal = Newton(coefficients=[1, 0, 0, -1])
    found = fractal.fields(REGION, SHAPE, ["count", "root", "smooth"], max_iter=200)
    z = points()
    gap, arrived = math.sqrt(3), np.full(z.shape, -1)
    smooth = np.full(z.shape, np.nan)
    for n in range(1, 60):
        z = z - (z**3 - 1) / (3 * z**2)
        error = np.abs(z[..., np.newaxis] - roots).min(-1)
        arrived[(arrived < 0) & (error <= 1e-3 * gap)] = n - 1
        # A smaller disc: the smooth count does not depend on it. p'' / 2p' is 1 in modulus at each root.
        new = np.isnan(smooth) & (error <= 1e-5)
        smooth[new] = n - np.log2(-np.log(np.maximum(error[new], 1e-300)))
    np.testing.assert_array_equal(found["count"], arrived)
    nearest = np.abs(z[..., np.newaxis] - roots).argmin(-1)
    pairs = set(zip(found["root"].ravel().tolist(), nearest.ravel().tolist(), strict=True))
    assert len(pairs) == 3
    assert {root for root, _ in pairs} == {1, 2, 3}
    # A start that comes to within rounding of a root at once has no digits to say when.
    ordinary = smooth > -4
    assert ordinary.mean() > 0.99
    np.testing.assert_allclose(found["smooth"][ordinary], smooth[ordinary], atol=0.003)


@pytest.mark.parametrize("scale", [1e-90, 1e-9, 3e8, 1e90])
def test_newton_s_method_looks_alike_at_every_scale(scale: float) -> None:
    zeros = np.array([1, -0.5 + 0.9j, -0.5 - 0.9j, 0.2j])
    names = ["count", "root", "smooth"]
    region = tuple(scale * bound for bound in REGION)
    found = Newton((scale * zeros).tolist()).fields(region, SHAPE, names, max_iter=200)
    z = points()
    arrived, polynomial = np.full(z.shape, -1), np.poly(zeros)
    # A thousandth of the distance of each zero from the next one.
    radii = 1e-3 * np.array([np.sort(np.abs(zeros - zero))[1] for zero in zeros])
    for n in range(1, 200):
        z = z - np.polyval(polynomial, z) / np.polyval(np.polyder(polynomial), z)
        distance = np.abs(z[..., np.newaxis] - zeros)
        arrived[(arrived < 0) & (distance <= radii).any(-1)] = n - 1
    assert (found["count"] == arrived).mean() > 0.999
    assert (found["root"] == np.abs(z[..., np.newaxis] - zeros).argmin(-1) + 1).mean() > 0.999


def test_orbits_that_find_no_root_have_none() -> None:
    # Newton's method for z^3 - 2z + 2 goes from 0 to 1 and back, and attracts what is near.
    found = Newton(coefficients=[1, 0, -2, 2]).fields(
        (-0.05, 0.05, -0.05, 0.05), (9, 9), ["count", "root", "smooth"], max_iter=300
    )
    assert (found["count"] == 300).all()
    assert (found["root"] == 0).all()
    assert np.isnan(found["smooth"]).all()


@pytest.mark.parametrize("c", [-0.12 + 0.74j, -0.1225 + 0.7448j, 0.1 + 0.55j, -0.9 + 0.05j, -1.31])
def test_internal_angles_of_a_julia_set_are_those_of_koenigs_coordinate(c: complex) -> None:
    found = Julia(c).fields(REGION, SHAPE, ["count", "period", "internal_angle"], max_iter=5000)
    w = 0j
    for _ in range(60_000):
        w = w * w + c
    cycle = [w]
    while abs(cycle[-1] ** 2 + c - w) > 1e-9:
        cycle.append(cycle[-1] ** 2 + c)
    nearest, factor = min(cycle, key=abs), complex(np.prod(2 * np.array(cycle)))
    # Close to the cycle the map that returns is w -> λ w to eight digits.
    z, angle = points(), np.full(SHAPE, np.nan)
    with np.errstate(all="ignore"):
        for n in range(5000):
            arrived = np.isnan(angle) & (np.abs(z - nearest) < 1e-8)
            turned = -(-n // len(cycle)) * np.angle(factor)
            angle[arrived] = (np.angle(z[arrived] - nearest) - turned) / (2 * np.pi) % 1
            z = z * z + c
    inside = ~np.isnan(angle)
    assert inside.mean() > 0.03
    off = (found["internal_angle"] - angle + 0.5) % 1 - 0.5
    assert np.abs(off[inside]).max() < 1e-5


@pytest.mark.parametrize("given", [{"roots": [1, 1, -1j]}, {"coefficients": np.poly([1, 1, -1j])}])
def test_a_double_root_is_one_root(given: dict[str, list[complex]]) -> None:
    fractal = Newton(**given)
    found = fractal.fields(REGION, SHAPE, ["root", "smooth"], max_iter=400)
    z = points()
    for _ in range(300):
        # Of (z - 1)^2 (z + i): p / p' without the common factor.
        z = z - (z - 1) * (z + 1j) / (2 * (z + 1j) + (z - 1))
    double = np.abs(z - 1) < 0.1
    assert set(found["root"][double].tolist()) | set(found["root"][~double].tolist()) == {1, 2}
    assert len(set(found["root"][double].tolist())) == 1
    assert np.isfinite(found["smooth"]).all()


@pytest.mark.parametrize("given", [{"roots": [1, 1]}, {"coefficients": [1, -2, 1]}])
def test_a_double_root_alone_halves_the_error_with_each_step(given: dict[str, list[complex]]) -> None:
    found = Newton(**given).fields(REGION, SHAPE, ["count", "root", "smooth"], max_iter=400)
    steps = np.ceil(np.log2(np.abs(points() - 1) / 1e-3)).clip(1)
    np.testing.assert_array_equal(found["count"], steps - 1)
    assert (found["root"] == 1).all()
    assert np.isfinite(found["smooth"]).all()


@pytest.mark.parametrize("degree", [32, 2])
def test_polynomials_of_any_degree_have_their_roots(degree: int) -> None:
    fractal = Newton(coefficients=[1, *[0] * (degree - 1), -1])
    root = fractal.fields(REGION, SHAPE, ["root"], max_iter=2000)["root"]
    assert set(root.ravel().tolist()) - {0} == set(range(1, degree + 1))


@pytest.mark.parametrize("fractal", [BurningShip(), BurningShip(c=-1.25 - 0.04j)], ids=repr)
def test_the_burning_ship_sails_as_in_numpy(fractal: BurningShip) -> None:
    region = (-2.2, 1.2, -2.0, 1.0)
    found = fractal.fields(region, SHAPE, ["count", "smooth", "distance", "angle"], max_iter=100)
    samples = points(region)
    julia = bool(fractal.parameters)
    z = samples.copy() if julia else np.zeros_like(samples)
    c = np.full_like(samples, -1.25 - 0.04j) if julia else samples
    # The real derivative of (Re z, Im z) by the sample.
    jacobian = np.zeros((*z.shape, 2, 2)) + (np.eye(2) if julia else 0)
    smooth, distance, angle = (np.full(z.shape, np.nan) for _ in range(3))
    for n in range(1, 101):
        x, y = np.abs(z.real), np.abs(z.imag)
        rotation = np.stack([np.stack([x, -y], -1), np.stack([y, x], -1)], -2)
        signs = np.stack([np.sign(z.real), np.sign(z.imag)], -1)[..., np.newaxis]
        with np.errstate(all="ignore"):
            jacobian = 2 * rotation @ (signs * jacobian) + (0 if julia else np.eye(2))
            z = (x + 1j * y) ** 2 + c
            size = np.abs(z)
        new = np.isnan(smooth) & (size > 1000)
        gradient = np.einsum("nij,ni->nj", jacobian[new], np.stack([z.real, z.imag], -1)[new])
        smooth[new] = n - np.log2(np.log(size[new]))
        length = np.linalg.norm(gradient, axis=-1) / size[new]
        distance[new] = 2 * size[new] * np.log(size[new]) / length
        angle[new] = np.arctan2(gradient[:, 1], gradient[:, 0]) / (2 * np.pi) % 1
        z[new | ~np.isnan(smooth)] = np.nan
    quick = smooth < 20
    assert quick.mean() > 0.3
    for name, expected in (("smooth", smooth), ("distance", distance)):
        # Of 2700 samples two or three stay so long that rounding decides.
        assert (np.isnan(found[name]) == np.isnan(expected)).mean() > 0.998
        np.testing.assert_allclose(found[name][quick], expected[quick], rtol=1e-9)
    apart = np.abs(found["angle"] - angle)[quick]
    assert np.minimum(apart, 1 - apart).max() < 1e-9


def test_interiors_of_the_mandelbrot_set_have_their_periods() -> None:
    for center, period in [(-0.1 + 0.1j, 1), (-1, 2), (-0.1225 + 0.7448j, 3), (0.2823 + 0.53j, 4)]:
        x, y = center.real, center.imag
        found = Mandelbrot().interior((x - 1e-3, x + 1e-3, y - 1e-3, y + 1e-3), (5, 5), max_iter=2000)
        assert (found["period"] == period).all()
    # In the disc of period 2 the multiplier is 4 (c + 1), and the conformal radius that of the disc of radius 1/4.
    region = (-1.2, -0.8, -0.2, 0.2)
    found = Mandelbrot().fields(
        region, SHAPE, ["period", "internal_angle", "interior_distance"], max_iter=4000
    )
    c = points(region)
    multiplier = 4 * (c + 1)
    inside = np.abs(multiplier) < 0.95
    assert (found["period"][inside] == 2).all()
    apart = np.abs(found["internal_angle"] - np.angle(multiplier) / (2 * np.pi) % 1)[inside]
    assert np.minimum(apart, 1 - apart).max() < 1e-9
    radius = (1 - np.abs(multiplier) ** 2) / 4
    np.testing.assert_allclose(found["interior_distance"][inside], radius[inside], rtol=1e-6)


def test_basins_of_a_julia_set_are_those_of_the_points_of_its_cycle() -> None:
    fractal = Julia(-0.12 + 0.74j)
    found = fractal.fields(REGION, SHAPE, ["count", "period", "internal_angle"], max_iter=900)
    z = points()
    cycle = [0j]
    for _ in range(3000):
        cycle[0] = cycle[0] ** 2 + fractal.c
    cycle = [cycle[0], cycle[0] ** 2 + fractal.c, (cycle[0] ** 2 + fractal.c) ** 2 + fractal.c]
    start = int(np.abs(cycle).argmin())
    cycle = cycle[start:] + cycle[:start]
    with np.errstate(all="ignore"):
        for _ in range(900):
            z = z**2 + fractal.c
    inside = found["count"] == 900
    assert inside.mean() > 0.1
    # 900 is a multiple of 3: the orbit is where it began.
    nearest = np.abs(z[inside][:, np.newaxis] - np.array(cycle)).argmin(-1)
    np.testing.assert_array_equal(found["period"][inside], nearest + 1)
    assert (found["period"][~inside] == 0).all()
    assert (np.isnan(found["internal_angle"]) == ~inside).all()
