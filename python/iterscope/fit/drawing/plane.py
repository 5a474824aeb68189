"""Samples and components in a plane, or the densities of one feature, drawn by matplotlib."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.layers import NEUTRAL
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.drawing.style import Style
from iterscope.fit.mixture.ellipses import ellipses
from iterscope.fit.recording import Recording
from iterscope.fit.replies import shown_rows

_MARGIN = 0.06
_FILLS = {1: 0.10, 2: 0.07, 3: 0.04}
_CURVE_POINTS = 400
_GREY = "#" + bytes(NEUTRAL).hex()


class PlaneDrawing(Drawing):
    """The samples that the page shows, colored by their responsibilities, and the components."""

    def __init__(self, recording: Recording, style: Style) -> None:
        super().__init__(recording, style)
        data = recording.data
        self._samples = np.ascontiguousarray(data.values[shown_rows(data)])
        self._names = data.feature_names
        self._dims = list(style.dims[:2])
        self._low, self._high = data.extent(self._dims, _MARGIN)

    def _draw(self, step: Any) -> None:
        axes = self._axes
        axes.set_xlim(self._low[0], self._high[0])
        axes.set_xlabel(self._names[self._dims[0]])
        if len(self._dims) == 2:
            axes.set_ylim(self._low[1], self._high[1])
            axes.set_ylabel(self._names[self._dims[1]])
            x, y = self._samples[:, self._dims].T
            axes.scatter(x, y, s=9, c=self._colors(step), linewidths=0, alpha=0.75)
            self._draw_components(step)
        else:
            self._draw_curves(step)

    def _colors(self, step: Any) -> NDArray[np.float64]:
        """Mix the components' colors in linear light."""
        shading = step.shading
        if shading is None:
            return np.tile(np.array(NEUTRAL) / 255, (len(self._samples), 1))
        shares = self._recording.algorithm.responsibilities(self._samples, shading)
        if self._style.colors == "argmax":
            shares = np.eye(shares.shape[1])[shares.argmax(axis=1)]
        colors = np.array([rgb(color) for color in palette(shares.shape[1])]) / 255
        linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
        mixed = np.clip(shares @ linear, 0, 1)
        return np.where(mixed <= 0.0031308, 12.92 * mixed, 1.055 * mixed ** (1 / 2.4) - 0.055)

    def _draw_components(self, step: Any) -> None:
        from matplotlib.patches import Ellipse  # noqa: PLC0415

        colors = palette(len(step.means))
        plane = self._recording.algorithm.marginal(step.parameters, (self._dims[0], self._dims[1]))
        if plane is not None and self._style.sigmas:
            rings = ellipses(plane.means, plane.covariances, "full", self._style.sigmas)
            for row, color in zip(rings, colors, strict=True):
                outline: dict[str, Any] = {"fill": False, "edgecolor": color, "linewidth": 1.5}
                for ring, sigma in zip(row, self._style.sigmas, strict=True):
                    width, height = 2 * ring["axes"]
                    filling = {"facecolor": color, "alpha": _FILLS[sigma], "linewidth": 0}
                    for style in (filling, outline):
                        angle = float(np.degrees(ring["angle"]))
                        self._axes.add_patch(Ellipse(ring["center"], width, height, angle=angle, **style))
        x, y = step.means[:, self._dims].T
        self._axes.scatter(x, y, s=70, c=colors, edgecolors="white", linewidths=2, zorder=3)

    def _draw_curves(self, step: Any) -> None:
        axes, dim = self._axes, self._dims[0]
        colors = palette(len(step.means))
        axes.hist(self._samples[:, dim], bins="auto", density=True, color=_GREY, alpha=0.4)
        axes.set_ylabel("density")
        line = self._recording.algorithm.marginal(step.parameters, (dim,))
        if line is None:
            for mean, color in zip(step.means[:, dim], colors, strict=True):
                axes.axvline(mean, color=color, linewidth=1.5)
            return
        at = np.linspace(self._low[0], self._high[0], _CURVE_POINTS)
        variances = line.covariances[:, 0]
        squares = np.square(at - line.means) / variances
        curves = line.weights[:, np.newaxis] * np.exp(-squares / 2) / np.sqrt(2 * np.pi * variances)
        for curve, color in zip(curves, colors, strict=True):
            axes.plot(at, curve, color=color, linewidth=1.5)
        axes.plot(at, curves.sum(axis=0), color="0.3", linewidth=1)
