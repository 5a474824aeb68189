"""PNG files that grow strip by strip, read by Pillow."""

import io

import numpy as np
import pytest
from PIL import Image

from iterscope.fractal.large.stream import PngStream


@pytest.mark.parametrize("rows", [1, 3, 7, 20])
def test_the_file_holds_the_pixels(rows: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (20, 13, 3), dtype=np.uint8)
    stream = PngStream(20, 13)
    parts = [stream.add(pixels[top : top + rows]) for top in range(0, 20, rows)]
    picture = Image.open(io.BytesIO(b"".join(parts)))
    picture.verify()
    assert (np.asarray(Image.open(io.BytesIO(b"".join(parts)))) == pixels).all()


def test_the_file_is_compressed() -> None:
    pixels = np.zeros((1000, 1000, 3), np.uint8)
    assert len(PngStream(1000, 1000).add(pixels)) < 20_000
