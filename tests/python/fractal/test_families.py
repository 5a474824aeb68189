"""Fractals are values: equal by what they iterate, and sent between processes."""

import copy
import pickle

import pytest

from iterscope.fractal import Julia, Mandelbrot
from iterscope.fractal.base import Fractal


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("fractal", [Julia(-0.8 + 0.156j), Mandelbrot()], ids=repr)
def test_a_fractal_that_was_used_can_be_sent(fractal: Fractal, protocol: int) -> None:
    counts = fractal.escape_counts((-2, 1, -1, 1), (4, 6), max_iter=50)
    for received in (pickle.loads(pickle.dumps(fractal, protocol)), copy.deepcopy(fractal)):  # noqa: S301
        assert received == fractal
        assert received.formula == fractal.formula
        assert (received.escape_counts((-2, 1, -1, 1), (4, 6), max_iter=50) == counts).all()
