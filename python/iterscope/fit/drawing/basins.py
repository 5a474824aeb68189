"""A map of basins below the samples of a plane, in the colors in which a page draws it."""

import numpy as np

from iterscope import _core
from iterscope.fit.basins import BasinMap
from iterscope.fit.drawing.axes import Axes
from iterscope.fit.drawing.palette import palette, rgb

_SOON, _LATE = 0.55, 0.15
"""Opacity where a fit ends soon, and where it takes longest."""
_SHADES = 8
"""Opacities that are told apart: points of a row that look alike are drawn together."""


def draw_basins(figure: _core.Figure, axes: Axes, found: BasinMap, n_components: int) -> None:
    """Draw a map: each optimum has a color, the fainter the longer the fit takes.

    Where there is but one optimum, the component that the moved one becomes has the color.

    Parameters
    ----------
    figure : _core.Figure
    axes : Axes
    found : BasinMap
    n_components : int
    """
    is_one = len(found.log_likelihoods) == 1
    colors = [rgb(color) for color in palette(n_components if is_one else len(found.log_likelihoods))]
    inks = np.where(found.optimum < 0, -1, found.component if is_one else found.optimum)
    late = np.log(np.maximum(found.iterations, 1)) / np.log(max(2, int(found.iterations.max())))
    shades = np.rint(late * (_SHADES - 1)).astype(int)
    x, y = (_edges(along) for along in (found.x, found.y))
    for row, (ink, shade) in enumerate(zip(inks, shades, strict=True)):
        looks = ink * _SHADES + shade
        starts = np.flatnonzero(np.diff(looks, prepend=looks[0] - 1))
        for start, end in zip(starts, [*starts[1:], len(looks)], strict=True):
            if ink[start] < 0:
                continue
            corners = [(x[start], y[row]), (x[end], y[row]), (x[end], y[row + 1]), (x[start], y[row + 1])]
            opacity = _SOON + (_LATE - _SOON) * shade[start] / (_SHADES - 1)
            color = (*colors[int(ink[start])], round(255 * opacity))
            figure.fill(np.rint(axes.place(corners)), color, frame=axes.frame)


def _edges(
    middles: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the edges of the points of a grid."""
    half = (middles[-1] - middles[0]) / max(1, len(middles) - 1) / 2 or 0.5
    return np.append(middles - half, middles[-1] + half)
