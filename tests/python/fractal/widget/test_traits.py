"""What a view takes from Python and from a page."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import traitlets

from iterscope import BurningShip, FractalWidget, Julia, Mandelbrot, Newton
from iterscope.fractal import engines
from iterscope.fractal.messages.traits import Traits

from .bench import answers, julia

LISTED = {
    "formula",
    "c",
    "center",
    "log2_width",
    "max_iter",
    "colormap",
    "engine",
    "width",
    "height",
    "fluid",
}


def test_the_mandelbrot_set_has_a_home_of_its_own() -> None:
    widget = Mandelbrot().explore(width=320, height=200)
    x, y = map(float, widget.center)
    assert (x, y) == (-0.75, 0)
    half = 2.0**widget.log2_width / 2
    # All of the set: it ends at -2 and at 0.4713, and is 2.2458 high.
    assert x - half < -2
    assert x + half > 0.4713
    assert 2 * half * 200 / 320 > 2.2458
    assert widget.poster["formula"] == {"kind": "mandelbrot", "parameters": {}}
    assert widget.c is None
    counts = widget.escape_counts()
    assert (counts == counts.max()).mean() > 0.1
    widget.formula = Julia(0)
    assert widget.c == 0
    widget.close()


def test_a_page_sets_the_view_and_nothing_else(widget: FractalWidget) -> None:
    before = {name: getattr(widget, name) for name in widget.keys}
    widget.set_state({
        "_esm": "alert(1)", "_css": "*{}", "_anywidget_id": "x", "_model_module": "evil", "_view_name": "evil",
        "layout": "IPY_MODEL_0", "poster": {"png": "evil"}, "home": {}, "zoom_range": [0, 10**6], "tile_size": 1,
        "version": "9", "colormaps": ["<b>"], "coloring": {"palette": "evil"}, "c": ["1", "2"], "fluid": True, "tooltip": "x", "nonsense": 1,
    })  # fmt: skip
    assert {name: getattr(widget, name) for name in widget.keys} == before
    seen = []
    widget.observe(lambda change: seen.append(change.name), names=list(LISTED))
    widget.set_state(
        {"center": ["0.25", "-1e-3"], "log2_width": -7.5, "width": 500, "formula": julia("0.1", "-0.2")}
    )
    assert widget.center == ("0.25", "-1e-3")
    assert (widget.log2_width, widget.width, widget.c) == (-7.5, 500, 0.1 - 0.2j)
    assert widget.formula == Julia(0.1 - 0.2j)
    assert sorted(seen) == ["c", "center", "formula", "log2_width", "width"]


def test_home_that_a_page_has_fitted_is_not_where_others_have_gone_meanwhile(widget: FractalWidget) -> None:
    center, width = widget.center, widget.log2_width
    for fitted in (width + 0.5, width + 0.25):
        widget.set_state({"fitted": fitted, "log2_width": fitted})
        assert (widget.center, widget.log2_width) == (center, fitted)
    for place in ({"log2_width": -7.5}, {"center": ("0.5", "0"), "log2_width": fitted}):
        widget.set_trait("center", center)
        for name, value in place.items():
            setattr(widget, name, value)
        before = widget.center, widget.log2_width
        widget.set_state({"fitted": width, "log2_width": width})
        assert (widget.center, widget.log2_width) == before
        widget.set_state({"fitted": width, "log2_width": width - 3})  # a person has gone on
        assert widget.log2_width == width - 3


@pytest.mark.parametrize(
    "state",
    [
        {"formula": julia("nan", "0")}, {"formula": "0"}, {"formula": julia(0, None)}, {"formula": julia("1e999", "0")},
        {"formula": {"kind": "newton", "parameters": {}}}, {"formula": {"kind": "julia", "parameters": {"d": 3}}},
        {"formula": {"kind": "<b>", "parameters": {}}}, {"center": ["inf", "0"]},
        {"center": ["100", "0"]}, {"center": ["1" * 2000, "0"]}, {"center": [["0"], "0"]}, {"center": None},
        {"center": ["1e1000000", "0"]}, {"center": ["1e-99999", "0"]}, {"center": ["64." + 40 * "0" + "1", "0"]},
        {"center": [" 1", "0"]}, {"center": ["1_0", "0"]}, {"center": ["\N{ARABIC-INDIC DIGIT ONE}", "0"]},
        {"log2_width": float("nan")}, {"log2_width": 1e308}, {"log2_width": -5001}, {"log2_width": "3"},
        {"max_iter": 0}, {"max_iter": 1e9}, {"max_iter": "all"}, {"max_iter": 10**8}, {"colormap": "nope"},
        {"colormap": 7}, {"engine": "fortran"}, {"engine": None}, {"width": -1}, {"width": 10**9}, {"height": 0}, {"height": None}, {"height": [5]},
    ],
    ids=repr,
)  # fmt: skip
def test_a_page_cannot_set_nonsense(widget: FractalWidget, state: dict[str, Any]) -> None:
    before = {name: getattr(widget, name) for name in LISTED}
    assert widget.antialias != 4
    widget.set_state({**state, "antialias": 4})
    assert {name: getattr(widget, name) for name in LISTED} == before
    assert widget.antialias == 4, "another one is taken"
    (failure,) = answers(widget)
    assert failure["kind"] == "error"
    assert failure["message"].startswith(next(iter(state)))
    # The page is told the value that holds.
    assert any(next(iter(state)) in message.get("state", {}) for message, _ in widget.sent)


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"c": "x"}, traitlets.TraitError), ({"c": float("nan")}, traitlets.TraitError),
        ({"center": (0, float("inf"))}, traitlets.TraitError), ({"center": "0"}, traitlets.TraitError),
        ({"center": (0, 0, 0)}, traitlets.TraitError), ({"center": 65}, traitlets.TraitError),
        ({"log2_width": -41, "formula": BurningShip()}, traitlets.TraitError), ({"log2_width": -200, "formula": Newton([1, -1])}, traitlets.TraitError),
        ({"log2_width": -41, "engine": "numpy"}, traitlets.TraitError), ({"log2_width": 7}, traitlets.TraitError), ({"log2_width": None}, traitlets.TraitError),
        ({"max_iter": 0}, traitlets.TraitError), ({"max_iter": "many"}, traitlets.TraitError),
        ({"colormap": "no such map"}, traitlets.TraitError), ({"engine": "fortran"}, traitlets.TraitError),
        ({"engine": 1}, traitlets.TraitError), ({"width": 1}, traitlets.TraitError),
        ({"height": 1e9}, traitlets.TraitError), ({"formula": "julia"}, traitlets.TraitError), ({"formula": Julia(1j), "c": 1}, TypeError), ({"c": None}, traitlets.TraitError),
        ({"colour": "inferno"}, TypeError), ({"_esm": ""}, TypeError),
        ({"poster": {}}, TypeError), ({"cycling": 5}, traitlets.TraitError), ({"usual": {"size": 1}}, traitlets.TraitError),
        ({"usual": {"light": 3}}, traitlets.TraitError),
    ],
    ids=repr,
)  # fmt: skip
def test_bad_options_are_named(options: dict[str, Any], kind: type[Exception]) -> None:
    with pytest.raises(kind, match=next(iter(options))):
        FractalWidget(**options)


@pytest.mark.parametrize("interior", ["period", "distance"])
def test_an_interior_comes_with_the_formula_that_has_it(interior: str) -> None:
    names = ("interior", "color_by", "formula")
    pasted = Mandelbrot().explore(width=64, height=64, interior=interior)
    widget = Newton([1, 0, 0, -1]).explore(width=64, height=64)
    widget.set_state(pasted.get_state(names))
    assert [getattr(widget, name) for name in names] == [getattr(pasted, name) for name in names]
    widget.set_state({"formula": {"kind": "newton", "parameters": {}}, "interior": "flat"})
    assert widget.interior == interior, "what comes with a refused formula is refused"


def test_a_missing_numba_is_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(ImportError, match=r"iterscope\[bench\]"):
        FractalWidget(engine="numba")
    widget = FractalWidget()
    assert widget.engines == ("vectorize", "numpy", "rust-scalar", "rust")
    widget.set_state({"engine": "numba"})
    assert widget.engine == "rust"
    widget.close()


def test_a_center_is_taken_in_every_form(widget: FractalWidget) -> None:
    digits = "0.1234567890123456789012345678901234567890"
    for value, expected in [
        (0.5 - 0.25j, ("0.5", "-0.25")),
        ((1, 2.5), ("1.0", "2.5")),
        (np.complex64(0.5 - 0.25j), ("0.5", "-0.25")),
        (np.int64(-2), ("-2.0", "0.0")),
        ([digits, "-1e-300"], (digits, "-1e-300")),
        ((Decimal(digits), np.float64(0.1)), (digits, "0.1")),
    ]:
        widget.center = value
        assert widget.center == expected


def test_setting_a_width_ends_fluidity(widget: FractalWidget) -> None:
    fluid = FractalWidget()
    assert fluid.fluid
    fluid.set_state({"width": 700})
    assert (fluid.width, fluid.fluid) == (700, True)
    fluid.width = 300
    assert not fluid.fluid
    assert not widget.fluid
    fluid.close()


def test_the_traits_are_those_of_the_declaration(widget: FractalWidget) -> None:
    hosts = {"layout", "tabbable", "tooltip"}
    synced = {name for name in widget.keys if not name.startswith("_")} - hosts
    assert synced == Traits.__annotations__.keys()


def test_c_and_the_formula_follow_each_other() -> None:
    widget = Julia(1j).explore(width=100, height=80)
    assert (widget.c, widget.formula) == (1j, Julia(1j))
    widget.c = -1
    assert widget.formula == Julia(-1)
    widget.formula = Julia(0.3)
    assert widget.c == 0.3
    with pytest.raises(traitlets.TraitError, match="c must be a complex number"):
        widget.c = None
    assert widget.c == 0.3
    widget.formula = Mandelbrot()
    assert widget.c is None
    with pytest.raises(traitlets.TraitError, match="c must be None for Mandelbrot"):
        widget.c = 1j
    assert "c" not in widget.keys
    widget.close()
