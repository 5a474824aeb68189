"""A PNG file that is written strip by strip (PNG specification, third edition)."""

import zlib

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_UP = 2
"""The filter that takes a row from the one below it."""
_LEVEL = 3
"""Of deflate: more takes twice the time for a twentieth of the bytes."""


class PngStream:
    """A PNG file of red, green and blue that grows by rows.

    Parameters
    ----------
    height, width : int
        Pixels.
    """

    def __init__(self, height: int, width: int) -> None:
        self._left = height
        self._above = np.zeros((1, 3 * width), np.uint8)
        self._deflate = zlib.compressobj(_LEVEL)
        header = width.to_bytes(4) + height.to_bytes(4) + bytes([8, 2, 0, 0, 0])  # 8 bits, RGB
        self._pending = _SIGNATURE + _chunk(b"IHDR", header)

    def add(self, pixels: NDArray[np.uint8]) -> bytes:
        """Return the next bytes of the file, those of more rows; the last rows end it.

        Parameters
        ----------
        pixels : ndarray of uint8, shape (rows, width, 3)
        """
        rows = pixels.reshape(len(pixels), -1)
        filtered = np.empty((len(rows), 1 + rows.shape[1]), np.uint8)
        filtered[:, 0] = _UP
        np.subtract(rows, np.concatenate([self._above, rows[:-1]]), out=filtered[:, 1:])
        self._above = rows[-1:].copy()
        self._left -= len(rows)
        data = self._deflate.compress(filtered.tobytes())
        if self._left == 0:
            data += self._deflate.flush()
        found = self._pending + (_chunk(b"IDAT", data) if data else b"")
        self._pending = b""
        return found + (_chunk(b"IEND", b"") if self._left == 0 else b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return len(data).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
