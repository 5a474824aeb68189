"""What tests of drawings draw: recordings of some steps, and the pixels of pictures."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from iterscope.fit.recording import Recording


def recorded(model: Any, data: Any, steps: int) -> Recording:
    """Return the start of a fit and some steps more."""
    recording = Recording(model, data)
    for _ in range(steps + 1):
        recording.advance()
    return recording


def pixels(png: bytes) -> NDArray[np.int64]:
    """Return red, green, blue and opacity, shape (height, width, 4)."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA")).astype(int)
