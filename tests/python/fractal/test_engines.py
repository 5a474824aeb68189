"""All engines count alike, and say what they lack."""

import os
import subprocess
import sys
import threading
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iterscope import Julia, Mandelbrot, _core
from iterscope.fractal import engines

X, Y = 1.5275031186435346, -0.07591217835228786
OTHERS = [name for name in engines.ENGINES if name != "rust"]


@pytest.mark.slow
@settings(max_examples=40)
@example(re=0.25, im=0.0, x=0.0, y=0.0, zoom=0, shape=(5, 9), max_iter=30, bailout=2.0, grid="linspace")
@given(
    re=st.floats(-2.5, 2.5),
    im=st.floats(-2.5, 2.5),
    x=st.floats(-1.5, 1.5),
    y=st.floats(-1.5, 1.5),
    zoom=st.integers(0, 42),
    shape=st.tuples(st.integers(1, 24), st.integers(1, 24)),
    max_iter=st.integers(1, 120),
    bailout=st.floats(0.1, 50),
    grid=st.sampled_from(["pixel", "linspace", "left"]),
)
def test_all_engines_count_alike(re, im, x, y, zoom, shape, max_iter, bailout, grid) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    julia, span = Julia(complex(re, im)), 2.0 ** (1 - zoom)
    region = (x - span, x + span, y - span, y + span)
    options = {"max_iter": max_iter, "bailout": bailout, "grid": grid}
    expected = julia.escape_counts(region, shape, **options)
    for name in OTHERS:
        counts = julia.escape_counts(region, shape, **options, engine=name)
        assert counts.dtype == np.uint32
        np.testing.assert_array_equal(counts, expected, err_msg=name)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(
    ("c", "region", "shape", "max_iter", "bailout"),
    [
        # Around a repelling fixed point, where one rounding more or less changes counts.
        (-0.8 + 0.156j, (X - 1e-12, X + 1e-12, Y - 1e-12, Y + 1e-12), (40, 50), 500, 2.0),
        (0.25, (-1e160, 1e160, -1e300, 1e300), (9, 10), 20, 2.0),  # overflow is escape
        (0.3 + 0.5j, (-1.5, 1.5, -1.5, 1.5), (33, 35), 101, 0.75),  # orbits that could come back
        (0, (-4, 4, -4, 4), (65, 65), 20, 4.0),  # points exactly on the circle
        (2.1 - 0.4j, (-2, 2, -2, 2), (1, 1), 99, 2.0),
    ],
)
def test_hard_cases(name, c, region, shape, max_iter, bailout) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    julia, options = Julia(c), {"max_iter": max_iter, "bailout": bailout, "grid": "linspace"}
    expected = julia.escape_counts(region, shape, **options)
    np.testing.assert_array_equal(julia.escape_counts(region, shape, **options, engine=name), expected)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(
    ("region", "shape", "max_iter", "bailout"),
    [
        ((-2.25, 0.75, -1.25, 1.25), (31, 37), 100, 2.0),
        ((-2.25, 0.75, -1.25, 1.25), (31, 37), 100, 1.1),
        ((-0.7476, -0.7436, 0.1, 0.103), (20, 30), 300, 2.0),
    ],
)
def test_all_engines_count_the_mandelbrot_set_alike(name, region, shape, max_iter, bailout) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    options = {"max_iter": max_iter, "bailout": bailout, "grid": "linspace"}
    counts = Mandelbrot().escape_counts(region, shape, **options, engine=name)
    np.testing.assert_array_equal(counts, Mandelbrot().escape_counts(region, shape, **options))


@pytest.mark.parametrize("name", OTHERS)
def test_a_point_within_rounding_of_the_radius_is_decided_by_its_square(name: str) -> None:
    bailout = 1.7
    limit = bailout * bailout
    near = bailout * (1 + np.arange(-6, 7) * 2.0**-53)
    points = [(a, b) for a in near for b in np.linspace(0, 3e-8, 7)]
    # One step from 0 leads to c.
    for a, b in points:
        inside = a * a + b * b <= limit
        counts = Julia(complex(a, b)).escape_counts(
            (-1, 1, -1, 1), (1, 1), max_iter=1, bailout=bailout, engine=name
        )
        assert counts.item() == inside
    # The squares are rounded: some of these points are not where exact arithmetic has them.
    truth = [Fraction(a) ** 2 + Fraction(b) ** 2 <= Fraction(limit) for a, b in points]
    assert truth != [a * a + b * b <= limit for a, b in points]


