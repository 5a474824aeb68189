"""Live views: traits and wiring."""

from iterscope.widgets.fractal import FractalWidget
from iterscope.widgets.mixture import MixtureWidget

__all__ = ["FractalWidget", "MixtureWidget"]
