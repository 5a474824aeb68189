"""Cycles that attract, in any family that has some, as the view draws them."""

from typing import SupportsComplex, SupportsFloat

import numpy as np
from numpy.typing import NDArray

from iterscope import dynamics
from iterscope.fractal.base import Fractal, checked


def attractor(fractal: Fractal, point: SupportsComplex | SupportsFloat = 0) -> NDArray[np.complex128]:
    """Return the points of the attracting cycle, or the roots.

    Parameters
    ----------
    fractal : Fractal
        What is iterated.
    point : complex, default=0
        The parameter, where pixels are parameters.

    Returns
    -------
    ndarray of complex128, shape (period,)
        In their order, the one nearest to 0 first; of `Newton` all roots. Empty if nothing attracts.
        `iterscope.dynamics.cycle` has the multiplier, too.

    Raises
    ------
    TypeError, ValueError
        If `fractal` is none, `point` is no number or not finite, or the family is `BurningShip`.

    Examples
    --------
    >>> from iterscope import Julia
    >>> attractor(Julia(-1))
    array([ 0.+0.j, -1.+0.j])
    """
    if not checked("fractal", fractal).holomorphic:
        raise ValueError(f"{fractal} is not holomorphic: its cycles have no multiplier")
    if fractal.roots is not None:
        return fractal.roots
    c = point if fractal.c is None else fractal.c
    found = dynamics.cycle(c, degree=fractal.formula.degree)
    return np.zeros(0, dtype=np.complex128) if found is None else found.points
