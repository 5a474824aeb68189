"""External rays and where they land."""

import math
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

_NEAREST = -33_000.0
"""Logarithm of the least distance of a ray from where it lands to the base 2."""
_FURTHEST = 3000
"""Exponents of 2 beyond which float64 is left for certain."""


@dataclass(frozen=True, slots=True)
class Landing:
    """The point at which a ray of the parameter plane lands.

    Attributes
    ----------
    c : (str, str)
        Real and imaginary part as decimal strings.
    nucleus : Nucleus or None
        For a periodic angle: the center of the component of which `c` is the root (or, for a degree above 2,
        another of its d - 1 cusps).
    misiurewicz : Misiurewicz or None
        For a preperiodic angle: the point, with its preperiod and period.
    """

    c: Decimals
    nucleus: Nucleus | None
    misiurewicz: Misiurewicz | None


@dataclass(frozen=True, slots=True, eq=False)
class ParameterRay:
    """An external ray of the Mandelbrot set, or of that of a higher degree.

    Attributes
    ----------
    angle : Angle
        Its angle.
    points : ndarray of complex128, shape (n,)
        Its points from far out inwards; the last one is where it lands.
    mantissas : ndarray of complex128, shape (n,)
        The same as seen from the last point, divided by 2**exponents: with all digits of float64 where those
        of `points` are used up.
    exponents : ndarray of int32, shape (n,)
        Exponents of 2.
    landing : Landing
        Where it lands.
    """

    angle: Angle
    points: NDArray[np.complex128]
    mantissas: NDArray[np.complex128]
    exponents: NDArray[np.int32]
    landing: Landing

    @property
    def offsets(self) -> NDArray[np.complex128]:
        """The points as seen from the last one, shape (n,): 0 from 1e-308 on."""
        return self.in_units(0)

    def in_units(self, log2_unit: SupportsFloat) -> NDArray[np.complex128]:
        """Return the points as seen from the last one, in units of a length: what a view of any depth draws.

        Parameters
        ----------
        log2_unit : float
            Logarithm of the unit to the base 2, such as `View.log2_width`.

        Returns
        -------
        ndarray of complex128, shape (n,)
            0 where they are too small for float64, and infinite where they are too large.

        Raises
        ------
        TypeError, ValueError
            If `log2_unit` is no finite number.

        Examples
        --------
        >>> ray = parameter_ray("1/6", "1e-500")
        >>> steps = abs(ray.in_units(-1600))
        >>> bool(steps[-2] > 0), int((steps < 2).sum())
        (True, 202)
        """
        return in_units(self.mantissas, self.exponents, log2_unit)


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


def in_units(
    mantissas: NDArray[np.complex128], exponents: NDArray[np.int32], log2_unit: SupportsFloat
) -> NDArray[np.complex128]:
    """Return numbers times powers of 2 in units of a length.

    Parameters
    ----------
    mantissas : ndarray of complex128, shape (n,)
    exponents : ndarray of int32, shape (n,)
        Exponents of 2.
    log2_unit : float
        Logarithm of the unit to the base 2.

    Returns
    -------
    ndarray of complex128, shape (n,)
        0 where they are too small for float64, and infinite where they are too large.

    Raises
    ------
    TypeError, ValueError
        If `log2_unit` is no finite number.
    """
    unit = arguments.real("log2_unit", log2_unit)
    whole = math.floor(unit)
    powers = np.clip(exponents.astype(np.int64) - whole, -_FURTHEST, _FURTHEST)
    parts = (mantissas * 2.0 ** (whole - unit)).view(np.float64).reshape(-1, 2)
    with np.errstate(over="ignore", under="ignore"):
        scaled: NDArray[np.float64] = np.ldexp(parts, powers[:, np.newaxis])
    return scaled.view(np.complex128).ravel()


def parameter_ray(
    angle: Turns, distance: SupportsFloat | str = 1e-15, *, degree: SupportsIndex = 2
) -> ParameterRay:
    """Return the external ray of the Mandelbrot set of a rational angle, to where it lands.

    Near its end a ray is followed as seen from there, with no more digits than float64 has, so that depth
    costs little. Rays of periodic angles approach the root of a component ever more slowly: their last part
    is what Fatou's coordinate of the parabolic point makes of those before, exact to 1 % of the distance
    and better the nearer.

    Parameters
    ----------
    angle : Angle, Fraction or str
        The angle in turns, such as ``"1/6"``.
    distance : float, Decimal or decimal string, default=1e-15
        How near to its landing point the ray is followed, from 1e-9900 to 1.
    degree : int, default=2
        The degree d of z -> z^d + c, from 2 to 8.

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
        raise ValueError(f"distance must be from 1e-9900 to 1, got {arguments.shown(distance)}")
    power = arguments.integer("degree", degree, 2, _core.MAX_DEGREE)
    points, offsets, landing = _core.parameter_ray(angle.as_integer_ratio(), power, log2_distance)
    return ParameterRay(angle, points, *offsets, _landing(landing, power))


def landing_point(angle: Turns, *, digits: SupportsIndex = 30, degree: SupportsIndex = 2) -> Landing:
    """Return the point of the Mandelbrot set at which the ray of a rational angle lands.

    Parameters
    ----------
    angle : Angle, Fraction or str
        The angle in turns.
    digits : int, default=30
        Decimal places, at most 10000. A root has more where they do not show its component.
    degree : int, default=2
        The degree d of z -> z^d + c, from 2 to 8.

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
    power = arguments.integer("degree", degree, 2, _core.MAX_DEGREE)
    return _landing(_core.landing_point(Angle(angle).as_integer_ratio(), power, places), power)


def dynamic_ray(
    c: SupportsComplex | SupportsFloat,
    angle: Turns,
    *,
    levels: SupportsIndex = 200,
    degree: SupportsIndex = 2,
) -> DynamicRay:
    """Return the external ray of the Julia set of z -> z^d + c of a rational angle.

    Parameters
    ----------
    c : complex
        The parameter.
    angle : Angle, Fraction or str
        The angle in turns.
    levels : int, default=200
        Most times that the potential is divided by d, at most 1000.
    degree : int, default=2
        The degree d, from 2 to 8.

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
        arguments.integer("degree", degree, 2, _core.MAX_DEGREE),
        arguments.integer("levels", levels, 1, _core.MAX_RAY_LEVELS),
    )
    return DynamicRay(angle, points, landing)


def _landing(parts: tuple[Decimals, NucleusParts | None, MisiurewiczParts | None], degree: int) -> Landing:
    c, root, point = parts
    return Landing(c, root and nucleus_of(root, degree), point and misiurewicz_of(point, degree))
