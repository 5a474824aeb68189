"""The live view of a Julia set."""

import base64
import math
import threading
import time
from os import PathLike
from typing import Any, ClassVar

import numpy as np
import traitlets
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import engines, messages, tiles
from iterscope.fractal.coloring import palette
from iterscope.fractal.families import Julia
from iterscope.fractal.requests import TileJob
from iterscope.validation import arguments
from iterscope.widget import export
from iterscope.widget.messages import MessageError, view_id
from iterscope.widget.traits import Complex, Point
from iterscope.widget.view import STATIC, View
from iterscope.widget.worker import Worker

COLORMAPS = (
    "inferno",
    "twilight_shifted",
    "twilight",
    "magma",
    "viridis",
    "cividis",
    "crameri:romaO",
    "cmocean:phase",
    "grey",
)
"""The colormaps of the view's menu; any other name can be set from Python."""

POSTER_WIDTH = 512
"""Pixels across the poster."""
POSTER_SECONDS = 0.25
"""Time after which a poster that is not done is given up."""

MAX_TILES = 4096
"""Most tiles of a file that `FractalWidget.to_html` writes, and of those that it remembers."""

_ASPECT = 16 / 9
_REACH = 64
_MIN_LOG2_WIDTH = -40.0
_MAX_LOG2_WIDTH = 6.0
_EXACT = 1e-6


