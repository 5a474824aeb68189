"""Traits of a live view of a fractal: what its page and its kernel tell each other."""

import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, ClassVar, get_args

import traitlets

from iterscope import _core
from iterscope.fractal import colormaps, engines, tiles
from iterscope.fractal.base import Fractal, examples, of_kind
from iterscope.fractal.coloring import MAX_DENSITY, ColorBy, Coloring, Interior, check_interior
from iterscope.fractal.formula import FormulaTrait
from iterscope.fractal.messages.colors import Coloring as ColoringTrait
from iterscope.fractal.messages.traits import Example, Home
from iterscope.fractal.overlays.traits import Angles, OverlayNames
from iterscope.fractal.view import MAX_LOG2_WIDTH, MIN_LOG2_WIDTH, REACH
from iterscope.validation import arguments, decimals
from iterscope.widget.traits import Choice, Complex, Either, Integer, Keywords, Point, Real, Text
from iterscope.widget.view import View

LOOK = ("colormap", "color_by", "density", "offset", "light", "interior")
"""Traits that colors depend on."""
MAX_CYCLING = 4.0
"""Most turns of the colors in a second."""


class FractalTraits(View):
    """A view's settings, checked, and what follows from them."""

    _home_aspect: ClassVar[float] = 16 / 9
    """Width by height of the view that a home is made for; a flatter one shows as much above and below."""
    _home_share: ClassVar[float] = 1.0
    """Of the width of a formula's home."""
    _pictured: ClassVar[int] = 1
    _page_sets: ClassVar[frozenset[str]] = frozenset(
        {
            "formula",
            "center",
            "log2_width",
            "fitted",
            "max_iter",
            *LOOK,
            "cycling",
            "usual",
            "antialias",
            "overlays",
            "angles",
            "engine",
            "width",
            "height",
        }
    )
    _kernel_sets: ClassVar[frozenset[str]] = frozenset({"c", "fluid"})
    _belonging: ClassVar[Mapping[str, frozenset[str]]] = {
        "formula": frozenset({"center", "log2_width", "max_iter", *LOOK})
    }

    _coming: Fractal | None = None
    """The formula that the page is about to set."""

    # No echo: the views of a page share one model, which knows what it has sent.
    formula = FormulaTrait(of_kind("julia", c=-0.8 + 0.156j)).tag(
        sync=True, echo_update=False, to_json=FormulaTrait.to_json, from_json=FormulaTrait.from_json
    )
    c = Complex(-0.8 + 0.156j)
    center = Point(("0", "0"), reach=REACH).tag(
        sync=True, echo_update=False, to_json=Point.to_json, from_json=Point.from_json
    )
    log2_width = Real(math.log2(4.4)).tag(sync=True, echo_update=False)
    fitted = Real(0.0).tag(sync=True, echo_update=False)
    max_iter = Either(
        [Integer(min=1, max=_core.MAX_ITER), Choice(["auto"])],
        default_value="auto",
        form=f"an integer from 1 to {_core.MAX_ITER}, or 'auto'",
    ).tag(sync=True, echo_update=False)
    colormap = Text(colormaps.COLORMAPS[0]).tag(sync=True, echo_update=False)
    color_by = Choice(get_args(ColorBy), default_value="smooth").tag(sync=True, echo_update=False)
    density = Real(1.0, min=1 / MAX_DENSITY, max=MAX_DENSITY).tag(sync=True, echo_update=False)
    offset = Real(0.0).tag(sync=True, echo_update=False)
    light = Real(0.0, min=0.0, max=1.0).tag(sync=True, echo_update=False)
    interior = Choice(get_args(Interior)).tag(sync=True, echo_update=False)
    cycling = Real(0.0, min=-MAX_CYCLING, max=MAX_CYCLING).tag(sync=True, echo_update=False)
    usual = Keywords().tag(sync=True, echo_update=False)
    antialias = Choice((1, 2, 4), default_value=2).tag(sync=True, echo_update=False)
    overlays = OverlayNames().tag(sync=True, echo_update=False)
    angles = Angles(("1/7", "2/7")).tag(sync=True, echo_update=False)
    engine = Text("rust").tag(sync=True, echo_update=False)

    home = traitlets.Dict(read_only=True).tag(sync=True)
    zoom_range = traitlets.Tuple((_core.MIN_Z, _core.MAX_Z), read_only=True).tag(sync=True)
    tile_size = traitlets.Int(_core.TILE_SIZE, read_only=True).tag(sync=True)
    file = traitlets.Unicode(None, allow_none=True, read_only=True).tag(sync=True)
    coloring = traitlets.Dict(read_only=True).tag(sync=True)
    colormaps: traitlets.List[ColoringTrait] = traitlets.List(read_only=True).tag(sync=True)
    field_names = traitlets.Tuple(read_only=True).tag(sync=True)
    pace = traitlets.Float(1.0, read_only=True).tag(sync=True)
    examples: traitlets.List[Example] = traitlets.List(read_only=True).tag(sync=True)
    engines = traitlets.Tuple(read_only=True).tag(sync=True)

    def __init__(self, **options: Any) -> None:
        if {"c", "formula"} <= options.keys():
            raise TypeError("FractalWidget takes formula or c, not both")
        super().__init__(**options)
        if "color_by" not in options:
            self.color_by = self._usual_color(self.formula)
        if "antialias" not in options and self.colormap == "grey":
            self.antialias = 1  # the article's pixels
        home = self.formula.home
        if "center" not in options:
            self.center = _written(home.center)
        if "log2_width" not in options:
            self.log2_width = self._home_log2_width(self.formula)
        # Nobody has said what a flat view is to show: all that a usual one does.
        flat = not {"log2_width", "width"} & options.keys()
        self._set_home(self.center, self.log2_width, flat=flat)
        self.set_trait("coloring", colormaps.coloring(self.colormap))
        self.set_trait("colormaps", colormaps.menu())
        self.set_trait("engines", engines.available())
        self._follow_kernel(None)
        self.set_trait("examples", _examples())

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Set the traits that the page sends; an interior is asked of the formula that comes with it.

        A page that fits home into its view may not know yet where others have gone: the view stays there.
        """
        width, fitted = (sync_data.get(name) for name in ("log2_width", "fitted"))
        if width is not None and width == fitted and not self._at_home:
            sync_data = {name: sync_data[name] for name in sync_data.keys() - {"center", "log2_width"}}
        with suppress(traitlets.TraitError, TypeError, ValueError, KeyError):
            self._coming = FormulaTrait.from_json(sync_data["formula"], self)
        try:
            super().set_state(sync_data)
        finally:
            self._coming = None

    @traitlets.validate("c")
    def _check_c(self, proposal: Any) -> complex | None:
        value: complex | None = proposal["value"]
        if (value is None) == ("c" in self.formula.parameters):
            allowed = "a complex number" if value is None else "None"
            raise traitlets.TraitError(f"c must be {allowed} for {self.formula}, got {value}")
        return value

    @traitlets.validate("log2_width")
    def _check_log2_width(self, proposal: Any) -> float:
        value = float(proposal["value"])
        if not MIN_LOG2_WIDTH <= value <= MAX_LOG2_WIDTH:
            raise traitlets.TraitError(
                f"log2_width must be from {MIN_LOG2_WIDTH:g} to {MAX_LOG2_WIDTH:g}, got {value}"
            )
        formula = self._coming or self.formula
        least = tiles.narrowest(formula, self.engine)
        if value < least and not self._from_page:  # which hears of its range and limits itself
            raise traitlets.TraitError(
                f"log2_width must be at least {least:g} for {formula} by {self.engine!r}, which float64 "
                f"computes, got {value:g}"
            )
        return max(value, least)

    @traitlets.validate("colormap")
    def _check_colormap(self, proposal: Any) -> str:
        try:
            colormaps.coloring(proposal["value"])
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None
        return str(proposal["value"])

    @traitlets.validate("interior")
    def _check_interior(self, proposal: Any) -> str:
        formula = self._coming or self.formula
        try:
            return check_interior(proposal["value"], formula.kind, formula.formula.fields)
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None

    @traitlets.validate("usual")
    def _check_usual(self, proposal: Any) -> dict[str, Any]:
        try:
            Coloring(**proposal["value"])
        except (TypeError, ValueError) as error:
            text = arguments.brief(f"usual must be parts of a Coloring: {error}")
            raise traitlets.TraitError(text) from None
        return dict(proposal["value"])

    @traitlets.validate("engine")
    def _check_engine(self, proposal: Any) -> str:
        try:
            return engines.check(proposal["value"])
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None

    @traitlets.observe("c")
    def _follow_c(self, change: Any) -> None:
        parameters = self.formula.parameters
        if change.new is not None and parameters.get("c") != change.new:
            self.formula = type(self.formula)(**{**parameters, "c": change.new})

    @traitlets.observe("formula")
    def _follow_formula(self, change: Any) -> None:
        self.c = self.formula.parameters.get("c")
        if not self.home:
            return
        try:
            check_interior(self.interior, change.new.kind, change.new.formula.fields)
        except ValueError:
            self.interior = "flat"
        if self.color_by == self._usual_color(change.old):
            self.color_by = self._usual_color(change.new)
        home = self.formula.home
        if change.old.home != home:
            self._set_home(_written(home.center), self._home_log2_width(self.formula), flat=True)

    @traitlets.observe("formula", "engine")
    def _follow_kernel(self, _change: Any) -> None:
        self.log2_width = max(self.log2_width, tiles.narrowest(self.formula, self.engine))
        self.set_trait("zoom_range", (_core.MIN_Z, tiles.deepest(self.formula, self.engine)))
        self.set_trait("field_names", tuple(self.formula.formula.fields))
        self.set_trait("pace", self.formula.formula.pace)

    @traitlets.observe("colormap")
    def _follow_colormap(self, change: Any) -> None:
        self.set_trait("coloring", colormaps.coloring(change.new))

    @property
    def _at_home(self) -> bool:
        return self.center == self.home["center"] and self.log2_width in {
            self.home["log2_width"],
            self.fitted,
        }

    def _usual_color(self, formula: Fractal) -> str:
        """Return what colors tell unless it is said: in the article's grey the counts."""
        return "count" if self.colormap == "grey" and formula.escapes else formula.color_by

    def _home_log2_width(self, formula: Fractal) -> float:
        return formula.home.log2_width + math.log2(self._home_share)

    def _set_home(self, center: tuple[str, str], log2_width: float, *, flat: bool) -> None:
        log2_height = log2_width - math.log2(self._home_aspect) if flat else None
        home: Home = {"center": center, "log2_width": log2_width, "log2_height": log2_height}
        self.set_trait("home", home)


def _examples() -> list[Example]:
    return [
        {
            "title": title,
            "formula": FormulaTrait.to_json(fractal, None),
            "center": (place or fractal.home).center,
            "log2_width": (place or fractal.home).log2_width,
        }
        for title, fractal, place in examples()
    ]


def _written(center: decimals.Pair) -> decimals.Pair:
    """Return a point as the page writes it: a whole number without its fraction."""
    x, y = (part.removesuffix(".0") for part in center)
    return x, y
