"""Live views: traits and wiring."""

from iterscope.widgets.fractal import FractalWidget

__all__ = ["FractalWidget"]
