"""Rays, equipotentials and components that views draw, against exact dynamics."""

import base64
from typing import Any

import gmpy2
import numpy as np
import pytest
import traitlets

from iterscope import BurningShip, Julia, Mandelbrot, Newton, View, _core, dynamics
from iterscope.fractal import messages, overlays
from iterscope.fractal.overlays.equipotential import contours
from iterscope.fractal.overlays.requests import UNIT, OverlayJob, answer

MANDELBROT = {"kind": "mandelbrot", "parameters": {}}


def ask(**fields: Any) -> Any:
    return messages.parse({"vid": "v", "seq": 1, **fields})


@pytest.mark.parametrize(
    ("angle", "c"), [("1/6", 1j), ("1/2", -2), ("1/4", -0.22815549365396 + 1.1151425080399j)]
)
def test_parameter_rays_end_at_misiurewicz_points(angle: str, c: complex) -> None:
    ray = overlays.ray(Mandelbrot(), angle)
    assert ray.points[-1] == pytest.approx(c, abs=1e-12)
    assert complex(*map(float, ray.landing or ())) == pytest.approx(c, abs=1e-12)


def test_points_of_a_ray_have_its_angle() -> None:
    for angle in ("1/7", "3/7", "1/3", "9/56", "0"):
        ray = overlays.ray(Mandelbrot(), angle)
        assert len(ray.points) > 36
        for c in ray.points[16:36:5]:
            outside = dynamics.external_angle(complex(c))
            assert outside is not None
            assert (outside.turns - float(dynamics.Angle(angle)) + 0.5) % 1 - 0.5 == pytest.approx(
                0, abs=1e-4
            )
        assert (np.diff(abs(ray.offsets[4:])) < 0).all()


def test_rays_of_a_bulb_land_together_and_are_named() -> None:
    one, two = (overlays.ray(Mandelbrot(), angle) for angle in ("1/7", "2/7"))
    assert one.landing == two.landing
    assert one.name == two.name == "root of period 3, bulb 1/3"
    assert overlays.ray(Mandelbrot(), "3/7").name == "root of period 3"
    rabbit = Julia(-0.122561166876654 + 0.744861766619744j)
    ends = [overlays.ray(rabbit, angle).landing for angle in ("1/7", "2/7", "4/7")]
    points = [complex(*map(float, end or ())) for end in ends]
    assert np.allclose(points, points[0], atol=1e-9)
    assert points[0] ** 2 + rabbit.c == pytest.approx(points[0])
    assert overlays.ray(rabbit, "1/14").name == "preperiod 1, fixed point"


@pytest.mark.parametrize("family", [BurningShip(), Newton([1, -1])])
def test_families_without_rays_say_so(family: Any) -> None:
    with pytest.raises(ValueError, match=r"rays|Rays"):
        overlays.ray(family, "1/7")


@pytest.mark.parametrize("degree", range(2, 9))
def test_rays_of_all_degrees_have_their_angles_and_land_in_both_planes(degree: int) -> None:
    angle = dynamics.Angle(degree, degree**2 - 1)  # of period 2
    for fractal in (Mandelbrot(degree=degree), Julia(0.1 + 0.2j, degree=degree)):
        ray = overlays.ray(fractal, angle)
        for point in ray.points[16:36:5]:
            found = overlays.external_angle(fractal, complex(point))
            assert found is not None
            assert (found - float(angle) + 0.5) % 1 - 0.5 == pytest.approx(0, abs=1e-4)
        assert ray.name.endswith("period 2") or ray.name.startswith("root of period 2")
    z = complex(*map(float, ray.landing or ()))
    image = z**degree + (0.1 + 0.2j)
    assert abs(image - z) > 0.1
    assert image**degree + (0.1 + 0.2j) == pytest.approx(z, abs=1e-12)


