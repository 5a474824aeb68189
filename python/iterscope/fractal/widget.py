"""The live view of a fractal."""

import math
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from os import PathLike
from typing import Any, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal import colormaps, pyramid
from iterscope.fractal.formula import FormulaTrait, read
from iterscope.fractal.large.job import PictureJob
from iterscope.fractal.messages import Accepted, CloseRequest, parse
from iterscope.fractal.messages.colors import ColormapsRequest
from iterscope.fractal.messages.frames import FrameRequest
from iterscope.fractal.messages.large import PictureRequest
from iterscope.fractal.messages.places import GotoRequest
from iterscope.fractal.messages.tiles import ViewRequest
from iterscope.fractal.messages.traits import Traits
from iterscope.fractal.overlays.requests import OverlayJob, recorded
from iterscope.fractal.picture import Picture
from iterscope.fractal.places.job import GotoJob
from iterscope.fractal.places.visits import Visits
from iterscope.fractal.requests import Compute, FrameJob, TileJob, prepare
from iterscope.fractal.view import View as Place
from iterscope.validation import arguments, files
from iterscope.widget import export
from iterscope.widget.messages import MessageError, NumberedRequest, view_id
from iterscope.widget.picture_size import picture_size
from iterscope.widget.progress import Progress, shown, watched
from iterscope.widget.view import front_end
from iterscope.widget.worker import Worker

POSTER_WIDTH = 512
"""Pixels across the poster."""
REST_SECONDS = 0.3
"""Time without work after which the poster is redrawn: not between the frames of a drag."""
FRAME_PERIOD = 0.1
"""Seconds in which the formula of frames becomes the widget's once."""
COLORMAPS_PERIOD = 0.25
"""Least seconds between two answers with all colormaps: each is 50 kB."""
ACCEPT_PERIOD = 0.02
"""Least seconds between two messages that tiles will come: a page that hears nothing asks again."""
POSTER_SECONDS = 1.0
"""Time after which a poster that is not done is given up."""


