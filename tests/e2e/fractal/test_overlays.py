"""What is drawn above the picture, against NumPy."""

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import Julia, Mandelbrot, dynamics
from iterscope.fractal import overlays

from ..support.canvas import rgba
from ..support.notebook import Notebook
from ..support.view import View

WIDTH, HEIGHT = 720, 400
SIZE = f"width={WIDTH}, height={HEIGHT}"


def lines(view: View) -> NDArray[np.uint8]:
    """Read the canvas of the overlays back: shape (height, width, 4)."""
    return rgba(view.root.locator("canvas.its-overlays"))


def point_at(notebook: Notebook, place: tuple[float, float]) -> complex:
    """Return the point of the plane at a place of the view."""
    traits = notebook.traits()
    pixel = 2 ** traits["log2_width"] / WIDTH
    center = complex(*map(float, traits["center"]))
    return center + pixel * complex((place[0] - 0.5) * WIDTH, (0.5 - place[1]) * HEIGHT)


def is_lit(picture: NDArray[np.uint8], notebook: Notebook, point: complex, color: str) -> bool:
    """Whether a point of the plane has a color of the overlays, within a pixel and a half."""
    traits = notebook.traits()
    offset = (point - complex(*map(float, traits["center"]))) * WIDTH / 2 ** traits["log2_width"]
    row, column = round(HEIGHT / 2 - offset.imag), round(WIDTH / 2 + offset.real)
    around = picture[row - 2 : row + 2, column - 2 : column + 2].reshape(-1, 4).astype(int)
    wanted = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return bool((abs(around[:, :3] - wanted).max(axis=1) < 60).any())


