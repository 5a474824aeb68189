"""Orbits of the points of any family, as the view draws them."""

from typing import SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.base import Fractal, checked
from iterscope.validation import arguments

MAX_STEPS = 1 << 16
"""Most steps of an orbit."""
_REACHED = 1e-12


def orbit(
    fractal: Fractal, point: SupportsComplex | SupportsFloat, n: SupportsIndex = 400
) -> NDArray[np.complex128]:
    """Return the orbit that belongs to a pixel: of the pixel itself, or of 0 where pixels are parameters.

    Parameters
    ----------
    fractal : Fractal
        What is iterated.
    point : complex
        The pixel.
    n : int, default=400
        Most steps, at most 65536.

    Returns
    -------
    ndarray of complex128, shape (m,)
        The start and its images: the last one is beyond max(2, abs(c)) if the orbit escapes, or within 1e-12
        of the one before it where Newton's method has reached a root.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number, not finite, or out of range.

    Examples
    --------
    >>> from iterscope import Julia, Mandelbrot
    >>> orbit(Mandelbrot(), 1j, 4)
    array([ 0.+0.j,  0.+1.j, -1.+1.j,  0.-1.j, -1.+1.j])
    >>> orbit(Julia(0, degree=3), 2, 9)
    array([2.+0.j, 8.+0.j])
    """
    pixel = arguments.complex_number("point", point)
    steps = arguments.integer("n", n, 0, MAX_STEPS)
    starts, constants = checked("fractal", fractal).orbits(np.array([pixel]))
    z, c = complex(starts[0]), complex(np.ravel(constants)[0])
    radius = max(2.0, abs(c)) if fractal.escapes else np.inf
    found = [z]
    while len(found) <= steps and abs(z) <= radius:
        z = fractal.step(z, c)
        if not (fractal.escapes or np.isfinite(z)):
            break
        found.append(z)
        if not fractal.escapes and abs(z - found[-2]) < _REACHED:
            break
    return np.array(found)
