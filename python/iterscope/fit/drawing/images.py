"""Means as images beside a picture, where each sample is an image."""

import math

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.drawing.theme import Theme

_SIDE, _GOOD_SIDE, _LEAST_SIDE = 56.0, 36.0, 24.0
"""CSS pixels along the longer side of an image: at most, from which on one column will do, and at least."""
_GAP = 10.0
_NUMBER = 18.0
"""CSS pixels to the left of an image, for its number."""
_TOP, _BOTTOM = 46.0, 14.0
"""CSS pixels above and below the images."""
_SHARE = 0.3
"""Of the width that the images may take."""
_MOST_PIXELS = 32
"""Pixels along a side of an image; of larger ones the mean of neighbors is drawn."""
_TEXT = 10.0


class Images:
    """Images of means in columns at the right edge of a picture.

    Parameters
    ----------
    form : (rows, columns)
        Of each image.
    count : int
        Number of the images.
    shape : (height, width)
        Of the picture in pixels.
    scale : float
        Pixels for each CSS pixel.
    theme : Theme
    """

    def __init__(
        self, form: tuple[int, int], count: int, *, shape: tuple[int, int], scale: float, theme: Theme
    ) -> None:
        self._form, self._shape, self._scale, self._theme = form, shape, scale, theme
        height, width = shape[0] - (_TOP + _BOTTOM) * scale, _SHARE * shape[1]
        pitch = (_LEAST_SIDE + _GAP + _NUMBER) * scale
        most = int(width / pitch)
        columns = 1
        while columns < most and math.ceil(count / columns) * (_GOOD_SIDE + _GAP) * scale > height:
            columns += 1
        rows = math.ceil(count / columns)
        side = min(_SIDE * scale, height / rows - _GAP * scale, width / columns - (_GAP + _NUMBER) * scale)
        self._side = max(side, _LEAST_SIDE * scale)
        self._rows = max(1, min(rows, int(height / (self._side + _GAP * scale))))
        self._count = min(count, self._rows * columns) if most else 0
        """How many have room."""
        self._columns = math.ceil(self._count / self._rows)

    @property
    def scene(self) -> tuple[int, int]:
        """Height and width of what is left for the picture, from the top left corner."""
        taken = self._columns * (self._side + (_GAP + _NUMBER) * self._scale)
        return self._shape[0], self._shape[1] - round(taken)

    def draw(self, figure: _core.Figure, means: NDArray[np.float64], bounds: tuple[float, float]) -> None:
        """Draw means, shape (n_components, n_features): more ink the larger a value is within the bounds."""
        left, scale, inks = self.scene[1], self._scale, palette(len(means))
        for component, mean in enumerate(means[: self._count]):
            column, row = divmod(component, self._rows)
            x = left + (column + 1) * _NUMBER * scale + column * (self._side + _GAP * scale)
            y = _TOP * scale + row * (self._side + _GAP * scale)
            self._draw_image(figure, self._coarse(mean), bounds, (round(x), round(y)), rgb(inks[component]))
            at = (x - 4 * scale, y + self._side / 2 + 0.36 * _TEXT * scale)
            figure.text(str(component), at, self._theme.text, _TEXT * scale, align="end")

    def _coarse(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the image of a mean, means of neighboring pixels where there are very many."""
        image = values.reshape(self._form)
        for axis in (0, 1):
            parts = np.array_split(image, min(image.shape[axis], _MOST_PIXELS), axis=axis)
            image = np.concatenate([part.mean(axis=axis, keepdims=True) for part in parts], axis=axis)
        return image

    def _draw_image(
        self,
        figure: _core.Figure,
        image: NDArray[np.float64],
        bounds: tuple[float, float],
        at: tuple[int, int],
        color: tuple[int, int, int],
    ) -> None:
        (rows, columns), (low, high) = image.shape, bounds
        pixel = max(1, int(self._side / max(rows, columns)))  # whole pixels: no seams between them
        inks = np.clip((image - low) / (high - low or 1.0), 0, 1)
        left, top = at
        figure.fill(_square(left, top, columns * pixel, rows * pixel), self._theme.grid)
        for row, column in np.argwhere(inks > 1 / 255).tolist():
            ink = (*self._theme.text[:3], round(255 * inks[row, column]))
            figure.fill(_square(left + column * pixel, top + row * pixel, pixel, pixel), ink)
        edge = self._scale
        frame = _square(left - edge, top - edge, columns * pixel + 2 * edge, rows * pixel + 2 * edge)
        figure.line(frame, (*color, 255), 2 * self._scale, closed=True)


def _square(left: float, top: float, width: float, height: float) -> NDArray[np.float64]:
    right, bottom = left + width, top + height
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)