class FractalWidget(Visits):
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
        Logarithm of the view's width in the plane: each unit less is a zoom by two. From -5000 to 6; families
        that only float64 computes end at -40. The default is the formula's home.
    fitted : float
        The `log2_width` at which a page has fitted home into its view; pages set it.
    max_iter : int or "auto", default="auto"
        Iterations; "auto" grows with the depth.
    colormap : str, default="inferno"
        "grey" for the article's, or a name that matplotlib or the package ``cmap`` knows.
    color_by : str
        What colors tell: "count", "smooth", "histogram" (the rank of the smooth count), "distance",
        "final_angle", "trap" or "root". The default is "smooth"; "count" in grey, "root" for `Newton`.
    density : float, default=1
        How often the colors pass by, from 1/64 to 64 times as often as usual.
    offset : float, default=0
        Turns of the colors.
    light : float, default=0
        Strength of a light that falls on the slopes, from 0 to 1.
    interior : {"flat", "period", "internal_angle", "distance"}, default="flat"
        What the colors of points that never escape tell.
    cycling : float, default=0
        Turns of the colors in a second: they play in the page, without the kernel. From -4 to 4; 0 is rest.
    usual : dict, optional
        Parts of a `Coloring` to which "Reset" leads back, such as ``{"colormap": "magma"}``.
    antialias : {1, 2, 4}, default=2
        Points along each side of a pixel, once the view rests; 1 in the article's grey.
    overlays : sequence of str, default=()
        What is drawn above the picture: "axes", "equipotentials", attracting "cycle", "critical" points,
        "bulb" and "orbit" of the point under the pointer, external "rays", and the "circle" of their angles.
        `iterscope.fractal.overlays` has their points.
    angles : sequence of str or Fraction, default=("1/7", "2/7")
        Of the rays, in turns.
    engine : str, default="rust"
        Who counts: a name of `iterscope.fractal.engines.ENGINES`. The picture stays the same, to the bit; the
        time does not.
    bookmarks : sequence of Bookmark, optional
        Views with names, at most 64; see `bookmark`. They stay with the notebook.
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

    def __init__(self, **options: Any) -> None:
        self._sent = pyramid.Sent()
        self._worker = Worker(self.send, idle=self._rest, rest=REST_SECONDS)
        self._given_up: Picture | None = None
        self._framed_at = self._told_at = self._accepted_at = -math.inf
        super().__init__(**options)
        self._refresh_poster(_core.Cancellation())

    def _subject(self) -> str:
        return repr(self.formula)

    def escape_counts(self, *, progress: Progress | bool = True) -> NDArray[np.uint32]:
        """Count the steps of the current view's points.

        Parameters
        ----------
        progress : callable or bool, default=True
            As for `Julia.escape_counts`.

        Returns
        -------
        ndarray of uint32, shape (height, width)
            One count for each CSS pixel; see `Julia.escape_counts`.
        """
        return self._picture(self.width, self.height).counts(progress)

    def smooth(self, *, progress: Progress | bool = True) -> NDArray[np.float64]:
        """Return the smooth escape counts of the current view's points.

        Parameters
        ----------
        progress : callable or bool, default=True
            As for `Julia.escape_counts`.

        Returns
        -------
        ndarray of float64, shape (height, width)
            One for each CSS pixel; see `Julia.smooth`.
        """
        return self.fields(["smooth"], progress=progress)["smooth"]

    def fields(self, names: Sequence[str], *, progress: Progress | bool = True) -> dict[str, NDArray[Any]]:
        """Return several fields of the current view's points.

        Parameters
        ----------
        names : sequence of str
            As for `Julia.fields`.
        progress : callable or bool, default=True
            As for `Julia.escape_counts`.

        Returns
        -------
        dict of str to ndarray, shape (height, width)
            One value for each CSS pixel; distances are measured in these.

        Raises
        ------
        TypeError, ValueError
            If the family has no such field.
        """
        return self._picture(self.width, self.height).fields(names, progress)

    def to_png(
        self,
        width: SupportsIndex | None = None,
        height: SupportsIndex | None = None,
        *,
        scale: SupportsFloat | None = None,
        antialias: SupportsIndex | None = None,
        progress: Progress | bool = True,
    ) -> bytes:
        """Encode the current view as a PNG file, computed anew in any size.

        Parameters
        ----------
        width, height : int, optional
            Pixels of the file, by default one for each CSS pixel. One alone keeps the view's shape; with both
            the picture is as wide in the plane as the view, and shows more or less of it above and below.
        scale : float, optional
            Pixels for each CSS pixel, instead of a width or a height: 2 for slides, 4 for print.
        antialias : {1, 2, 4}, optional
            Samples along a side of a pixel, whose light is averaged; by default those of the view.
        progress : callable or bool, default=True
            As for `Julia.escape_counts`.

        Returns
        -------
        bytes
            With as many iterations as the view has in its own size, once its last samples have come. The file
            holds the view, too: `from_png` restores it.

        Raises
        ------
        TypeError, ValueError
            If a size is not a number or out of range, comes with a scale, or makes more than 2**28 pixels, or
            more than float64 can tell apart.
        """
        by = self.antialias if antialias is None else arguments.integer("antialias", antialias, 1, 4)
        finest = self._picture(by * self.width, by * self.height)
        width, height = picture_size((self.width, self.height), width, height, scale, _core.MAX_PIXELS)
        picture = replace(finest, width=width, height=height, max_iter=finest.iterations)
        with watched(width * height, progress=progress, name="to_png"):
            return self.saved.annotate(picture.png(antialias=by))

    def to_html(
        self,
        path: str | PathLike[str],
        *,
        depth: int | None = None,
        title: str = "iterscope",
        progress: Progress | bool = True,
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
        progress : callable or bool, default=True
            ``progress(done, total)`` is called ten times a second, with tiles. True shows a bar of tqdm after
            a second, if that is installed.

        Raises
        ------
        ValueError
            If `depth` is out of range or asks for too many tiles.
        OSError
            If the file cannot be written.
        """
        files.target(path)
        export.write(path, export.page("fractal", self.record(depth, progress=progress), title))

    def record(self, depth: int | None = None, *, progress: Progress | bool = False) -> dict[str, Any]:
        """Return the traits and tiles that `to_html` writes; see there."""
        picture = self._picture(self.width, self.height)
        wanted = pyramid.addresses(picture, depth, self._sent, finer=self.antialias.bit_length() - 1)
        finest = max(z for z, _, _ in wanted)
        traits = self.get_state(list(Traits.__annotations__))
        traits |= {
            "engines": [],
            "field_names": picture.field_names,
            "file": None,
            "zoom_range": [_core.MIN_Z, min(finest + 1, self.zoom_range[1])],
        }
        with shown(len(wanted), progress=progress, unit="tile", name="to_html") as show:
            tiles = pyramid.compute(self._worker, picture, wanted, lambda done: show(done, len(wanted)))
        answers = recorded(self._on_page(picture), self.overlays, self.angles)
        return {"traits": traits, "tiles": tiles, "answers": answers}

    def _receive(self, content: Any) -> None:
        try:
            request = parse(content)
        except MessageError as error:
            self.refuse(error, view_id(content))
            return
        match request:
            case CloseRequest():
                self._worker.forget(request.vid)
            case ViewRequest():
                job = TileJob(request, self._prepare, sent=self._sent.add)
                busy, now = self._worker.request(job), time.monotonic()
                if busy and now >= self._accepted_at + ACCEPT_PERIOD:
                    self._accepted_at = now
                    self._accept(request)
            case FrameRequest():
                self._worker.request(FrameJob(request, self._coloring))
                self._follow_frame(request)
            case GotoRequest():
                self._worker.request(GotoJob(request, self._check_place))
                self._accept(request)
            case ColormapsRequest():
                self._tell_colormaps(request)
            case PictureRequest():
                self._take_picture(request)
            case _:
                self._worker.request(OverlayJob(request))

    def _prepare(self, request: ViewRequest) -> Compute:
        """Return what makes the tiles of a request; see `requests.prepare`."""
        return prepare(request)

    def _tell_colormaps(self, request: ColormapsRequest) -> None:
        """Send all colormaps at once; who asks soon after waits, and only the newest question counts."""

        def tell() -> None:
            self._told_at = time.monotonic()
            self.send(colormaps.answer(request))

        after = self._told_at + COLORMAPS_PERIOD - time.monotonic()
        if after <= 0:
            tell()
            return
        try:
            self._worker.submit(tell, (request.vid, "colormaps"), after=after)
        except ValueError as error:
            self.refuse(error, request.vid, request.seq)

    def _take_picture(self, request: PictureRequest) -> None:
        try:
            job = PictureJob(request)
        except ValueError as error:
            self.refuse(error, request.vid, request.seq)
            return
        self._worker.request(job)
        self._accept(request)

    def _follow_frame(self, request: FrameRequest) -> None:
        """Let observers hear of the formula that is dragged, now and then."""
        now = time.monotonic()
        if now < self._framed_at + FRAME_PERIOD:
            return
        with suppress(ValueError):  # in place of the frame comes what is wrong
            formula = FormulaTrait.to_json(read(request.formula), self)
            self._framed_at = now
            self.set_state({"formula": formula})

    def _accept(self, request: NumberedRequest) -> None:
        accepted: Accepted = {"kind": "accepted", "vid": request.vid, "seq": request.seq}
        self.send(accepted)

    def _rest(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster, unless it has taken too long before: others may compute meanwhile."""
        if self._picture_of_poster() != self._given_up:
            self._refresh_poster(cancellation)

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster if the view has changed since; give up when cancelled or too slow."""
        picture = self._picture_of_poster()
        if self.poster is not None and picture.message().items() <= self.poster.items():
            return
        limit = threading.Timer(POSTER_SECONDS, cancellation.cancel)
        began = time.monotonic()
        limit.start()
        try:
            poster = picture.poster(cancellation)
        except (_core.CancelledError, ValueError):  # too slow, or nothing that float64 can tell apart
            if time.monotonic() - began >= POSTER_SECONDS:
                self._given_up = picture
                self.poster = None  # that of another place would be taken for this one
            return
        finally:
            limit.cancel()
        self.poster = poster

    def _picture_of_poster(self) -> Picture:
        width = min(POSTER_WIDTH, self.width)
        return self._on_page(self._picture(width, max(1, round(width * self.height / self.width))))

    def _on_page(self, picture: Picture) -> Picture:
        """Return a picture as wide as a page shows the view: at home a flat one is as high as the home."""
        home: dict[str, Any] = self.home
        log2_width, log2_height = self.log2_width, home["log2_height"]
        at_home = (self.center, log2_width) == (home["center"], home["log2_width"])
        if at_home and log2_height is not None:
            log2_width = max(log2_width, log2_height + math.log2(self.width / self.height))
        return replace(picture, view=Place(self.center, log2_width))
