"""Panels beside a picture: the curve of the objective and the weights at its right, formulas below."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from iterscope import _core
from iterscope.fit.drawing.palette import colors_of, rgb
from iterscope.fit.drawing.panels.example import example
from iterscope.fit.drawing.panels.lattice import draw_lattice
from iterscope.fit.drawing.theme import Rgba, Theme
from iterscope.fit.drawing.ticks import ticks
from iterscope.fit.recording import Recording
from iterscope.fit.replies import shown_rows
from iterscope.fit.typeset.formulas import MINUS, figures
from iterscope.fit.typeset.parts import Part

Place = tuple[float, float]
Frame = tuple[float, float, float, float]
"""Left, right, top and bottom in pixels."""

_COLUMN, _NARROWEST = 0.28, 168.0
"""Share of the width that the column takes, and the CSS pixels that it has at least."""
_STRIP = 70.0
"""CSS pixels of the strip of formulas."""
_LEAST = (300.0, 480.0)
"""CSS pixels of a picture, down and across, below which panels are left out."""
_MARGIN = 14.0
_TEXT, _FORMULA, _SMALLEST = 11.0, 14.0, 9.0
"""Height of the em square of words, of formulas, and of formulas where there is little room; CSS pixels."""
_GAP = 26.0
"""CSS pixels between two formulas."""
_BAR, _MOST_BARS = 18.0, 12
"""CSS pixels from bar to bar, and how many there are at most."""
_TRACE = 190.0
"""CSS pixels of the curve's height at most."""
_WALL = 4.0
"""How many times the range of all other values the first one may be beyond them."""
_SAME, _FLAT = 1e-7, 1e-3
"""Differences that are rounding, and the range around them then, as shares of the values."""
_ACCENT: Rgba = (0, 114, 178, 255)


