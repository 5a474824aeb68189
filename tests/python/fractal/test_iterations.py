"""How many iterations "auto" means, at any depth; `rust/core/src/fractal/iterations.rs` tests how they are found."""

import numpy as np
import pytest

from iterscope import Julia, Mandelbrot, View
from iterscope.fractal import tiles
from iterscope.fractal.base import Fractal
from iterscope.fractal.sampling import sampling


def auto(fractal: Fractal, region: View | tuple[float, float, float, float], shape: tuple[int, int]) -> int:
    """Return the number of iterations of a picture."""
    return sampling(fractal, region, shape, max_iter="auto")["max_iter"]


@pytest.mark.parametrize("z", [-4, 0, 20, 43])
def test_where_all_escape_soon_float64_has_a_fixed_number_for_each_level(z: int) -> None:
    for fractal in (Julia(1j), Mandelbrot()):
        assert tiles.iterations(fractal, (z, 0, 0)) == 512 + 64 * max(z, 0)


def test_a_place_that_float64_would_show_flat_has_more_iterations() -> None:
    # Above the point where the cardioid meets the disc beside it orbits take pi / height steps (Dave Boll, 1991).
    view = View(("-0.75", "0.001"), log2_width=-26)
    steps = auto(Mandelbrot(), view, (8, 8))
    assert steps > np.pi / 1e-3 > 512 + 64 * 23
    assert (Mandelbrot().escape_counts(view, (8, 8)) < steps).all()


def test_below_float64_twice_what_the_slowest_pixel_takes_is_enough() -> None:
    view = View(("-0.75", "0.001"), log2_width=-60)
    steps = auto(Mandelbrot(), view, (8, 8))
    counts = Mandelbrot().escape_counts(view, (8, 8), max_iter=steps)
    assert 2 * counts.max() <= steps < 4 * counts.max()
    assert steps % (512 + 64 * 57) == 0


def test_a_region_has_the_number_of_the_same_view() -> None:
    fractal = Mandelbrot()
    view = View((-0.75, 0.001), log2_width=-20)
    half = 2.0**-21
    region = (-0.75 - half, -0.75 + half, 0.001 - half, 0.001 + half)
    assert auto(fractal, region, (64, 64)) == auto(fractal, view, (64, 64)) > 512 + 64 * 20


@pytest.mark.slow
def test_a_tile_has_that_of_the_view_which_it_fills() -> None:
    z, x, y = 40, 5 * 2**36, 2**39 + 12345
    side = 2.0 ** (2 - z)
    view = View((-2 + (x + 0.5) * side, -2 + (y + 0.5) * side), log2_width=2 - z)
    assert tiles.iterations(Mandelbrot(), (z, x, y)) == auto(Mandelbrot(), view, (256, 256))


def test_the_command_line_has_the_same_number() -> None:
    # `tests/rust/cli/render.rs` reads it from a file.
    assert auto(Mandelbrot(), View(("-0.75", "0.001"), width="1e-20"), (24, 32)) == 9472
