"""External rays of both planes, as the view draws them."""

from dataclasses import dataclass
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

from iterscope import dynamics
from iterscope.dynamics import Angle
from iterscope.fractal.base import Fractal
from iterscope.fractal.families import Julia, Mandelbrot
from iterscope.validation.decimals import Pair

LONGEST = 128
"""Longest preperiod and period together of an angle whose ray is followed: longer ones take seconds."""
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Ray:
    """An external ray.

    Attributes
    ----------
    angle : Angle
        Its angle.
    origin : (str, str)
        The point from which its points are seen: where it lands, if more digits of that are known.
    offsets : ndarray of complex128, shape (n,)
        Its points from far out inwards, as seen from `origin`.
    landing : (str, str) or None
        Where it lands; None if it breaks, or nears its end too slowly.
    name : str
        What the landing point is; empty if there is none.
    """

    angle: Angle
    origin: Pair
    offsets: NDArray[np.complex128]
    landing: Pair | None
    name: str

    @property
    def points(self) -> NDArray[np.complex128]:
        """Its points, shape (n,)."""
        return self.offsets + complex(*map(float, self.origin))


def lack(fractal: Fractal) -> str | None:
    """Say why a family has no rays; None if it has."""
    if not isinstance(fractal, Julia | Mandelbrot):
        return "This family has no external rays: it is not made of one polynomial."
    return None if fractal.degree == 2 else "Rays are followed for degree 2 only."


def ray(fractal: Fractal, angle: dynamics.Angle | str, distance: SupportsFloat = 1e-15) -> Ray:
    """Return the external ray of an angle, of the Mandelbrot set or a Julia set, and what it lands at.

    Parameters
    ----------
    fractal : Mandelbrot or Julia
        Of degree 2.
    angle : Angle, Fraction or str
        The angle in turns, such as ``"1/7"``.
    distance : float, default=1e-15
        How near to a Misiurewicz point its parameter ray is followed, from 1e-270 to 1.

    Returns
    -------
    Ray

    Raises
    ------
    TypeError
        If `angle` is no exact fraction.
    ValueError
        If the family has no rays, or the angle's preperiod and period are together more than 128.

    Examples
    --------
    >>> from iterscope import Julia, Mandelbrot
    >>> ray(Mandelbrot(), "1/6").name
    'preperiod 1, period 2'
    >>> ray(Mandelbrot(), "1/7").name
    'root of period 3, bulb 1/3'
    >>> ray(Julia(-1), "1/3").name
    'fixed point'
    """
    reason = lack(fractal)
    if reason:
        raise ValueError(reason)
    theta = followed(angle)
    if isinstance(fractal, Julia):
        return _dynamic(fractal.c, theta)
    found = dynamics.parameter_ray(theta, distance)
    end = found.landing.c
    return Ray(theta, end, found.offsets, end, _name(theta, found.landing))


def followed(angle: dynamics.Angle | str) -> Angle:
    """Return an angle whose ray can be followed; raises as `ray`."""
    theta = Angle(angle)
    length = theta.preperiod + theta.period
    if length > LONGEST:
        raise ValueError(
            f"angle must have a preperiod and a period of at most {LONGEST} together, got {length}"
        )
    return theta


def _dynamic(c: complex, angle: Angle) -> Ray:
    found = dynamics.dynamic_ray(c, angle)
    z = found.landing
    landing = None if z is None else (repr(z.real), repr(z.imag))
    name = "" if z is None else _name_of_point(c, z, angle)
    return Ray(angle, ("0", "0"), found.points, landing, name)


def _name(angle: Angle, landing: dynamics.Landing) -> str:
    if landing.misiurewicz is not None:
        return f"preperiod {landing.misiurewicz.preperiod}, period {landing.misiurewicz.period}"
    bulb = rotation(angle)
    return f"root of period {angle.period}" + (f", bulb {bulb}" if bulb else "")


def rotation(angle: Angle) -> str | None:
    """Return p/q if the component of a periodic angle is a p/q bulb of a larger one; None for a cardioid."""
    address = dynamics.InternalAddress.of(angle)
    if len(address.periods) == 1:
        return None
    parent, leaves = address.periods[-2], address.internal_angles[-1]
    return str(leaves) if parent * leaves.denominator == address.period else None


def _name_of_point(c: complex, z: complex, angle: Angle) -> str:
    """Return preperiod and period of a point of the Julia set; its period divides that of the angle."""
    orbit = [z]
    for _ in range(angle.preperiod + angle.period):
        orbit.append(orbit[-1] ** 2 + c)
    for preperiod in range(angle.preperiod + 1):
        for period in range(1, angle.period + 1):
            if angle.period % period == 0 and abs(orbit[preperiod + period] - orbit[preperiod]) < _CLOSE:
                own = "fixed point" if period == 1 else f"period {period}"
                return own if preperiod == 0 else f"preperiod {preperiod}, {own}"
    return f"period {angle.period}"
