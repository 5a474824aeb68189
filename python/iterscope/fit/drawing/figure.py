"""Figures of steps, for pages without a kernel, slides and print."""

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.basins import BasinMap
from iterscope.fit.drawing.axes import SIZE, Axes
from iterscope.fit.drawing.images import Images
from iterscope.fit.drawing.layers import Box
from iterscope.fit.drawing.marks import Marks
from iterscope.fit.drawing.palette import colors_of
from iterscope.fit.drawing.panels.panels import Panels
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.theme import PAPER, Theme
from iterscope.fit.recording import Recording

_CAPTION = 13.0
"""Height of the em square of the caption in CSS pixels."""
_ROOM = 0.06
"""Room around the samples, as a share of their extent."""
_MARGIN = 14.0
"""CSS pixels beside the caption."""


class Drawing(ABC):
    """What a recording's steps look like.

    Parameters
    ----------
    recording : Recording
    style : Style
    size : pair of int, default=None
        Width and height in pixels; None takes those of the style.
    scale : float, default=1.0
        Pixels for each CSS pixel, in which text and lines are measured.
    box : tuple of float, default=None
        Left and right, of two features bottom and top too, in the data's units; None is all of the data.
    theme : Theme, default=PAPER
    panels : bool, default=False
        Whether the curve of the objective, the weights and the formulas stand beside the picture, where there
        is room.
    steps : sequence of int, default=()
        Steps whose ellipses are seen whole in all pictures, so that the axes of a film stay as they are;
        without any, the step of each picture.
    basins : BasinMap, default=None
        Drawn below the samples of a plane.
    cancellation : _core.Cancellation, default=None
        Stops what takes long.
    """

    def __init__(
        self,
        recording: Recording,
        style: Style,
        *,
        size: tuple[int, int] | None = None,
        scale: float = 1.0,
        box: tuple[float, ...] | None = None,
        theme: Theme = PAPER,
        panels: bool = False,
        steps: Sequence[int] = (),
        basins: BasinMap | None = None,
        cancellation: _core.Cancellation | None = None,
    ) -> None:
        self._recording = recording
        self._style = style
        self._theme = theme
        self._cancellation = cancellation
        width, height = (style.width, style.height) if size is None else size
        self._whole = self._shape = height, width
        self._scale = scale
        self._box = box
        self._steps = steps
        self._basins = basins
        self._panels: Panels | None = None
        if panels:
            self._panels = Panels(recording, tuple(self._dims), self._whole, scale, theme)
            self._shape = self._panels.scene
        self._images = self._made_images()
        if self._images is not None:
            self._shape = self._images.scene

    def png(self, index: int, *, small: bool = False) -> bytes:
        """Draw a step and encode it as a PNG file.

        Parameters
        ----------
        index : int
            Of the step.
        small : bool, default=False
            Whether few bytes matter more than exact colors.

        Returns
        -------
        bytes

        Raises
        ------
        CancelledError
            If `cancellation` was cancelled.
        """
        figure = _core.Figure(self._whole, self._theme.ground, cancellation=self._cancellation)
        step = self._recording.step(index)
        self._draw(figure, index, step)
        self._write_caption(figure, step)
        if self._images is not None:
            data = self._recording.data
            self._images.draw(figure, step.means, (float(data.low.min()), float(data.high.max())))
        if self._panels is not None:
            self._panels.draw(figure, index, step)
        return figure.png(small=small)

    def _made_images(self) -> Images | None:
        """Return what draws the means as images, None where they are none."""
        form, recording = self._style.image_shape, self._recording
        if (
            form is None
            or recording.algorithm.view != "plane"
            or math.prod(form) != recording.data.n_features
        ):
            return None
        count = recording.algorithm.n_components(recording.step(0).parameters)
        return Images(form, count, shape=self._shape, scale=self._scale, theme=self._theme)

    @abstractmethod
    def _draw(self, figure: _core.Figure, index: int, step: Any) -> None:
        """Draw a step below the caption."""

    @property
    def _dims(self) -> list[int]:
        """The features or principal axes that are shown: one or two."""
        return [dim for dim in self._style.dims if dim < len(self._recording.data.projection)][:2] or [0]

    @property
    def _staying(self) -> list[int]:
        """The components whose means are frozen."""
        found: list[int] = self._recording.algorithm.description.get("frozen", {}).get("means", [])
        return found

    def _along(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the coordinates of samples along the directions that are shown."""
        return self._recording.data.projection.coordinates(values, self._dims)

    @property
    def _extent(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The least and the largest values of these that are shown: of the samples, with room around them."""
        if self._box is not None:
            return np.array(self._box[::2]), np.array(self._box[1::2])
        return self._recording.data.extent(self._dims, _ROOM)

    def _name(self, axis: int) -> str:
        return self._recording.data.axis_names[self._dims[axis]]

    def _axes(self, figure: _core.Figure, box: Box, names: tuple[str, str]) -> Axes:
        return Axes(figure, box, names, shape=self._shape, scale=self._scale, theme=self._theme)

    def _marks(self, figure: _core.Figure, axes: Axes, step: Any) -> Marks:
        algorithm = self._recording.algorithm
        colors = colors_of(algorithm, algorithm.n_components(step.parameters))
        strengths = algorithm.strengths(step.parameters)
        return Marks(figure, axes, self._scale, self._theme, colors, strengths=strengths)

    def _shares(self, samples: NDArray[np.float64], step: Any) -> NDArray[np.float64] | None:
        """Return how samples are shared out among the components, None before the first E step."""
        if step.shading is None:
            return None
        shares = self._recording.algorithm.responsibilities(samples, step.shading)
        return np.eye(shares.shape[1])[shares.argmax(axis=1)] if self._style.colors == "argmax" else shares

    def _write_caption(self, figure: _core.Figure, step: Any) -> None:
        """Say which step it is, and how good, as far as there is room."""
        algorithm, scale = self._recording.algorithm, self._scale
        first, second = algorithm.halves
        phases = {"init": "start", "expect": first, "maximize": second, "step": f"{first} and {second}"}
        caption = f"iteration {step.iteration}, {phases[step.phase]}"
        margin, baseline, size = _MARGIN * scale, round(19 * scale), SIZE * scale
        figure.text(caption, (margin, baseline), self._theme.text, _CAPTION * scale)
        name, value = algorithm.objective(step)
        objective = f"{name} {_written(value)}" if math.isfinite(value) else ""
        count = algorithm.counted(step.parameters)
        room = self._shape[1] - 4 * margin - figure.text_width(caption, _CAPTION * scale)
        for text in (" · ".join(filter(None, (count, objective))), objective, count):
            if figure.text_width(text, size) <= room:
                at = (self._shape[1] - margin, baseline)
                figure.text(text, at, self._theme.muted, size, align="end")
                break


def _written(value: float) -> str:
    text = f"{value:.1f}" if 100 <= abs(value) < 1e9 else f"{value:.4g}"
    return text.replace("-", "\N{MINUS SIGN}")
