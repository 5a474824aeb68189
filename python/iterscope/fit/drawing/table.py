"""A table of parameters, such as probabilities: a row for each component, a bar for each feature."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.axes import SIZE
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.palette import palette, rgb

_LEFT, _RIGHT, _TOP, _BOTTOM = 84.0, 14.0, 54.0, 14.0
"""CSS pixels around the table."""
_WIDEST, _HIGHEST = 112.0, 76.0
"""CSS pixels of a cell at most."""
_GAP = 0.16
"""Share of a cell that is left free, up to 6 CSS pixels."""
_ROOM = 30.0
"""CSS pixels of a cell from which on its number is written."""
_FRAME = 28
"""Opacity of a cell's frame."""
_STRONGEST = 190
"""Opacity that the layers above a bar come near to."""


class TableDrawing(Drawing):
    """What each component has of each feature; a full bar is 1, or the largest value of the feature."""

    def cell(self, row: int, column: int, shape: tuple[int, int]) -> tuple[float, float, float, float]:
        """Return the left, right, top and bottom of a cell in pixels; `shape` is that of the table."""
        scale, (down, across) = self._scale, self._room
        across = min(_WIDEST * scale, across / shape[1])
        down = min(_HIGHEST * scale, down / shape[0])
        gap = min(6 * scale, _GAP * across, _GAP * down)
        left, top = _LEFT * scale + column * across, _TOP * scale + row * down
        return left, left + across - gap, top, top + down - gap

    def _draw(self, figure: _core.Figure, index: int, step: Any) -> None:
        del index
        algorithm = self._recording.algorithm
        table, layers = algorithm.centers(step), algorithm.layers(step)
        rows, columns = (_chosen(size, pixels) for size, pixels in zip(table.shape, self._room, strict=True))
        full = algorithm.full[columns].tolist()
        shape, colors = (len(rows), len(columns)), palette(len(step.weights))
        for row, component in enumerate(rows):
            _, _, top, bottom = self.cell(row, 0, shape)
            color, values = colors[component], table[component, columns].tolist()
            self._draw_row_name(figure, color, f"{step.weights[component]:.3f}", (top, bottom))
            for column, value in enumerate(values):
                share = min(1.0, value / full[column])
                cell = self.cell(row, column, shape)
                figure.fill(_rectangle(*cell), (*self._theme.muted[:3], _FRAME))
                if layers is not None:
                    self._draw_layers(figure, cell, color, layers[component, columns[column]].tolist())
                self._draw_bar(figure, cell, color, (share, value))
        self._draw_names(figure, shape)

    @property
    def _room(self) -> tuple[float, float]:
        """Pixels down and across that the table may take."""
        height, width = self._shape
        return height - (_TOP + _BOTTOM) * self._scale, width - (_LEFT + _RIGHT) * self._scale

    def _draw_layers(
        self, figure: _core.Figure, cell: tuple[float, float, float, float], color: str, layers: list[float]
    ) -> None:
        """Draw the parts of a cell above its bar, which is the last one, each stronger than the one above."""
        left, right, top, bottom = cell
        edge = top
        for level, share in enumerate(layers[:-1]):
            below = edge + share * (bottom - top)
            opacity = round(_STRONGEST * level / (len(layers) - 1))
            figure.fill(_rectangle(left, right, edge, below), (*rgb(color), opacity))
            edge = below

    def _draw_bar(
        self,
        figure: _core.Figure,
        cell: tuple[float, float, float, float],
        color: str,
        bar: tuple[float, float],
    ) -> None:
        """Draw a bar that takes a share of its cell, with the value that it stands for."""
        (left, right, top, bottom), (share, value) = cell, bar
        scale, height = self._scale, share * (bottom - top)
        figure.fill(_rectangle(left, right, bottom - height, bottom), (*rgb(color), 255))
        if min(right - left, bottom - top) < _ROOM * scale:
            return
        is_above = bottom - height - top >= 14 * scale
        dark = np.dot(rgb(color), (0.2126, 0.7152, 0.0722)) > 140
        on_bar = (0, 0, 0, 217) if dark else (255, 255, 255, 242)
        baseline = round(bottom - height + (-4 if is_above else 12) * scale)
        place = (left + right) / 2, float(baseline)
        ink = self._theme.text if is_above else on_bar
        # Two digits after the point of what is below ten, then fewer.
        decimals = max(0, 3 - len(str(int(value))))
        figure.text(f"{value:.{decimals}f}", place, ink, 10.5 * scale, align="middle")

    def _draw_row_name(
        self, figure: _core.Figure, color: str, weight: str, rows: tuple[float, float]
    ) -> None:
        """Draw a component's color and weight to the left of its row."""
        scale, middle = self._scale, (rows[0] + rows[1]) / 2
        half = min(5 * scale, (rows[1] - rows[0]) / 2)
        figure.fill(_rectangle(14 * scale, 24 * scale, middle - half, middle + half), (*rgb(color), 255))
        if rows[1] - rows[0] >= SIZE * scale:
            place = (_LEFT - 14) * scale, float(round(middle + 0.36 * SIZE * scale))
            figure.text(weight, place, self._theme.muted, SIZE * scale, align="end")

    def _draw_names(self, figure: _core.Figure, shape: tuple[int, int]) -> None:
        """Write the names of the features above their columns, if all of them have room."""
        names, size = self._recording.data.feature_names, SIZE * self._scale
        left, right, top, _ = self.cell(0, 0, shape)
        pitch = self.cell(0, 1, shape)[0] - left
        if max(figure.text_width(name, size) for name in names) > pitch - 0.3 * size or shape[1] < len(names):
            text, baseline = f"{len(names)} features", float(round(top - 8 * self._scale))
            figure.text(text, (left, baseline), self._theme.muted, size)
            return
        for feature, name in enumerate(names):
            middle = (left + right) / 2 + feature * pitch
            figure.text(name, (middle, round(top - 8 * self._scale)), self._theme.muted, size, align="middle")


def _chosen(size: int, pixels: float) -> NDArray[np.int64]:
    """Return as many of the indices below `size`, evenly chosen, as pixels are enough for."""
    return np.linspace(0, size - 1, min(size, max(1, int(pixels / 2)))).astype(np.int64)


def _rectangle(left: float, right: float, top: float, bottom: float) -> Any:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