@dataclass(frozen=True)
class Panels:
    """What stands beside the picture of a recording's steps.

    Parameters
    ----------
    recording : Recording
    dims : tuple of int
        Features that are shown.
    shape : (height, width)
        Of the whole picture in pixels.
    scale : float
        Pixels for each CSS pixel.
    theme : Theme
    """

    recording: Recording
    dims: tuple[int, ...]
    shape: tuple[int, int]
    scale: float
    theme: Theme

    @property
    def scene(self) -> tuple[int, int]:
        """Height and width of what is left for the picture, from the top left corner."""
        height, width = self.shape
        if height < _LEAST[0] * self.scale or width < _LEAST[1] * self.scale:
            return self.shape
        column = max(_COLUMN * width, _NARROWEST * self.scale)
        return round(height - _STRIP * self.scale), round(width - column)

    def draw(self, figure: _core.Figure, index: int, step: Any) -> None:
        """Draw them for a step."""
        if self.scene == self.shape:
            return
        (below, right), (height, width), margin = self.scene, self.shape, _MARGIN * self.scale
        rules = [((0, below), (width, below)), ((right, 0), (right, below))]
        for ends in rules:
            figure.line(np.array(ends, np.float64), self.theme.grid, self.scale)
        left, end = right + margin, width - margin
        bottom = self._draw_trace(figure, index, step, (left, end, margin, float(below)))
        self._draw_weights(figure, step, (left, end, bottom, float(below)))
        self._draw_formulas(figure, step, (margin, width - margin, float(below), float(height)))

    def _draw_trace(self, figure: _core.Figure, index: int, step: Any, room: Frame) -> float:
        """Draw the objective of each iteration; return where the next panel begins."""
        left, right, top, bottom = room
        scale, size = self.scale, _TEXT * self.scale
        algorithm = self.recording.algorithm
        name, value = algorithm.objective(step)
        baseline = top + size
        if math.isfinite(value):
            figure.text(figures(value, 6), (right, baseline), self.theme.text, size, align="end")
        points = self._objectives()
        high = min(bottom - top, _TRACE * scale) - size
        if len(points) < 2:
            figure.text(name.capitalize(), (left, baseline), self.theme.muted, size)
            return top + high + size
        low, most = _range(points[:, 1])
        is_flat = most - low <= _SAME * abs(most)
        spare = (_FLAT * abs(most) or 1.0) if is_flat else 0.06 * (most - low)
        low, most = low - spare, most + spare
        marks, origin = ticks(low, most, high / (46.0 * scale)), 0.0
        if marks.offset:  # numbers of many digits say less than differences
            origin = float(points[-1, 1])
            marks, name = ticks(low - origin, most - origin, high / (46.0 * scale)), f"{name} {MINUS} last"
        figure.text(name.capitalize(), (left, baseline), self.theme.muted, size)
        gutter = max((figure.text_width(label, size) for _, label in marks.marks), default=0.0)
        frame = (left + gutter + 6 * scale, right - 5 * scale, baseline + 8 * scale, top + high)
        last = max(float(points[-1, 0]), 1.0)

        def place(at: float, level: float) -> Place:
            x = frame[0] + at / last * (frame[1] - frame[0])
            return x, frame[3] - (level - low) / (most - low) * (frame[3] - frame[2])

        for level, label in marks.marks:
            y = place(0, level + origin)[1]
            figure.line(np.array([(frame[0], y), (frame[1], y)]), self.theme.grid, scale)
            figure.text(label, (frame[0] - 6 * scale, y + 0.36 * size), self.theme.muted, size, align="end")
        curve = np.array([place(at, level) for at, level in points.tolist()])
        figure.line(curve, self.theme.muted, 1.25 * scale, frame=frame)
        seen = points[:, 0] <= index
        if seen.any():
            figure.line(curve[seen], _ACCENT, 2.0 * scale, frame=frame)
            figure.dots(curve[seen][-1:], np.array([_ACCENT], np.uint8), 4.0 * scale)
        if marks.exponent:
            figure.text(marks.title("").strip(), (left, top + high + size), self.theme.muted, size)
        return top + high + 1.6 * size

    def _draw_weights(self, figure: _core.Figure, step: Any, room: Frame) -> None:
        left, right, top, bottom = room
        scale, size, pitch = self.scale, _TEXT * self.scale, _BAR * self.scale
        weights = [float(weight) for weight in self.recording.algorithm.weights(step)]
        baseline = top + 1.4 * size
        if self.recording.algorithm.view == "net":
            figure.text("U-matrix and hits", (left, baseline), self.theme.muted, size)
            frame = left, right, baseline + 0.6 * size, bottom - 0.6 * size
            draw_lattice(figure, self.recording.algorithm, step, frame, scale=scale, theme=self.theme)
            return
        fitting = min(_MOST_BARS, int((bottom - baseline - 0.6 * size) / pitch))
        if fitting < 1:
            return
        figure.text(self.recording.algorithm.weights_name, (left, baseline), self.theme.muted, size)
        shown = weights if len(weights) <= fitting else weights[: fitting - 1]
        number, value = figure.text_width("00", size), figure.text_width("0.000", size)
        start, end = left + number + 6 * scale, right - value - 6 * scale
        colors = colors_of(self.recording.algorithm, len(weights))
        for component, (weight, color) in enumerate(zip(shown, colors, strict=False)):
            middle = baseline + (component + 0.75) * pitch
            text = middle + 0.36 * size
            figure.text(str(component), (left + number, text), self.theme.text, size, align="end")
            half, tip = 4.0 * scale, start + weight * (end - start)
            for edge, ink in ((end, self.theme.grid), (tip, (*rgb(color), 255))):
                corners = [
                    (start, middle - half),
                    (edge, middle - half),
                    (edge, middle + half),
                    (start, middle + half),
                ]
                figure.fill(np.array(corners), ink)
            figure.text(f"{weight:.3f}", (right, text), self.theme.text, size, align="end")
        if len(shown) < len(weights):
            rest = baseline + (len(shown) + 0.75) * pitch + 0.36 * size
            figure.text(f"and {len(weights) - len(shown)} more", (start, rest), self.theme.muted, size)

    def _draw_formulas(self, figure: _core.Figure, step: Any, room: Frame) -> None:
        """Set the formulas of the half-step that has run, as large as there is room for."""
        left, right, top, bottom = room
        algorithm = self.recording.algorithm
        rows = shown_rows(self.recording.data, algorithm.view)
        shown = example(self.recording, step, self.dims, rows)
        half = 0 if step.phase in {"init", "expect"} else 1
        name, size = algorithm.halves[half], _FORMULA * self.scale
        parts = algorithm.formulas(shown)[half]
        if not parts:
            return
        begin = left + figure.text_width(name, _TEXT * self.scale) + _GAP * self.scale / 2
        across = sum(part.width(size) for part in parts) + _GAP * self.scale * (len(parts) - 1)
        size *= min(1.0, (right - begin) / across)
        ink = self.theme.muted if step.phase == "init" else self.theme.text
        middle = (top + bottom) / 2
        figure.text(name, (left, middle + 0.36 * _TEXT * self.scale), _ACCENT, _TEXT * self.scale)
        self._set(figure, parts, (begin, middle + 0.3 * size, right), ink, max(size, _SMALLEST * self.scale))

    def _set(
        self,
        figure: _core.Figure,
        parts: tuple[Part, ...],
        line: tuple[float, float, float],
        ink: Rgba,
        size: float,
    ) -> None:
        """Set formulas side by side, as many as there is room for."""
        x, baseline, right = line
        for part in parts:
            width = part.width(size)
            if x + width > right + 1:
                return
            part.draw(figure, (x, baseline), ink, size)
            x += width + _GAP * self.scale

    def _objectives(self) -> Any:
        """Return the step and the objective of each iteration, shape (n, 2)."""
        recording = self.recording
        found = []
        for index in range(len(recording)):
            step = recording.step(index)
            value = recording.algorithm.objective(step)[1]
            if step.phase in {"expect", "step"} and math.isfinite(value):
                found.append((float(index), value))
        return np.array(found, np.float64).reshape(-1, 2)


def _range(values: Any) -> tuple[float, float]:
    """Return the range of a curve; a first value that would flatten all the rest is left out."""
    rest = values[1:]
    low, high = float(rest.min()), float(rest.max())
    first = float(values[0])
    if len(rest) < 2 or max(low - first, first - high) <= _WALL * (high - low):
        low, high = min(low, first), max(high, first)
    return low, high
