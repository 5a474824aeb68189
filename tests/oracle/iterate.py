"""Direct iteration of z -> z**degree + c, every pixel and every step, in the integers of GMP."""

from dataclasses import dataclass
from fractions import Fraction

import gmpy2
import numpy as np
from gmpy2 import mpc, mpz
from numpy.typing import NDArray
from tests.oracle.views import SIDE, View

RADII = (2, 1000)
"""Bailout radii: that of counts, and that of smooth counts."""
NUDGE = 2.0**-44
SPARSE = slice(4, SIDE, 8)
"""Rows and columns whose pixels have all fields."""


@dataclass(frozen=True)
class Truth:
    """The right values of a view."""

    counts: NDArray[np.uint32]
    """Steps inside radius 2, shape (SIDE, SIDE); `max_iter` where none escaped."""
    smooth: NDArray[np.float64]
    """n - log(ln abs(z_n)) / log(degree), n the first step beyond radius 1000; shape (8, 8), NaN inside."""
    distance: NDArray[np.float64]
    """2 abs(z) ln(abs(z)) / abs(dz) in pixels."""
    angle: NDArray[np.float64]
    """Of z / dz, in turns from -1/2 to 1/2."""
    final_angle: NDArray[np.float64]
    """Of z, in turns."""
    nudged_counts: int
    """Counts that change when every pixel is moved by 2**-44 of its offset: how well the view is conditioned."""
    nudged_fields: NDArray[np.float64]
    """The four fields of the moved pixels."""


def truth(view: View) -> Truth:
    """Iterate all pixels of a view."""
    bits = _bits(view)
    counts = _counts(view, bits, 0.0)
    nudged = 0 if view.exact else int((_counts(view, bits, NUDGE) != counts).sum())
    return Truth(counts, *_fields(view, bits, 0.0), nudged, _fields(view, bits, NUDGE))


def _counts(view: View, bits: int, nudge: float) -> NDArray[np.uint32]:
    """Return all counts; `nudge` moves each pixel away from the center by this share of its offset."""
    side = range(SIDE)
    samples = ((sample(view, bits, row, column, nudge)) for row in side for column in side)
    counts = [count(view, bits, *sample) for sample in samples]
    return np.array(counts, np.uint32).reshape(SIDE, SIDE)


def _bits(view: View) -> int:
    digits = max(len(part) for part in (*view.center, *(view.c or ())))
    return max(64 - view.log2_width + 160, int(3.33 * digits) + 160)


def _fixed(number: Fraction, bits: int) -> mpz:
    return mpz((number.numerator << bits) // number.denominator)


def sample(view: View, bits: int, row: int, column: int, nudge: float) -> tuple[mpz, mpz]:
    """Return a pixel's center, times ``2**bits``."""
    pixel = Fraction(2) ** (view.log2_width - 6) * (1 + Fraction(nudge))
    offsets = (column - Fraction(SIDE - 1, 2), Fraction(SIDE - 1, 2) - row)
    x, y = (Fraction(part) + offset * pixel for part, offset in zip(view.center, offsets, strict=True))
    return _fixed(x, bits), _fixed(y, bits)


def _constant(view: View, bits: int) -> tuple[mpz, mpz]:
    re, im = view.c or ("0", "0")
    return _fixed(Fraction(re), bits), _fixed(Fraction(im), bits)


def count(view: View, bits: int, x: mpz, y: mpz) -> int:
    """Return how many steps stay inside the smaller radius."""
    if view.c is None:
        a, b, x, y = x, y, mpz(0), mpz(0)
    else:
        a, b = _constant(view, bits)
    limit = mpz(RADII[0] ** 2) << (2 * bits)
    for step in range(view.max_iter + 1):
        u, v = x, y
        for _ in range(view.degree - 2):
            u, v = (u * x - v * y) >> bits, (u * y + v * x) >> bits
        x, y = ((u * x - v * y) >> bits) + a, ((u * y + v * x) >> bits) + b
        if x * x + y * y > limit:
            return min(step, view.max_iter)
    return view.max_iter


def _fields(view: View, bits: int, nudge: float) -> NDArray[np.float64]:
    """Return smooth count, distance, angle and final angle of the sparse pixels, by complex numbers of MPC."""
    gmpy2.get_context().precision = bits
    places = range(SIDE)[SPARSE]
    fields = np.full((4, len(places), len(places)), np.nan)
    scale, pixel = gmpy2.mpfr(2) ** -bits, gmpy2.mpfr(2) ** (view.log2_width - 6)
    for i, row in enumerate(places):
        for j, column in enumerate(places):
            x, y = sample(view, bits, row, column, nudge)
            point = mpc(x * scale, y * scale)
            z, c, dz = (
                (mpc(0), point, mpc(0)) if view.c is None else (point, mpc(*map(gmpy2.mpfr, view.c)), mpc(1))
            )
            for step in range(1, view.max_iter + 2):
                dz = view.degree * z ** (view.degree - 1) * dz + (view.c is None)
                z = z**view.degree + c
                if gmpy2.norm(z) > RADII[1] ** 2:
                    log = gmpy2.log(abs(z))
                    fields[:, i, j] = (
                        step - gmpy2.log(log) / gmpy2.log(view.degree),
                        2 * abs(z) * log / abs(dz * pixel),
                        gmpy2.phase(z / dz) / (2 * gmpy2.const_pi()),
                        gmpy2.phase(z) / (2 * gmpy2.const_pi()),
                    )
                    break
    return fields
