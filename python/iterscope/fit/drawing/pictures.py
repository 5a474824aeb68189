"""What the kernel draws for a mixture view: the layers that a page asks for, and the poster."""

import base64
from typing import Any

import numpy as np

from iterscope import _core
from iterscope.fit import messages as frames
from iterscope.fit.drawing import layers
from iterscope.fit.run import Run
from iterscope.fit.traits import Controls

POSTER_WIDTH = 384
"""Pixels across a poster."""
POSTER_BYTES = 36_000
"""Most bytes of a poster; a larger one is drawn anew at three quarters of the width."""
MARGIN = 0.06
"""Room around the samples of a poster, as a share of their extent."""


def layer(
    run: Run, wish: frames.PictureRequest, view: Controls, cancellation: _core.Cancellation
) -> frames.Picture | None:
    """Draw what a page has asked for.

    Parameters
    ----------
    run : Run
    wish : PictureRequest
    view : Controls
        Says in which colours.
    cancellation : _core.Cancellation

    Returns
    -------
    Picture or None
        None if the step is not one of this run: the page has already moved on, or will.

    Raises
    ------
    ValueError
        If the data have no such features, or the box is out of range.
    """
    if wish.run != run.number or wish.index > run.last:
        return None
    place = (run.recording, wish.index, wish.dims, wish.box, (wish.height, wish.width))
    if wish.layer == "samples":
        argmax = view.colours == "argmax"
        png = layers.samples(*place, argmax=argmax, fade=view.fade, cancellation=cancellation)
    else:
        png = layers.density(*place, contours=view.density == "contours", cancellation=cancellation)
    return {
        "kind": "picture",
        "vid": wish.vid,
        "seq": wish.seq,
        "run": wish.run,
        "index": wish.index,
        "layer": wish.layer,
        "dims": list(wish.dims),
        "box": list(wish.box),
        "width": wish.width,
        "height": wish.height,
        "png": base64.b64encode(png).decode("ascii"),
    }


def poster(run: Run, view: Controls, cancellation: _core.Cancellation) -> dict[str, Any] | None:
    """Draw the samples at the step that is shown, for a page without a kernel.

    Parameters
    ----------
    run : Run
    view : Controls
    cancellation : _core.Cancellation

    Returns
    -------
    dict or None
        None where two features cannot be shown.
    """
    samples = run.recording.samples
    dims = [*view.dims, *(dim for dim in range(samples.shape[1]) if dim not in view.dims)][:2]
    if len(dims) < 2:
        return None
    low, high = samples[:, dims].min(axis=0), samples[:, dims].max(axis=0)
    margin = MARGIN * np.where(high > low, high - low, np.maximum(np.abs(high), 1.0))
    (left, bottom), (right, top) = (low - margin).tolist(), (high + margin).tolist()
    width = min(POSTER_WIDTH, view.width)
    while True:
        height = max(1, round(width * view.height / view.width))
        png = layers.samples(
            run.recording,
            min(view.index, run.last),
            (dims[0], dims[1]),
            (left, right, bottom, top),
            (height, width),
            argmax=view.colours == "argmax",
            fade=view.fade,
            small=True,
            cancellation=cancellation,
        )
        if len(png) <= POSTER_BYTES or width < 128:
            return {"png": base64.b64encode(png).decode("ascii"), "width": width, "height": height}
        width = width * 3 // 4