@pytest.mark.parametrize(
    ("fractal", "angle", "preperiod", "period"),
    [
        (Julia(1j), "1/6", 1, 2),
        (Julia(-1), "1/3", 0, 2),
        (Julia(("-0.12", "0.74")), "1/14", 1, 3),
        (Julia(("0.1", "0.3"), degree=3), "1/8", 0, 2),
        (Julia(-0.8 + 0.156j), "1/4095", 0, 12),
    ],
)
def test_rays_of_julia_sets_reach_any_depth(fractal: Julia, angle: str, preperiod: int, period: int) -> None:
    ray = overlays.ray(fractal, angle, "1e-400")
    assert ray.landing is not None
    with gmpy2.context(precision=1600):
        c = gmpy2.mpc(*(gmpy2.mpfr(str(part)) for part in _parts(fractal.parameters["c"])))

        def image(z: Any, steps: int) -> Any:
            for _ in range(steps):
                z = z**fractal.degree + c
            return z

        end = gmpy2.mpc(*map(gmpy2.mpfr, ray.landing))
        early = image(end, preperiod)
        assert abs(image(early, period) - early) < gmpy2.mpfr("1e-410")

        def point(at: int) -> Any:
            return end + gmpy2.mpc(complex(ray.mantissas[at])) * gmpy2.exp2(int(ray.exponents[at]))

        # The ray's image under f^(k+p) is that under f^k: what has come back is a point further out.
        back = image(point(-1), preperiod + period)
        near = min(range(-1200, -1), key=lambda at: abs(image(point(at), preperiod) - back))
        assert abs(image(point(near), preperiod) - back) < 1e-8 * abs(back - early)
        assert abs(point(-1) - end) < gmpy2.mpfr("1e-399")
    sizes = np.log2(abs(ray.mantissas)) + ray.exponents
    assert (np.diff(sizes) < 1.5).all(), "and it has no gap"
    assert (np.diff(sizes) > -6).all()


def _parts(c: Any) -> tuple[Any, Any]:
    return (repr(c.real), repr(c.imag)) if isinstance(c, complex) else c


def test_a_root_is_not_drawn_where_its_digits_end() -> None:
    for log2_width, count in ((-40.0, 2), (-64.0, 1)):
        found = answer(ask(kind="rays", formula=MANDELBROT, angles=["1/6", "1/7"], log2_width=log2_width))
        assert found["kind"] == "rays"
        assert [each["angle"] for each in found["rays"]] == ["1/6", "1/7"][:count]


@pytest.mark.slow
def test_equipotentials_are_those_of_green() -> None:
    view = View(-0.5, width=8)
    curves = overlays.equipotentials(Mandelbrot(), view, (400, 400))
    for k in (0, 2, 4):
        pieces = curves[k] * 8 - 0.5
        exact = dynamics.equipotential(2.0**-k, 4096)
        distance = abs(pieces[:, 0, np.newaxis] - exact).min(axis=1)
        assert distance.max() < 8 / 400 / 8
        assert len(pieces) > 50
    with pytest.raises(ValueError, match="potential"):
        overlays.equipotentials(Newton([1, -1]), view, (40, 40))


def test_contours_close_and_split_saddles() -> None:
    x = np.linspace(-2, 2, 80)
    levels, pieces, _ = contours(3 * (x[:, np.newaxis] ** 2 + x**2) + 0.5)
    ends, counts = np.unique(np.round(pieces, 9), return_counts=True)
    assert len(ends)
    # Each end belongs to two pieces, but where a curve leaves the grid or is too dense.
    assert (counts == 2).mean() > 0.9
    assert set(levels) >= {1, 2, 3}
    saddle = np.array([[1.1, 0.9], [0.9, 1.1]])
    levels, pieces, _ = contours(saddle)
    assert levels.tolist() == [1, 1]
    # One around the lower left corner, one around the upper right one.
    assert sorted(np.round(abs(pieces.mean(axis=1)), 9)) == [0.176776695, 0.176776695]
    assert contours(np.full((5, 5), np.nan))[1].shape == (0, 2)


def test_components_are_named() -> None:
    for lower, upper in dynamics.lamination(5):
        nucleus = dynamics.landing_point(lower).nucleus
        assert nucleus is not None
        found = answer(ask(kind="component", point=nucleus.c))
        assert found["kind"] == "component"
        assert found["angles"] == [str(lower), str(upper)]
        assert found["period"] == lower.period
        assert found["address"] == str(dynamics.InternalAddress.of(lower))
        assert found["is_cusp"] == (found["rotation"] is None)
    cardioid = answer(ask(kind="component", point=["0.1", "0"]))
    assert cardioid["kind"] == "component"
    assert (cardioid["period"], cardioid["is_cusp"], cardioid["exterior"]) == (1, True, "")
    outside = answer(ask(kind="component", point=["-2.5", "0"]))
    assert outside["kind"] == "component"
    assert (outside["period"], outside["exterior"]) == (0, "0.500000")


