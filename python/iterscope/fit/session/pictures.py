"""The pictures of a session: layers that a page asks for, the poster, and files."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from iterscope import _core
from iterscope.fit.basins import BasinFinder, BasinMap
from iterscope.fit.comparisons.basins import BasinsJob, reply
from iterscope.fit.drawing import pictures
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.style import Style
from iterscope.fit.exports.film import near
from iterscope.fit.exports.job import ExportJob, Order
from iterscope.fit.messages.basins import Basins, BasinsRequest
from iterscope.fit.messages.exports import ExportRequest
from iterscope.fit.messages.pictures import CameraRequest, Picture, PictureRequest
from iterscope.fit.session.owner import Owner
from iterscope.widget.job import Once


class Pictures:
    """Draws the steps of a session.

    Parameters
    ----------
    session : Owner
    """

    def __init__(self, session: Owner) -> None:
        self._session = session
        self.style = Style()
        self.box: tuple[float, ...] | None = None
        """The part of the data that a page has shown last."""
        self.basins: tuple[BasinsRequest, BasinFinder] | None = None
        """The map that a page has asked for last, unless it wants it no longer."""
        self._poster_shows: tuple[Any, ...] = ()

    def drawing(self, size: tuple[int, int], scale: float, **options: Any) -> Drawing:
        """Return what draws the present recording, the part of the data that the page shows.

        Parameters
        ----------
        size : (width, height)
            In pixels.
        scale : float
            Pixels for each CSS pixel.
        **options
            Others of `Drawing`.
        """
        recording, shown = self._session.recording, {"box": self.box, "basins": self._map, **options}
        return pictures.drawing(recording, self.style, size=size, scale=scale, **shown)

    def look(self, request: CameraRequest) -> None:
        """Note the part of the data that a page shows, and let other views show it too."""
        if self._session.run is None:
            return
        # Rows of a series are the same in all of its features: a page names the first, at home all.
        shown = [self.style.dims]
        if self._session.recording.algorithm.view == "series":
            shown.append(self.style.dims[:1])
        if request.dims in shown:
            self._session.listener.changed(box=None if request.box is None else list(request.box))
            self.box = request.box

    def take(self, request: PictureRequest) -> None:
        """Draw a layer soon; the newest request of each view and layer is answered."""
        key = request.vid, request.layer
        self._session.worker.request(Once(request.vid, request.seq, key, partial(self._layer, request)))

    def find_basins(self, request: BasinsRequest) -> None:
        """Find the basins of a mean row by row, or no longer; raises ValueError where there are none.

        Without a component it needs no turn among the commands, and ends the row that is being computed.
        """
        if request.component is None:
            self.basins = None
            self._session.worker.request(BasinsJob(request, None))
            return
        run, finder = self._session.present(), None
        if request.run == run.number and request.index <= run.last:
            finder = BasinFinder(
                run.recording,
                request.index,
                request.component,
                dims=request.dims,
                box=request.box,
                shape=(request.rows, request.columns),
            )
            self.basins = request, finder
        self._session.worker.request(BasinsJob(request, finder))

    def everything(self) -> Iterator[Basins]:
        """Return the map that a page has asked for last, as far as it is known."""
        if self.basins is not None:
            request, finder = self.basins
            yield reply(request, finder.map)

    def export(self, request: ExportRequest, speed: float) -> None:
        """Make a file soon, as a page shows the present recording; raises ValueError if there are no data.

        It shows the part of the data and the colors of this moment to its end. Steps of another run, or not
        yet recorded, are an error that the page is told, unless the file is under way.

        Parameters
        ----------
        request : ExportRequest
        speed : float
            Half-steps per second.
        """
        run, style, box = self._session.present(), self.style, self.box
        recording, index = run.recording, request.index
        indices = range(index, index + 1) if request.format == "png" else range(request.last + 1)
        recorded = request.run == run.number and indices[-1] <= run.last

        def draw(scale: float, size: tuple[int, int], cancellation: _core.Cancellation) -> Drawing:
            if not recorded:
                raise ValueError(f"step {indices[-1]} of run {request.run} is not recorded, or no longer")
            options = {"panels": True, "cancellation": cancellation, "steps": indices}
            return pictures.drawing(recording, style, size=size, scale=scale, box=box, **options)

        order = Order(
            kind=request.format,
            run=request.run,
            view=(style.width, style.height),
            indices=indices,
            fps=near(speed),
            draw=draw,
        )
        self._session.worker.request(ExportJob(request.vid, request.seq, order))

    def refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster if what it shows has changed."""
        session, style = self._session, self.style
        run = session.run
        if run is None:
            return
        index = min(session.index, run.last)
        found = self._map
        shown = (run.number, index, style, None if found is None else (self.basins, found.progress))
        if shown != self._poster_shows:
            poster = pictures.poster(run.recording, index, style, cancellation, found)
            session.listener.changed(poster=poster)
            self._poster_shows = shown  # only now: another thread may want the poster at the same time

    @property
    def _map(self) -> BasinMap | None:
        """The basins that a page has asked for, if they are those of the plane that is shown."""
        if self.basins is None or self.basins[0].dims != self.style.dims:
            return None
        return self.basins[1].map

    def _layer(self, request: PictureRequest, cancellation: _core.Cancellation) -> Picture | None:
        """Draw a layer; None if the step is not one of this run: the page has moved on, or will."""
        run = self._session.present()
        if request.run != run.number or request.index > run.last:
            return None
        return pictures.layer(run.recording, request, self.style, cancellation)
