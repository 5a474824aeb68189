"""Axes of a figure: what place in the data is which pixel, a grid, and the numbers beside it."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.drawing.layers import Box
from iterscope.fit.drawing.theme import Theme
from iterscope.fit.drawing.ticks import ticks

SIZE = 11.0
"""Height of the em square of numbers and names, in CSS pixels."""
_GAPS = (84.0, 52.0)
"""CSS pixels between ticks at least, across and up."""
_TOP, _RIGHT, _BOTTOM, _LEFT = 46.0, 14.0, 38.0, 14.0
"""CSS pixels around the frame, besides the numbers at its left."""
_BESIDE = 7.0
"""CSS pixels between the frame and its numbers."""


class Axes:
    """A frame in a figure for a part of a plane.

    Numbers and names stand outside of it.

    Parameters
    ----------
    figure : _core.Figure
    box : tuple of float
        Left, right, bottom and top of the plane, in the data's units.
    names : pair of str
        Of the axes; one without a name has no numbers.
    shape : pair of int
        Height and width of the figure in pixels.
    scale : float
        Pixels for each CSS pixel.
    theme : Theme
    """

    def __init__(
        self,
        figure: _core.Figure,
        box: Box,
        names: tuple[str, str],
        *,
        shape: tuple[int, int],
        scale: float,
        theme: Theme,
    ) -> None:
        self._figure, self._scale, self._theme, self._names = figure, scale, theme, names
        self.box = left, right, bottom, top = box
        height, self._wide = shape
        below = height - _BOTTOM * scale
        self._up = ticks(bottom, top, (below - _TOP * scale) / (_GAPS[1] * scale))
        labels = [label for _, label in self._up.marks] if names[1] else []
        widest = max([self._width(label) for label in labels], default=0.0)
        beside = _LEFT * scale + (widest + _BESIDE * scale if labels else 0)
        self.frame = (
            float(round(beside)),
            float(max(round(self._wide - _RIGHT * scale), round(beside) + 1)),
            float(round(_TOP * scale)),
            float(max(round(below), round(_TOP * scale) + 1)),
        )
        """Left, right, top and bottom in pixels."""
        across = (self.frame[1] - self.frame[0]) / (_GAPS[0] * scale)
        self._across = ticks(left, right, across)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the frame in pixels."""
        left, right, top, bottom = self.frame
        return int(bottom - top), int(right - left)

    @property
    def corner(self) -> tuple[int, int]:
        """Row and column of the frame's first pixel."""
        return int(self.frame[2]), int(self.frame[0])

    def place(self, points: ArrayLike) -> NDArray[np.float64]:
        """Return where points of the plane are, shape (n, 2), in pixels from the figure's top left corner."""
        (x0, x1, y1, y0), (left, right, bottom, top) = self.frame, self.box
        across, up = np.moveaxis(np.asarray(points, np.float64), -1, 0)
        x = x0 + (across - left) / (right - left) * (x1 - x0)
        y = y0 - (up - bottom) / (top - bottom) * (y0 - y1)
        return np.stack([x, y], axis=-1)

    def draw_grid(self) -> None:
        """Draw a line for each number, and the frame."""
        left, right, top, bottom = self.frame
        for value, _ in self._across.marks:
            self._rule(self.place([(value, self.box[2])])[0, 0], vertical=True)
        for value, _ in self._up.marks if self._names[1] else []:
            self._rule(self.place([(self.box[0], value)])[0, 1], vertical=False)
        corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
        self._figure.line(corners, self._theme.grid, self._scale, closed=True)

    def draw_numbers(self) -> None:
        """Write the numbers and the names outside of the frame."""
        left, right, top, bottom = self.frame
        scale, size = self._scale, SIZE * self._scale
        title = self._across.title(self._names[0])
        for value, label in self._across.marks:
            x, half = self.place([(value, self.box[2])])[0, 0], self._width(label) / 2
            if half <= x <= self._wide - half:
                self._write(label, x, bottom + 15 * scale, "middle", size)
        self._write(title, (left + right) / 2, bottom + 31 * scale, "middle", size)
        if self._names[1]:
            for value, label in self._up.marks:
                y = self.place([(self.box[0], value)])[0, 1]
                self._write(label, left - _BESIDE * scale, y + 0.36 * size, "end", size)
            self._write(self._up.title(self._names[1]), left, top - 8 * scale, "start", size)

    def _rule(self, at: float, *, vertical: bool) -> None:
        left, right, top, bottom = self.frame
        middle = math.floor(at) + 0.5 * self._scale
        ends = [(middle, top), (middle, bottom)] if vertical else [(left, middle), (right, middle)]
        self._figure.line(np.array(ends), self._theme.grid, self._scale, frame=self.frame)

    def _write(self, text: str, x: float, y: float, align: str, size: float) -> None:
        self._figure.text(text, (x, round(y)), self._theme.muted, size, align=align)

    def _width(self, text: str) -> float:
        return _core.Figure.text_width(text, SIZE * self._scale)
