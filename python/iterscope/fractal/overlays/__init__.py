"""What the view draws above a picture, as arrays: orbits, cycles, critical points."""

from iterscope.fractal.overlays.critical import critical_points
from iterscope.fractal.overlays.cycle import attractor
from iterscope.fractal.overlays.orbit import orbit

__all__ = ["attractor", "critical_points", "orbit"]
