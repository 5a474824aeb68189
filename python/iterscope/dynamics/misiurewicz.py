"""Misiurewicz points: where the critical orbit runs into a cycle."""

from dataclasses import dataclass
from typing import Any, SupportsFloat, SupportsIndex

from iterscope import _core
from iterscope.dynamics.place import Decimals, Place, disc, narrow, parameter
from iterscope.validation import arguments

MisiurewiczParts = tuple[int, int, Decimals, tuple[complex, int]]
"""Preperiod, period, parameter, and multiplier as mantissa and exponent of 2."""


@dataclass(frozen=True, slots=True)
class Misiurewicz:
    """A parameter c of z -> z^d + c for which the critical value c is preperiodic.

    Attributes
    ----------
    preperiod : int
        The steps from c to the cycle, at least 1. It is that of the external angles that land at c: 1 for
        c = i, whose angle is 1/6. (Some count from the critical point 0: one more.)
    period : int
        The period of the cycle.
    c : (str, str)
        Real and imaginary part as decimal strings.
    multiplier : complex
        That of the cycle: about c the Mandelbrot set, and the Julia set of c, repeat themselves at this
        scale, turned by its argument.
    degree : int
        The degree d.
    """

    preperiod: int
    period: int
    c: Decimals
    multiplier: complex
    degree: int = 2


def misiurewicz(
    preperiod: SupportsIndex,
    period: SupportsIndex,
    near: complex | tuple[Any, Any],
    *,
    digits: SupportsIndex = 30,
    degree: SupportsIndex = 2,
) -> Misiurewicz | None:
    """Return the Misiurewicz point of this preperiod and period that Newton's method finds from a point.

    Parameters
    ----------
    preperiod, period : int
        At least 1, counted from the critical value c: (1, 2) for c = i.
    near : complex or pair of decimal strings
        Where to start.
    digits : int, default=30
        Decimal places, at most 10000.
    degree : int, default=2
        The degree d of z -> z^d + c, from 2 to 8.

    Returns
    -------
    Misiurewicz or None
        None if there is none of exactly this preperiod and period where Newton's method leads.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range; naming `period` if points are so close together
        there that 10000 digits do not tell one from another.

    Examples
    --------
    >>> misiurewicz(2, 1, -0.2 + 1.1j, digits=12).c
    ('-0.228155493654', '1.115142508040')
    """
    power = arguments.integer("degree", degree, 2, _core.MAX_DEGREE)
    found = _core.misiurewicz_near(
        parameter("near", near),
        arguments.integer("preperiod", preperiod, 1, _core.MAX_PERIOD),
        arguments.integer("period", period, 1, _core.MAX_PERIOD),
        power,
        arguments.integer("digits", digits, 1, _core.MAX_RESULT_DIGITS),
    )
    return found and misiurewicz_of(found, power)


def misiurewicz_in(
    view: Place | complex | tuple[Any, Any],
    radius: SupportsFloat | str | None = None,
    *,
    digits: SupportsIndex = 30,
    max_steps: SupportsIndex = 500,
    degree: SupportsIndex = 2,
) -> Misiurewicz | None:
    """Return the Misiurewicz point of a view or a disc whose preperiod and period have the smallest sum.

    Parameters
    ----------
    view : View, or complex or pair of decimal strings
        A view, of which a disc as wide as the view is searched, or the center of a disc.
    radius : float, Decimal or decimal string, optional
        The radius of the disc about a center.
    digits : int, default=30
        Decimal places, at most 10000.
    max_steps : int, default=500
        Largest sum of preperiod and period, at most 2000.
    degree : int, default=2
        The degree d of z -> z^d + c, from 2 to 8.

    Returns
    -------
    Misiurewicz or None
        None if there is none with at most `max_steps`.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range, or the disc too large to be decided.

    Examples
    --------
    >>> found = misiurewicz_in(0.001 + 1j, 0.01)
    >>> found.preperiod, found.period, found.multiplier
    (1, 2, (4+4j))
    """
    center, log2_radius = disc(view, radius)
    steps = arguments.integer("max_steps", max_steps, 2, _core.MAX_RETURN)
    places = arguments.integer("digits", digits, 1, _core.MAX_RESULT_DIGITS)
    power = arguments.integer("degree", degree, 2, _core.MAX_DEGREE)
    found = _core.lowest_misiurewicz(center, log2_radius, power, steps, places)
    return found and misiurewicz_of(found, power)


def misiurewicz_of(parts: MisiurewiczParts, degree: int) -> Misiurewicz:
    """Return the point that the core describes so."""
    preperiod, period, c, multiplier = parts
    return Misiurewicz(preperiod, period, c, narrow(multiplier), degree)
