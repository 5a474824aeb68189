"""The spider algorithm, one iteration at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.dynamics.angle import Angle, Turns
from iterscope.validation import arguments


@dataclass(frozen=True, slots=True, eq=False)
class SpiderStep:
    """A spider after an iteration.

    Attributes
    ----------
    iteration : int
        0 for the first spider.
    c : complex
        The parameter so far: the first of the points.
    points : ndarray of complex128, shape (feet,)
        One for each angle of the orbit: z_1 = c, z_2, ... for the images of the critical point 0.
    legs : ndarray of complex128, shape (feet, 65)
        A line from each point to a circle about 0, which it reaches at the angle of its ray.
    change : float
        How far this iteration moved `c`; inf for the first spider.
    converged : bool
        Whether that is less than the tolerance.
    """

    iteration: int
    c: complex
    points: NDArray[np.complex128]
    legs: NDArray[np.complex128]
    change: float
    converged: bool


def spider(
    angle: Turns, *, tol: SupportsFloat = 1e-12, max_iter: SupportsIndex = 1000
) -> Iterator[SpiderStep]:
    """Watch a spider walk to the parameter that has the combinatorics of an angle.

    A spider has a point for each image of the critical point, and from each a leg to infinity at the angle of
    its ray. An iteration pulls it back under z² + c, with its first point as c; the points converge to the
    critical orbit of the parameter that is sought, the center of a component (periodic angles) or a
    Misiurewicz point (preperiodic ones).

    Parameters
    ----------
    angle : Angle, Fraction or str
        The angle; preperiod and period are together at most 4096.
    tol : float, default=1e-12
        The iteration ends when `c` moves by less.
    max_iter : int, default=1000
        Most iterations.

    Yields
    ------
    SpiderStep
        The first spider, and then one for each iteration. It is safe to keep.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.

    References
    ----------
    Hubbard and Schleicher, "The spider algorithm", 1994; Jung, "The Thurston algorithm for quadratic
    matings", 2017, whose path of the points decides between the two square roots.

    Examples
    --------
    >>> *_, last = spider("1/6")
    >>> f"{last.c:.6f}", last.converged
    ('-0.000000+1.000000j', True)
    """
    walking = _core.Spider(Angle(angle).as_integer_ratio())
    return _steps(
        walking, arguments.real("tol", tol), arguments.integer("max_iter", max_iter, 0, _core.MAX_ITER)
    )


def _steps(walking: _core.Spider, tol: float, max_iter: int) -> Iterator[SpiderStep]:
    while True:
        yield (step := _step(walking, tol))
        if step.converged or step.iteration >= max_iter:
            return
        walking.step()


def _step(walking: _core.Spider, tol: float) -> SpiderStep:
    points, legs = walking.points, walking.legs
    points.flags.writeable = legs.flags.writeable = False
    change = walking.change
    return SpiderStep(walking.iteration, walking.c, points, legs, change, change < tol)
