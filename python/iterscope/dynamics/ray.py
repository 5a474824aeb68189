"""External rays and where they land."""

from dataclasses import dataclass
from typing import SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.dynamics.angle import Angle, Turns
from iterscope.dynamics.misiurewicz import Misiurewicz, MisiurewiczParts, misiurewicz_of
from iterscope.dynamics.nucleus import Nucleus, NucleusParts, nucleus_of
from iterscope.dynamics.place import Decimals, log2
from iterscope.validation import arguments

_NEAREST = -900.0
"""Logarithm of the least distance of a ray from where it lands to the base 2."""


@dataclass(frozen=True, slots=True)
class Landing:
    """The point at which a ray of the parameter plane lands.

    Attributes
    ----------
    c : (str, str)
        Real and imaginary part as decimal strings.
    nucleus : Nucleus or None
        For a periodic angle: the center of the component of which `c` is the root.
    misiurewicz : Misiurewicz or None
        For a preperiodic angle: the point, with its preperiod and period.
    """

    c: Decimals
    nucleus: Nucleus | None
    misiurewicz: Misiurewicz | None


@dataclass(frozen=True, slots=True, eq=False)
class ParameterRay:
    """An external ray of the Mandelbrot set.

    Attributes
    ----------
    angle : Angle
        Its angle.
    points : ndarray of complex128, shape (n,)
        Its points from far out inwards; the last one is where it lands.
    offsets : ndarray of complex128, shape (n,)
        The same as seen from the last point, with all digits of float64 where those of `points` are used up.
    landing : Landing
        Where it lands.
    """

    angle: Angle
    points: NDArray[np.complex128]
    offsets: NDArray[np.complex128]
    landing: Landing


@dataclass(frozen=True, slots=True, eq=False)
class DynamicRay:
    """An external ray of a Julia set.

    Attributes
    ----------
    angle : Angle
        Its angle.
    points : ndarray of complex128, shape (n,)
        Its points from far out inwards.
    landing : complex or None
        Where it lands; None if it breaks (c is outside the Mandelbrot set), or nears its end too slowly, as
        at a parabolic point.
    """

    angle: Angle
    points: NDArray[np.complex128]
    landing: complex | None


def parameter_ray(angle: Turns, distance: SupportsFloat | str = 1e-15) -> ParameterRay:
    """Return the external ray of the Mandelbrot set of a rational angle, to where it lands.

    Parameters
    ----------
    angle : Angle, Fraction or str
        The angle in turns, such as ``"1/6"``.
    distance : float, Decimal or decimal string, default=1e-15
        How near to its landing point a ray of a preperiodic angle is followed, from 1e-270 to 1. Rays of
        periodic angles approach the root of a component ever more slowly; their last step goes there
        straight.

    Returns
    -------
    ParameterRay

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range, or the period of the angle so long that the ray
        cannot be followed.

    Examples
    --------
    >>> parameter_ray("1/6", "1e-100").landing.c[1][:20]
    '1.000000000000000000'
    """
    angle, log2_distance = Angle(angle), log2("distance", distance)
    if not _NEAREST <= log2_distance <= 0:
        raise ValueError(f"distance must be from 1e-270 to 1, got {arguments.shown(distance)}")
    points, offsets, landing = _core.parameter_ray(angle.as_integer_ratio(), log2_distance)
    return ParameterRay(angle, points, offsets, _landing(landing))


def landing_point(angle: Turns, *, digits: SupportsIndex = 30) -> Landing:
    """Return the point of the Mandelbrot set at which the ray of a rational angle lands.

    Parameters
    ----------
    angle : Angle, Fraction or str
        The angle in turns.
    digits : int, default=30
        Decimal places of a Misiurewicz point, at most 10000. A root has those of float64.

    Returns
    -------
    Landing

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range, or the period of the angle too long.

    Examples
    --------
    >>> landing_point("1/7").nucleus.period
    3
    """
    places = arguments.integer("digits", digits, 1, _core.MAX_RESULT_DIGITS)
    return _landing(_core.landing_point(Angle(angle).as_integer_ratio(), places))


def dynamic_ray(
    c: SupportsComplex | SupportsFloat,
    angle: Turns,
    *,
    levels: SupportsIndex = 200,
) -> DynamicRay:
    """Return the external ray of the Julia set of z -> z² + c of a rational angle.

    Parameters
    ----------
    c : complex
        The parameter.
    angle : Angle, Fraction or str
        The angle in turns.
    levels : int, default=200
        Most halvings of the potential, at most 1000.

    Returns
    -------
    DynamicRay

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.

    Examples
    --------
    >>> abs(dynamic_ray(-2, "1/3").landing + 1) < 1e-12
    True
    """
    angle = Angle(angle)
    points, landing = _core.dynamic_ray(
        arguments.complex_number("c", c),
        angle.as_integer_ratio(),
        arguments.integer("levels", levels, 1, _core.MAX_RAY_LEVELS),
    )
    return DynamicRay(angle, points, landing)


def _landing(parts: tuple[Decimals, NucleusParts | None, MisiurewiczParts | None]) -> Landing:
    c, root, point = parts
    return Landing(c, root and nucleus_of(root), point and misiurewicz_of(point))
