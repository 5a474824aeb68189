"""Marks of components on a figure: ellipses and numbered rings, as the page draws them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.drawing.axes import Axes
from iterscope.fit.drawing.palette import rgb
from iterscope.fit.drawing.theme import Rgba, Theme
from iterscope.fit.mixture.ellipses import ellipses

_FILLS = {1: 0.10, 2: 0.07, 3: 0.04}
_STROKES = {1: 1.0, 2: 0.6, 3: 0.35}
_STROKE = 1.6
"""Width of an outline in CSS pixels."""
_CORNERS = 180
"""Corners of what stands for an ellipse."""
_DASHES = 30
"""Dashes around the ellipse of a degenerate component or a class."""
_CLASS_SIGMA, _CLASS_OPACITY = 2, 0.45
"""Standard deviations of the ellipse of a true class, and the opacity of its outline."""
_AROUND = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
_CIRCLE = np.stack([np.cos(_AROUND), np.sin(_AROUND)])
RING = 8.5
"""Radius of a mean's ring in CSS pixels."""
_HALO, _NUMBER = (255, 255, 255, 235), (31, 35, 40, 255)


class Marks:
    """Components on the axes of a figure.

    Parameters
    ----------
    figure : _core.Figure
    axes : Axes
    scale : float
        Pixels for each CSS pixel.
    theme : Theme
    colors : sequence of str
        ``#rrggbb`` of each component.
    strengths : ndarray of shape (n_components,), default=None
        Opacity of each component.
    """

    def __init__(
        self,
        figure: _core.Figure,
        axes: Axes,
        scale: float,
        theme: Theme,
        colors: Sequence[str],
        *,
        strengths: NDArray[np.float64] | None = None,
    ) -> None:
        self._figure, self._axes, self._scale, self._theme = figure, axes, scale, theme
        self._colors = [rgb(color) for color in colors]
        self._strengths = np.ones(len(colors)) if strengths is None else strengths

    def outline(self, component: int, opacity: float = 1.0) -> Rgba:
        """Return a component's color as a line that is seen on samples of the same color."""
        color = np.array(self._colors[component])
        linear = np.where(color / 255 <= 0.04045, color / 3294.6, ((color / 255 + 0.055) / 1.055) ** 2.4)
        towards = self._theme.outline * (linear @ (0.2126, 0.7152, 0.0722)) ** 0.5
        red, green, blue = np.rint(color + towards * (np.array(self._theme.text[:3]) - color)).astype(int)
        return int(red), int(green), int(blue), round(255 * opacity * self._strengths[component])

    def _inside(self, component: int, opacity: float) -> Rgba:
        """Return a component's color as an area."""
        red, green, blue = self._colors[component]
        return red, green, blue, round(255 * opacity * self._strengths[component])

    def draw_ellipses(self, plane: Any, sigmas: Sequence[int], degenerate: Sequence[int]) -> None:
        """Draw the ellipses of Gaussians in the plane; those of degenerate components are dashed.

        Parameters
        ----------
        plane : _core.Parameters
            Of two features.
        sigmas : sequence of int
        degenerate : sequence of int
            Components.
        """
        order = sorted(sigmas, reverse=True)
        for component, row in enumerate(ellipses(plane.means, plane.covariances, "full", order or [1])):
            for sigma, ring in zip(order, row, strict=False):
                turn = np.array([
                    [np.cos(ring["angle"]), -np.sin(ring["angle"])],
                    [np.sin(ring["angle"]), np.cos(ring["angle"])],
                ])  # fmt: skip
                places = self._axes.place(ring["center"] + (turn @ (ring["axes"][:, np.newaxis] * _CIRCLE)).T)
                color = self._inside(component, _FILLS[sigma])
                self._figure.fill(places, color, frame=self._axes.frame)
                self._draw_ring(
                    places, self.outline(component, _STROKES[sigma]), dashed=component in degenerate
                )

    def draw_class(self, places: NDArray[np.float64]) -> None:
        """Draw around where the samples of a true class are.

        Parameters
        ----------
        places : ndarray of shape (n, 2)
            Of the samples, in pixels.
        """
        variances, turn = np.linalg.eigh(np.cov(places.T, bias=True))
        axes = _CLASS_SIGMA * np.sqrt(np.maximum(variances, 0))
        red, green, blue, _ = self._theme.text
        ring = places.mean(axis=0) + (_CIRCLE.T * axes) @ turn.T
        self._draw_ring(ring, (red, green, blue, round(255 * _CLASS_OPACITY)), dashed=True)

    def draw_line(
        self,
        component: int,
        middle: NDArray[np.float64],
        along: NDArray[np.float64],
        across: NDArray[np.float64],
        sigmas: Sequence[int],
        *,
        dashed: bool,
    ) -> None:
        """Draw a component that is a line through the frame, with a band on both sides for each sigma.

        Parameters
        ----------
        component : int
        middle : ndarray of shape (2,)
            A point of the line.
        along, across : ndarray of shape (2,)
            Its direction, and one standard deviation to the side.
        sigmas : sequence of int
        dashed : bool
        """
        frame = self._axes.frame
        start, step, side = self._axes.place(np.stack([middle, middle + along, middle + across]))
        way, off = step - start, side - start
        # Far enough to leave the frame on both sides, wherever the point is.
        least = np.finfo(np.float64).tiny
        reach = 2 * (np.abs(frame).sum() + np.abs(start).sum()) / max(np.hypot(*way), least)
        ends = np.stack([start - reach * way, start + reach * way])
        for sigma in sigmas:
            band = np.concatenate([ends - sigma * off, ends[::-1] + sigma * off])
            self._figure.fill(band, self._inside(component, _FILLS[sigma]), frame=frame)
        color, width = self.outline(component), 2 * self._scale
        pieces = np.linspace(ends[0], ends[1], 2 * _DASHES) if dashed else ends
        for piece in range(0, len(pieces) - 1, 2):
            self._figure.line(np.ascontiguousarray(pieces[piece : piece + 2]), color, width, frame=frame)

    def draw_mean(self, component: int, at: NDArray[np.float64], *, stays: bool = False) -> None:
        """Draw a ring with the component's number at a place in pixels, with a padlock if the mean stays."""
        left, right, top, bottom = self._axes.frame
        if not (left <= at[0] <= right and top <= at[1] <= bottom):
            return
        scale = self._scale
        around = np.linspace(0, 2 * np.pi, 64, endpoint=False)
        circle = np.stack([np.cos(around), np.sin(around)], axis=1)
        halo, number = (
            (red, green, blue, round(opacity * self._strengths[component]))
            for red, green, blue, opacity in (_HALO, _NUMBER)
        )
        self._figure.fill(at + (RING + 1.5) * scale * circle, halo)
        self._figure.fill(at + RING * scale * circle, self._inside(component, 56 / 255))
        ring = at + (RING - 1.25) * scale * circle
        self._figure.line(ring, self.outline(component), 2.5 * scale, closed=True)
        size = (10.0 if component < 10 else 8.5) * scale
        place = (float(at[0]), float(at[1]) + 0.365 * size)
        self._figure.text(str(component), place, number, size, align="middle")
        if stays:
            self._draw_padlock(at + np.array([RING, -RING]) * scale)

    def _draw_padlock(self, at: NDArray[np.float64]) -> None:
        """Draw a padlock above a place in pixels."""
        scale, (red, green, blue, _) = self._scale, self._theme.text
        body = np.array([(-3.5, -6.0), (3.5, -6.0), (3.5, 0.0), (-3.5, 0.0)]) * scale
        around = np.linspace(np.pi, 2 * np.pi, 16)
        bow = np.stack([2.2 * np.cos(around), 2.2 * np.sin(around) - 6.5], axis=1) * scale
        self._figure.line(at + bow, (red, green, blue, 255), 1.4 * scale)
        self._figure.fill(at + body, (red, green, blue, 255))

    def _draw_ring(self, places: NDArray[np.float64], color: Rgba, *, dashed: bool) -> None:
        width, frame = _STROKE * self._scale, self._axes.frame
        if not dashed:
            self._figure.line(places, color, width, closed=True, frame=frame)
            return
        for dash in np.array_split(places, _DASHES):
            self._figure.line(dash[: len(dash) * 2 // 3 + 1], color, width, frame=frame)
