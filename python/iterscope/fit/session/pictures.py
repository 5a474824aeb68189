"""The pictures of a session: layers that a page asks for, the poster, and files."""

from functools import partial
from typing import Any

from iterscope import _core
from iterscope.fit.drawing import pictures
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.style import Style
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
        self.camera: CameraRequest | None = None
        """The part of the data that a page has shown last."""
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
        style, camera = self.style, self.camera
        box = camera.box if camera is not None and camera.dims == style.dims else None
        return pictures.drawing(self._session.recording, style, size=size, scale=scale, box=box, **options)

    def take(self, request: PictureRequest) -> None:
        """Draw a layer soon; the newest request of each view and layer is answered."""
        key = request.vid, request.layer
        self._session.worker.request(Once(request.vid, request.seq, key, partial(self._layer, request)))

    def refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster if what it shows has changed."""
        session, style = self._session, self.style
        run = session.run
        if run is None:
            return
        index = min(session.index, run.last)
        shown = (run.number, index, style)
        if shown != self._poster_shows:
            poster = pictures.poster(run.recording, index, style, cancellation)
            self._poster_shows = shown
            session.listener.changed(poster=poster)

    def _layer(self, request: PictureRequest, cancellation: _core.Cancellation) -> Picture | None:
        """Draw a layer; None if the step is not one of this run: the page has moved on, or will."""
        run = self._session.present()
        if request.run != run.number or request.index > run.last:
            return None
        return pictures.layer(run.recording, request, self.style, cancellation)
