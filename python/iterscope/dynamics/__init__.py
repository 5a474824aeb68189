"""Complex dynamics: external angles and what they say about the Mandelbrot set."""

from iterscope.dynamics.angle import Angle, bulb_angles
from iterscope.dynamics.internal_address import InternalAddress
from iterscope.dynamics.lamination import Lamination, lamination
from iterscope.dynamics.spider import SpiderStep, spider

__all__ = [
    "Angle",
    "InternalAddress",
    "Lamination",
    "SpiderStep",
    "bulb_angles",
    "lamination",
    "spider",
]
