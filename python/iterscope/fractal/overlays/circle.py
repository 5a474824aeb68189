"""The circle of external angles: which angle a point has, and how angles are multiplied."""

import cmath
from typing import SupportsComplex, SupportsFloat, SupportsIndex

from iterscope import dynamics
from iterscope.dynamics import Angle
from iterscope.fractal.base import Fractal, checked
from iterscope.validation import arguments

_FAR = 1e5
"""Beyond this radius a radius of the plane is a ray, to ten digits."""
_BEYOND = 1e60
"""Where an orbit is followed no further: powers would overflow."""
_GROWTH, _STEPS, _ROUNDS, _SMALL = 8.0, 64, 32, 1e-13


def multiples(
    angle: dynamics.Angle | str, n: SupportsIndex = 12, *, degree: SupportsIndex = 2
) -> list[Angle]:
    """Return an angle and its images under multiplication by the degree, until one comes again.

    Parameters
    ----------
    angle : Angle, Fraction or str
        The angle in turns.
    n : int, default=12
        Most angles, at most 65536.
    degree : int, default=2
        From 2 to 8.

    Returns
    -------
    list of Angle

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or out of range.

    Examples
    --------
    >>> [str(angle) for angle in multiples("1/7")]
    ['1/7', '2/7', '4/7']
    """
    d = arguments.integer("degree", degree, 2, 8)
    found = [Angle(angle)]
    for _ in range(arguments.integer("n", n, 1, 65536) - 1):
        following = Angle(d * found[-1])
        if following in found:
            break
        found.append(following)
    return found


def external_angle(fractal: Fractal, point: SupportsComplex | SupportsFloat) -> float | None:
    """Return the external angle of a point outside the set.

    Its ray is followed outwards, by Newton's method for F_n(u) = w, where F_n is what n steps make of u; that
    of the Mandelbrot set by `iterscope.dynamics.external_angle`.

    Parameters
    ----------
    fractal : Mandelbrot or Julia
        Of any degree.
    point : complex
        The pixel.

    Returns
    -------
    float or None
        In turns, from 0 to 1; None if the point is not beyond 1e5 within 64 steps, or, of the
        Mandelbrot set, 4096.

    Raises
    ------
    TypeError, ValueError
        If `point` is no number or not finite, or the family has no external angles.

    Examples
    --------
    >>> from iterscope import Julia
    >>> round(external_angle(Julia(0), 1.2j), 12)
    0.25
    """
    if not checked("fractal", fractal).powers:
        raise ValueError("fractal must be a Julia or a Mandelbrot set: others have no external angles")
    u = arguments.complex_number("point", point)
    d, constant = fractal.formula.degree, fractal.c
    if fractal.quadratic and constant is None:
        outside = dynamics.external_angle(u)
        return None if outside is None else outside.turns

    def image(n: int, u: complex) -> tuple[complex, complex]:
        return _image(d, u, constant, n)

    n = next((n for n in range(_STEPS) if abs(image(n, u)[0]) >= _FAR), None)
    if n is None:
        return None
    while n > 0:
        z, _ = image(n, u)
        if abs(z) >= _FAR**d:
            n -= 1
            continue
        w = _GROWTH * z
        for _ in range(_ROUNDS):
            z, slope = image(n, u)
            step = (z - w) / slope
            u -= step
            if abs(step) < _SMALL * abs(u):
                break
    c = u if constant is None else constant
    angle = cmath.phase(u) + cmath.phase(1 + c / u**d) / d
    return angle / (2 * cmath.pi) % 1


def _image(degree: int, u: complex, constant: complex | None, n: int) -> tuple[complex, complex]:
    """Return what n steps make of the pixel, and the derivative of that by the pixel."""
    z, slope = u, 1 + 0j
    for _ in range(n):
        if abs(z) > _BEYOND:
            return z, slope
        slope = degree * z ** (degree - 1) * slope + (constant is None)
        z = z**degree + (u if constant is None else constant)
    return z, slope
