"""Critical points of any family, as the view draws them."""

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.base import Fractal, checked


def critical_points(fractal: Fractal) -> NDArray[np.complex128]:
    """Return the critical points: where the derivative of what is iterated is 0.

    Parameters
    ----------
    fractal : Fractal
        What is iterated.

    Returns
    -------
    ndarray of complex128, shape (n,)
        Only 0, but for `Newton`: there the zeros of p'', which are the free ones; the simple roots of p are
        critical, too, and attract. An attracting cycle attracts one of the free ones, so they find it.

    Raises
    ------
    TypeError
        If `fractal` is none.

    Examples
    --------
    >>> from iterscope import Julia, Newton
    >>> critical_points(Julia(1j))
    array([0.+0.j])
    >>> critical_points(Newton(coefficients=[1, 0, -2, 2]))
    array([0.+0.j])
    """
    return checked("fractal", fractal).critical_points
