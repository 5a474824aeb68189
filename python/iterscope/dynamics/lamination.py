"""The lamination of the Mandelbrot set: which periodic angles land together."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.dynamics.angle import Angle
from iterscope.validation import arguments


@dataclass(frozen=True, slots=True, eq=False)
class Lamination:
    """Pairs of periodic angles whose rays land together, at the root of a component.

    Attributes
    ----------
    periods : ndarray of int64, shape (n,)
        The period of both angles, and of the component.
    numerators : ndarray of int64, shape (n, 2)
        Their numerators over 2**period - 1, the lesser one first.
    """

    periods: NDArray[np.int64]
    numerators: NDArray[np.int64]

    @property
    def turns(self) -> NDArray[np.float64]:
        """The angles in turns, shape (n, 2), for drawing."""
        return self.numerators / (2 ** self.periods[:, np.newaxis] - 1)

    def __len__(self) -> int:
        return len(self.periods)

    def __iter__(self) -> Iterator[tuple[Angle, Angle]]:
        for period, (lower, upper) in zip(self.periods.tolist(), self.numerators.tolist(), strict=True):
            yield Angle(lower, 2**period - 1), Angle(upper, 2**period - 1)


def lamination(max_period: SupportsIndex) -> Lamination:
    """Return the pairs of angles of all components of the Mandelbrot set up to a period.

    Lavaurs's algorithm: period by period, each angle that is free is joined to the next one that no earlier
    leaf separates from it. Drawn as arcs in a disc, these are the abstract Mandelbrot set.

    Parameters
    ----------
    max_period : int
        The greatest period, from 2 to 20; the last one has half a million.

    Returns
    -------
    Lamination
        By period, and then by the lesser angle.

    Raises
    ------
    TypeError, ValueError
        If `max_period` is no integer, or out of range.

    Examples
    --------
    >>> [(str(lower), str(upper)) for lower, upper in lamination(3)]
    [('1/3', '2/3'), ('1/7', '2/7'), ('3/7', '4/7'), ('5/7', '6/7')]
    """
    leaves = _core.lamination(arguments.integer("max_period", max_period, 2, _core.MAX_LAMINATION))
    return Lamination(leaves[:, 0], leaves[:, 1:])
