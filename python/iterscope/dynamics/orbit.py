"""Orbits of points."""

from dataclasses import dataclass
from typing import SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation import arguments

MAX_STEPS = 1 << 22
"""Most steps of an orbit."""


@dataclass(frozen=True, slots=True, eq=False)
class Orbit:
    """The orbit of a point under z -> z^d + c.

    Attributes
    ----------
    points : ndarray of complex128, shape (n + 1,)
        The point and its images, the last one outside the escape radius if the orbit escapes.
    derivatives : ndarray of complex128, shape (n + 1,)
        The derivative of each by the first.
    escapes : bool
        Whether it leaves the disc of radius max(2, abs(c)), outside which all orbits grow for ever.
    """

    points: NDArray[np.complex128]
    derivatives: NDArray[np.complex128]
    escapes: bool


def orbit(
    c: SupportsComplex | SupportsFloat,
    z: SupportsComplex | SupportsFloat = 0,
    n: SupportsIndex = 100,
    *,
    degree: SupportsIndex = 2,
) -> Orbit:
    """Return the orbit of a point under z -> z^d + c: what a cobweb diagram or a read-out shows.

    Parameters
    ----------
    c : complex
        The parameter.
    z : complex, default=0
        Where the orbit starts; 0 is the critical point.
    n : int, default=100
        Steps, at most 2^22; an orbit that escapes ends earlier.
    degree : int, default=2
        The degree d, from 2 to 8.

    Returns
    -------
    Orbit

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number, not finite, or out of range.

    Examples
    --------
    >>> orbit(1j, n=3).points
    array([ 0.+0.j,  0.+1.j, -1.+1.j,  0.-1.j])
    """
    points, derivatives, escapes = _core.orbit(
        arguments.complex_number("c", c),
        arguments.complex_number("z", z),
        arguments.integer("n", n, 0, MAX_STEPS),
        arguments.integer("degree", degree, 2, _core.MAX_DEGREE),
    )
    return Orbit(points, derivatives, escapes)
