"""How many iterations "auto" means, at any depth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from iterscope import Julia, Mandelbrot, View
from iterscope.fractal import tiles


@given(least=st.integers(1, 2**18), counts=st.lists(st.integers(0, 2**21), min_size=1, max_size=9))
def test_twice_what_the_slowest_takes_is_enough(least: int, counts: list[int]) -> None:
    asked: list[int] = []

    def probe(max_iter: int) -> NDArray[np.uint32]:
        asked.append(max_iter)
        found = np.array(counts, dtype=np.uint32)
        return found[found < max_iter]

    found = tiles.enough(least, probe)
    assert (found // least).bit_count() == 1
    known = [count for count in counts if count < found]
    if known:
        assert 2 * max(known) <= found or found >= 2**22
    else:
        assert found >= 2**18
    assert asked == sorted(set(asked))
    assert len(asked) <= 23


def test_the_interior_ends_the_search() -> None:
    asked: list[int] = []

    def probe(max_iter: int) -> NDArray[np.uint32]:
        asked.append(max_iter)
        return np.zeros(0, dtype=np.uint32)

    assert tiles.enough(1000, probe) == 1000 * 2**9
    assert asked[-1] == 512_000


@given(least=st.integers(1, 2**12), counts=st.lists(st.integers(0, 2**15), min_size=1, max_size=9))
def test_float64_goes_on_until_half_of_what_escapes_is_told_apart(least: int, counts: list[int]) -> None:
    def probe(max_iter: int) -> NDArray[np.uint32]:
        found = np.array(counts, dtype=np.uint32)
        return found[found < max_iter]

    found = tiles.resolving(least, probe)
    assert (found // least).bit_count() == 1
    assert 2 * np.median(probe(found)) <= found
    assert found == least or probe(found // 2).size == 0 or 2 * np.median(probe(found // 2)) > found // 2


def test_float64_does_not_look_long_for_what_never_escapes() -> None:
    asked: list[int] = []

    def probe(max_iter: int) -> NDArray[np.uint32]:
        asked.append(max_iter)
        return np.zeros(0, dtype=np.uint32)

    assert tiles.resolving(1000, probe) == 1000
    assert asked[-1] < 2**17


@pytest.mark.parametrize("z", [-4, 0, 20, 43])
def test_where_all_escape_soon_float64_has_a_fixed_number_for_each_level(z: int) -> None:
    for fractal in (Julia(1j), Mandelbrot()):
        assert tiles.iterations(fractal, (z, 0, 0)) == 512 + 64 * max(z, 0)


def test_a_place_that_float64_would_show_flat_has_more_iterations() -> None:
    # Above the point where the cardioid meets the disc beside it orbits take pi / height steps (Dave Boll, 1991).
    area = ("-0.75", "0.001"), -26.0
    steps = tiles.iterations_of_view(Mandelbrot().formula, area, (8, 8))
    assert steps > np.pi / 1e-3 > 512 + 64 * 23
    assert (Mandelbrot().escape_counts(View(*area), (8, 8)) < steps).all()
