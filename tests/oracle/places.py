"""Deep places that are worth a look: copies of the Mandelbrot set, found in arbitrary precision."""

from collections.abc import Iterator
from dataclasses import dataclass

import gmpy2
from gmpy2 import mpc, mpfr

_OFFSETS = (2.5 + 1.5j, -1.5 + 2.5j, 1.2 - 3j, 4 + 1j, -3 - 2j, 0.5 + 3j, 6 - 2j)
_SPARE_BITS = 400


@dataclass(frozen=True)
class Nucleus:
    """A point whose critical orbit is periodic."""

    c: mpc
    period: int
    size: mpc
    """Of the copy of the Mandelbrot set around it, with its rotation: that is at ``c + size * M``."""

    @property
    def log2_size(self) -> float:
        """Logarithm of the size."""
        return float(gmpy2.log2(abs(self.size)))


def set_precision(bits: int) -> None:
    """Let complex numbers have this many bits from now on."""
    gmpy2.get_context().precision = bits


def copy(log2_size: int) -> Nucleus:
    """Return a copy of about this size: beside one near the tip ``i``, whose size is about the square root."""
    set_precision(2 * -log2_size + _SPARE_BITS)
    radius = mpfr(2) ** (log2_size // 4)
    for near_tip in _near(mpc(0, 1), mpc(radius), radius / 2, 5_000):
        for found in _near(near_tip.c, near_tip.size, abs(near_tip.size) / 4, 20_000):
            if found.log2_size > 1.25 * log2_size:
                return found
    raise ValueError(f"no copy of size 2^{log2_size}")


def _near(c: mpc, unit: mpc, radius: mpfr, limit: int) -> Iterator[Nucleus]:
    """Yield the nuclei of lowest period of discs beside a point, where Newton's method stays near them."""
    for offset in _OFFSETS:
        center = c + unit * mpc(offset)
        period = _lowest_period(center, radius, limit)
        if period is not None:
            nucleus = _nucleus(center, period)
            if abs(nucleus.c - center) < 4 * radius:
                yield nucleus


def _lowest_period(c: mpc, radius: mpfr, limit: int) -> int | None:
    """Return when the orbits of a square's corners first wind around 0 (Munafo's box method)."""
    corners = [c + radius * mpc(corner) for corner in (-1 - 1j, 1 - 1j, 1 + 1j, -1 + 1j)]
    z = [mpc(0)] * 4
    for period in range(1, limit):
        z = [w * w + corner for w, corner in zip(z, corners, strict=True)]
        crossings = 0
        for a, b in zip(z, z[1:] + z[:1], strict=True):
            if (a.imag > 0) != (b.imag > 0):
                crossings += (
                    a.real * b.imag - b.real * a.imag > 0
                    if b.imag > a.imag
                    else a.real * b.imag < b.real * a.imag
                )
        if crossings % 2:
            return period
    return None


def _nucleus(c: mpc, period: int) -> Nucleus:
    """Return the nucleus of this period near a point, by Newton's method, and its size (Munafo's estimate)."""
    tolerance = mpfr(2) ** (_SPARE_BITS // 8 - gmpy2.get_context().precision)
    for _ in range(100):
        z, dz = mpc(0), mpc(0)
        for _ in range(period):
            dz = 2 * z * dz + 1
            z = z * z + c
        step = z / dz
        c -= step
        if not abs(step) > tolerance:
            break
    z, derivative, total = mpc(0), mpc(1), mpc(1)
    for _ in range(period - 1):
        z = z * z + c
        derivative = 2 * z * derivative
        total += 1 / derivative
    return Nucleus(c, period, 1 / (total * derivative * derivative))
