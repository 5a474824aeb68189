"""Samples and components in a plane."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import NO_LABEL
from iterscope.fit.drawing import layers
from iterscope.fit.drawing.axes import Axes
from iterscope.fit.drawing.basins import draw_basins
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.layers import NEUTRAL
from iterscope.fit.drawing.marks import Marks
from iterscope.fit.drawing.palette import blended, colors_of, rgb
from iterscope.fit.replies import shown_rows

_DOT = 217
"""Opacity of a sample."""
_LIGHTEST, _HEAVIEST, _SIZES = 0.5, 4.0, 4
"""Factors of the radius of a sample by its weight, and sizes between one and twice as large."""

_MARKED = 1.35
"""Factor of the radius of samples whose shapes tell their classes."""
_WIDEST = 1 / 0.55
"""How far the view goes beyond the data at most to show ellipses whole, as a factor of their extent."""

_GAP, _OFF = 3.2, 7.0
"""Radius of the mark of a sample that lacks a value, and its distance from the axis, in CSS pixels."""

_FAINTEST = 0.3
"""The part of its opacity that an outlier keeps that pulls nothing."""
_PULLED, _UNPULLED = 1.4, 0.35
"""Factor of the radius of a sample that pulls fully, and what of it one keeps that pulls nothing."""

_FALL, _MOST_FALLS = 100, 1000
"""Opacity of the lines by which samples fall onto a plane, and more samples than can be followed."""


class PlaneDrawing(Drawing):
    """Two features: the samples, colored by their responsibilities, and the components."""

    def axes(self, figure: _core.Figure, index: int) -> Axes:
        """Return the axes of a figure of a step."""
        (left, bottom), (right, top) = (side.tolist() for side in self._sides(index))
        return self._axes(figure, (left, right, bottom, top), (self._name(0), self._name(1)))

    def _draw(self, figure: _core.Figure, index: int, step: Any) -> None:
        axes = self.axes(figure, index)
        axes.draw_grid()
        if self._basins is not None:
            count = self._recording.algorithm.n_components(step.parameters)
            draw_basins(figure, axes, self._basins, count)
        self._draw_samples(figure, axes, index, step)
        self._draw_components(figure, axes, step)
        axes.draw_numbers()

    def _draw_components(self, figure: _core.Figure, axes: Axes, step: Any) -> None:
        """Draw the components above the samples."""
        marks = self._marks(figure, axes, step)
        plane = self._gaussians(step)
        if plane is not None:
            marks.draw_ellipses(plane, self._style.sigmas, self._degenerate(step))
        self._draw_lines(marks, step)
        for component, at in enumerate(axes.place(self._along(step.means))):
            marks.draw_mean(component, at, stays=component in self._staying)

    def _gaussians(self, step: Any) -> Any:
        """Return the components in the plane, None where they are no ellipses."""
        plane = self._recording.algorithm.marginal(step.parameters, (self._dims[0], self._dims[1]))
        return getattr(plane, "gaussian", plane)

    def _sides(self, index: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the least and the largest values that are shown, as at a page's home: of ellipses, too."""
        low, high = self._extent
        if self._box is not None:
            return low, high
        middle, half = low / 2 + high / 2, high / 2 - low / 2
        planes = (self._gaussians(self._recording.step(step)) for step in self._steps or [index])
        reaches = (_reach(plane, middle, self._style.sigmas) for plane in planes if plane is not None)
        widest = max((float((reach / half).max()) for reach in reaches), default=1.0)
        room = (min(max(widest, 1.0), _WIDEST) - 1) * half
        return low - room, high + room

    def _degenerate(self, step: Any) -> tuple[int, ...]:
        """Return the components that have degenerated."""
        return () if self._recording.algorithm.features_fail else tuple(step.degenerate)

    def _draw_lines(self, marks: Marks, step: Any) -> None:
        """Draw components that are lines."""
        lines = self._recording.algorithm.lines(step.parameters, (self._dims[0], self._dims[1]))
        middles = self._along(step.means)
        for component, (along, across) in enumerate(lines):
            dashed = component in self._degenerate(step)
            marks.draw_line(component, middles[component], along, across, self._style.sigmas, dashed=dashed)

    def _draw_samples(self, figure: _core.Figure, axes: Axes, index: int, step: Any) -> None:
        """Draw the density if it is wanted, and the samples: each a dot as on a page, or all as a picture."""
        recording, style, data = self._recording, self._style, self._recording.data
        place = recording, index, (self._dims[0], self._dims[1]), axes.box, axes.shape
        if style.density != "none":
            contours = style.density == "contours"
            figure.lay(
                layers.density(*place, contours=contours, cancellation=self._cancellation), axes.corner
            )
        rows = shown_rows(data)
        many = not isinstance(rows, slice) and max(self._dims) < data.n_features
        if many and not data.incomplete:
            options: dict[str, Any] = {"argmax": style.colors == "argmax", "fade": style.fade}
            figure.lay(layers.samples(*place, **options, cancellation=self._cancellation), axes.corner)
            return
        samples = data.values[rows].astype(np.float64, copy=False)
        radius = max(1.3, min(2.6, 4.4 - 0.75 * math.log10(len(samples)))) * self._scale
        dots = np.ascontiguousarray(axes.place(self._along(samples)))
        colors, sizes, known = self._colors(samples, step), self._sizes(rows), ~np.isnan(dots)
        labels = data.labels[rows] if style.classes and data.labels is not None else None
        shapes = np.zeros(len(samples), np.uint8)
        if labels is not None:
            shapes, sizes = np.where(labels == NO_LABEL, np.uint8(0), labels), sizes * _MARKED
        pulls = None if step.shading is None else recording.algorithm.pulls(samples, step.shading)
        if pulls is not None:
            colors[:, 3] = np.rint(_DOT * (_FAINTEST + (1 - _FAINTEST) * pulls))
            pulled = _PULLED * np.maximum(_UNPULLED, np.sqrt(pulls))
            sizes = sizes * 2 ** (np.rint(_SIZES * np.log2(pulled)) / _SIZES)
        self._draw_falls(figure, axes, samples, dots, step)
        for size in np.unique(sizes):
            same = (sizes == size) & known.all(axis=1)
            figure.dots(dots[same], colors[same], radius * float(size), marks=shapes[same], frame=axes.frame)
        self._draw_gaps(figure, axes, dots, colors)
        if labels is not None:
            marks, known = self._marks(figure, axes, step), known.all(axis=1) & (labels != NO_LABEL)
            for label in np.unique(labels[known]):
                marks.draw_class(dots[known & (labels == label)])

    def _draw_falls(
        self,
        figure: _core.Figure,
        axes: Axes,
        samples: NDArray[np.float64],
        dots: NDArray[np.float64],
        step: Any,
    ) -> None:
        """Draw a line from each sample to where it falls onto the plane that the model is."""
        algorithm = self._recording.algorithm
        feet = None if step.shading is None else algorithm.falls(samples, step.shading)
        if feet is None or len(feet) > _MOST_FALLS:
            return
        red, green, blue = rgb(colors_of(algorithm, 1)[0])
        for pair in np.stack([dots, axes.place(self._along(feet))], axis=1):
            figure.line(pair, (red, green, blue, _FALL), self._scale, frame=axes.frame)

    def _draw_gaps(
        self, figure: _core.Figure, axes: Axes, dots: NDArray[np.float64], colors: NDArray[np.uint8]
    ) -> None:
        """Draw the samples that lack one of both values, as open marks at the axis of the other."""
        left, _, _, bottom = axes.frame
        around = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        ring = _GAP * self._scale * np.stack([np.cos(around), np.sin(around)], axis=1)
        beside = np.array([left + _OFF * self._scale, bottom - _OFF * self._scale])
        known = ~np.isnan(dots)
        for row in np.flatnonzero(known.any(axis=1) & ~known.all(axis=1)):
            place = np.where(known[row], dots[row], beside)
            red, green, blue, opacity = colors[row].tolist()
            color = red, green, blue, opacity
            figure.line(place + ring, color, 1.4 * self._scale, closed=True, frame=axes.frame)

    def _sizes(self, rows: Any) -> NDArray[np.float64]:
        """Return factors of the samples' radius: areas are as their weights, as far as they are seen."""
        weights = self._recording.data.uneven_weights
        if weights is None:
            return np.ones(len(self._recording.data.values[rows]))
        sizes = np.clip(np.sqrt(weights[rows] / np.median(weights[rows])), _LIGHTEST, _HEAVIEST)
        return np.asarray(2 ** (np.rint(_SIZES * np.log2(sizes)) / _SIZES), np.float64)

    def _colors(self, samples: NDArray[np.float64], step: Any) -> NDArray[np.uint8]:
        """Mix the components' colors in linear light."""
        colors = np.full((len(samples), 4), (*NEUTRAL, _DOT), np.uint8)
        shares = self._shares(samples, step)
        if shares is not None:
            colors[:, :3] = blended(shares, colors_of(self._recording.algorithm, shares.shape[1]))
        return colors


def _reach(plane: Any, middle: NDArray[np.float64], sigmas: Sequence[int]) -> NDArray[np.float64]:
    """Return how far the largest ellipses of Gaussians reach from a place along both axes."""
    deviations = np.sqrt(np.diagonal(plane.covariances, axis1=1, axis2=2))
    reaches = np.abs(plane.means - middle) + max(sigmas, default=0) * deviations
    return np.asarray(reaches.max(axis=0), np.float64)
