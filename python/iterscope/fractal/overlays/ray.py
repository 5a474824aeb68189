"""External rays of both planes, as the view draws them, at any depth."""

from dataclasses import dataclass
from typing import SupportsFloat

import numpy as np
from numpy.typing import NDArray

from iterscope import _core, dynamics
from iterscope.dynamics import Angle
from iterscope.dynamics.place import log2
from iterscope.dynamics.ray import in_units
from iterscope.dynamics.tail import Cycle, end_of, lengthened
from iterscope.fractal.base import Fractal, checked
from iterscope.fractal.family import DEGREE
from iterscope.fractal.overlays.circle import multiples
from iterscope.validation import decimals
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
        The point from which its points are seen: where it lands, if that is known.
    mantissas : ndarray of complex128, shape (n,)
        Its points from far out inwards, as seen from `origin`, divided by 2**exponents.
    exponents : ndarray of int32, shape (n,)
        Exponents of 2.
    landing : (str, str) or None
        Where it lands; None if it breaks, or nears its end too slowly.
    name : str
        What the landing point is; empty if there is none.
    is_exact : bool
        Whether `origin` has the digits that were asked for, and not only those of float64.
    """

    angle: Angle
    origin: Pair
    mantissas: NDArray[np.complex128]
    exponents: NDArray[np.int32]
    landing: Pair | None
    name: str
    is_exact: bool

    def in_units(self, log2_unit: SupportsFloat) -> NDArray[np.complex128]:
        """Return its points as seen from `origin`, in units of a length, such as the width of a deep view.

        Parameters
        ----------
        log2_unit : float
            Logarithm of the unit to the base 2.

        Returns
        -------
        ndarray of complex128, shape (n,)
            0 where they are too small for float64, and infinite where they are too large.
        """
        return in_units(self.mantissas, self.exponents, log2_unit)

    @property
    def offsets(self) -> NDArray[np.complex128]:
        """Its points as seen from `origin`, shape (n,): 0 from 1e-308 on."""
        return self.in_units(0)

    @property
    def points(self) -> NDArray[np.complex128]:
        """Its points, shape (n,)."""
        return self.offsets + complex(*map(float, self.origin))


def lack(fractal: Fractal) -> str | None:
    """Say why a family has no rays; None if it has."""
    if not fractal.powers:
        return "This family has no external rays: it is not made of one polynomial."
    return None


def ray(fractal: Fractal, angle: dynamics.Angle | str, distance: SupportsFloat | str = 1e-15) -> Ray:
    """Return the external ray of an angle, of the Mandelbrot set or a Julia set, and what it lands at.

    Parameters
    ----------
    fractal : Mandelbrot or Julia
        Of any degree.
    angle : Angle, Fraction or str
        The angle in turns, such as ``"1/7"``.
    distance : float, Decimal or decimal string, default=1e-15
        How near to where it lands the ray is followed, from 1e-9900 to 1.

    Returns
    -------
    Ray

    Raises
    ------
    TypeError
        If `fractal` is none, or `angle` no exact fraction.
    ValueError
        If the family has no rays, or the preperiod and the period of the angle, multiplied by the degree
        again and again, are together more than 128.

    Examples
    --------
    >>> from iterscope import Julia, Mandelbrot
    >>> ray(Mandelbrot(), "1/6").name
    'preperiod 1, period 2'
    >>> ray(Mandelbrot(), "1/7").name
    'root of period 3, bulb 1/3'
    >>> ray(Julia(-1), "1/3").name
    'fixed point'
    >>> end = ray(Julia(-1), "1/3", "1e-300")
    >>> bool(abs(end.in_units(-990)[-1]) < 1)
    True
    """
    reason = lack(checked("fractal", fractal))
    if reason:
        raise ValueError(reason)
    degree = fractal.formula.degree
    theta = Angle(angle)
    lengths = lengths_of(theta, degree)
    if lengths is None:
        raise ValueError(
            f"angle must have a preperiod and a period of at most {LONGEST} together in degree {degree}, "
            f"got {theta}"
        )
    if fractal.c is not None:
        return _dynamic(fractal, fractal.c, theta, lengths, log2("distance", distance))
    found = dynamics.parameter_ray(theta, distance, degree=degree)
    landing = found.landing
    name = _name(theta, landing, degree)
    return Ray(
        theta, landing.c, found.mantissas, found.exponents, landing.c, name, landing.misiurewicz is not None
    )


def lengths_of(angle: Angle, degree: int) -> tuple[int, int] | None:
    """Return preperiod and period of an angle that is multiplied by the degree; None if they are too long."""
    images = multiples(angle, LONGEST + 1, degree=degree)
    if len(images) > LONGEST:
        return None
    preperiod = images.index(Angle(degree * images[-1]))
    return preperiod, len(images) - preperiod


def followed(angle: dynamics.Angle | str) -> Angle:
    """Return an angle whose ray can be followed in some degree; raises ValueError for others."""
    theta = Angle(angle)
    if all(lengths_of(theta, degree) is None for degree in range(DEGREE, _core.MAX_DEGREE + 1)):
        raise ValueError(f"angle must have a preperiod and a period of at most {LONGEST} together")
    return theta


def _dynamic(
    fractal: Fractal, c: complex, angle: Angle, lengths: tuple[int, int], log2_distance: float
) -> Ray:
    degree = fractal.formula.degree
    found = dynamics.dynamic_ray(c, angle, degree=degree)
    z = found.landing
    if z is None:
        whole = np.zeros(len(found.points), dtype=np.int32)
        return Ray(angle, ("0", "0"), found.points, whole, None, "", is_exact=False)
    cycle = Cycle(decimals.pair("c", fractal.parameters["c"]), degree, *lengths)
    end, multiplier = end_of(cycle, z, log2_distance)
    parts = lengthened(found.points - z, multiplier, log2_distance)
    return Ray(angle, end, *parts, end, _name_of_point(fractal, c, z, lengths), is_exact=True)


def _name(angle: Angle, landing: dynamics.Landing, degree: int) -> str:
    if landing.misiurewicz is not None:
        return f"preperiod {landing.misiurewicz.preperiod}, period {landing.misiurewicz.period}"
    period = 1 if landing.nucleus is None else landing.nucleus.period
    if degree != DEGREE:  # it may be a cusp where one ray lands alone
        return f"component of period {period}"
    bulb = rotation(angle)
    return f"root of period {period}" + (f", bulb {bulb}" if bulb else "")


def rotation(angle: Angle) -> str | None:
    """Return p/q if the component of a periodic angle is a p/q bulb of a larger one; None for a cardioid."""
    address = dynamics.InternalAddress.of(angle)
    if len(address.periods) == 1:
        return None
    parent, leaves = address.periods[-2], address.internal_angles[-1]
    return str(leaves) if parent * leaves.denominator == address.period else None


def _name_of_point(fractal: Fractal, c: complex, z: complex, lengths: tuple[int, int]) -> str:
    """Return preperiod and period of a point of the Julia set: at most those of its angle."""
    most, multiple = lengths
    orbit = [z]
    for _ in range(most + multiple):
        orbit.append(fractal.step(orbit[-1], c))
    for preperiod in range(most + 1):
        for period in range(1, multiple + 1):
            if multiple % period == 0 and abs(orbit[preperiod + period] - orbit[preperiod]) < _CLOSE:
                own = "fixed point" if period == 1 else f"period {period}"
                return own if preperiod == 0 else f"preperiod {preperiod}, {own}"
    return f"period {multiple}"