def test_the_orbit_is_that_of_the_point_under_the_pointer(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Julia(-0.12 + 0.74j).explore({SIZE}, overlays=['orbit'])")
    place = view.nearest(0.56, 0.55)
    view.hover(*place)
    z = point_at(notebook, place)
    rows = view.root.locator(".its-steps tbody tr")
    texts = [row.split("\t") for row in rows.all_inner_texts()]
    expected = []
    for _ in range(len(texts)):
        expected.append(z)
        z = z**2 + (-0.12 + 0.74j)
    found = [
        complex(re.sub(r"\s", "", text).replace("\u2212", "-").replace("i", "j")) for _, text, _ in texts
    ]
    assert len(found) >= 20
    assert np.allclose(found, expected, atol=1.1e-5)
    assert [int(n) for n, _, _ in texts] == list(range(len(texts)))
    picture = lines(view)
    assert all(is_lit(picture, notebook, each, "#ffd166") for each in expected[:8])


def test_keys_and_menu_toggle_what_python_reads(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Mandelbrot().explore({SIZE})")
    assert view.root.locator("canvas.its-overlays").is_hidden()
    view.press("x", "k")
    notebook.wait_until(lambda: notebook.value("widget.overlays") == ["axes", "critical"], "keys must set")
    assert is_lit(lines(view), notebook, 0, "#ff9ecb")
    view.click("overlays")
    panel = view.root.get_by_role("dialog", name="Overlays")
    panel.get_by_role("switch", name="Axes and grid (X)").click()
    panel.get_by_role("switch", name="Attracting cycle (A)").press(" ")
    notebook.wait_until(
        lambda: notebook.value("widget.overlays") == ["critical", "cycle"], "the panel must set"
    )
    notebook.execute("widget.overlays = ()")
    view.root.locator("canvas.its-overlays").wait_for(state="hidden")


def test_the_cycle_of_the_parameter_under_the_pointer(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Mandelbrot().explore({SIZE}, overlays=['cycle'])")
    traits = notebook.traits()
    pixel = 2 ** traits["log2_width"] / WIDTH
    center = complex(*map(float, traits["center"]))
    c = -1.1 + 0.05j
    place = view.nearest(0.5 + (c - center).real / pixel / WIDTH, 0.5 - (c - center).imag / pixel / HEIGHT)
    view.hover(*place)
    c = point_at(notebook, place)
    picture = lines(view)
    for z in np.roots([1, 1, c + 1]):  # the two points of period 2
        offset = 4.5 * pixel  # they are rings
        assert is_lit(picture, notebook, complex(z) + offset, "#7ee8fa")


def test_the_walk_goes_step_by_step(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Julia(0.3 + 0.5j).explore({SIZE}, overlays=['orbit'])")
    view.hover(0.5, 0.45)
    view.press(" ")
    current = view.root.locator(".its-steps tr[aria-current] td:first-child")
    view.root.get_by_role("button", name="Stop (Space)").wait_for()
    notebook.wait_until(lambda: current.inner_text() == "3", "the walk must go on")
    view.press(" ")
    view.root.get_by_role("button", name="Walk the orbit (Space)").wait_for()
    view.root.locator(".its-steps tbody tr").nth(1).click()
    notebook.wait_until(lambda: current.inner_text() == "1", "a row must be chosen")


@pytest.mark.parametrize("family", ["BurningShip()", "BurningShip(0.4 - 1j)"])
def test_a_family_without_an_overlay_says_why(notebook: Notebook, family: str) -> None:
    view = notebook.show(f"iterscope.{family}.explore({SIZE})")
    view.press("a")
    notebook.wait_until(lambda: "not holomorphic" in view.notice, "the view must say why")
    assert view.state == "settled"


def test_rays_land_where_they_must(notebook: Notebook) -> None:
    view = notebook.show(
        f"iterscope.Mandelbrot().explore({SIZE}, overlays=['rays'], angles=['1/6', '1/7', '2/7'])"
    )
    rabbit = -0.125 + 0.375j * 3**0.5  # the root of the 1/3 bulb
    for point in (1j, rabbit):
        notebook.wait_until(lambda: is_lit(lines(view), notebook, point, "#f4f1de"), "the ray must land")  # noqa: B023
    dynamics = (
        "__import__('iterscope').fractal.overlays.ray(__import__('iterscope').Mandelbrot(), '1/7').points"
    )
    points = [complex(*z) for z in notebook.value(f"[[z.real, z.imag] for z in {dynamics}]")]
    picture = lines(view)
    near = [z for z in points if 0.1 < abs(z - rabbit) < 0.5]
    lit = [is_lit(picture, notebook, z, "#f4f1de") for z in near]
    assert len(lit) > 5
    assert np.mean(lit) > 0.8  # labels lie on the rest


def test_rays_orbits_and_points_go_on_where_float64_ends(notebook: Notebook) -> None:
    shown = "['rays', 'orbit', 'critical', 'cycle', 'bulb', 'circle']"
    view = notebook.show(
        f"iterscope.Mandelbrot().explore({SIZE}, center=('0', '1'), log2_width=-330, "
        f"overlays={shown}, angles=['1/6'])"
    )
    steps = overlays.ray(Mandelbrot(), "1/6", "1e-105").in_units(-330)
    near = [WIDTH * step for step in steps if 50 < WIDTH * abs(step) < 180]
    assert len(near) >= 5

    def drawn() -> float:
        picture = lines(view).astype(int)
        ink = np.array([0xF4, 0xF1, 0xDE])
        rows = [(round(HEIGHT / 2 - step.imag), round(WIDTH / 2 + step.real)) for step in near]
        around = [picture[row - 1 : row + 2, column - 1 : column + 2, :3] for row, column in rows]
        return float(np.mean([(abs(pixels - ink).max(axis=-1) < 60).any() for pixels in around]))

    notebook.wait_until(lambda: drawn() > 0.8, "the ray must be there")
    view.hover(0.55, 0.5)
    rows = [row.split("\t")[1] for row in view.root.locator(".its-steps tbody tr").all_inner_texts()]
    found = [complex(re.sub(r"\s", "", text).replace("\u2212", "-").replace("i", "j")) for text in rows[:6]]
    assert found == [0, 1j, -1 + 1j, -1j, -1 + 1j, -1j]
    assert "No attracting cycle" in view.root.get_by_label("Period and bulb").inner_text()
    title = re.match(r"Escapes after (\d+) steps", view.root.locator(".its-orbit strong").inner_text())
    # Near i distances grow by |4 + 4i| in two steps: from 2^-334 to 1 in 267.
    assert title is not None
    assert 250 < int(title[1]) < 290


def test_an_escaping_point_says_that_nothing_attracts(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Mandelbrot().explore({SIZE}, overlays=['cycle'])")
    view.hover(0.8, 0.2)
    notebook.wait_until(lambda: bool(lines(view)[50:110, 500:, 3].any()), "its label stands beside the point")


def test_rays_of_other_degrees(notebook: Notebook) -> None:
    view = notebook.show(
        f"iterscope.Mandelbrot(degree=3).explore({SIZE}, overlays=['rays'], angles=['1/8', '3/8'])"
    )
    root = 2 / 3**1.5 * 2j  # of the component of period 2, where both land
    end = complex(*map(float, overlays.ray(Mandelbrot(degree=3), "1/8").landing or ()))
    assert abs(end - root) < 1e-9
    notebook.wait_until(lambda: is_lit(lines(view), notebook, end, "#f4f1de"), "the ray must land")


def test_angles_are_typed(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Julia(-1).explore({SIZE})")
    view.press("l")
    field = view.root.get_by_role("textbox", name="Angles of the rays")
    field.fill("1/0")
    assert field.get_attribute("aria-invalid") is not None
    field.fill("1/3, 2/3")
    field.press("Enter")
    notebook.wait_until(lambda: notebook.value("widget.angles") == ["1/3", "2/3"], "angles must be set")
    assert notebook.value("widget.overlays") == ["rays"]
    alpha = (1 - 5**0.5) / 2  # where both land
    notebook.wait_until(lambda: is_lit(lines(view), notebook, alpha, "#f4f1de"), "the rays must land")
    field.fill("1/1000000007")
    field.press("Enter")
    notebook.wait_until(lambda: "preperiod and period" in view.notice, "the kernel must say why")
    notebook.wait_until(lambda: field.input_value() == "1/3, 2/3", "the field must go back")


def test_the_card_names_the_bulb(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Mandelbrot().explore({SIZE}, overlays=['bulb'])")
    traits = notebook.traits()
    offset = ((-0.12 + 0.745j) - complex(*map(float, traits["center"]))) / 2 ** traits["log2_width"]
    view.hover(0.5 + offset.real, 0.5 - offset.imag * WIDTH / HEIGHT)
    card = view.root.get_by_label("Period and bulb")
    notebook.wait_until(lambda: "bulb 1/3" in card.inner_text(), "the card must name the bulb")
    assert "Period 3" in card.inner_text()
    assert "1/7, 2/7" in card.inner_text()
    view.hover(0.9, 0.9)
    notebook.wait_until(lambda: "external angle" in card.inner_text(), "the card must name the angle")


def test_equipotentials_follow_the_view(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Julia(0).explore({SIZE}, overlays=['equipotentials'])")
    notebook.wait_until(lambda: bool(lines(view)[..., 3].any()), "curves must come")
    picture = lines(view)[..., 3]
    pixel = 2 ** notebook.traits()["log2_width"] / WIDTH
    for turns in (0.05, 0.37, 0.63):
        # Circles, since c = 0: where the potential is 1/4, and between this one and the next one.
        for potential, drawn in ((0.25, True), (0.35, False)):
            offset = np.exp(potential + 2j * np.pi * turns) / pixel
            row, column = round(HEIGHT / 2 - offset.imag), round(WIDTH / 2 + offset.real)
            assert (picture[row - 2 : row + 2, column - 2 : column + 2].max() > 60) == drawn


def test_the_circle_and_the_picture_point_at_each_other(notebook: Notebook) -> None:
    view = notebook.show(f"iterscope.Julia(-1).explore({SIZE}, overlays=['circle'])")
    circle = view.root.get_by_role("slider", name="External angle")
    box = circle.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    third = 52 * np.exp(2j * np.pi / 3)
    notebook.page.mouse.move(middle[0] + third.real, middle[1] - third.imag)
    notebook.wait_until(
        lambda: (circle.get_attribute("aria-valuetext") or "").startswith("1/3 \u2192 2/3"),
        "1/3 is pointed at",
    )
    alpha = (1 - 5**0.5) / 2  # where the rays of 1/3 and 2/3 land
    notebook.wait_until(lambda: is_lit(lines(view), notebook, alpha, "#ffd166"), "its ray must land")
    place = view.nearest(0.3, 0.12)
    view.hover(*place)
    expected = overlays.external_angle(Julia(-1), point_at(notebook, place))
    assert expected is not None
    notebook.wait_until(
        lambda: circle.get_attribute("aria-valuetext") in {f"{expected + by:.6f}" for by in (-1e-6, 0, 1e-6)},
        "the angle of the point must be shown",
    )
    circle.press("ArrowRight")
    notebook.wait_until(
        lambda: "/" in (circle.get_attribute("aria-valuetext") or ""), "keys must go along it"
    )


def test_near_to_the_set_the_circle_has_the_angle_of_the_card(notebook: Notebook) -> None:
    """Beyond the steps that the page follows: where a bulb is attached orbits linger."""
    c = -0.75 + 0.02j
    expected = dynamics.external_angle(c)
    assert expected is not None
    view = notebook.show(
        f"iterscope.Mandelbrot().explore({SIZE}, center=({c.real!r}, {c.imag!r}), log2_width=-30, "
        "overlays=['bulb', 'circle'])"
    )
    card, circle = (view.root.get_by_label(name) for name in ("Period and bulb", "Circle of angles"))
    text = f"{expected.turns:.6f}"
    notebook.wait_until(lambda: f"external angle of c: {text}" in card.inner_text(), "the card must have it")
    notebook.wait_until(lambda: text in circle.inner_text(), "so must the circle")
    notebook.execute("widget.formula = iterscope.Julia(0.25); widget.goto(0.51, -30)")
    notebook.wait_until(lambda: "too near" in circle.inner_text(), "outside there is an angle")
    notebook.execute("widget.goto(0.1, -30)")
    notebook.wait_until(lambda: "no angle here" in circle.inner_text(), "inside there is none")
