"""Pictures for pages: the layers that a page asks for, and the poster."""

from collections.abc import Callable
from typing import Any, Final

from iterscope import _core
from iterscope.fit.basins import BasinMap
from iterscope.fit.data.dims import View
from iterscope.fit.drawing import layers
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.histogram import HistogramDrawing
from iterscope.fit.drawing.net import NetDrawing
from iterscope.fit.drawing.plane import PlaneDrawing
from iterscope.fit.drawing.series.smoothed import SmoothedDrawing
from iterscope.fit.drawing.series.states import StatesDrawing
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.table import TableDrawing
from iterscope.fit.drawing.theme import CLEAR
from iterscope.fit.messages.pictures import Picture, PictureRequest
from iterscope.fit.recording import Recording
from iterscope.fit.replies import base64_text

MAX_PIXELS = 1 << 24
"""Most pixels of a picture."""
POSTER_WIDTH = 480
"""CSS pixels across a poster at most."""
POSTER_SCALE = 1.5
"""Pixels for each of them."""
POSTER_BYTES = 38_000
"""Most bytes of a poster; a larger one is redrawn at three quarters of the width."""


def _plane(recording: Recording, style: Style) -> type[Drawing]:
    shown = [dim for dim in style.dims if dim < len(recording.data.projection)]
    return PlaneDrawing if len(shown) > 1 else HistogramDrawing


def _net(recording: Recording, style: Style) -> type[Drawing]:
    return NetDrawing if _plane(recording, style) is PlaneDrawing else HistogramDrawing


def _series(recording: Recording, _style: Style) -> type[Drawing]:
    return SmoothedDrawing if "observation_covariance" in recording.algorithm.names else StatesDrawing


DRAWINGS: Final[dict[View, Callable[[Recording, Style], type[Drawing]]]] = {
    "plane": _plane,
    "net": _net,
    "table": lambda _recording, _style: TableDrawing,
    "series": _series,
}
"""What draws the steps of a recording, by its model's view."""


def drawing(recording: Recording, style: Style, **options: Any) -> Drawing:
    """Return what draws the steps of a recording as its model is seen.

    Parameters
    ----------
    recording : Recording
    style : Style
    **options
        Those of `Drawing`.

    Returns
    -------
    Drawing
    """
    return DRAWINGS[recording.algorithm.view](recording, style)(recording, style, **options)


def layer(
    recording: Recording, request: PictureRequest, style: Style, cancellation: _core.Cancellation
) -> Picture:
    """Draw the picture that a page has requested.

    Parameters
    ----------
    recording : Recording
    request : PictureRequest
    style : Style
    cancellation : _core.Cancellation

    Returns
    -------
    Picture

    Raises
    ------
    ValueError
        If the data have no such features, or the box is out of range.
    """
    place = (recording, request.index, request.dims, request.box, (request.height, request.width))
    if request.layer == "samples":
        argmax = style.colors == "argmax"
        png = layers.samples(*place, argmax=argmax, fade=style.fade, cancellation=cancellation)
    else:
        png = layers.density(*place, contours=style.density == "contours", cancellation=cancellation)
    return {
        "kind": "picture",
        "vid": request.vid,
        "seq": request.seq,
        "run": request.run,
        "index": request.index,
        "layer": request.layer,
        "dims": list(request.dims),
        "box": list(request.box),
        "width": request.width,
        "height": request.height,
        "png": base64_text(png),
    }


def poster(
    recording: Recording,
    index: int,
    style: Style,
    cancellation: _core.Cancellation,
    basins: BasinMap | None = None,
) -> dict[str, Any]:
    """Draw a step for a page without a kernel.

    Parameters
    ----------
    recording : Recording
    index : int
    style : Style
    cancellation : _core.Cancellation
    basins : BasinMap, default=None

    Returns
    -------
    dict
        ``png``, ``width`` and ``height``.
    """
    across = round(POSTER_SCALE * min(POSTER_WIDTH, style.width))
    while True:
        size = across, max(1, round(across * style.height / style.width))
        options: dict[str, Any] = {"size": size, "scale": POSTER_SCALE, "theme": CLEAR, "basins": basins}
        options["cancellation"] = cancellation
        png = drawing(recording, style, **options).png(index, small=True)
        if len(png) <= POSTER_BYTES or across < 128:
            return {"png": base64_text(png), "width": size[0], "height": size[1]}
        across = across * 3 // 4
