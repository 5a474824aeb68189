"""Requests for large pictures as jobs of a worker."""

import base64
from dataclasses import replace

from iterscope import _core
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.large.strips import Strips
from iterscope.fractal.messages.large import PicturePart, PictureRequest
from iterscope.fractal.picture import Picture
from iterscope.fractal.places.saved import SavedView
from iterscope.widget.job import Job


class PictureJob(Job[int, bytes]):
    """The rest of a large picture.

    Parameters
    ----------
    request : PictureRequest

    Raises
    ------
    ValueError
        If it is of no view, or has more pixels than a picture may have.
    """

    def __init__(self, request: PictureRequest) -> None:
        super().__init__(request.vid, request.seq)
        self.strips = _strips(request)
        """Those of the older job for the same picture, if there is one."""

    @property
    def pending(self) -> bool:
        """Whether there are strips to compute."""
        return self.strips.left > 0

    def take(self) -> int:
        """Return the number of the next strip."""
        return self.strips.take()

    def end(self) -> None:
        """Want no more strips."""
        self.strips.end()

    def follow(self, older: Job[int, bytes]) -> None:
        """Go on with the same picture, which the page has asked for again."""
        if isinstance(older, PictureJob) and older.strips == self.strips:
            self.strips = older.strips

    def wants(self, older: Job[int, bytes], piece: int) -> bool:  # noqa: ARG002
        """Whether the strip that is being computed is one of the same picture."""
        return isinstance(older, PictureJob) and older.strips is self.strips

    def compute(self, piece: int, cancellation: _core.Cancellation) -> bytes:
        """Compute a strip and return the bytes of the file that it adds."""
        return self.strips.encode(piece, cancellation)

    def deliver(self, piece: int, result: bytes) -> PicturePart:
        """Return the message with a part of the file."""
        return {
            "kind": "picture",
            "vid": self.vid,
            "seq": self.seq,
            "part": piece,
            "parts": len(self.strips),
            "png": base64.b64encode(result).decode("ascii"),
        }


def _strips(request: PictureRequest) -> Strips:
    saved, by = SavedView.of_message(request.saved), request.antialias
    coloring = saved.coloring or Coloring()
    size = by * request.width, by * request.height
    shown = Picture(saved.fractal, saved.view, *size, saved.max_iter or "auto", coloring)
    down = max(1, round(request.across * request.height / request.width))
    if request.across * down > _core.MAX_PIXELS:
        raise ValueError(f"a picture has at most {_core.MAX_PIXELS} pixels, got {request.across} x {down}")
    return Strips(replace(shown, width=request.across, height=down), by, like=shown)
