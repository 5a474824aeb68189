"""The lattice of a self-organizing map: its U-matrix, the hits of its nodes, and the radius."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.palette import colors_of, rgb
from iterscope.fit.drawing.theme import Theme

_RIDGE = (86, 97, 110)
_FAINTEST, _DARKEST = 14, 235
"""Opacities of nodes that are near to their neighbors, and of those that are farthest."""
_EVEN, _LARGEST = 0.25, 0.46
"""Radius of the disc of a node with an even share of the samples, and at most, in steps of the lattice."""
_CORNERS = 48


def draw_lattice(
    figure: _core.Figure,
    algorithm: Any,
    step: Any,
    frame: tuple[float, float, float, float],
    *,
    scale: float,
    theme: Theme,
) -> None:
    """Draw cells, the darker the farther their nodes are from the neighbors, a disc for each, and the radius.

    Parameters
    ----------
    figure : _core.Figure
    algorithm : Kohonen
    step : MapStep
    frame : tuple of float
        Left, right, top and bottom in pixels.
    scale : float
        Pixels for each CSS pixel.
    theme : Theme
    """
    lattice, colors = algorithm.lattice, colors_of(algorithm, len(step.weights))
    corner = _corners(lattice.topology)
    low = lattice.positions.min(axis=0) + corner.min(axis=0)
    high = lattice.positions.max(axis=0) + corner.max(axis=0)
    left, right, top, bottom = frame
    pitch = min((right - left) / (high[0] - low[0]), (bottom - top) / (high[1] - low[1]))
    if pitch <= 0:
        return
    origin = np.array([left + (right - left - pitch * (high[0] - low[0])) / 2, top]) - pitch * low
    places = origin + pitch * lattice.positions
    heights = lattice.u_matrix(step.means).ravel()
    levels = heights / max(heights.max(), 1e-300)
    shares = np.minimum(_LARGEST, _EVEN * np.sqrt(step.weights * lattice.n_nodes))
    for node, (place, level, share) in enumerate(zip(places, levels, shares, strict=True)):
        opacity = round(_FAINTEST + (_DARKEST - _FAINTEST) * float(level))
        figure.fill(place + 0.97 * pitch * corner, (*_RIDGE, opacity))
        if share > 0:
            ink = np.array([(*rgb(colors[node]), 255)], np.uint8)
            figure.dots(place[np.newaxis], ink, max(0.5, pitch * float(share)))
    middle = origin + pitch * (lattice.positions.min(axis=0) + lattice.positions.max(axis=0)) / 2
    around = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    circle = middle + pitch * float(step.radius) * np.stack([np.cos(around), np.sin(around)], axis=1)
    figure.line(circle, theme.text, 1.5 * scale, closed=True, frame=frame)


def _corners(topology: str) -> NDArray[np.float64]:
    """Return the corners of a cell about its node, shape (n_corners, 2)."""
    if topology == "rectangular":
        return np.array([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)])
    turns = np.pi / 6 + np.arange(6) * np.pi / 3
    corners: NDArray[np.float64] = np.stack([np.cos(turns), np.sin(turns)], axis=1) / np.sqrt(3)
    return corners
