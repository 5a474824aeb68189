"""Files that a page asks for, as jobs of a worker: made part by part, so that other commands come between."""

import base64
import math
import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from iterscope import _core
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.pictures import MAX_PIXELS
from iterscope.fit.exports.film import Film, fitted
from iterscope.fit.messages.exports import FileFormat, FilePart, Progress
from iterscope.widget.film import formats
from iterscope.widget.job import Job

CHUNK = 1 << 20
"""Bytes of a message at most, before they are written as base64."""
SCALE = 2.0
"""Pixels of a picture for each CSS pixel of the view, at most."""

Draw = Callable[[float, tuple[int, int], _core.Cancellation], Drawing]
"""``draw(scale, size, cancellation)`` returns what draws the steps."""


@dataclass(frozen=True)
class Order:
    """A file that is wanted; equal orders are for the same file, however the view has changed meanwhile."""

    kind: FileFormat
    run: int
    indices: range
    """Steps; of a picture the one that is shown."""
    view: tuple[int, int] = field(compare=False)
    """Width and height in CSS pixels."""
    fps: float = field(compare=False)
    """Steps per second."""
    draw: Draw = field(compare=False)


class ExportJob(Job[None, bytes | None]):
    """The rest of a file: parts of a film, then the bytes of the whole.

    Parameters
    ----------
    vid, seq
        As for `Job`.
    order : Order
    """

    def __init__(self, vid: str, seq: int, order: Order) -> None:
        super().__init__(vid, seq)
        self.work = Work(order)
        """That of the older job for the same file, if there is one."""

    @property
    def pending(self) -> bool:
        """Whether a part is left to be made or sent."""
        return self.work.left

    def take(self) -> None:
        """Do nothing: the work knows what comes next."""

    def end(self) -> None:
        """Want no more of it."""
        self.work.end()

    def follow(self, older: Job[None, bytes | None]) -> None:
        """Go on with the same file, which the page has asked for again."""
        if isinstance(older, ExportJob) and older.work.order == self.work.order:
            self.work = older.work

    def wants(self, older: Job[None, bytes | None], piece: None) -> bool:  # noqa: ARG002
        """Whether the piece that is being made is one of the same file."""
        return isinstance(older, ExportJob) and older.work is self.work

    def compute(self, piece: None, cancellation: _core.Cancellation) -> bytes | None:  # noqa: ARG002
        """Make a part, or return bytes of the whole."""
        return self.work.compute(cancellation)

    def deliver(self, piece: None, result: bytes | None) -> FilePart | Progress:  # noqa: ARG002
        """Return the message: how much is done, or bytes of the file."""
        vid, seq = self.vid, self.seq
        if result is None:
            done, total = self.work.done, len(self.work.order.indices)
            return {"kind": "progress", "vid": vid, "seq": seq, "done": done, "total": total}
        part, parts = self.work.count()
        data = base64.b64encode(result).decode("ascii")
        return {"kind": "file", "vid": vid, "seq": seq, "part": part, "parts": parts, "data": data}


class Work:
    """A file that is made: its parts in a folder that goes with it, then its bytes.

    Parameters
    ----------
    order : Order
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.done = 0
        """Steps that are encoded."""
        self._folder: Path | None = None
        self._clean: Callable[[], object] = lambda: None
        self._film: Film | None = None
        self._file = b""
        self._sent = 0
        self._ended = False

    @property
    def left(self) -> bool:
        """Whether there is more to be made or sent."""
        return not self._ended

    def end(self) -> None:
        """Drop what is there."""
        self._ended = True
        self._film, self._file = None, b""
        self._clean()

    def count(self) -> tuple[int, int]:
        """Count a part of the file as sent; return its number, and how many there are."""
        self._sent += 1
        parts = -(-len(self._file) // CHUNK)
        if self._sent == parts:
            self.end()
        return self._sent - 1, parts

    def compute(self, cancellation: _core.Cancellation) -> bytes | None:
        """Make a part and return None, or return bytes of the whole."""
        if not self._file and self.order.kind == "png":
            scale = min(SCALE, math.sqrt(MAX_PIXELS / math.prod(self.order.view)))
            width, height = (max(1, math.floor(scale * side)) for side in self.order.view)
            self._file = self.order.draw(scale, (width, height), cancellation).png(self.order.indices[0])
        elif not self._file and not self._is_filmed(cancellation):
            return None
        return self._file[self._sent * CHUNK : (self._sent + 1) * CHUNK]

    def _is_filmed(self, cancellation: _core.Cancellation) -> bool:
        """Make the next part of a film; return whether it was the last one."""
        kind = formats.Gif if self.order.kind == "gif" else formats.Mp4
        if self._folder is None or self._film is None:
            self._folder = Path(tempfile.mkdtemp(prefix="iterscope."))
            # A job that is dropped is not ended.
            self._clean = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            self._film = Film(kind, self.order.indices, self.order.fps, self._folder)
        if self._film.left:
            size = fitted(kind, self.order.view, len(self.order.indices))
            self._film.make(self._film.left[0], self.order.draw(1.0, size, cancellation), self._note)
        if self._film.left:
            return False
        whole = self._folder / f"film.{self.order.kind}"
        self._film.join(whole)
        self._file = whole.read_bytes()
        return True

    def _note(self, done: int) -> None:
        self.done = done
