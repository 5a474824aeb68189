"""Complex dynamics: orbits and cycles, points and rays of the Mandelbrot set, and the algebra of angles."""

from iterscope.dynamics.angle import Angle, bulb_angles
from iterscope.dynamics.component import Component, component
from iterscope.dynamics.cycle import Cycle, cycle
from iterscope.dynamics.exterior import Exterior, equipotential, external_angle
from iterscope.dynamics.internal_address import InternalAddress
from iterscope.dynamics.lamination import Lamination, lamination
from iterscope.dynamics.misiurewicz import Misiurewicz, misiurewicz, misiurewicz_in
from iterscope.dynamics.nucleus import Nucleus, nucleus
from iterscope.dynamics.orbit import Orbit, orbit
from iterscope.dynamics.ray import (
    DynamicRay,
    Landing,
    ParameterRay,
    dynamic_ray,
    landing_point,
    parameter_ray,
)
from iterscope.dynamics.spider import SpiderStep, spider

__all__ = [
    "Angle",
    "Component",
    "Cycle",
    "DynamicRay",
    "Exterior",
    "InternalAddress",
    "Lamination",
    "Landing",
    "Misiurewicz",
    "Nucleus",
    "Orbit",
    "ParameterRay",
    "SpiderStep",
    "bulb_angles",
    "component",
    "cycle",
    "dynamic_ray",
    "equipotential",
    "external_angle",
    "lamination",
    "landing_point",
    "misiurewicz",
    "misiurewicz_in",
    "nucleus",
    "orbit",
    "parameter_ray",
    "spider",
]
