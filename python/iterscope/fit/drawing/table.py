"""A table of probabilities: a row for each component, a cell for each feature."""

import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.recording import Recording
from iterscope.fit.replies import base64_text

MAX_NAMES = 24
"""Features whose names are written; with more there is no room."""
_POSTER = (384, 216)
"""Most pixels across and down."""


class TableDrawing(Drawing):
    """The probabilities of each component; the fuller a cell, the more probable a 1."""

    def _draw(self, step: Any) -> None:
        axes, names = self._axes, self._recording.data.feature_names
        axes.imshow(cells(step.probabilities), aspect="auto", interpolation="nearest")
        axes.set_yticks(range(len(step.weights)), [f"{weight:.3f}" for weight in step.weights])
        axes.set_ylabel("weight")
        axes.tick_params(length=0)
        if len(names) <= MAX_NAMES:
            axes.set_xticks(range(len(names)), names, rotation=90 if len(names) > 8 else 0)
        else:
            axes.set_xlabel("feature")


def cells(probabilities: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return a pixel for each probability: the component's color, the less transparent the higher.

    Parameters
    ----------
    probabilities : ndarray of shape (n_components, n_features)

    Returns
    -------
    ndarray of shape (n_components, n_features, 4)
    """
    n_components, n_features = probabilities.shape
    pixels = np.empty((n_components, n_features, 4), np.uint8)
    pixels[..., :3] = np.array([rgb(color) for color in palette(n_components)], np.uint8)[:, np.newaxis]
    pixels[..., 3] = np.rint(255 * probabilities)
    return pixels


def poster(recording: Recording, index: int) -> dict[str, Any]:
    """Draw the probabilities after a step for a page without a kernel.

    Parameters
    ----------
    recording : Recording
    index : int

    Returns
    -------
    dict
        ``png``, ``width`` and ``height``.
    """
    pixels = cells(recording.step(index).probabilities)
    for axis, most in enumerate(reversed(_POSTER)):
        if pixels.shape[axis] > most:
            pixels = pixels.take(np.linspace(0, pixels.shape[axis] - 1, most).astype(int), axis)
        pixels = pixels.repeat(most // pixels.shape[axis], axis)
    height, width, _ = pixels.shape
    return {"png": base64_text(_png(pixels)), "width": width, "height": height}


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """Encode RGBA pixels."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 4 * width), np.uint8)  # a row begins with its filter, none
    rows[:, 1:] = pixels.reshape(height, -1)

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    image = chunk(b"IDAT", zlib.compress(rows.tobytes()))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + image + chunk(b"IEND", b"")
