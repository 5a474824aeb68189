"""Orbits of the points of any family, as the view draws them."""

from typing import SupportsComplex, SupportsFloat, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.base import Fractal
from iterscope.fractal.families import BurningShip, Newton
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
    if isinstance(fractal, Newton):
        return _newton(polynomial(fractal), pixel, steps)
    constant: complex | None = getattr(fractal, "c", None)
    c, z = (pixel, 0j) if constant is None else (constant, pixel)
    radius = max(2.0, abs(c))
    found = [z]
    while len(found) <= steps and abs(z) <= radius:
        if isinstance(fractal, BurningShip):
            z = complex(abs(z.real), abs(z.imag))
        z = _power(z, getattr(fractal, "degree", 2)) + c
        found.append(z)
    return np.array(found)


def polynomial(fractal: Newton) -> NDArray[np.complex128]:
    """Return the coefficients of the polynomial whose roots are sought, the highest power first."""
    [(name, numbers)] = fractal.parameters.items()
    return np.asarray(np.poly(numbers) if name == "roots" else numbers, dtype=np.complex128)


def _power(z: complex, degree: int) -> complex:
    result = z
    for _ in range(degree - 1):
        result *= z
    return result


def _newton(coefficients: NDArray[np.complex128], z: complex, steps: int) -> NDArray[np.complex128]:
    slope = np.polyder(coefficients)
    found = [z]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            z = complex(z - np.polyval(coefficients, z) / np.polyval(slope, z))
            if not np.isfinite(z):
                break
            found.append(z)
            if abs(z - found[-2]) < _REACHED:
                break
    return np.array(found)
