"""Films of a recording: a picture of each step, encoded part by part."""

import io
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count, pairwise
from os import PathLike
from pathlib import Path
from typing import SupportsFloat

import numpy as np

from iterscope.fit.drawing.figure import Drawing
from iterscope.validation import arguments, files
from iterscope.widget.film import formats
from iterscope.widget.film.formats import Format, Pixels
from iterscope.widget.progress import Progress, shown

SLOWEST, FASTEST = 0.1, 50.0
"""Steps per second."""
_RATE = 30
"""Frames per second of MP4 and WebM, at least."""
_REST = 1.0
"""Seconds for which the last step stays."""
_PART = 6
"""Steps of a part: as many are drawn in one go."""
_SUFFIXES = (".mp4", ".webm", ".gif")


class Film:
    """A film of some steps that is made part by part.

    Parameters
    ----------
    kind : type of Format
    indices : sequence of int
        Steps, in their order.
    fps : float
        Steps per second.
    folder : path
        Where parts are kept.

    Raises
    ------
    ImportError
        If what encodes is not installed.
    """

    def __init__(self, kind: type[Format], indices: Sequence[int], fps: float, folder: Path) -> None:
        _pillow()
        self._indices = indices
        self._folder = folder
        rate = fps if kind is formats.Gif else max(_RATE, math.ceil(fps))
        ends = [round(number * rate / fps) for number in range(len(indices) + 1)]
        self._repeats = [end - start for start, end in pairwise(ends)]
        self._repeats[-1] += round(_REST * rate)
        self._encoder = kind(rate)
        self._made: list[Path] = []
        self._numbers = count()

    @property
    def left(self) -> list[range]:
        """Positions in `indices` of the steps of each part that is not made."""
        done, total = len(self._made) * _PART, len(self._indices)
        return [range(first, min(first + _PART, total)) for first in range(done, total, _PART)]

    def make(self, part: range, drawing: Drawing, tell: Callable[[int], object]) -> None:
        """Draw and encode a part; `tell` is called after each step with how many are done."""
        path = self._folder / f"{next(self._numbers):06}{self._encoder.part}"
        self._encoder.write(self._frames(part, drawing, tell), path)
        self._made.append(path)

    def join(self, path: Path) -> None:
        """Make one file of all parts."""
        self._encoder.join(self._made, path)

    def _frames(self, part: range, drawing: Drawing, tell: Callable[[int], object]) -> Iterator[Pixels]:
        for number in part:
            pixels = _decoded(drawing.png(self._indices[number]))
            for _ in range(self._repeats[number]):
                yield pixels
            tell(number + 1)


def film(
    path: str | PathLike[str],
    drawing: Callable[[tuple[int, int]], Drawing],
    indices: Sequence[int],
    *,
    size: tuple[int, int],
    fps: SupportsFloat,
    progress: Progress | bool,
    kind: type[Format] | None = None,
) -> None:
    """Write a film of steps, whole or not at all.

    Parameters
    ----------
    path : str or path
    drawing : callable
        ``drawing(size)`` returns what draws the steps in a size.
    indices : sequence of int
        Steps, in their order.
    size : (width, height)
        Pixels; made even for MP4 and WebM.
    fps : float
        Steps per second.
    progress : callable or bool
        As `iterscope.film`.
    kind : type of Format, default=None
        None: what the suffix says.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range, or a GIF would have too many pixels.
    ImportError
        If what encodes is not installed.
    OSError
        If the disk is full or the file cannot be written.
    """
    target = files.regular(path)
    if kind is None:
        if target.suffix.lower() not in _SUFFIXES:
            raise ValueError(f"path must end in .mp4, .webm or .gif, got {str(path)!r}")
        kind = formats.named(target)
    drawn = drawing(fitted(kind, size, len(indices)))
    with (
        shown(len(indices), progress=progress, unit="step") as show,
        tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder,
    ):
        made = Film(kind, indices, paced(fps), Path(folder))
        for part in made.left:
            made.make(part, drawn, lambda done: show(done, len(indices)))
        whole = Path(folder) / f"film{target.suffix}"
        made.join(whole)
        whole.replace(target)


def fitted(kind: type[Format], size: tuple[int, int], steps: int) -> tuple[int, int]:
    """Return a size that the format has: MP4 and WebM take even sides only.

    Raises
    ------
    ValueError
        If a GIF of so many steps would have more pixels than are kept until it is written.
    """
    width, height = size
    if issubclass(kind, formats.Video):
        return max(2, width // 2 * 2), max(2, height // 2 * 2)
    if width * height * steps > formats.MAX_GIF_PIXELS:
        raise ValueError(
            f"a GIF has at most {formats.MAX_GIF_PIXELS} pixels, and {steps} steps of {width} x {height} "
            "have more: take a smaller scale, or an MP4"
        )
    return size


def near(speed: float) -> float:
    """Return the steps per second of a film that are nearest to a view's speed."""
    return min(max(speed, SLOWEST), FASTEST)


def paced(fps: SupportsFloat) -> float:
    """Return steps per second; raises TypeError or ValueError if they cannot be that many."""
    rate = arguments.real("fps", fps)
    if not SLOWEST <= rate <= FASTEST:
        raise ValueError(f"fps must be from {SLOWEST:g} to {FASTEST:g}, got {rate:g}")
    return rate


def _decoded(png: bytes) -> Pixels:
    from PIL import Image  # noqa: PLC0415

    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB"))


def _pillow() -> None:
    try:
        import PIL.Image  # noqa: F401, PLC0415
    except ImportError:
        raise ImportError("animations are made with Pillow: pip install 'iterscope[lab]'") from None
