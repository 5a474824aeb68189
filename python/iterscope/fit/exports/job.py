"""Files that a page asks for, as jobs of a worker: made part by part, so that other commands come between."""

import base64
import shutil
import tempfile
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from iterscope import _core
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.exports.film import Film, fitted
from iterscope.fit.messages.exports import FileFormat, FilePart, Progress
from iterscope.widget.film import formats
from iterscope.widget.job import Job

CHUNK = 1 << 20
"""Bytes of a message at most, before they are written as base64."""
SCALE = 2.0
"""Pixels of a picture for each CSS pixel of the view."""

Draw = Callable[[float, tuple[int, int], _core.Cancellation], Drawing]
"""``draw(scale, size, cancellation)`` returns what draws the steps."""


@dataclass(frozen=True)
class Order:
    """A file that is wanted; equal orders are for the same file."""

    kind: FileFormat
    run: int
    view: tuple[int, int]
    """Width and height in CSS pixels."""
    indices: range
    """Steps; of a picture the one that is shown."""
    fps: float
    """Steps per second."""
    draw: Draw = field(compare=False)


class ExportJob(Job[int, bytes | None]):
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

    def take(self) -> int:
        """Return the number of the next piece."""
        return self.work.take()

    def end(self) -> None:
        """Want no more of it."""
        self.work.end()

    def follow(self, older: Job[int, bytes | None]) -> None:
        """Go on with the same file, which the page has asked for again."""
        if isinstance(older, ExportJob) and older.work.order == self.work.order:
            self.work = older.work

    def wants(self, older: Job[int, bytes | None], piece: int) -> bool:  # noqa: ARG002
        """Whether the piece that is being made is one of the same file."""
        return isinstance(older, ExportJob) and older.work is self.work

    def compute(self, piece: int, cancellation: _core.Cancellation) -> bytes | None:
        """Make a part, or return bytes of the whole."""
        return self.work.compute(piece, cancellation)

    def deliver(self, piece: int, result: bytes | None) -> FilePart | Progress:  # noqa: ARG002
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
        self._taken = self._sent = 0
        self._ended = False

    @property
    def left(self) -> bool:
        """Whether there is more to be made or sent."""
        return not self._ended

    def take(self) -> int:
        """Return the number of the next piece."""
        self._taken += 1
        return self._taken - 1

    def end(self) -> None:
        """Drop what is there."""
        self._ended = True
        self._clean()

    def count(self) -> tuple[int, int]:
        """Count a part of the file as sent; return its number, and how many there are."""
        self._sent += 1
        parts = -(-len(self._file) // CHUNK)
        if self._sent == parts:
            self.end()
        return self._sent - 1, parts

    def compute(self, piece: int, cancellation: _core.Cancellation) -> bytes | None:
        """Make a part and return None, or return bytes of the whole."""
        if not self._file and self.order.kind == "png":
            view = self.order.view
            size = round(SCALE * view[0]), round(SCALE * view[1])
            self._file = self.order.draw(SCALE, size, cancellation).png(self.order.indices[0])
        elif not self._file and not self._is_filmed(piece, cancellation):
            return None
        return self._file[self._sent * CHUNK : (self._sent + 1) * CHUNK]

    def _is_filmed(self, piece: int, cancellation: _core.Cancellation) -> bool:
        """Make a part of a film; return whether it was the last one."""
        kind = formats.Gif if self.order.kind == "gif" else formats.Mp4
        if self._folder is None or self._film is None:
            self._folder = Path(tempfile.mkdtemp(prefix="iterscope."))
            # A job that is dropped is not ended.
            self._clean = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            self._film = Film(kind, self.order.indices, self.order.fps, self._folder)
        parts = self._film.parts
        drawing = self.order.draw(1.0, fitted(kind, self.order.view, len(self.order.indices)), cancellation)
        self._film.make(parts[piece], drawing, self._note)
        if piece < len(parts) - 1:
            return False
        whole = self._folder / f"film.{self.order.kind}"
        self._film.join(whole)
        self._file = whole.read_bytes()
        return True

    def _note(self, done: int) -> None:
        self.done = done
