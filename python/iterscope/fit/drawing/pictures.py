"""Pictures for the page: the layers that it asks for, and the poster."""

from typing import Any

from iterscope import _core
from iterscope.fit.drawing import layers, table
from iterscope.fit.drawing.style import Style
from iterscope.fit.messages import Picture, PictureRequest
from iterscope.fit.recording import Recording
from iterscope.fit.replies import base64_text

POSTER_WIDTH = 384
"""Pixels across a poster."""
POSTER_BYTES = 36_000
"""Most bytes of a poster; a larger one is redrawn at three quarters of the width."""
MARGIN = 0.06
"""Room around the samples of a poster, as a share of their extent."""


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
    recording: Recording, index: int, style: Style, cancellation: _core.Cancellation
) -> dict[str, Any] | None:
    """Draw a step for a page without a kernel.

    Parameters
    ----------
    recording : Recording
    index : int
    style : Style
    cancellation : _core.Cancellation

    Returns
    -------
    dict or None
        None where two features cannot be shown.
    """
    if recording.algorithm.view == "table":
        return table.poster(recording, index)
    n_features = recording.data.n_features
    dims = [*style.dims, *(dim for dim in range(n_features) if dim not in style.dims)][:2]
    if len(dims) < 2:
        return None
    low, high = recording.data.extent(dims, MARGIN)
    (left, bottom), (right, top) = low.tolist(), high.tolist()
    width = min(POSTER_WIDTH, style.width)
    while True:
        height = max(1, round(width * style.height / style.width))
        png = layers.samples(
            recording,
            index,
            (dims[0], dims[1]),
            (left, right, bottom, top),
            (height, width),
            argmax=style.colors == "argmax",
            fade=style.fade,
            small=True,
            cancellation=cancellation,
        )
        if len(png) <= POSTER_BYTES or width < 128:
            return {"png": base64_text(png), "width": width, "height": height}
        width = width * 3 // 4
