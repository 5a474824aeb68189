"""Formulas on a figure: letters, indices and fractions, set by their boxes."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from iterscope import _core

Rgba = tuple[int, int, int, int]
"""Red, green, blue and opacity, from 0 to 255."""
_INDEX = 0.7
"""Size of an index, of what it belongs to."""
_LOWERED, _RAISED = 0.22, 0.36
"""How far an index or an exponent is moved, in em."""
_AXIS = 0.27
"""Height of a fraction's bar above the baseline, in em."""
_SPACE = 0.14
"""Room above and below that bar, and beside it, in em."""
_ASCENT, _DESCENT = 0.74, 0.22
"""How far letters reach above and below the baseline, in em."""


class Part(ABC):
    """Something that has a width, and heights above and below a baseline, all in pixels."""

    @abstractmethod
    def width(self, size: float) -> float:
        """Return its width for an em square of this size."""

    @abstractmethod
    def reach(self, size: float) -> tuple[float, float]:
        """Return how far it reaches above and below the baseline."""

    @abstractmethod
    def draw(self, figure: _core.Figure, at: tuple[float, float], color: Rgba, size: float) -> None:
        """Draw it with the left end of its baseline at a place."""


@dataclass(frozen=True)
class Text(Part):
    """Letters, digits and signs."""

    text: str

    def width(self, size: float) -> float:
        """Return the advance of all glyphs."""
        return _core.Figure.text_width(self.text, size)

    def reach(self, size: float) -> tuple[float, float]:
        """Return what the face's letters take."""
        return _ASCENT * size, _DESCENT * size

    def draw(self, figure: _core.Figure, at: tuple[float, float], color: Rgba, size: float) -> None:
        """Write it."""
        figure.text(self.text, at, color, size)


@dataclass(frozen=True)
class Row(Part):
    """Parts side by side."""

    parts: tuple[Part, ...]

    def width(self, size: float) -> float:
        """Return the sum of the widths."""
        return sum(part.width(size) for part in self.parts)

    def reach(self, size: float) -> tuple[float, float]:
        """Return the largest reaches."""
        above, below = zip(*(part.reach(size) for part in self.parts), strict=True)
        return max(above), max(below)

    def draw(self, figure: _core.Figure, at: tuple[float, float], color: Rgba, size: float) -> None:
        """Draw each where the one before ends."""
        x, y = at
        for part in self.parts:
            part.draw(figure, (x, y), color, size)
            x += part.width(size)


@dataclass(frozen=True)
class Index(Part):
    """A base with what stands below it at its right, or above it."""

    base: Part
    index: Part
    raised: bool = False

    def width(self, size: float) -> float:
        """Return the sum of both widths."""
        return self.base.width(size) + self.index.width(_INDEX * size)

    def reach(self, size: float) -> tuple[float, float]:
        """Return the reaches of both."""
        above, below = self.base.reach(size)
        over, under = self.index.reach(_INDEX * size)
        shift = self._shift(size)
        return max(above, over - shift), max(below, under + shift)

    def draw(self, figure: _core.Figure, at: tuple[float, float], color: Rgba, size: float) -> None:
        """Draw both."""
        x, y = at
        self.base.draw(figure, at, color, size)
        self.index.draw(figure, (x + self.base.width(size), y + self._shift(size)), color, _INDEX * size)

    def _shift(self, size: float) -> float:
        return -_RAISED * size if self.raised else _LOWERED * size


@dataclass(frozen=True)
class Fraction(Part):
    """A numerator above a denominator."""

    numerator: Part
    denominator: Part

    def width(self, size: float) -> float:
        """Return the width of the wider one, with room beside it."""
        return max(self.numerator.width(size), self.denominator.width(size)) + 2 * _SPACE * size

    def reach(self, size: float) -> tuple[float, float]:
        """Return the reaches of both, from the bar."""
        up, down = self._shifts(size)
        return self.numerator.reach(size)[0] + up, self.denominator.reach(size)[1] + down

    def draw(self, figure: _core.Figure, at: tuple[float, float], color: Rgba, size: float) -> None:
        """Draw both and the bar between them."""
        (x, y), (up, down), width = at, self._shifts(size), self.width(size)
        for part, shift in ((self.numerator, -up), (self.denominator, down)):
            part.draw(figure, (x + (width - part.width(size)) / 2, y + shift), color, size)
        height = y - _AXIS * size
        edge = _SPACE * size / 2
        figure.line(np.array([(x + edge, height), (x + width - edge, height)]), color, size / 14)

    def _shifts(self, size: float) -> tuple[float, float]:
        """Return how far the baselines of both are above and below that of the row."""
        below, above = self.numerator.reach(size)[1], self.denominator.reach(size)[0]
        return below + (_AXIS + _SPACE / 2) * size, above - (_AXIS - _SPACE) * size  # letters stand high


def row(*parts: Part | str) -> Part:
    """Put parts side by side; strings are text."""
    return Row(tuple(Text(part) if isinstance(part, str) else part for part in parts))


def sub(base: Part | str, index: Part | str) -> Part:
    """Write an index."""
    return Index(row(base), row(index))


def sup(base: Part | str, exponent: Part | str) -> Part:
    """Write an exponent."""
    return Index(row(base), row(exponent), raised=True)


def fraction(numerator: Part | str, denominator: Part | str) -> Part:
    """Write a fraction."""
    return Fraction(row(numerator), row(denominator))
