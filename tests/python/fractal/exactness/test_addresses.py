"""Tiles by their addresses: forged ones are refused, and the others are views."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import Julia, Mandelbrot, View, _core, set_threads
from iterscope.fractal.base import Fractal

MAX_ITER = 3000
SHAPE = (64, 64)
PLACES = [
    (Julia(1j), (Fraction(0), Fraction(1))),
    (Julia(-0.8 + 0.156j), (Fraction(1, 3), Fraction(1, 7))),
    (Mandelbrot(), (Fraction(-3, 4), Fraction(1, 10))),
    (Mandelbrot(degree=3), (Fraction(1, 3), Fraction(3, 4))),
]
FORGED = [
    (10**9, 0, 0),
    (-(10**9), 0, 0),
    (2**31, 0, 0),
    (2**63, 0, 0),
    (10**30, 0, 0),
    (3, 10**1000, 0),
    (3, 0, -(10**1000)),
    (200, -(2**300), 5),
]
BESIDE = [
    (3, -1, 0),
    (3, 0, -1),
    (3, 8, 0),
    (3, 0, 8),
    (200, 2**200, 0),
]


def tile_at(point: tuple[Fraction, Fraction], z: int) -> tuple[int, int, int]:
    """Return the tile of a level that holds a point."""
    side = Fraction(4) / 2**z
    return z, math.floor((point[0] + 2) / side), math.floor((point[1] + 2) / side)


def levels(fractal: Fractal, tile: tuple[int, int, int]) -> NDArray[np.uint32]:
    """Return what a tile says of the counts of its points."""
    found = _core.tile_levels(fractal.formula, tile, SHAPE, fields=["count"], max_iter=MAX_ITER, bailout=2.0)
    return found["count"]


@pytest.mark.parametrize("tile", FORGED, ids=lambda tile: str(tile)[:24])
def test_a_forged_address_is_refused(tile: tuple[int, int, int]) -> None:
    with pytest.raises((ValueError, OverflowError)) as caught:
        levels(Julia(1j), tile)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("tile", BESIDE, ids=lambda tile: str(tile)[:24])
def test_a_tile_beside_the_square_has_escaped(tile: tuple[int, int, int]) -> None:
    for fractal, _ in PLACES:
        assert (levels(fractal, tile) == 1).all()


@pytest.mark.parametrize("address", ["", (1,), (1, 2), (1, 2, 3, 4), (1.5, 0, 0), ("1", "0", "0"), None])
def test_what_is_no_address_is_refused(address: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        _core.tile_fields(Julia(1j).formula, address, fields=["count"], max_iter=100, bailout=2.0)


@pytest.mark.parametrize("z", [30, 36, 40, 42, 44, 48, 52, 60])
@pytest.mark.parametrize(("fractal", "point"), PLACES, ids=lambda value: str(value)[:24])
def test_a_tile_is_the_view_of_its_square(fractal: Fractal, point: tuple[Fraction, Fraction], z: int) -> None:
    tile = tile_at(point, z)
    left, right, bottom, top = (Fraction(bound) for bound in _core.tile_region(tile))
    assert right - left == top - bottom == Fraction(4) / 2**z
    assert left <= point[0] < right
    view = View((exact((left + right) / 2), exact((bottom + top) / 2)), log2_width=2 - z)
    counts = fractal.escape_counts(view, SHAPE, max_iter=MAX_ITER)
    np.testing.assert_array_equal(
        levels(fractal, tile), np.where(counts == MAX_ITER, 0, counts + 1).astype(np.uint32)
    )


@pytest.mark.parametrize("z", [20, 45, 150])
@pytest.mark.parametrize(("fractal", "point"), PLACES, ids=lambda value: str(value)[:24])
def test_threads_do_not_change_a_bit(fractal: Fractal, point: tuple[Fraction, Fraction], z: int) -> None:
    middle = (exact(Fraction(math.floor(part * 2**200), 2**200)) for part in point)
    view = View((next(middle), next(middle)), log2_width=2 - z)
    names = ["count", "smooth", "distance", "angle"]
    found = []
    try:
        for threads in (1, 2, 3):
            set_threads(threads)
            found.append(fractal.fields(view, (40, 56), names, max_iter=MAX_ITER))
    finally:
        set_threads(None)
    for other in found[1:]:
        for name in names:
            assert found[0][name].tobytes() == other[name].tobytes(), name


def exact(number: Fraction) -> str:
    """Return a dyadic number as a decimal string."""
    power = number.denominator.bit_length() - 1
    digits = str(abs(number.numerator) * 5**power).rjust(power + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[: len(digits) - power]}.{digits[len(digits) - power :] or '0'}"