def test_answers_hold_what_the_functions_return() -> None:
    rays = answer(ask(kind="rays", formula=MANDELBROT, angles=["1/6"], log2_width=-200.0))
    assert rays["kind"] == "rays"
    [ray] = rays["rays"]
    offsets = np.frombuffer(base64.b64decode(ray["offsets"]), "<c16")
    assert rays["log2_width"] == -200
    direct = overlays.ray(Mandelbrot(), "1/6", "1e-64").in_units(-200)
    assert np.array_equal(offsets, direct[-len(offsets) :])
    assert abs(offsets[-2]) < 1 < 2.0**30 < abs(offsets[0]) < 2.0**32
    place = {"center": ["0", "0"], "log2_width": 3.0, "columns": 200, "rows": 100, "max_iter": "auto"}
    curves = answer(ask(kind="equipotentials", formula=MANDELBROT, **place))
    assert curves["kind"] == "equipotentials"
    sent = sum(len(base64.b64decode(curve["pieces"])) // 8 for curve in curves["curves"])
    direct = overlays.equipotentials(Mandelbrot(), View(0, 3.0), (100, 200))
    assert sent == sum(map(len, direct.values()))
    assert [name["level"] for name in curves["names"]] == sorted(direct)
    assert UNIT * 0.5 < 2**15
    named = answer(ask(kind="component", point=["-1.1", "0.05"]))
    assert named == {
        "kind": "component",
        "vid": "v",
        "seq": 1,
        "period": 2,
        "root": named["root"],
        "is_cusp": False,
        "angles": ["1/3", "2/3"],
        "address": "1_1/2 2",
        "rotation": "1/2",
        "exterior": "",
    }


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "rays", "formula": MANDELBROT, "angles": ["1/0"], "log2_width": 0.0},
        {"kind": "rays", "formula": MANDELBROT, "angles": ["1/1000000007"], "log2_width": 0.0},
        {"kind": "rays", "formula": MANDELBROT, "angles": ["x"], "log2_width": 0.0},
        {"kind": "rays", "formula": MANDELBROT, "angles": ["1" * 10_000_000], "log2_width": 0.0},
        {"kind": "rays", "formula": MANDELBROT, "angles": ["1/7"] * 17, "log2_width": 0.0},
        {"kind": "rays", "formula": MANDELBROT, "angles": ["1/7"], "log2_width": float("nan")},
        {"kind": "component", "point": ["1e5", "nowhere"]},
        {"kind": "component", "point": ["1e9999", "0"]},
    ],
)
def test_bad_questions_are_refused(message: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        answer(ask(**message))
    assert len(str(raised.value)) < 300


def test_a_newer_question_of_a_kind_replaces_the_older_one() -> None:
    first, second = (ask(kind="component", point=[c, "0"]) for c in ("0", "-1"))
    other = ask(kind="rays", formula=MANDELBROT, angles=[], log2_width=0.0)
    assert OverlayJob(first).key == OverlayJob(second).key != OverlayJob(other).key
    assert not OverlayJob(second).wants(OverlayJob(first), None)
    cancelled = _core.Cancellation()
    cancelled.cancel()
    with cancelled, pytest.raises(_core.CancelledError):
        answer(ask(kind="rays", formula=MANDELBROT, angles=["1/7"], log2_width=0.0))


def test_angles_are_fractions_that_can_be_followed() -> None:
    long = f"1/{3**7 - 1}"  # of period 7 if it is tripled, of 364 if doubled
    assert Mandelbrot(degree=3).explore(angles=[long]).angles == (long,)
    with pytest.raises(ValueError, match="at most 128 together in degree 2"):
        overlays.ray(Mandelbrot(), long)
    widget = Mandelbrot().explore(angles=["2/14", dynamics.Angle(1, 7), "8/7"])
    assert widget.angles == ("1/7",)
    for value in (["1/0"], ["x"], [0.5], "1/7", ["1/1000000007"], ["1/3"] * 17, [None], ["9" * 100_000]):
        with pytest.raises(traitlets.TraitError, match="angles"):
            widget.angles = value
    assert widget.angles == ("1/7",)
