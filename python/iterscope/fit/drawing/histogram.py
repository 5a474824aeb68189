"""One feature: bars that are shared out among the components, and the components' densities."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from iterscope import _core
from iterscope.fit.drawing.axes import Axes
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.layers import NEUTRAL
from iterscope.fit.drawing.marks import RING, Marks
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.replies import shown_rows

_BAR = 140
"""Opacity of a bar."""
_FEWEST, _MOST = 8, 160
"""Bars over the range of the data."""
_WIDEST = 28.0
"""CSS pixels across a bar from which on it is halved; at most this many times:"""
_MOST_HALVINGS = 5
_HEADROOM = 1.25
"""Height of the axes over that of the highest bar; and over that of the curves, if higher, not by far."""
_ABOVE, _HIGHEST = 1.05, 2.5
_CURVE_POINTS = 600


class HistogramDrawing(Drawing):
    """The samples that a page shows as bars, in the components' colors, and curves of the densities."""

    def _draw(self, figure: _core.Figure, index: int, step: Any) -> None:
        del index
        data, dim = self._recording.data, self._dims[0]
        rows = shown_rows(data)
        samples = np.ascontiguousarray(data.values[rows], np.float64)
        weights = np.ones(len(samples)) if data.weights is None else data.weights[rows]
        values, shares = self._along(samples)[:, 0], self._shares(samples, step)
        if (known := ~np.isnan(values)).sum() < len(values):
            values, weights = values[known], weights[known]
            shares = None if shares is None else shares[known]
        edges = self._edges(values)
        parts = weights[:, np.newaxis] * (1.0 if shares is None else shares)
        sums = np.array([np.histogram(values, edges, weights=part)[0] for part in parts.T])
        heights = sums / weights.sum()
        colors = [NEUTRAL] if shares is None else [rgb(color) for color in palette(len(heights))]

        (left,), (right,) = (side.tolist() for side in self._extent)
        line = self._recording.algorithm.marginal(step.parameters, (dim,))
        width = edges[1] - edges[0]
        bar = float(heights.sum(axis=0).max())
        highest = bar * _HEADROOM
        if line is not None:
            peak = float(_curves(line, np.linspace(left, right, _CURVE_POINTS), width).sum(axis=0).max())
            highest = max(highest, min(_ABOVE * peak, _HIGHEST * bar))
        axes = self._axes(figure, (left, right, 0.0, highest), (self._name(0), ""))
        axes.draw_grid()
        above = np.cumsum(heights, axis=0)
        for levels, color in zip(np.stack([above - heights, above], axis=1), colors, strict=True):
            self._draw_bars(figure, axes, edges, levels, color)
        marks = self._marks(figure, axes, step)
        if line is not None:
            self._draw_curves(figure, axes, marks, line, width)
        for component, mean in enumerate(self._along(step.means)[:, 0]):
            place = axes.place((mean, 0.0)) - (0, (RING + 1.5) * self._scale)
            marks.draw_mean(component, place, stays=component in self._staying)
        axes.draw_numbers()

    def _edges(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the edges of the bars; wide ones in a part of the data are halved, as on a page."""
        edges = _edges(values)
        if self._box is None:
            return edges
        left, right = self._box
        share = (edges[1] - edges[0]) / (right - left)
        excess = math.log2(share * self._shape[1] / (_WIDEST * self._scale))
        halvings = max(0, min(_MOST_HALVINGS, math.ceil(excess)))
        return np.linspace(edges[0], edges[-1], (len(edges) - 1) * 2**halvings + 1)

    def _draw_bars(
        self,
        figure: _core.Figure,
        axes: Axes,
        edges: NDArray[np.float64],
        levels: NDArray[np.float64],
        color: tuple[int, int, int],
    ) -> None:
        """Draw the part of a component in each bar, between two levels."""
        below, above = levels
        for bar in np.flatnonzero(above > below):
            (left, high), (right, low) = axes.place([(edges[bar], above[bar]), (edges[bar + 1], below[bar])])
            right = max(left + 1, right - self._scale)
            corners = np.array([(left, high), (right, high), (right, low), (left, low)])
            figure.fill(corners, (*color, _BAR), frame=axes.frame)

    def _draw_curves(self, figure: _core.Figure, axes: Axes, marks: Marks, line: Any, width: float) -> None:
        """Draw the density of each component times the width of a bar, and their sum."""
        left, right, _, highest = axes.box
        at = np.linspace(left, right, _CURVE_POINTS)
        curves = np.minimum(_curves(line, at, width), 2 * highest)
        inks = [(marks.outline(component), 1.75) for component in range(len(curves))]
        for curve, (color, stroke) in zip(
            [*curves, curves.sum(axis=0)], [*inks, (self._theme.text, 1.5)], strict=True
        ):
            places = axes.place(np.stack([at, curve], axis=1))
            figure.line(places, color, stroke * self._scale, frame=axes.frame)


def _curves(line: Any, at: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    """Return the density of each component times a width; one without a width of its own has none."""
    gaussian = getattr(line, "gaussian", line)
    means, weights = gaussian.means[:, :1], gaussian.weights[:, np.newaxis]
    deviations = np.sqrt(gaussian.covariances.reshape(len(means), -1)[:, :1])
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        standard = (at - means) / deviations
        if gaussian is line:
            heights = np.exp(-np.square(standard) / 2) / np.sqrt(2 * np.pi)
        else:
            heights = t.pdf(standard, line.degrees_of_freedom[:, np.newaxis])
        curves: NDArray[np.float64] = np.nan_to_num(weights * (width / deviations) * heights)
    return curves


def _edges(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the edges of bars that suit the samples, by the rule of Freedman and Diaconis (1981)."""
    low, high = values.min(), values.max()
    if not high > low:
        return np.linspace(low - 0.5, high + 0.5, _FEWEST + 1)
    lower, upper = np.quantile(values, [0.25, 0.75])
    width = 2 * (upper - lower) / len(values) ** (1 / 3)
    count = math.ceil(min((high - low) / width, _MOST)) if width > 0 else _FEWEST
    return np.linspace(low, high, max(count, _FEWEST) + 1)
