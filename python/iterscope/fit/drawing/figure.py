"""Figures of a step for print and talks, drawn by matplotlib."""

import io
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from iterscope.fit.drawing.style import Style
from iterscope.fit.recording import Recording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DPI = 100


class Drawing(ABC):
    """A figure that shows one step after another.

    Parameters
    ----------
    recording : Recording
    style : Style

    Raises
    ------
    ImportError
        If matplotlib is not installed.
    """

    def __init__(self, recording: Recording, style: Style) -> None:
        try:
            from matplotlib.figure import Figure  # noqa: PLC0415
        except ImportError:
            raise ImportError("pictures are drawn by matplotlib: pip install 'iterscope[lab]'") from None
        self._recording = recording
        self._style = style
        size = style.width / _DPI, style.height / _DPI
        self.figure: Figure = Figure(size, dpi=_DPI, layout="constrained")
        self._axes: Axes = self.figure.add_subplot()

    def draw(self, index: int) -> None:
        """Draw a step in place of the one before."""
        self._axes.clear()
        step = self._recording.step(index)
        self._draw(step)
        self._axes.set_title(f"iteration {step.iteration}, {step.phase}", loc="left", fontsize=10)

    def png(self) -> bytes:
        """Return the figure as a PNG file."""
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

    @abstractmethod
    def _draw(self, step: Any) -> None:
        """Draw a step on the empty axes."""
