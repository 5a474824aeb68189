"""Samples along time: a lane for each feature."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.series.lanes import Lane, Span, draw_rows

_LEFT, _RIGHT, _TOP, _FOOT, _GAP = 46.0, 34.0, 46.0, 24.0, 18.0
"""CSS pixels around the lanes, and between two of them."""
_MOST = 3
"""Features that are shown at most."""


class SeriesDrawing(Drawing):
    """Samples along time, whatever is drawn beside them."""

    @property
    def _below(self) -> float:
        """Pixels below the axis of the rows."""
        return 0.0

    @property
    def _strips(self) -> float:
        """Pixels between the lanes and the axis."""
        return 0.0

    @property
    def _joined(self) -> bool:
        """Whether a line leads from value to value."""
        return True

    @property
    def _dims(self) -> list[int]:
        """The features that are shown."""
        return [dim for dim in self._style.dims if dim < self._recording.data.n_features][:_MOST] or [0]

    @property
    def _left(self) -> float:
        return _LEFT * self._scale

    @property
    def _span(self) -> Span:
        """The rows that are shown."""
        n_rows = len(self._recording.data)
        start, end = (-0.5, n_rows - 0.5) if self._box is None else self._box[:2]
        return Span(start, end, self._left, max(self._left + 1, self._shape[1] - _RIGHT * self._scale))

    @property
    def _begins(self) -> NDArray[np.bool_]:
        """Where sequences begin."""
        data = self._recording.data
        begins = np.zeros(len(data), np.bool_)
        begins[0 if data.lengths is None else np.cumsum(data.lengths) - data.lengths] = True
        return begins

    def _lanes(self, figure: _core.Figure) -> tuple[list[Lane], Span, float]:
        """Return the lanes, the rows that are shown, and the height of their axis in pixels."""
        scale, dims, span = self._scale, self._dims, self._span
        axis = float(round(self._shape[0] - self._below - _FOOT * scale))
        top, gap = _TOP * scale, _GAP * scale
        high = max(1.0, (axis - self._strips - top - gap * (len(dims) - 1)) / len(dims))
        data = self._recording.data
        low, most = data.extent(dims, 0.08)
        return (
            [
                Lane(
                    figure,
                    (span.left, span.right, top + lane * (high + gap), top + lane * (high + gap) + high),
                    (float(low[lane]), float(most[lane])),
                    span,
                    scale,
                    self._theme,
                    _are_whole(np.asarray(data.values[:, dim], np.float64)),
                )
                for lane, dim in enumerate(dims)
            ],
            span,
            axis,
        )

    def _draw_lane(self, lane: Lane, dim: int, colors: NDArray[np.uint8]) -> None:
        """Draw the values of a feature."""
        data = self._recording.data
        values = np.asarray(data.values[:, dim], np.float64)
        lane.draw_scale(data.feature_names[dim])
        lane.draw_gaps(np.isnan(values))
        if self._joined and len(values) <= lane.frame[1] - lane.frame[0]:
            lane.draw_line(values, self._begins)
        lane.draw_samples(values, colors)

    def _draw_axis(self, figure: _core.Figure, span: Span, axis: float) -> None:
        """Draw the numbers of the rows, and a line where each sequence begins."""
        draw_rows(figure, span, axis, self._scale, self._theme)
        top = _TOP * self._scale
        for row in np.flatnonzero(self._begins)[1:].tolist():
            x = float(span.across(row - 0.5))
            if span.left < x < span.right:
                for y in np.arange(top, axis, 7 * self._scale).tolist():
                    dash = np.array([(x, y), (x, min(axis, y + 4 * self._scale))])
                    figure.line(dash, self._theme.muted, self._scale)


def _are_whole(values: NDArray[np.float64]) -> bool:
    """Tell whether all values that there are are whole numbers."""
    return bool(np.all((values == np.round(values)) | np.isnan(values)))