@pytest.mark.parametrize("name", engines.ENGINES)
def test_an_engine_stops_when_it_is_told_to(name: str) -> None:
    engines.warm_up(name)
    cancellation = _core.Cancellation()
    timer = threading.Timer(0.1, cancellation.cancel)
    timer.start()
    start = time.process_time()  # which other processes add nothing to
    with pytest.raises(_core.CancelledError):
        # The tip of a cusp: no point escapes.
        engines.escape_counts(
            name, Julia(0.25), (-1e-3, 1e-3, -1e-3, 1e-3), (256, 256), max_iter=200_000, bailout=2.0,
            grid="pixel", cancellation=cancellation,
        )  # fmt: skip
    timer.join()
    assert time.process_time() - start < 5


@pytest.mark.slow
@pytest.mark.parametrize("name", engines.ENGINES)
@pytest.mark.parametrize(
    ("shape", "max_iter"), [((16, 16), 10**7), ((1, 1 << 22), 2000), ((1 << 22, 1), 2000)]
)
def test_an_engine_stops_within_a_long_orbit_and_a_long_row(
    name: str, shape: tuple[int, int], max_iter: int
) -> None:
    engines.warm_up(name)
    cancellation = _core.Cancellation()
    cancelled: list[float] = []

    def cancel() -> None:
        cancelled.append(time.process_time())
        cancellation.cancel()

    timer = threading.Timer(0.1, cancel)
    timer.start()
    with pytest.raises(_core.CancelledError):
        engines.escape_counts(
            name, Julia(0.25), (-1e-3, 1e-3, -1e-3, 1e-3), shape, max_iter=max_iter, bailout=2.0, grid="pixel",
            cancellation=cancellation,
        )  # fmt: skip
    elapsed = time.process_time() - cancelled[0]
    timer.join()
    assert elapsed < 0.5  # of all processors together; 0.1 s on one of them


@pytest.mark.parametrize("name", engines.ENGINES)
def test_an_engine_obeys_the_flag_that_its_thread_works_under(name: str) -> None:
    engines.warm_up(name)
    cancellation = _core.Cancellation()
    timer = threading.Timer(0.1, cancellation.cancel)
    timer.start()
    with cancellation, pytest.raises(_core.CancelledError):
        Julia(0.25).escape_counts((-1e-3, 1e-3, -1e-3, 1e-3), (256, 256), max_iter=200_000, engine=name)
    timer.join()


def test_an_engine_is_named() -> None:
    with pytest.raises(ValueError, match=r"engine must be one of 'vectorize', .*'rust', got 'fortran'"):
        Julia(0).escape_counts((-1, 1, -1, 1), (2, 2), max_iter=5, engine="fortran")
    with pytest.raises(TypeError, match="engine must be a string, got None"):
        Julia(0).escape_counts((-1, 1, -1, 1), (2, 2), max_iter=5, engine=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["numba", "numba-norm2", "numba-parallel"])
def test_a_missing_numba_is_told_how_to_get(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(ImportError, match=rf"engine='{name}' needs numba: pip install 'iterscope\[bench\]'"):
        Julia(0).escape_counts((-1, 1, -1, 1), (2, 2), max_iter=5, engine=name)
    assert engines.available() == ("vectorize", "numpy", "rust-scalar", "rust")


@pytest.mark.slow
def test_numba_is_imported_only_when_it_is_asked_for() -> None:
    code = """if True:
        import sys, iterscope
        ask = lambda engine: iterscope.Julia(0).escape_counts((-1, 1, -1, 1), (2, 2), max_iter=5, engine=engine)
        iterscope.FractalWidget().close()
        for engine in ("vectorize", "numpy", "rust-scalar", "rust"):
            ask(engine)
        assert "numba" not in sys.modules
        ask("numba")
        assert "numba" in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_threads_of_numba_are_not_used_from_a_fork() -> None:
    code = """if True:
        import os, iterscope
        ask = lambda: iterscope.Julia(0).escape_counts((-1, 1, -1, 1), (9, 9), max_iter=5, engine="numba-parallel")
        ask()
        child = os.fork()
        if child == 0:
            try:
                ask()
            except RuntimeError as error:
                os._exit(0 if "fork" in str(error) else 1)
            os._exit(2)
        assert os.waitpid(child, 0)[1] == 0
    """
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
