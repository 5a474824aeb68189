"""The live view of a fractal."""

import base64
import math
import threading
import time
from dataclasses import replace
from os import PathLike
from typing import Any, ClassVar, SupportsFloat, SupportsIndex

import numpy as np
import traitlets
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import colormaps, engines, messages, pyramid
from iterscope.fractal.families import Julia
from iterscope.fractal.formula import FormulaTrait
from iterscope.fractal.picture import Picture
from iterscope.fractal.requests import TileJob
from iterscope.widget import export
from iterscope.widget.messages import MessageError, view_id
from iterscope.widget.picture_size import picture_size
from iterscope.widget.traits import Complex, Either, Integer, Point, Real
from iterscope.widget.view import View, front_end
from iterscope.widget.worker import Worker

POSTER_WIDTH = 512
"""Pixels across the poster."""
POSTER_SECONDS = 0.25
"""Time after which a poster that is not done is given up."""

_ASPECT = 16 / 9
_MIN_LOG2_WIDTH = -40.0
_MAX_LOG2_WIDTH = 6.0


class FractalWidget(View):
    """Live, zoomable view of a fractal.

    All traits can be set while the view is shown, and what a person does in the browser sets them too, so
    that observers fire. Tiles are computed on a thread of their own, also while a cell is running.

    Parameters
    ----------
    formula : Fractal, default=Julia(-0.8+0.156j)
        What is iterated.
    c : complex, optional
        The constant of z -> z² + c, for ``formula=Julia(c)``; follows the formula, None where it has no c.
    center : complex or pair of numbers or decimal strings, optional
        The point in the middle of the view; read as a pair of decimal strings. The default is the formula's
        home.
    log2_width : float, optional
        Logarithm of the view's width in the plane: each unit less is a zoom by two. From -40, where float64
        ends, to 6. The default is the formula's home.
    max_iter : int or "auto", default="auto"
        Iterations; "auto" grows with the depth.
    colormap : str, default="inferno"
        "grey" for the article's, or a name that matplotlib or the package ``cmap`` knows.
    engine : str, default="rust"
        Who counts: a name of `iterscope.fractal.engines.ENGINES`. The picture stays the same, to the bit; the
        time does not.
    width, height : int
        Size of the view in CSS pixels. Without `width` the view is as wide as its cell, and `width` follows.

    Raises
    ------
    TypeError
        If a keyword is not one of these.
    traitlets.TraitError
        If a value is of the wrong type or out of range.
    ImportError
        If the engine needs Numba, which is not installed.

    Attributes
    ----------
    fluid : bool
        Whether the view is as wide as its cell. Setting `width` ends it.
    poster : dict or None
        A small picture of the view, for a page that has no kernel yet or no more.
    """

    _esm = front_end("fractal.js")
    _css = front_end("fractal.css")
    _page_sets: ClassVar[frozenset[str]] = frozenset(
        {"formula", "center", "log2_width", "max_iter", "colormap", "engine", "width", "height"}
    )
    _kernel_sets: ClassVar[frozenset[str]] = frozenset({"c", "fluid"})

    # No echo: the views of a page share one model, which knows what it has sent.
    formula = FormulaTrait(Julia(-0.8 + 0.156j)).tag(
        sync=True, echo_update=False, to_json=FormulaTrait.to_json, from_json=FormulaTrait.from_json
    )
    c = Complex(-0.8 + 0.156j)
    center = Point(("0", "0"), reach=pyramid.REACH).tag(
        sync=True, echo_update=False, to_json=Point.to_json, from_json=Point.from_json
    )
    log2_width = Real(math.log2(3.6)).tag(sync=True, echo_update=False)
    max_iter = Either(
        [Integer(min=1, max=_core.MAX_ITER), traitlets.Enum(["auto"])],
        default_value="auto",
        form=f"an integer from 1 to {_core.MAX_ITER}, or 'auto'",
    ).tag(sync=True, echo_update=False)
    colormap = traitlets.Unicode("inferno").tag(sync=True, echo_update=False)
    engine = traitlets.Unicode("rust").tag(sync=True, echo_update=False)

    home = traitlets.Dict(read_only=True).tag(sync=True)
    zoom_range = traitlets.Tuple((_core.MIN_Z, _core.MAX_Z), read_only=True).tag(sync=True)
    tile_size = traitlets.Int(_core.TILE_SIZE, read_only=True).tag(sync=True)
    coloring = traitlets.Dict(read_only=True).tag(sync=True)
    colormaps: traitlets.List[messages.Coloring] = traitlets.List(read_only=True).tag(sync=True)
    engines = traitlets.Tuple(read_only=True).tag(sync=True)

    def __init__(self, **options: Any) -> None:
        self._sent = pyramid.Sent()
        self._worker = Worker(self.send, idle=self._rest)
        self._given_up: Picture | None = None
        if {"c", "formula"} <= options.keys():
            raise TypeError("FractalWidget takes formula or c, not both")
        super().__init__(**options)
        center, log2_width = self.formula.home
        if "center" not in options:
            self.center = _written(center)
        if "log2_width" not in options:
            self.log2_width = log2_width
        # Nobody has said what a flat view is to show: all that a usual one does.
        flat = not {"log2_width", "width"} & options.keys()
        self._set_home(self.center, self.log2_width, flat=flat)
        self.set_trait("coloring", colormaps.coloring(self.colormap))
        self.set_trait("colormaps", colormaps.menu())
        self.set_trait("engines", engines.available())
        self._refresh_poster(_core.Cancellation())
        self.on_msg(self._receive)

    def escape_counts(self) -> NDArray[np.uint32]:
        """Count the steps of the current view's points.

        Returns
        -------
        ndarray of uint32, shape (height, width)
            One count for each CSS pixel; see `Julia.escape_counts`.
        """
        return self._picture(self.width, self.height).counts()

    def to_png(
        self,
        width: SupportsIndex | None = None,
        height: SupportsIndex | None = None,
        *,
        scale: SupportsFloat | None = None,
    ) -> bytes:
        """Encode the current view as a PNG file, computed anew in any size.

        Parameters
        ----------
        width, height : int, optional
            Pixels of the file, by default one for each CSS pixel. One alone keeps the view's shape; with both
            the picture is as wide in the plane as the view, and shows more or less of it above and below.
        scale : float, optional
            Pixels for each CSS pixel, instead of a width or a height: 2 for slides, 4 for print.

        Returns
        -------
        bytes
            With as many iterations as the view has in its own size.

        Raises
        ------
        TypeError, ValueError
            If a size is not a number or out of range, comes with a scale, or makes more than 2**28 pixels, or
            more than float64 can tell apart.
        """
        view = self._picture(self.width, self.height)
        width, height = picture_size((self.width, self.height), width, height, scale, _core.MAX_PIXELS)
        return replace(view, width=width, height=height, max_iter=view.iterations).png()

    def to_html(
        self, path: str | PathLike[str], *, depth: int | None = None, title: str = "iterscope"
    ) -> None:
        """Write the view as one HTML file that zooms without a kernel or a network.

        Where the file has no tile, the next coarser one is enlarged.

        Parameters
        ----------
        path : str or path
        depth : int, optional
            How many levels the file goes deeper than the present view, all over it: four times as many tiles
            for each. None takes the present view and the tiles that a page has been sent so far.
        title : str, default="iterscope"

        Raises
        ------
        ValueError
            If `depth` is out of range or asks for too many tiles.
        OSError
            If the file cannot be written.
        """
        picture = self._picture(self.width, self.height)
        wanted = pyramid.addresses(picture, depth, self._sent)
        finest = max(z for z, _, _ in wanted)
        traits = self.get_state(list(messages.Traits.__annotations__))
        traits |= {"engines": [], "zoom_range": [_core.MIN_Z, min(finest + 1, _core.MAX_Z)]}
        tiles = pyramid.compute(self._worker, picture, wanted)
        export.write(path, export.page("fractal", {"traits": traits, "tiles": tiles}, title))

    @traitlets.validate("c")
    def _check_c(self, proposal: Any) -> complex | None:
        value: complex | None = proposal["value"]
        if (value is None) == ("c" in self.formula.parameters):
            allowed = "a complex number" if value is None else "None"
            raise traitlets.TraitError(f"c must be {allowed} for {self.formula}, got {value}")
        return value

    @traitlets.validate("log2_width")
    def _check_log2_width(self, proposal: Any) -> float:
        value = proposal["value"]
        if not _MIN_LOG2_WIDTH <= value <= _MAX_LOG2_WIDTH:
            raise traitlets.TraitError(
                f"log2_width must be from {_MIN_LOG2_WIDTH:g} to {_MAX_LOG2_WIDTH:g}, got {value}"
            )
        return float(value)

    @traitlets.validate("colormap")
    def _check_colormap(self, proposal: Any) -> str:
        try:
            colormaps.coloring(proposal["value"])
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None
        return str(proposal["value"])

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
        if self.home and change.old.kind != change.new.kind:
            center, log2_width = self.formula.home
            self._set_home(_written(center), log2_width, flat=True)

    @traitlets.observe("colormap")
    def _follow_colormap(self, change: Any) -> None:
        self.set_trait("coloring", colormaps.coloring(change.new))

    def _set_home(self, center: tuple[str, str], log2_width: float, *, flat: bool) -> None:
        log2_height = log2_width - math.log2(_ASPECT) if flat else None
        home: messages.Home = {"center": center, "log2_width": log2_width, "log2_height": log2_height}
        self.set_trait("home", home)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        try:
            request = messages.parse(content)
        except MessageError as error:
            self.refuse(error, view_id(content))
            return
        if isinstance(request, messages.CloseRequest):
            self._worker.forget(request.vid)
        elif self._worker.request(TileJob(request, sent=self._sent.add)):
            accepted: messages.Accepted = {"kind": "accepted", "vid": request.vid, "seq": request.seq}
            self.send(accepted)

    def _rest(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster, unless it has taken too long before: others may compute meanwhile."""
        if self._picture_of_poster() != self._given_up:
            self._refresh_poster(cancellation)

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster if the view has changed since; give up when cancelled or too slow."""
        picture = self._picture_of_poster()
        view = picture.message()
        if self.poster is not None and view.items() <= self.poster.items():
            return
        limit = threading.Timer(POSTER_SECONDS, cancellation.cancel)
        limit.start()
        began = time.monotonic()
        try:
            png = picture.png(cancellation)
        except (_core.CancelledError, ValueError):  # too slow, or nothing that float64 can tell apart
            if time.monotonic() - began >= POSTER_SECONDS:
                self._given_up = picture
            return
        finally:
            limit.cancel()
        self.poster = {**view, "png": base64.b64encode(png).decode("ascii")}

    def _picture_of_poster(self) -> Picture:
        width = min(POSTER_WIDTH, self.width)
        picture = self._picture(width, max(1, round(width * self.height / self.width)))
        return replace(picture, log2_width=self._log2_width_of_page())

    def _log2_width_of_page(self) -> float:
        """Return how wide a page shows the view: at home a flat one is as high as the home."""
        home: dict[str, Any] = self.home
        log2_height: float | None = home["log2_height"]
        at_home = (self.center, self.log2_width) == (home["center"], home["log2_width"])
        if not at_home or log2_height is None or self.width <= _ASPECT * self.height:
            return self.log2_width
        return log2_height + math.log2(self.width / self.height)

    def _picture(self, width: int, height: int) -> Picture:
        return Picture(
            self.formula, self.center, self.log2_width, width, height, self.max_iter, self.colormap
        )


def _written(center: complex) -> tuple[str, str]:
    """Return a point as the page writes it: a whole number without its fraction."""
    x, y = (part.removesuffix(".0") for part in Point.strings("center", center))
    return x, y
