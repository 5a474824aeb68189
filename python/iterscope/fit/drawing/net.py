"""A self-organizing map among the samples: the net of its nodes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.axes import Axes
from iterscope.fit.drawing.palette import colors_of, rgb
from iterscope.fit.drawing.plane import PlaneDrawing

_LINK, _HALO = 1.4, 3.2
"""Width of a line of the net and of what sets it off from the samples, in CSS pixels."""
_EMPTY, _EVEN, _LARGEST = 1.8, 4.5, 11.0
"""Radius of a node without samples, of one with an even share, and of the largest, in CSS pixels."""
_CROWD = 100
"""Nodes that are drawn so large; those of more are smaller."""


class NetDrawing(PlaneDrawing):
    """Two features: the samples, colored by their winners, and the net; nodes' areas are their hits."""

    def _draw_components(self, figure: _core.Figure, axes: Axes, step: Any) -> None:
        algorithm: Any = self._recording.algorithm
        places = axes.place(self._along(step.means))
        colors = colors_of(algorithm, len(places))
        red, green, blue, _ = self._theme.text
        for color, width in (((255, 255, 255, 150), _HALO), ((red, green, blue, 190), _LINK)):
            for pair in algorithm.lattice.links:
                figure.line(places[pair], color, width * self._scale, frame=axes.frame)
        for node, radius in enumerate(radii(step.weights) * self._scale):
            outline = red, green, blue
            for ink, size in ((outline, radius + self._scale), (rgb(colors[node]), radius)):
                figure.dots(
                    places[node : node + 1], np.array([(*ink, 255)], np.uint8), size, frame=axes.frame
                )


def radii(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the radius of each node in CSS pixels: areas are as the shares of the samples.

    Parameters
    ----------
    weights : ndarray of shape (n_nodes,)

    Returns
    -------
    ndarray of shape (n_nodes,)
    """
    crowding = min(1.0, (_CROWD / len(weights)) ** 0.25)
    found: NDArray[np.float64] = crowding * np.clip(_EVEN * np.sqrt(weights * len(weights)), _EMPTY, _LARGEST)
    return found
