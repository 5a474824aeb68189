"""A large picture, strip by strip."""

from dataclasses import dataclass, field

from iterscope import _core
from iterscope.fractal import tiles
from iterscope.fractal.large.stream import PngStream
from iterscope.fractal.picture import Picture

PIXELS = 1 << 18
"""Pixels of a strip, at least a row: less than a megabyte, and seldom a second."""


@dataclass
class Strips:
    """The strips of a picture that are left; of equal pictures they are equal.

    Parameters
    ----------
    picture : Picture
    antialias : {1, 2, 4}
        Samples along a side of a pixel; fewer where that makes more than there may be.
    like : Picture
        The one whose number of iterations it has.
    """

    picture: Picture
    antialias: int
    like: Picture
    _next: int = field(default=0, compare=False)
    _file: PngStream | None = field(default=None, compare=False)
    _look: _core.Look | None = field(default=None, compare=False)
    _max_iter: int = field(default=0, compare=False)

    def __len__(self) -> int:
        return len(self._tops)

    @property
    def left(self) -> int:
        """The number of those that have not been taken."""
        return len(self) - self._next

    def take(self) -> int:
        """Return the number of the next one."""
        self._next += 1
        return self._next - 1

    def end(self) -> None:
        """Leave none."""
        self._next = len(self)

    def encode(self, number: int, cancellation: _core.Cancellation) -> bytes:
        """Compute a strip, one after the other; return the bytes that it adds to a PNG file.

        Raises
        ------
        ValueError
            If there are more pixels than there may be, or than float64 can tell apart.
        CancelledError
            If it was cancelled.
        """
        picture = self.picture
        if self._file is None or self._look is None:
            self._max_iter = self.like.iterations
            self._file, self._look = PngStream(*picture.shape), self._colors(cancellation)
        top = self._tops[number]
        pixels = _core.paint(
            picture.fractal.formula,
            picture.place.area,
            picture.shape,
            max_iter=self._max_iter,
            bailout=tiles.BAILOUT,
            look=self._look,
            antialias=self._samples,
            grid="pixel",
            rows=(top, min(top + self._tops.step, picture.height)),
            cancellation=cancellation,
        )
        return self._file.add(pixels)

    @property
    def _tops(self) -> range:
        return range(0, self.picture.height, max(1, PIXELS // self.picture.width))

    @property
    def _samples(self) -> int:
        by, pixels = self.antialias, self.picture.height * self.picture.width
        while by > 1 and by * by * pixels > _core.MAX_PIXELS:
            by //= 2
        return by

    def _colors(self, cancellation: _core.Cancellation) -> _core.Look:
        """Return the colors of all strips, which follow the smooth counts of the whole picture."""
        picture, coloring = self.picture, self.picture.coloring
        if not coloring.follows:
            return coloring.look
        return coloring.among(picture.sight(self._max_iter, self._samples, cancellation))
