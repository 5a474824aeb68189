"""Samples along time in the colors of their states, and the states' shares, most likely path and chain."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.axes import SIZE
from iterscope.fit.drawing.layers import NEUTRAL
from iterscope.fit.drawing.marks import Marks
from iterscope.fit.drawing.palette import blended, palette, rgb
from iterscope.fit.drawing.series import arrows
from iterscope.fit.drawing.series.lanes import Lane, Span
from iterscope.fit.drawing.series.series import SeriesDrawing

_SHARES, _PATH, _SPACE = 26.0, 10.0, 5.0
"""CSS pixels of the strips of the shares and of the path, and of the room above each."""
_CHAIN, _ROOM = 0.36, 330.0
"""Share of the height that the chain takes, and CSS pixels of height from which on it is drawn."""
_RING = 19.0
"""CSS pixels from a lane to the rings of its levels."""
_APART = 17.0
"""CSS pixels between two rings."""
_OPAQUE = 235
_SYMBOL, _BAR = 27.0, 8.0
"""CSS pixels of a bar of a symbol's probability at most: across and down."""


class StatesDrawing(SeriesDrawing):
    """A hidden Markov model."""

    @property
    def _below(self) -> float:
        """Pixels that the chain takes."""
        height = self._shape[0]
        return round(_CHAIN * height) if height >= _ROOM * self._scale else 0.0

    @property
    def _strips(self) -> float:
        """Pixels that the strips take."""
        return (_SHARES + _PATH + 2 * _SPACE) * self._scale

    def _draw(self, figure: _core.Figure, index: int, step: Any) -> None:
        del index
        algorithm, data = self._recording.algorithm, self._recording.data
        shares = self._shares(np.asarray(data.values, np.float64), step)
        colors = np.full((len(data), 4), (*NEUTRAL, _OPAQUE), np.uint8)
        if shares is not None:
            colors[:, :3] = blended(shares)
        lanes, span, axis = self._lanes(figure)
        marks = self._state_marks(figure, step)
        for lane, dim in zip(lanes, self._dims, strict=True):
            self._draw_levels(figure, lane, marks, step, dim)
            self._draw_lane(lane, dim, colors)
            self._draw_symbols(figure, lane, step, dim)
        if shares is not None:
            self._draw_shares(figure, span, axis, shares)
            path = algorithm.path(step.shading)
            if path is not None:
                self._draw_path(figure, span, axis, path)
        self._draw_axis(figure, span, axis)
        if self._below:
            self._draw_chain(figure, marks, step)

    def _state_marks(self, figure: _core.Figure, step: Any) -> Marks:
        """Return what draws the states' rings, wherever they are."""
        axes = self._axes(figure, (0.0, 1.0, 0.0, 1.0), ("", ""))
        axes.frame = (0.0, float(self._shape[1]), 0.0, float(self._shape[0]))
        colors = palette(self._recording.algorithm.n_components(step.parameters))
        return Marks(figure, axes, self._scale, self._theme, colors)

    def _draw_levels(self, figure: _core.Figure, lane: Lane, marks: Marks, step: Any, dim: int) -> None:
        """Draw where each state emits; nothing where states emit symbols."""
        levels = self._levels(step)
        if levels is None:
            return
        left, right, top, bottom = lane.frame
        heights = np.clip(np.nan_to_num(lane.up(levels[:, dim]), nan=top), top, bottom)
        rings = apart(heights, _APART * self._scale)
        for component, (y, ring) in enumerate(zip(heights.tolist(), rings.tolist(), strict=True)):
            at = np.array([right + _RING * self._scale, ring])
            ends = np.array([(left, y), (right, y), at])
            figure.line(ends, marks.outline(component, 0.75), 1.25 * self._scale)
            marks.draw_mean(component, at)

    def _levels(self, step: Any) -> NDArray[np.float64] | None:
        """Return the level of each state in each feature."""
        algorithm = self._recording.algorithm
        return None if algorithm.layers(step) is not None else algorithm.centers(step)

    @property
    def _joined(self) -> bool:
        """Symbols are places, and nothing is between them."""
        algorithm = self._recording.algorithm
        return algorithm.layers(self._recording.step(0)) is None

    def _draw_symbols(self, figure: _core.Figure, lane: Lane, step: Any, dim: int) -> None:
        """Draw how often each state emits each symbol, as bars beside the symbols' heights."""
        layers = self._recording.algorithm.layers(step)
        if layers is None:
            return
        shares, left = layers[:, dim], lane.frame[1] + 3 * self._scale
        room = abs(float(lane.up(1.0) - lane.up(0.0)))
        high = min(_BAR * self._scale, 0.8 * room / len(shares))
        for state, color in enumerate(palette(len(shares))):
            for symbol, share in enumerate(shares[state].tolist()):
                top = float(lane.up(float(symbol))) + (state - len(shares) / 2) * high
                right, bottom = left + share * _SYMBOL * self._scale, top + max(1.0, high - self._scale)
                corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
                figure.fill(corners, (*rgb(color), _OPAQUE))

    def _draw_shares(
        self, figure: _core.Figure, span: Span, axis: float, shares: NDArray[np.float64]
    ) -> None:
        """Draw the shares of the states above each other."""
        first, end = span.rows(len(shares))
        columns = min(end - first, int(span.right - span.left))
        edges = np.linspace(first, end, columns + 1).astype(np.int64)
        heights = np.add.reduceat(shares[:end], edges[:-1], axis=0) / np.diff(edges)[:, np.newaxis]
        top = axis - self._strips + _SPACE * self._scale
        x = np.clip(span.across(np.repeat(edges, 2)[1:-1].astype(np.float64) - 0.5), span.left, span.right)
        above = np.zeros(len(heights))
        for component, color in enumerate(palette(shares.shape[1])):
            under = above + heights[:, component]
            upper, lower = (top + np.repeat(level, 2) * _SHARES * self._scale for level in (above, under))
            outline = np.concatenate([
                np.stack([x, upper], axis=1), np.stack([x, lower], axis=1)[::-1]
            ])  # fmt: skip
            figure.fill(np.ascontiguousarray(outline), (*rgb(color), _OPAQUE))
            above = under
        self._write_strip(figure, "\N{GREEK SMALL LETTER GAMMA}", top + _SHARES * self._scale / 2)

    def _draw_path(self, figure: _core.Figure, span: Span, axis: float, path: NDArray[np.int64]) -> None:
        """Draw the most likely path as a ribbon, which ends where a sequence does."""
        top, colors = axis - (_PATH + 2) * self._scale, palette(int(path.max()) + 1)
        first, end = span.rows(len(path))
        parted = (np.diff(path[first:end]) != 0) | self._begins[first + 1 : end]
        edges = [first, *(np.flatnonzero(parted) + first + 1).tolist(), end]
        for start, stop in pairwise(edges):
            ends = [float(span.across(row - 0.5)) for row in (start, stop)]
            ends = [min(max(x, span.left), span.right) for x in ends]
            left, right = ends[0], max(ends[0] + 1, ends[1] - 0.75 * self._scale)
            bottom = top + _PATH * self._scale
            corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
            figure.fill(corners, (*rgb(colors[path[start]]), 255))
        self._write_strip(figure, "path", top + _PATH * self._scale / 2)

    def _draw_chain(self, figure: _core.Figure, marks: Marks, step: Any) -> None:
        height, width = self._shape
        frame = (0.0, float(width), height - self._below, float(height))
        transition = np.asarray(step.transition, np.float64)
        inks = [marks.outline(component) for component in range(len(transition))]
        across = min(width / 2, 2.2 * self._below)
        frame = (width / 2 - across / 2, width / 2 + across / 2, *frame[2:])
        for component, at in enumerate(
            arrows.draw(figure, transition, frame, inks, scale=self._scale, theme=self._theme)
        ):
            marks.draw_mean(component, at)

    def _write_strip(self, figure: _core.Figure, name: str, middle: float) -> None:
        size = SIZE * self._scale
        place = self._left - 7 * self._scale, middle + 0.36 * size
        figure.text(name, place, self._theme.muted, size, align="end")


def apart(places: NDArray[np.float64], distance: float) -> NDArray[np.float64]:
    """Push places that are too close apart, about their middle."""
    found, order = places.copy(), np.argsort(places, kind="stable")
    groups: list[tuple[list[int], float]] = []
    for index in order.tolist():
        members, middle = [index], float(places[index])
        while (
            groups
            and groups[-1][1] + len(groups[-1][0]) * distance / 2 > middle - len(members) * distance / 2
        ):
            before, at = groups.pop()
            middle = (at * len(before) + middle * len(members)) / (len(before) + len(members))
            members = [*before, *members]
        groups.append((members, middle))
    for members, middle in groups:
        found[members] = middle + (np.arange(len(members)) - (len(members) - 1) / 2) * distance
    return found
