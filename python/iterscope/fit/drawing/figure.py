"""Pictures of a step for print and talks, drawn by matplotlib."""

import io
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.drawing.layers import NEUTRAL
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.mixture.ellipses import ellipses
from iterscope.fit.recording import Recording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DPI = 100
_FILLS = {1: 0.10, 2: 0.07, 3: 0.04}
_CURVE_POINTS = 400
_GREY = "#" + bytes(NEUTRAL).hex()


class Drawing:
    """One step after another on the same figure.

    Parameters
    ----------
    recording : Recording
    rows : ndarray of int or slice
        The samples that are drawn.
    dims : sequence of int
        One feature for a histogram, two for a plane; a third one is left out.
    size : pair of int
        Width and height in pixels.
    names : sequence of str
        Of all features.
    sigmas : sequence of int
        Sizes of the ellipses.
    argmax : bool
        Whether each sample has the color of one component.

    Raises
    ------
    ImportError
        If matplotlib is not installed.
    """

    def __init__(
        self,
        recording: Recording,
        *,
        rows: NDArray[np.int64] | slice,
        dims: list[int],
        size: tuple[int, int],
        names: list[str],
        sigmas: list[int],
        argmax: bool,
    ) -> None:
        try:
            from matplotlib.figure import Figure  # noqa: PLC0415
        except ImportError:
            raise ImportError("pictures are drawn by matplotlib: pip install 'iterscope[lab]'") from None
        self._recording = recording
        self._samples = np.ascontiguousarray(recording.data.values[rows])
        self._dims = dims[:2]
        self._names = names
        self._sigmas = sigmas
        self._argmax = argmax
        shown = recording.data.values[:, self._dims]
        low, high = shown.min(axis=0), shown.max(axis=0)
        margin = 0.06 * np.where(high > low, high - low, np.maximum(np.abs(high), 1.0))
        self._low, self._high = low - margin, high + margin
        self.figure: Figure = Figure((size[0] / _DPI, size[1] / _DPI), dpi=_DPI, layout="constrained")
        self._axes: Axes = self.figure.add_subplot()

    def draw(self, index: int) -> None:
        """Draw a step in place of the one before."""
        axes = self._axes
        axes.clear()
        axes.set_xlim(self._low[0], self._high[0])
        axes.set_xlabel(self._names[self._dims[0]])
        step = self._recording.step(index)
        if len(self._dims) == 2:
            axes.set_ylim(self._low[1], self._high[1])
            axes.set_ylabel(self._names[self._dims[1]])
            x, y = self._samples[:, self._dims].T
            axes.scatter(x, y, s=9, c=self._colors(index), linewidths=0, alpha=0.75)
            self._draw_components(index)
        else:
            self._draw_curves(index)
        axes.set_title(f"iteration {step.iteration}, {step.phase}", loc="left", fontsize=10)

    def png(self) -> bytes:
        """Return what is drawn as a PNG file."""
        file = io.BytesIO()
        self.figure.savefig(file, format="png")
        return file.getvalue()

    def gif(self, path: str | os.PathLike[str], indices: Iterable[int], fps: float) -> None:
        """Write steps as an animation."""
        from matplotlib.animation import PillowWriter  # noqa: PLC0415

        writer = PillowWriter(fps=fps)  # type: ignore[arg-type]
        with writer.saving(self.figure, os.fspath(path), _DPI):
            for index in indices:
                self.draw(index)
                writer.grab_frame()

    def _colors(self, index: int) -> NDArray[np.float64]:
        """Mix the components' colors in linear light."""
        shading = self._recording.step(index).shading
        if shading is None:
            return np.tile(np.array(NEUTRAL) / 255, (len(self._samples), 1))
        shares = self._recording.algorithm.shares(self._samples, shading)
        if self._argmax:
            shares = np.eye(shares.shape[1])[shares.argmax(axis=1)]
        colors = np.array([rgb(color) for color in palette(shares.shape[1])]) / 255
        linear = np.where(colors <= 0.04045, colors / 12.92, ((colors + 0.055) / 1.055) ** 2.4)
        mixed = np.clip(shares @ linear, 0, 1)
        return np.where(mixed <= 0.0031308, 12.92 * mixed, 1.055 * mixed ** (1 / 2.4) - 0.055)

    def _draw_components(self, index: int) -> None:
        from matplotlib.patches import Ellipse  # noqa: PLC0415

        step = self._recording.step(index)
        colors = palette(len(step.means))
        plane = self._recording.algorithm.marginal(step.parameters, (self._dims[0], self._dims[1]))
        if plane is not None and self._sigmas:
            rings = ellipses(plane.means, plane.covariances, "full", self._sigmas)
            for row, color in zip(rings, colors, strict=True):
                outline: dict[str, Any] = {"fill": False, "edgecolor": color, "linewidth": 1.5}
                for ring, sigma in zip(row, self._sigmas, strict=True):
                    width, height = 2 * ring["axes"]
                    filling = {"facecolor": color, "alpha": _FILLS[sigma], "linewidth": 0}
                    for style in (filling, outline):
                        angle = float(np.degrees(ring["angle"]))
                        self._axes.add_patch(Ellipse(ring["center"], width, height, angle=angle, **style))
        x, y = step.means[:, self._dims].T
        self._axes.scatter(x, y, s=70, c=colors, edgecolors="white", linewidths=2, zorder=3)

    def _draw_curves(self, index: int) -> None:
        axes, dim = self._axes, self._dims[0]
        step = self._recording.step(index)
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