class FractalWidget(View):
    """A Julia set that one can fall into, live.

    All traits can be set while the view is shown, and what a person does in the browser sets them too, so
    that observers fire. Tiles are rendered on a thread of their own, also while a cell is running.

    Parameters
    ----------
    c : complex, default=-0.8+0.156j
        The constant of z -> z² + c.
    center : complex or pair of numbers or decimal strings, default=0
        The point in the middle of the view; read as a pair of decimal strings.
    log2_width : float, default=log2(3.6)
        Logarithm of the view's width in the plane: each unit less is a zoom by two. From -40, where float64
        ends, to 6.
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

    _esm = STATIC / "fractal.js"
    _css = STATIC / "fractal.css"
    _page_sets: ClassVar[frozenset[str]] = frozenset(
        {"c", "center", "log2_width", "max_iter", "colormap", "engine", "width", "height"}
    )

    # No echo: the views of a page share one model, which knows what it has sent.
    c = Complex(-0.8 + 0.156j).tag(
        sync=True, echo_update=False, to_json=Complex.to_json, from_json=Complex.from_json
    )
    center = Point(("0", "0"), reach=_REACH).tag(
        sync=True, echo_update=False, to_json=Point.to_json, from_json=Point.from_json
    )
    log2_width = traitlets.Float(math.log2(3.6)).tag(sync=True, echo_update=False)
    max_iter = traitlets.Union(
        [traitlets.Int(min=1, max=_core.MAX_ITER), traitlets.Enum(["auto"])], default_value="auto"
    ).tag(sync=True, echo_update=False)
    colormap = traitlets.Unicode("inferno").tag(sync=True, echo_update=False)
    engine = traitlets.Unicode("rust").tag(sync=True, echo_update=False)

    home = traitlets.Dict(read_only=True).tag(sync=True)
    zoom_range = traitlets.Tuple((_core.MIN_Z, _core.MAX_Z), read_only=True).tag(sync=True)
    tile_size = traitlets.Int(_core.TILE_SIZE, read_only=True).tag(sync=True)
    colormaps = traitlets.Tuple(COLORMAPS, read_only=True).tag(sync=True)
    engines = traitlets.Tuple(read_only=True).tag(sync=True)

    def __init__(self, **options: Any) -> None:
        self._seen: dict[tuple[int, int, int], tuple[complex, int | str, str]] = {}
        self._worker = Worker(self.send, idle=self._refresh_poster)
        super().__init__(**options)
        # Nobody has said what a flat view is to show: all that a usual one does.
        said = {"log2_width", "width"} & options.keys()
        log2_height = None if said else self.log2_width - math.log2(_ASPECT)
        home = {"center": list(self.center), "log2_width": self.log2_width, "log2_height": log2_height}
        self.set_trait("home", home)
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
        return Julia(self.c).escape_counts(
            self._region(), (self.height, self.width), max_iter=self._iterations(self.width)
        )

    def to_png(self) -> bytes:
        """Encode the current view as a PNG file of one pixel for each CSS pixel."""
        return self._picture(self.width, self.height)

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
        deeper = 0 if depth is None else arguments.integer("depth", depth, 0, _core.MAX_Z)
        z = tiles.level(self.log2_width, self.width)
        finest = min(z + deeper, _core.MAX_Z)
        if (self.width / _core.TILE_SIZE + 1) * (self.height / _core.TILE_SIZE + 1) * 4**deeper > MAX_TILES:
            raise ValueError(f"depth must leave at most {MAX_TILES} tiles, got {depth}")
        # Two levels up there is something around the view, at the coarsest one everything.
        levels = {_core.MIN_Z, *range(max(z - 2, _core.MIN_Z), finest + 1)}
        wanted = {place for level in levels for place in tiles.cover(self._region(), level)}
        wanted.update(tiles.cover((-_REACH, _REACH, -_REACH, _REACH), _core.MIN_Z))
        if depth is None:
            wanted.update(place for place, style in list(self._seen.items()) if style == self._style)
            finest = max(level for level, _, _ in wanted)
        traits = self.get_state([*self._page_sets, "fluid", "home", "poster", "tile_size", "version"])
        traits |= {"colormaps": [], "engines": [], "zoom_range": [_core.MIN_Z, min(finest + 1, _core.MAX_Z)]}
        pictures = {f"{level}/{x:x}/{y:x}": self._tile((level, x, y)) for level, x, y in sorted(wanted)}
        export.write(path, export.page("fractal", {"traits": traits, "tiles": pictures}, title))

    def close(self) -> None:
        """Stop all work and take the view from the page."""
        self._worker.close()
        super().close()

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
            palette(proposal["value"])
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from None
        return str(proposal["value"])

    @traitlets.validate("engine")
    def _check_engine(self, proposal: Any) -> str:
        try:
            return engines.check(proposal["value"])
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        try:
            message = messages.parse(content)
        except MessageError as error:
            self._refuse(str(error), view_id(content))
            return
        if isinstance(message, messages.CloseRequest):
            self._worker.forget(message.vid)
        elif self._worker.request(TileJob(message, self._paint)):
            self.send({"kind": "accepted", "vid": message.vid, "seq": message.seq})

    def _paint(
        self, request: messages.ViewRequest, place: tuple[int, int], cancellation: _core.Cancellation
    ) -> messages.Tile:
        engines.warm_up(engines.check(request.engine))
        start = time.perf_counter()
        max_iter = tiles.auto_max_iter(request.z) if request.max_iter == "auto" else request.max_iter
        png = tiles.paint(
            complex(float(request.c[0]), float(request.c[1])),
            (request.z, *place),
            max_iter=arguments.integer("max_iter", max_iter, 1, _core.MAX_ITER),
            colormap=request.colormap,
            engine=request.engine,
            cancellation=cancellation,
        )
        self._remember(request, place)
        x, y = (f"{index:x}" for index in place)
        ms = round(1000 * (time.perf_counter() - start), 3)
        return {"x": x, "y": y, "max_iter": max_iter, "ms": ms, "png": png}

    @property
    def _style(self) -> tuple[complex, int | str, str]:
        """All that a tile's picture depends on besides its place."""
        return self.c, self.max_iter, self.colormap

    def _tile(self, place: tuple[int, int, int]) -> str:
        max_iter = tiles.auto_max_iter(place[0]) if self.max_iter == "auto" else int(self.max_iter)
        return tiles.paint(self.c, place, max_iter=max_iter, colormap=self.colormap)

    def _remember(self, request: messages.ViewRequest, place: tuple[int, int]) -> None:
        self._seen[request.z, *place] = complex(*map(float, request.c)), request.max_iter, request.colormap
        if len(self._seen) > MAX_TILES:
            del self._seen[next(iter(self._seen))]

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Draw the poster anew if the view has changed since; give up when cancelled or too slow."""
        width = min(POSTER_WIDTH, self.width)
        height = max(1, round(width * self.height / self.width))
        view = {
            "c": Complex.to_json(self.c, self),
            "center": list(self.center),
            "log2_width": self.log2_width,
            "max_iter": self.max_iter,
            "colormap": self.colormap,
            "width": width,
            "height": height,
        }
        if self.poster is not None and view.items() <= self.poster.items():
            return
        limit = threading.Timer(POSTER_SECONDS, cancellation.cancel)
        limit.start()
        try:
            png = self._picture(width, height, cancellation)
        except _core.CancelledError:
            return
        finally:
            limit.cancel()
        self.poster = {**view, "png": base64.b64encode(png).decode("ascii")}

    def _picture(self, width: int, height: int, cancellation: _core.Cancellation | None = None) -> bytes:
        cycle = tiles.colouring(self.colormap)
        return _core.paint_png(
            self.c,
            self._region(),
            (height, width),
            max_iter=self._iterations(width),
            min_iter=0 if cycle is None else None,
            bailout=tiles.BAILOUT,
            palette=palette(self.colormap, cycle),
            grid="pixel",
            cancellation=cancellation,
        )

    def _region(self) -> tuple[float, float, float, float]:
        x, y = map(float, self.center)
        log2_pixel = self.log2_width - math.log2(self.width)
        if math.isclose(log2_pixel, round(log2_pixel), abs_tol=_EXACT):
            log2_pixel = round(log2_pixel)  # the pixels of tiles, as the page draws them
        half_width, half_height = (2.0**log2_pixel * size / 2 for size in (self.width, self.height))
        return x - half_width, x + half_width, y - half_height, y + half_height

    def _iterations(self, width: int) -> int:
        if self.max_iter == "auto":
            return tiles.auto_max_iter(tiles.level(self.log2_width, width))
        return int(self.max_iter)
