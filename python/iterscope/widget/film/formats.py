"""Files that films are written to, part by part."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""A picture, shape (height, width, 3)."""
MAX_GIF_PIXELS = 1 << 28
"""Pixels of all frames of a GIF, which are kept until it is written."""
_BT709, _LIMITED = 1, 1
"""Colors of high definition television, as FFmpeg numbers them: ITU-R BT.709, luma from 16 to 235."""
_SECONDS = 2
"""Seconds of a part: each begins with a whole picture."""


class Format(ABC):
    """How frames become parts, and parts a film.

    Parameters
    ----------
    fps : float
        Frames per second; a whole number but for GIF.

    Raises
    ------
    ImportError
        If what encodes is not installed.
    """

    part: ClassVar[str]
    """Suffix of the parts."""
    fps: ClassVar[tuple[int, int]] = (1, 120)
    """The fewest and the most frames per second."""

    def __init__(self, fps: float) -> None:
        self._fps = fps

    @classmethod
    @abstractmethod
    def check(cls, width: int, height: int, frames: int) -> None:
        """Raise ValueError if it has no films of that size."""

    def least(self) -> int:
        """Return how many frames a part has at least."""
        return 1

    @abstractmethod
    def write(self, frames: Iterable[Pixels], path: Path) -> None:
        """Encode a part."""

    @abstractmethod
    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Make one of all parts."""


class Video(Format):
    """MP4 and WebM. FFmpeg's libraries open the files: in a file of Python's they would lose an interrupt."""

    part = ".mp4"
    _container: ClassVar[str]
    _codec: ClassVar[str]
    _options: ClassVar[dict[str, str]]

    def __init__(self, fps: float) -> None:
        super().__init__(fps)
        self._rate = round(fps)
        self._av = _imported("av", "MP4 and WebM films are encoded by PyAV")

    @classmethod
    def check(cls, width: int, height: int, frames: int) -> None:  # noqa: ARG003
        """Raise ValueError unless both sides are even: two pixels share their tint."""
        if width % 2 or height % 2:
            raise ValueError(f"size must be of even numbers for MP4 and WebM, got ({width}, {height})")

    def least(self) -> int:
        """Return the frames of two seconds."""
        return _SECONDS * self._rate

    def write(self, frames: Iterable[Pixels], path: Path) -> None:
        """Encode a part, packet by packet: an interrupt need not wait for the last."""
        with self._av.open(str(path), "w", format="mp4") as container:
            stream: Any = None
            for number, pixels in enumerate(frames):
                if stream is None:
                    stream = self._stream(container, pixels)
                picture = self._av.VideoFrame.from_ndarray(pixels, format="rgb24")
                frame = picture.reformat(
                    format=stream.pix_fmt, dst_colorspace=_BT709, dst_color_range=_LIMITED
                )
                frame.pts, frame.time_base = number, Fraction(1, self._rate)
                for packet in stream.encode_lazy(frame):
                    container.mux(packet)
            for packet in stream.encode_lazy(None):
                container.mux(packet)

    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Copy the packets of all parts, one after the other."""
        tick = Fraction(1, self._rate)
        with self._av.open(str(path), "w", format=self._container) as film:
            stream: Any = None
            first = 0
            for part in parts:
                with self._av.open(str(part)) as container:
                    if stream is None:
                        stream = film.add_stream_from_template(container.streams.video[0])
                    count = 0
                    for packet in container.demux(video=0):
                        if packet.size == 0:  # the end
                            continue
                        shown, decoded = (
                            round(at * packet.time_base / tick) for at in (packet.pts, packet.dts)
                        )
                        packet.time_base = tick
                        packet.pts, packet.dts, packet.duration = first + shown, first + decoded, 1
                        packet.stream = stream
                        film.mux(packet)
                        count += 1
                    first += count

    def _stream(self, container: Any, pixels: Pixels) -> Any:
        stream = container.add_stream(self._codec, rate=self._rate, options=self._options)
        stream.height, stream.width = pixels.shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, self._rate)
        context = stream.codec_context
        context.time_base = stream.time_base
        context.colorspace = context.color_primaries = context.color_trc = _BT709
        context.color_range = _LIMITED
        return stream


class Mp4(Video):
    """H.264, which everything plays."""

    _container = "mp4"
    _codec = "libx264"
    _options: ClassVar[dict[str, str]] = {"preset": "veryfast", "crf": "17"}


class WebM(Video):
    """VP9, for pages."""

    _container = "webm"
    _codec = "libvpx-vp9"
    _options: ClassVar[dict[str, str]] = {
        "deadline": "good",
        "cpu-used": "5",
        "row-mt": "1",
        "crf": "24",
        "b": "0",
    }


class Frames(Format):
    """A folder of PNG files, numbered from 0."""

    part = ""

    @classmethod
    def check(cls, width: int, height: int, frames: int) -> None:
        """Take any size."""

    def __init__(self, fps: float) -> None:
        super().__init__(fps)
        self._pil = _imported("PIL.Image", "PNG frames and GIF films are written by Pillow")

    def write(self, frames: Iterable[Pixels], path: Path) -> None:
        """Write a folder of a part's frames."""
        path.mkdir()
        for number, pixels in enumerate(frames):
            self._picture(pixels).save(path / f"{number:06}.png", "PNG", compress_level=1)

    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Make one folder of all."""
        path.mkdir()
        for number, frame in enumerate(_files(parts)):
            frame.replace(path / f"{number:06}.png")

    def _picture(self, pixels: Pixels) -> Any:
        return self._pil.fromarray(pixels)


class Gif(Frames):
    """GIF, in 256 colors a frame."""

    fps = (1, 50)

    @classmethod
    def check(cls, width: int, height: int, frames: int) -> None:
        """Raise ValueError if there are more pixels than are kept until it is written."""
        if width * height * frames > MAX_GIF_PIXELS:
            raise ValueError(
                f"size and seconds must make at most {MAX_GIF_PIXELS} pixels for a GIF, "
                f"got {frames} frames of {width} x {height}"
            )

    def join(self, parts: Sequence[Path], path: Path) -> None:
        """Make an animation of all frames, which goes on for ever."""
        frames = list(_files(parts))
        # In hundredths of a second, so that the film is as long as it was meant to be, not each frame.
        ends = [round(100 * number / self._fps) for number in range(len(frames) + 1)]
        duration = [10 * (end - begin) for begin, end in pairwise(ends)]
        pictures = self._pictures(frames)
        next(pictures).save(path, "GIF", save_all=True, append_images=pictures, duration=duration, loop=0)

    def _pictures(self, frames: Iterable[Path]) -> Iterator[Any]:
        """Read all frames; one file is open at a time, as a process may have some hundreds."""
        for frame in frames:
            with self._pil.open(frame) as picture:
                picture.load()
            yield picture

    def _picture(self, pixels: Pixels) -> Any:
        octree = self._pil.Quantize.FASTOCTREE  # others take a tenth of a second, deaf to interrupts
        return super()._picture(pixels).quantize(method=octree, dither=self._pil.Dither.NONE)


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.iterdir())


_FORMATS: dict[str, type[Format]] = {".mp4": Mp4, ".webm": WebM, ".gif": Gif, "": Frames}


def named(path: Path) -> type[Format]:
    """Return the format that a file's name says; raises ValueError."""
    found = _FORMATS.get(path.suffix.lower())
    if found is None:
        raise ValueError(
            f"path must end in .mp4, .webm or .gif, or be a folder for PNG files, got {str(path)!r}"
        )
    return found


def _imported(name: str, purpose: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError:
        raise ImportError(f"{purpose}: pip install 'iterscope[film]'") from None
