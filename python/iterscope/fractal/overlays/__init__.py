"""What the view draws above a picture, as arrays: orbits, cycles, rays, equipotentials, angles."""

from iterscope.fractal.overlays.circle import external_angle, multiples
from iterscope.fractal.overlays.critical import critical_points
from iterscope.fractal.overlays.cycle import attractor
from iterscope.fractal.overlays.equipotential import equipotentials
from iterscope.fractal.overlays.orbit import orbit
from iterscope.fractal.overlays.ray import Ray, ray

__all__ = [
    "Ray",
    "attractor",
    "critical_points",
    "equipotentials",
    "external_angle",
    "multiples",
    "orbit",
    "ray",
]
