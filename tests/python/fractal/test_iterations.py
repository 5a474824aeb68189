"""How many iterations "auto" means, at any depth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from iterscope import Julia, Mandelbrot
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


@pytest.mark.parametrize("z", [-4, 0, 20, 43])
def test_float64_has_a_fixed_number_for_each_level(z: int) -> None:
    for fractal in (Julia(1j), Mandelbrot()):
        assert tiles.iterations(fractal, (z, 0, 0)) == 512 + 64 * max(z, 0)
