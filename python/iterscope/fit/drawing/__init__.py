"""Pictures of a fit, drawn by the kernel."""

from iterscope.fit.algorithm import View
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.plane import PlaneDrawing
from iterscope.fit.drawing.table import TableDrawing

__all__ = ["DRAWINGS", "Drawing"]

DRAWINGS: dict[View, type[Drawing]] = {"plane": PlaneDrawing, "table": TableDrawing}
"""The class that draws steps of a model with this view."""
