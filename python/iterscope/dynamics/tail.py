"""The ends of rays of Julia sets, at any depth: float64 knows their beginning, linearization goes on.

A ray of a periodic angle is its own image under f^p, which near its end w is z -> w + λ (z - w), but for
terms of higher order. So w + (u - w) / λ lies on it with u, and a point that becomes periodic has the
multiplier of its cycle (Milnor, Dynamics in One Complex Variable, sections 8 and 18).
"""

import math
from dataclasses import dataclass
from decimal import Context, Decimal

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation.decimals import Pair

_SPARE = 64
"""Binary digits beyond those that are wanted."""
_LEAST = 2.0**-52
_MOST_STEPS = 1_000

Fixed = tuple[int, int]
"""Real and imaginary part, times a power of 2."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """How a point comes back: under z -> z^d + c after `preperiod` steps it has a period."""

    c: Pair
    degree: int
    preperiod: int
    period: int


def end_of(cycle: Cycle, start: complex, log2_distance: float) -> tuple[Pair, complex]:
    """Return the preperiodic point near a start, and the multiplier of its cycle.

    Parameters
    ----------
    cycle : Cycle
    start : complex
        The point in float64.
    log2_distance : float
        Logarithm of its error at most to the base 2.

    Returns
    -------
    point : (str, str)
    multiplier : complex

    Raises
    ------
    CancelledError
    """
    bits = _SPARE + max(0, math.ceil(-log2_distance))
    c = _fixed(cycle.c, bits)
    z = _fixed((repr(start.real), repr(start.imag)), bits)
    multiplier = 0j
    for _ in range(_MOST_STEPS):
        _core.check_cancelled()
        early, slope = _iterate(cycle, z, c, bits, cycle.preperiod)
        late, multiplier = _iterate(cycle, early, c, bits, cycle.period)
        gap = late[0] - early[0], late[1] - early[1]
        size = max(abs(gap[0]), abs(gap[1])).bit_length()
        if size <= _SPARE // 2:
            break
        scale = size - 60
        # Newton's method with a slope in float64: each step is right to so many digits.
        step = complex(*(_scaled(part, -scale) for part in gap)) / (slope * (1 - multiplier))
        z = z[0] + _shifted(int(step.real), scale), z[1] + _shifted(int(step.imag), scale)
    digits = math.ceil(bits * math.log10(2))
    return (_decimal(z[0], bits, digits), _decimal(z[1], bits, digits)), multiplier


def lengthened(
    offsets: NDArray[np.complex128], multiplier: complex, log2_distance: float
) -> tuple[NDArray[np.complex128], NDArray[np.int32]]:
    """Return the points of a ray as seen from its end, down to a distance.

    Parameters
    ----------
    offsets : ndarray of complex128, shape (n,)
        The points as float64 knows them.
    multiplier : complex
        Of the cycle of the end.
    log2_distance : float
        Logarithm of the distance to the base 2.

    Returns
    -------
    mantissas : ndarray of complex128, shape (m,)
    exponents : ndarray of int32, shape (m,)
        The points divided by powers of 2, and these.
    """
    sizes, growth = np.abs(offsets), abs(multiplier)
    # There neither the end of float64 nor that of linearization is near.
    first = int(np.argmax(sizes < math.sqrt(_LEAST * growth)))
    last = first + int(np.argmax(sizes[first:] <= sizes[first] / growth))
    if not 0 < first < last:
        return offsets, np.zeros(len(offsets), dtype=np.int32)
    count = max(0, math.ceil((math.log2(sizes[first]) - log2_distance) / math.log2(growth)))
    logarithms = -np.arange(count + 1) * np.log(complex(multiplier))
    exponents = np.floor(logarithms.real / math.log(2))
    factors = np.exp(logarithms - exponents * math.log(2))
    tail = factors[:, np.newaxis] * offsets[first:last]
    powers = np.repeat(exponents, last - first)
    mantissas = np.concatenate([offsets[:first], tail.ravel()])
    return mantissas, np.concatenate([np.zeros(first), powers]).astype(np.int32)


def _iterate(cycle: Cycle, z: Fixed, c: Fixed, bits: int, steps: int) -> tuple[Fixed, complex]:
    """Return the image of a point, and its derivative by the point."""
    slope = 1 + 0j
    for _ in range(steps):
        power = z
        for _ in range(cycle.degree - 2):
            power = _times(power, z, bits)
        slope *= cycle.degree * complex(*(_scaled(part, -bits) for part in power))
        image = _times(power, z, bits)
        z = image[0] + c[0], image[1] + c[1]
    return z, slope


def _times(a: Fixed, b: Fixed, bits: int) -> Fixed:
    return (a[0] * b[0] - a[1] * b[1]) >> bits, (a[0] * b[1] + a[1] * b[0]) >> bits


def _fixed(point: Pair, bits: int) -> Fixed:
    digits = Context(prec=max(map(len, point)) + bits + 30)
    x, y = (int(digits.multiply(Decimal(part), Decimal(1 << bits)).to_integral_value()) for part in point)
    return x, y


def _decimal(value: int, bits: int, digits: int) -> str:
    whole = value * 10**digits >> bits
    return f"{Decimal(whole).scaleb(-digits, Context(prec=len(str(whole)))):f}"


def _scaled(value: int, exponent: int) -> float:
    excess = max(0, value.bit_length() - 64)
    return math.ldexp(value >> excess, exponent + excess)


def _shifted(value: int, places: int) -> int:
    return value << places if places >= 0 else value >> -places
