"""The component of the Mandelbrot set under the pointer, and what it is called."""

import cmath
import math
from dataclasses import dataclass
from functools import lru_cache
from typing import SupportsComplex, SupportsFloat

from iterscope import dynamics
from iterscope.dynamics import Angle
from iterscope.fractal.overlays.ray import rotation
from iterscope.validation.decimals import Pair

LONGEST = 64
"""Longest period of a component whose angles are sought."""
_DIRECTIONS = tuple(cmath.exp(2j * cmath.pi * turns) for turns in (0.25, -0.25, 0.02, -0.02, 0.12, -0.12))
"""Where from the root the rays come: beside a bulb, before the cusp of a cardioid."""
_DISTANCES = (0.3, 0.1, 0.03, 0.01, 1.0)
"""In widths of the component."""
_INWARDS = 0.1
"""How far beyond the root of a bulb the component lies that it is attached to, in widths of the bulb."""
_MOST_STEPS = 200
"""Steps until an orbit escapes beyond which its ray is not followed: that takes long."""


@dataclass(frozen=True, slots=True)
class Component:
    """A component of the interior of the Mandelbrot set.

    Attributes
    ----------
    period : int
        Of its attracting cycles.
    root : (str, str)
        Where it is attached, or has its cusp.
    angles : tuple of Angle
        The two angles whose rays land at the root, the lesser one first; only 0 for the main cardioid; none
        where they were not found.
    address : str
        Its angled internal address; empty without angles.
    rotation : str or None
        p/q if it is the p/q bulb of a larger one; None for a small cardioid.
    """

    period: int
    root: Pair
    angles: tuple[Angle, ...]
    address: str
    rotation: str | None


def component(c: SupportsComplex | SupportsFloat) -> Component | None:
    """Return the component of the Mandelbrot set that a parameter lies in: period, p/q, conjugate angles.

    Parameters
    ----------
    c : complex
        The parameter.

    Returns
    -------
    Component or None
        None outside, and where no attracting cycle is found.

    Raises
    ------
    TypeError, ValueError
        If `c` is no number, or not finite.

    Examples
    --------
    >>> rabbit = component(-0.12 + 0.75j)
    >>> rabbit.period, rabbit.rotation, [str(angle) for angle in rabbit.angles], rabbit.address
    (3, '1/3', ['1/7', '2/7'], '1_1/3 3')
    """
    found = dynamics.cycle(c)
    if found is None or found.period > LONGEST:
        return None
    if found.period == 1:
        return Component(1, ("0.25", "0"), (Angle(0),), "1", None)
    start = complex(c)
    nucleus = dynamics.nucleus((repr(start.real), repr(start.imag)), period=found.period)
    return None if nucleus is None else _named(nucleus.c, found.period)


@lru_cache(maxsize=256)
def _named(center: Pair, period: int) -> Component | None:
    nucleus = dynamics.nucleus(center, period=period)
    if nucleus is None:
        return None
    root = nucleus.point(1)
    places = complex(*map(float, center)), complex(*map(float, root))
    angle = _angle_of_bulb(*places, period) or _angle(*places, period)
    if angle is None:
        return Component(period, root, (), "", None)
    angles = tuple(sorted((angle, *angle.conjugates())))
    return Component(period, root, angles, str(dynamics.InternalAddress.of(angle)), rotation(angle))


def _angle_of_bulb(center: complex, root: complex, period: int) -> Angle | None:
    """Return an angle of a bulb p/q, by Douady's tuning of that of the main cardioid's bulb."""
    inside = root + _INWARDS * (root - center)  # of the component that it is attached to
    parent = dynamics.cycle(inside)
    if parent is None or period % parent.period or parent.period == period:
        return None
    q = period // parent.period
    p = round(parent.internal_angle * q) % q
    larger = component(inside)
    if math.gcd(p, q) != 1 or larger is None or not larger.angles:
        return None
    angle, _ = dynamics.bulb_angles(p, q)
    [tuned] = (angle,) if larger.period == 1 else angle.tuned(larger.angles[0])
    return tuned if _is_of(tuned, center, abs(root - center)) else None


def _angle(center: complex, root: complex, period: int) -> Angle | None:
    """Return one of the two angles: points just outside the root are near their rays, and landing decides."""
    step = root - center
    tried = set()
    for distance in _DISTANCES:
        for direction in _DIRECTIONS:
            c = root + distance * step * direction
            outside = dynamics.external_angle(c) if dynamics.orbit(c, n=_MOST_STEPS).escapes else None
            if outside is None:
                continue
            numerator = round(outside.turns * (2**period - 1))
            for near in (numerator, numerator - 1, numerator + 1):
                angle = Angle(near, 2**period - 1)
                if angle in tried or angle.period != period:
                    continue
                tried.add(angle)
                if _is_of(angle, center, abs(step)):
                    return angle
    return None


def _is_of(angle: Angle, center: complex, size: float) -> bool:
    """Whether the ray of an angle lands at the component about a nucleus."""
    landing = dynamics.landing_point(angle).nucleus
    return landing is not None and abs(complex(*map(float, landing.c)) - center) < size / 4
