"""Pixels of PNG tiles."""

import io

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.pyramids.formats.extras import imported
from iterscope.fractal.view import Shape


def unpack(png: bytes, shape: Shape) -> NDArray[np.uint8]:
    """Return the pixels of a PNG, shape (height, width, 3).

    Raises
    ------
    ValueError
        If it is none, or not of this height and width.
    """
    pil = imported("PIL.Image", "PNG tiles", "pyramid")
    try:
        with pil.open(io.BytesIO(png), formats=["PNG"]) as picture:
            if picture.size == shape[::-1]:
                return np.asarray(picture.convert("RGB"))
            found = f"one of {picture.height} x {picture.width} pixels"
    except (OSError, SyntaxError, ValueError):
        found = "something else"
    raise ValueError(f"a tile must be a PNG of {shape[0]} x {shape[1]} pixels, got {found}")
