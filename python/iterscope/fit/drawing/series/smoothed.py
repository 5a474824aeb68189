"""Samples along time, and what the state of a linear dynamical system is thought to be."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.drawing.series.lanes import Lane
from iterscope.fit.drawing.series.series import SeriesDrawing

_WIDE = 2.0
"""Standard deviations of a band."""
_BAND, _SEEN, _DOT = 90, 26, 200
"""Opacity of the band of the mean, of the band of the values, and of a value."""


class SmoothedDrawing(SeriesDrawing):
    """A linear dynamical system: the smoothed mean with its band, and the band of what is seen."""

    def _draw(self, figure: _core.Figure, index: int, step: Any) -> None:
        del index
        data = self._recording.data
        lanes, span, axis = self._lanes(figure)
        found = None if step.shading is None else self._recording.algorithm.smoothed(step.shading)
        noise = np.sqrt(np.maximum(np.diag(np.asarray(step.observation_covariance, np.float64)), 0.0))
        for lane, dim in zip(lanes, self._dims, strict=True):
            lane.draw_scale(data.feature_names[dim])
            values = np.asarray(data.values[:, dim], np.float64)
            lane.draw_gaps(np.isnan(values))
            if found is not None:
                observation = np.asarray(step.observation, np.float64)[dim]
                mean = found[0] @ observation
                deviation = np.sqrt(np.maximum(found[1] @ observation @ observation, 0.0))
                self._draw_bands(figure, lane, mean, deviation, float(noise[dim]))
            red, green, blue, _ = self._theme.text
            lane.draw_samples(values, np.full((len(values), 4), (red, green, blue, _DOT), np.uint8))
        self._draw_axis(figure, span, axis)

    def _draw_bands(
        self,
        figure: _core.Figure,
        lane: Lane,
        mean: NDArray[np.float64],
        deviation: NDArray[np.float64],
        noise: float,
    ) -> None:
        """Draw both bands and the mean, each sequence by itself."""
        first, end = lane.span.rows(len(mean))
        color, (red, green, blue, _) = rgb(palette(1)[0]), self._theme.muted
        edges = [first, *(np.flatnonzero(self._begins[first + 1 : end]) + first + 1).tolist(), end]
        for part in (slice(*ends) for ends in pairwise(edges)):
            rows = np.arange(part.start, part.stop, max(1, (end - first) // max(1, round(lane.frame[1]))))
            if len(rows) < 2:
                continue
            x, middle, half = lane.span.across(rows.astype(np.float64)), mean[rows], _WIDE * deviation[rows]
            for ink, wide in (
                ((red, green, blue, _SEEN), np.hypot(half, _WIDE * noise)),
                ((*color, _BAND), half),
            ):
                upper = np.stack([x, lane.up(middle + wide)], axis=1)
                lower = np.stack([x, lane.up(middle - wide)], axis=1)[::-1]
                figure.fill(np.concatenate([upper, lower]), ink, frame=lane.frame)
            way = np.stack([x, lane.up(middle)], axis=1)
            figure.line(way, (*color, 255), 1.75 * self._scale, frame=lane.frame)
