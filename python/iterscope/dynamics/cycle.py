"""Attracting cycles."""

from dataclasses import dataclass
from typing import SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation import arguments

MAX_ITER = 10_000_000
"""Most steps of a critical orbit."""
INDIFFERENT = 1e-6
"""A multiplier this close to the unit circle cannot be told from one on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Cycle:
    """The attracting cycle of z -> z^d + c.

    Attributes
    ----------
    points : ndarray of complex128, shape (period,)
        Its points in their order, the one nearest to 0 first.
    multiplier : complex
        The derivative of the iterate that returns, at each of them.
    internal_angle : float
        The argument of the multiplier in turns, from 0 to 1.
    conformal_radius : float
        That of the component of the interior that c lies in, as seen from c. The distance of c from its
        boundary is between a quarter of it and all of it.
    """

    points: NDArray[np.complex128]
    multiplier: complex
    internal_angle: float
    conformal_radius: float

    @property
    def period(self) -> int:
        """The number of its points."""
        return len(self.points)

    @property
    def is_indifferent(self) -> bool:
        """Whether the multiplier is on the unit circle to within 1e-6: c is parabolic or a neighbor of it."""
        return abs(self.multiplier) > 1 - INDIFFERENT


def cycle(
    c: SupportsComplex | SupportsFloat,
    *,
    degree: SupportsIndex = 2,
    max_iter: SupportsIndex = 100_000,
) -> Cycle | None:
    """Return the attracting cycle of z -> z^d + c: its period, multiplier and internal angle.

    There is at most one, and it attracts the orbit of 0. Newton's method finds it long before the orbit
    settles.

    Parameters
    ----------
    c : complex
        The parameter.
    degree : int, default=2
        The degree d, from 2 to 8.
    max_iter : int, default=100000
        Steps of the orbit of 0 that are looked at.

    Returns
    -------
    Cycle or None
        None if 0 escapes, or no cycle was found.

    Raises
    ------
    TypeError, ValueError
        If an argument is not a number, not finite, or out of range.

    Examples
    --------
    >>> found = cycle(-1.1)
    >>> found.period, round(found.multiplier.real, 12), found.internal_angle
    (2, -0.4, 0.5)
    """
    found = _core.attracting_cycle(
        arguments.complex_number("c", c),
        arguments.integer("degree", degree, 2, _core.MAX_DEGREE),
        arguments.integer("max_iter", max_iter, 1, MAX_ITER),
    )
    return found and Cycle(*found)
