"""Pictures that the frames of a film are made of."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from iterscope.fractal.view import MAX_LOG2_WIDTH, MIN_LOG2_WIDTH, Shape, View
from iterscope.validation.decimals import MAX_DIGITS

SPAN = 2.0
"""How many times as wide and high as its narrowest frame what a picture shows is, at most."""
ZOOM = math.sqrt(math.e)
"""How many times as wide as its narrowest frame the widest is, at most.

A picture whose narrowest frame is soft has zoom^2 pixels for log(zoom) of the way: their sum is least then.
"""
SOFTEST = math.sqrt(0.5)
"""Pixels of a picture for each of a frame, at least; in its widest frame there is one for each."""
_MARGIN = 2
"""Pixels around the frames."""
_EXACT, _DIGITS = Context(prec=4 * MAX_DIGITS), Context(prec=25)

Window = tuple[float, float, float, float]
"""Left edge, top edge, width and height of a frame, in pixels of a picture from its upper left corner."""


@dataclass(frozen=True)
class Shot:
    """A picture that some frames in a row are cut out of.

    Parameters
    ----------
    view : View
    shape : (height, width)
        Pixels.
    frames : range
        Numbers of the frames.
    is_still : bool
        Whether it is the one frame, pixel by pixel.
    """

    view: View
    shape: Shape
    frames: range
    is_still: bool

    @property
    def log2_pixel(self) -> float:
        """Logarithm of a pixel's side in the plane."""
        return self.view.log2_width - math.log2(self.shape[1])

    def window(self, view: View, shape: Shape) -> Window:
        """Return where the frame of a view lies in the picture."""
        rows, columns = self.shape
        width = columns * 2.0 ** (view.log2_width - self.view.log2_width)
        height = width * shape[0] / shape[1]
        x, y = _steps(self.view, view, self.log2_pixel)
        return (columns - width) / 2 + x, (rows - height) / 2 - y, width, height


def shots(views: Sequence[View], shape: Shape, *, stops: frozenset[int], apart: bool = False) -> list[Shot]:
    """Return the pictures of a film, so that there is as little to compute as possible.

    Parameters
    ----------
    views : sequence of View
        Those of its frames.
    shape : (height, width)
        Pixels of a frame.
    stops : frozenset of int
        Numbers of frames that are pictures of their own.
    apart : bool, default=False
        Whether all are.

    Returns
    -------
    list of Shot
        Each frame has one, in their order.
    """
    found: list[Shot] = []
    first = 0
    while first < len(views):
        last = first + 1
        shot = _still(first, views, shape)
        if not apart and first not in stops:
            box = _Box(views[first], shape)
            while last < len(views) and last not in stops and box.add(views[last]):
                last += 1
            shot = box.shot(range(first, last))
        if _pixels(shot.shape) < len(shot.frames) * _pixels(shape):
            found.append(shot)
        else:
            found.extend(_still(number, views, shape) for number in range(first, last))
        first = last
    return found


def parts(film: Sequence[Shot], least: int) -> Iterator[range]:
    """Yield numbers of shots in a row that have at least so many frames, the last ones perhaps fewer."""
    first = 0
    for number, shot in enumerate(film):
        if shot.frames.stop - film[first].frames.start >= least or number == len(film) - 1:
            yield range(first, number + 1)
            first = number + 1


def _pixels(shape: Shape) -> int:
    return shape[0] * shape[1]


def _still(number: int, views: Sequence[View], shape: Shape) -> Shot:
    return Shot(views[number], shape, range(number, number + 1), is_still=True)


class _Box:
    """What some frames show together, in widths of the first."""

    def __init__(self, view: View, shape: Shape) -> None:
        self._first = view
        self._shape = shape
        self._flat = shape[0] / shape[1]
        self._edges = (-0.5, 0.5, -self._flat / 2, self._flat / 2)
        self._widths = (1.0, 1.0)

    def add(self, view: View) -> bool:
        """Add a frame, if the box does not get too large for the narrowest."""
        deeper = view.log2_width - self._first.log2_width
        if abs(deeper) > 1.0 + math.log2(SPAN):
            return False
        x, y = _steps(self._first, view, self._first.log2_width)
        half = 2.0 ** (deeper - 1.0)
        left, right, bottom, top = self._edges
        edges = (
            min(left, x - half),
            max(right, x + half),
            min(bottom, y - half * self._flat),
            max(top, y + half * self._flat),
        )
        widths = min(self._widths[0], 2 * half), max(self._widths[1], 2 * half)
        across, down = edges[1] - edges[0], (edges[3] - edges[2]) / self._flat
        if max(across, down) > SPAN * widths[0] or widths[1] > ZOOM * widths[0]:
            return False
        self._edges, self._widths = edges, widths
        return True

    def shot(self, frames: range) -> Shot:
        """Return the picture of all frames."""
        left, right, bottom, top = self._edges
        narrowest, widest = self._widths
        pixel = min(widest, narrowest / SOFTEST) / self._shape[1]
        columns, rows = (
            math.ceil((end - start) / pixel) + 2 * _MARGIN for start, end in ((left, right), (bottom, top))
        )
        unit = _power(self._first.log2_width)
        x, y = (
            str(_EXACT.add(Decimal(part), _EXACT.multiply(Decimal(offset), unit)))
            for part, offset in zip(self._first.center, ((left + right) / 2, (bottom + top) / 2), strict=True)
        )
        log2_width = self._first.log2_width + math.log2(columns * pixel)
        view = View((x, y), min(max(log2_width, MIN_LOG2_WIDTH), MAX_LOG2_WIDTH))
        return Shot(view, (rows, columns), frames, is_still=False)


def _steps(origin: View, view: View, log2_unit: float) -> tuple[float, float]:
    """Return how far a view's center is from another's, in units of this logarithm."""
    unit = _power(log2_unit)
    x, y = (
        float(_DIGITS.divide(_EXACT.subtract(Decimal(there), Decimal(here)), unit))
        for here, there in zip(origin.center, view.center, strict=True)
    )
    return x, y


def _power(log2: float) -> Decimal:
    return _DIGITS.power(2, Decimal(log2))
