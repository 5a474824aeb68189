"""Lanes of a series: a frame for each feature above each other, with one axis of rows below."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.axes import SIZE
from iterscope.fit.drawing.theme import Theme
from iterscope.fit.drawing.ticks import ticks

Frame = tuple[float, float, float, float]
"""Left, right, top and bottom in pixels."""

_BESIDE, _GAPS = 7.0, (84.0, 34.0)
"""CSS pixels from a frame to its numbers, and between numbers across and up."""
_DENSE = 2
"""Rows in a pixel from which on a column shows its least and its largest value only."""
_LARGEST, _SMALLEST = 3.0, 1.0
"""CSS pixels of a point's radius."""


@dataclass(frozen=True)
class Span:
    """The rows that are shown, the middle of the first one at 0."""

    start: float
    end: float
    left: float
    right: float

    def across(self, row: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return where the middle of a row is, in pixels."""
        share = (np.asarray(row, np.float64) - self.start) / (self.end - self.start)
        return self.left + share * (self.right - self.left)

    def rows(self, n_rows: int) -> tuple[int, int]:
        """Return the first row that is shown, and the one after the last."""
        return max(0, math.floor(self.start + 0.5)), min(n_rows, math.ceil(self.end + 0.5))


@dataclass(frozen=True)
class Lane:
    """The frame of a feature.

    Parameters
    ----------
    figure : _core.Figure
    frame : tuple of float
    limits : (float, float)
        Values at its bottom and its top.
    span : Span
    scale : float
        Pixels for each CSS pixel.
    theme : Theme
    whole : bool
        Whether all values are whole numbers.
    """

    figure: _core.Figure
    frame: Frame
    limits: tuple[float, float]
    span: Span
    scale: float
    theme: Theme
    whole: bool

    def up(self, value: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return the height of a value in pixels."""
        (_, _, top, bottom), (low, high) = self.frame, self.limits
        return bottom - (np.asarray(value, np.float64) - low) / (high - low) * (bottom - top)

    def draw_scale(self, name: str) -> None:
        """Draw the numbers of the values and the feature's name."""
        left, right, top, bottom = self.frame
        size = SIZE * self.scale
        marks = ticks(*self.limits, (bottom - top) / (_GAPS[1] * self.scale), whole=self.whole)
        for value, label in marks.marks:
            y = float(self.up(value))
            self.figure.line(np.array([(left, y), (right, y)]), self.theme.grid, self.scale)
            self.figure.text(
                label, (left - _BESIDE * self.scale, y + 0.36 * size), self.theme.muted, size, align="end"
            )
        self.figure.text(marks.title(name), (left, top - 6 * self.scale), self.theme.muted, size)

    def draw_gaps(self, missing: NDArray[np.bool_]) -> None:
        """Draw a faint ground where values are missing."""
        _, _, top, bottom = self.frame
        red, green, blue, _ = self.theme.muted
        for first, end in _runs(missing):
            left, right = (float(self.span.across(row - 0.5)) for row in (first, end))
            corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
            self.figure.fill(corners, (red, green, blue, 28), frame=self.frame)

    def draw_line(self, values: NDArray[np.float64], breaks: NDArray[np.bool_]) -> None:
        """Draw a line through the values, broken where one is missing or a sequence begins."""
        ways = [run for run in _split(values, breaks) if len(run) > 1]
        red, green, blue, _ = self.theme.muted
        for rows in ways:
            places = np.stack([self.span.across(rows.astype(np.float64)), self.up(values[rows])], axis=1)
            for ends in sliding_window_view(places, 2, axis=0):  # a joint of steep lines would be thin
                ink = red, green, blue, 110
                self.figure.line(np.ascontiguousarray(ends.T), ink, self.scale, frame=self.frame)

    def draw_samples(self, values: NDArray[np.float64], colors: NDArray[np.uint8]) -> None:
        """Draw the values as points, or of very many rows their range in each column of pixels."""
        first, end = self.span.rows(len(values))
        rows = np.arange(first, end)[~np.isnan(values[first:end])]
        wide = self.frame[1] - self.frame[0]
        if len(rows) > _DENSE * wide:
            self._draw_ranges(values, colors, rows, int(wide))
        elif len(rows):
            radius = min(_LARGEST, max(_SMALLEST, 0.45 * wide / self.scale / len(rows))) * self.scale
            places = np.stack([self.span.across(rows.astype(np.float64)), self.up(values[rows])], axis=1)
            self.figure.dots(places, np.ascontiguousarray(colors[rows]), radius, frame=self.frame)

    def _draw_ranges(
        self, values: NDArray[np.float64], colors: NDArray[np.uint8], rows: NDArray[np.int64], wide: int
    ) -> None:
        edges = np.unique(np.linspace(0, len(rows), wide + 1).astype(np.int64))[:-1]
        low, high = (find.reduceat(values[rows], edges) for find in (np.minimum, np.maximum))
        middle = rows[np.minimum(edges + max(1, len(rows) // wide) // 2, len(rows) - 1)]
        x, top, bottom = self.span.across(middle.astype(np.float64)), self.up(high), self.up(low)
        for at, upper, lower, color in zip(x, top, bottom, colors[middle].tolist(), strict=True):
            least = max(lower, upper + self.scale)
            corners = np.array([(at, upper), (at + 1, upper), (at + 1, least), (at, least)])
            self.figure.fill(corners, tuple(color), frame=self.frame)


def draw_rows(figure: _core.Figure, span: Span, top: float, scale: float, theme: Theme) -> None:
    """Draw the numbers of the rows below a line."""
    size = SIZE * scale
    figure.line(np.array([(span.left, top), (span.right, top)]), theme.grid, scale)
    marks = ticks(span.start, span.end, (span.right - span.left) / (_GAPS[0] * scale))
    title = marks.title("row")
    end = span.right - figure.text_width(title, size) - 8 * scale
    for value, label in marks.marks:
        x = float(span.across(value))
        if value == round(value) and x + figure.text_width(label, size) / 2 < end:
            figure.text(label, (x, round(top + 15 * scale)), theme.muted, size, align="middle")
    figure.text(title, (span.right, round(top + 15 * scale)), theme.muted, size, align="end")


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where a mask is true: the first row of each run, and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(first), int(end)) for first, end in zip(edges[::2], edges[1::2], strict=True)]


def _split(values: NDArray[np.float64], breaks: NDArray[np.bool_]) -> list[NDArray[np.int64]]:
    """Return runs of rows that a line goes through."""
    rows = np.flatnonzero(~np.isnan(values))
    if not len(rows):
        return []
    apart = (np.diff(rows) > 1) | breaks[rows[1:]]
    return np.split(rows, np.flatnonzero(apart) + 1)
