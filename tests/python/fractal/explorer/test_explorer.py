"""The explorer without a browser: two planes and the constant that links them."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import traitlets

import iterscope
from iterscope import BurningShip, ExplorerWidget, Julia, Mandelbrot, Newton, View
from iterscope.fractal.explorer.pair import julia_set, parameter_plane

DEEP = ("0.10000000000000000000000000000000000000000000000000001", "1")
"""A constant with more digits than float64 has."""


@pytest.fixture
def explorer() -> Iterator[ExplorerWidget]:
    explorer = iterscope.explore(width=520, height=160)
    yield explorer
    explorer.close()


def seen(widget: Any, *names: str) -> list[tuple[str, Any]]:
    """Return what observers hear from now on."""
    changes: list[tuple[str, Any]] = []
    widget.observe(lambda change: changes.append((change.name, change.new)), [*names])
    return changes


@pytest.mark.parametrize(
    ("plane", "julia"),
    [
        (Mandelbrot(), Julia(1j)),
        (Mandelbrot(degree=5), Julia(1j, degree=5)),
        (BurningShip(), BurningShip(1j)),
    ],
)
def test_families_come_in_pairs(plane: Any, julia: Any) -> None:
    assert parameter_plane(plane) == plane
    assert parameter_plane(julia) == plane
    assert julia_set(plane, 1j) == julia
    for formula in (plane, julia):
        explorer = iterscope.explore(formula, **({} if formula == julia else {"c": 1j}))
        assert explorer.parameter_plane.formula == plane
        assert explorer.dynamical_plane.formula == julia
        assert explorer.c == 1j
        explorer.close()


def test_without_arguments_it_shows_the_mandelbrot_set(explorer: ExplorerWidget) -> None:
    assert explorer.parameter_plane.formula == Mandelbrot()
    assert isinstance(explorer.dynamical_plane.formula, Julia)
    assert explorer.dynamical_plane.c == explorer.c
    assert (explorer.parameter_plane.width, explorer.parameter_plane.height) == (256, 160)


@pytest.mark.parametrize("c", [-1 + 0j, DEEP])
def test_c_goes_both_ways(explorer: ExplorerWidget, c: Any) -> None:
    changes = seen(explorer, "c")
    explorer.c = c
    assert explorer.dynamical_plane.formula == Julia(c)
    explorer.dynamical_plane.formula = Julia(0.3)
    explorer.dynamical_plane.c = c
    assert changes == [("c", c), ("c", 0.3), ("c", c)]


def test_the_page_drags_c(explorer: ExplorerWidget) -> None:
    changes = seen(explorer, "c")
    formula = {"kind": "julia", "parameters": {"c": list(DEEP)}}
    explorer.dynamical_plane.set_state({"formula": formula})
    (change,) = changes
    assert tuple(map(Decimal, change[1])) == tuple(map(Decimal, DEEP))
    before = explorer.parameter_plane.view
    assert explorer.dynamical_plane.formula == Julia(DEEP)
    assert explorer.parameter_plane.view == before, "the parameter plane stays"


def test_a_family_changes_in_both_planes(explorer: ExplorerWidget) -> None:
    explorer.parameter_plane.formula = BurningShip()
    assert explorer.dynamical_plane.formula == BurningShip(explorer.c)
    explorer.dynamical_plane.formula = Julia(0.1, degree=3)
    assert explorer.parameter_plane.formula == Mandelbrot(degree=3)
    assert explorer.c == 0.1


def test_each_plane_keeps_to_its_formulas(explorer: ExplorerWidget) -> None:
    with pytest.raises(traitlets.TraitError, match="a set of constants"):
        explorer.parameter_plane.formula = Julia(1j)
    with pytest.raises(traitlets.TraitError, match="a Julia set"):
        explorer.dynamical_plane.formula = Mandelbrot()
    with pytest.raises(traitlets.TraitError, match="a Julia set"):
        explorer.dynamical_plane.formula = Newton([1, -1, 1j])
    kinds = {place["formula"]["kind"] for place in explorer.dynamical_plane.examples}
    assert kinds == {"julia"}
    assert {place["formula"]["kind"] for place in explorer.parameter_plane.examples} == {
        "mandelbrot",
        "burning_ship",
    }


@pytest.mark.parametrize(
    ("plane", "other"),
    [("parameter_plane", Newton([1, 0, 0, -1])), ("dynamical_plane", Newton([1, 0, 0, -1]))],
)
def test_a_view_of_another_family_that_a_page_sends_leaves_all_as_it_was(
    explorer: ExplorerWidget, plane: str, other: Any
) -> None:
    widget = getattr(explorer, plane)
    pasted = other.explore(center=(0.5, 0.25), log2_width=-3, max_iter=50, colormap="viridis")
    names = ("formula", "center", "log2_width", "max_iter", "colormap")
    before = {name: getattr(widget, name) for name in names}
    sent: list[Any] = []
    widget.send_state = lambda key=None: sent.append(key)
    widget.set_state({**pasted.get_state(names), "overlays": ["axes"]})
    assert {name: getattr(widget, name) for name in names} == before
    assert tuple(widget.overlays) == ("axes",), "what does not belong to the formula is taken"
    assert {*names} in sent, "the page hears what it must take back"


def test_together_both_show_one_place(explorer: ExplorerWidget) -> None:
    explorer.c = 1j
    explorer.parameter_plane.goto(0, width=1e-9)
    explorer.together = True
    assert explorer.parameter_plane.view == explorer.dynamical_plane.view
    assert explorer.parameter_plane.view == View(1j, log2_width=explorer.parameter_plane.log2_width)
    explorer.dynamical_plane.goto(("0", "1"), width="1e-60")
    assert explorer.parameter_plane.view == View(("0", "1"), width="1e-60")
    explorer.parameter_plane.goto(0, width=1)
    assert explorer.dynamical_plane.view == View(0, width=1)
    explorer.together = False
    explorer.parameter_plane.goto(1, width=2)
    assert explorer.dynamical_plane.view == View(0, width=1)


def test_what_the_page_moves_it_moves_itself_in_the_other_plane(explorer: ExplorerWidget) -> None:
    explorer.together = True
    before = explorer.dynamical_plane.view
    explorer.parameter_plane.set_state({"center": ["0.5", "0"], "log2_width": -3.0})
    assert explorer.parameter_plane.view == View(0.5, -3)
    assert explorer.dynamical_plane.view == before


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: iterscope.explore(Newton([1, 2])), ValueError, "formula must be a family with a constant c"),
        (lambda: iterscope.explore(3), TypeError, "formula must be a fractal"),
        (lambda: iterscope.explore(c="x"), TypeError, "c must be a complex number"),
        (lambda: iterscope.explore(c=complex("nan")), ValueError, "c must be finite"),
        (lambda: iterscope.explore(Julia(1j), c=1), TypeError, "not both"),
        (lambda: iterscope.explore(center=1), TypeError, "has the options"),
        (lambda: iterscope.explore(height="x"), traitlets.TraitError, "height must be an integer"),
        (lambda: iterscope.explore(width=3), traitlets.TraitError, "width"),
        (lambda: iterscope.explore(colormap="no"), traitlets.TraitError, "colormap"),
    ],
)
def test_bad_arguments(make: Callable[[], Any], error: type[Exception], message: str) -> None:
    import ipywidgets

    before = len(ipywidgets.widgets.widget._instances)  # noqa: SLF001
    with pytest.raises(error, match=message):
        make()
    assert len(ipywidgets.widgets.widget._instances) == before, "nothing stays"  # noqa: SLF001


def test_c_is_a_number(explorer: ExplorerWidget) -> None:
    for bad in (None, "x", float("inf"), [1]):
        with pytest.raises(traitlets.TraitError, match="c must be"):
            explorer.c = bad


@pytest.mark.parametrize(
    "state",
    [
        {"parameter_plane": "anywidget:x"},
        {"dynamical_plane": None, "_esm": "alert(1)"},
        {"c": 3},
        {"together": "yes"},
        {"swapped": 1.5},
        {"width": 1e9},
        {"height": {}},
    ],
)
def test_a_page_cannot_replace_what_is_not_its_own(explorer: ExplorerWidget, state: dict[str, Any]) -> None:
    before = explorer.get_state()
    planes = explorer.parameter_plane, explorer.dynamical_plane
    explorer.set_state(state)
    assert explorer.get_state() == before
    assert (explorer.parameter_plane, explorer.dynamical_plane) == planes


@pytest.mark.parametrize("c", [["nan", "0"], ["1"], "i", None, ["1", "2", "3"], [1, 2], ["0x1", "0"]])
def test_a_page_cannot_set_a_c_that_is_no_number(explorer: ExplorerWidget, c: Any) -> None:
    before = explorer.c
    explorer.dynamical_plane.set_state({"formula": {"kind": "julia", "parameters": {"c": c}}})
    assert explorer.c == before
    explorer.dynamical_plane.set_state({"formula": {"kind": "mandelbrot", "parameters": {}}})
    assert explorer.c == before


def test_a_picture_of_both(explorer: ExplorerWidget) -> None:
    image = pytest.importorskip("PIL.Image")
    import io

    explorer.c = 0
    both = np.asarray(image.open(io.BytesIO(explorer.to_png(antialias=1))))
    assert both.shape == (160, 520, 4)
    left, right = (
        np.asarray(image.open(io.BytesIO(plane.to_png(antialias=1))))
        for plane in (explorer.parameter_plane, explorer.dynamical_plane)
    )
    assert (both[:, 264:, :3] == right).all()
    assert (both[:, 256:264] == 0).all()
    ys, xs = np.nonzero((both[:, :256, :3] != left).any(axis=2))
    # The Mandelbrot set's view has its middle at -0.75 and is 3.15 wide.
    assert abs((xs.min() + xs.max()) / 2 - (128 + 0.75 * 256 / 3.15)) < 1.5
    assert abs((ys.min() + ys.max()) / 2 - 80) < 1.5
    explorer.swapped = True
    swapped = np.asarray(image.open(io.BytesIO(explorer.to_png(antialias=1))))
    assert (swapped[:, :256, :3] == right).all()
    explorer.c = 100
    assert (np.asarray(image.open(io.BytesIO(explorer.to_png(antialias=1))))[:, 264:, :3] == left).all()
    with pytest.raises(ValueError, match="at most"):
        explorer.to_png(width=5000)
    bundle, metadata = explorer._repr_mimebundle_()
    assert {"image/png", "application/vnd.jupyter.widget-view+json"} <= bundle.keys()
    assert metadata["iterscope"]["planes"] == 2
    assert explorer.parameter_plane._repr_mimebundle_()[1]["iterscope"]["planes"] == 1


def test_a_file_holds_both_planes(explorer: ExplorerWidget, tmp_path: Path) -> None:
    explorer.to_html(tmp_path / "both.html", depth=0)
    text = (tmp_path / "both.html").read_text()
    (found,) = re.findall(r'id="iterscope-recording">(.*?)</script>', text, re.DOTALL)
    recording = json.loads(found)
    assert recording["planes"].keys() == {"parameter_plane", "dynamical_plane"}
    for name, plane in recording["planes"].items():
        assert plane["traits"]["formula"] == getattr(explorer, name).get_state(["formula"])["formula"]
        assert len(plane["tiles"]) > 4


def test_closing_closes_the_planes() -> None:
    explorer = iterscope.explore()
    planes = explorer.parameter_plane, explorer.dynamical_plane
    explorer.close()
    explorer.close()
    assert all(plane.comm is None for plane in planes)
    assert "closed" in explorer._repr_mimebundle_()[0]["text/plain"]


def test_overlays_and_angles_are_those_of_both_planes() -> None:
    explorer = iterscope.explore(overlays=["rays", "axes"], angles=["1/3", "2/3"])
    for plane in (explorer.parameter_plane, explorer.dynamical_plane):
        assert sorted(plane.overlays) == ["axes", "rays"]
        assert list(map(str, plane.angles)) == ["1/3", "2/3"]
    explorer.close()
