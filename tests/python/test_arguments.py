"""Bad input: the right exception, naming the argument, at once and without memory."""

import time
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from iterscope import ComplexRegion, Julia, JuliaDiv, _core
from iterscope.fractal import palette

NAN, INF = float("nan"), float("inf")
GOOD: dict[str, Any] = {"region": (-1, 1, -1, 1), "shape": (8, 8), "max_iter": 20}


def counts(**bad: Any) -> Callable[[], object]:
    return lambda: Julia(0.1j).escape_counts(**{**GOOD, **bad})


def render(**bad: Any) -> Callable[[], object]:
    return lambda: Julia(0.1j).render(**{**GOOD, **bad})


def png(**bad: Any) -> Callable[[], object]:
    return lambda: Julia(0.1j).to_png(**{**GOOD, **bad})


def div(c_0: Any = 0.1j, **bad: Any) -> Callable[[], object]:
    return lambda: JuliaDiv(c_0, **bad)


def over(*bounds: Any, resolution: Any = 100) -> Callable[[], object]:
    return lambda: JuliaDiv(0.1j, resolution=resolution).over(ComplexRegion(*bounds))


BAD = [
    ("c", ValueError, lambda: Julia(NAN)),
    ("c", ValueError, lambda: Julia(complex(0, INF))),
    ("c", ValueError, lambda: Julia(10**400)),
    ("c", TypeError, lambda: Julia("1j")),  # type: ignore[arg-type]
    ("c", TypeError, lambda: Julia(None)),  # type: ignore[arg-type]
    ("c", TypeError, lambda: Julia([1])),  # type: ignore[arg-type]
    ("c", TypeError, lambda: Julia(True)),
    *[("region", TypeError, counts(region=region)) for region in [
        None, 1, "abcd", (1, 2, 3), (1, 2, 3, 4, 5), {1, 2, 3, 4}, ("0", "1", "0", "1"), (0, 1, 0, 1j), (0, 1, 0, None)
    ]],
    *[("region", ValueError, counts(region=region)) for region in [
        (NAN, 1, 0, 1), (0, INF, 0, 1), (-INF, 0, 0, 1), (1, 1, 0, 1), (0, 1, 1, 0), (2, 1, 0, 1), (0, 10**400, 0, 1),
        (-1e308, 1e308, 0, 1), (1, 1 + 1e-17, 0, 1), (0, 1, 1e10, 1e10 + 1e-6),
        (0, 5e-324, 0, 5e-324), (0, 1e-309, 0, 1), (0.3, 0.3 + 2e-16, 0, 1), (0, 1, -0.3 - 2e-16, -0.3),
    ]],
    *[("region", ValueError, call(region=(0.3, 0.3 + 2e-16, 0, 1))) for call in (render, png)],
    ("xleft", ValueError, over(0.3, 0.3 + 1e-15, 0.3, 0.3 + 1e-15)),
    ("yleft", ValueError, over(0, 1e-15, 0.3, 0.3 + 1e-15)),
    ("yleft", ValueError, over(0, 1e308, 1e308, -1e308)),
    ("resolution", ValueError, over(0, 5e-324, 1, 0)),
    ("xleft", ValueError, lambda: ComplexRegion(0, 5e-324, 0, 5e-324).build(8)),
    *[("shape", TypeError, counts(shape=shape)) for shape in [
        None, 8, (8,), (8, 8, 3), "88", (8.0, 8), (8, None), (True, 8), (8, "8"), (np.float64(8), 8)
    ]],
    *[("shape", ValueError, counts(shape=shape)) for shape in [
        (0, 8), (8, 0), (-1, 8), (2**14 + 1, 2**14), (2**63, 1), (2**64, 2**64), (10**30, 1)
    ]],
    *[("max_iter", TypeError, counts(max_iter=value)) for value in [None, 2.5, "9", [9], True, NAN, 1j]],
    *[("max_iter", ValueError, counts(max_iter=value)) for value in [
        0, -1, 10**7 + 1, 10**12, 2**64, -(2**70), 10**5000
    ]],
    *[("bailout", TypeError, counts(bailout=value)) for value in [None, "2", 2j, [2], True]],
    *[("bailout", ValueError, counts(bailout=value)) for value in [0, -2, NAN, INF, -INF, 1e200, 1e-200, 10**400]],
    *[("grid", ValueError, counts(grid=value)) for value in ["", "Pixel", "centre", "x" * 10**6]],
    *[("grid", TypeError, counts(grid=value)) for value in [None, 1, b"pixel"]],
    *[("min_iter", ValueError, render(min_iter=value)) for value in [20, 21, -1, 10**12]],
    *[("min_iter", TypeError, render(min_iter=value)) for value in [None, 1.5, "1"]],
    *[("colormap", ValueError, png(colormap=value)) for value in [
        "no such map", "", "x" * 10**6, [[0, 0, 0]], [[0, 0], [1, 1]], [[0, 0, 300], [1, 1, 1]], [[-1, 0, 0], [1, 1, 1]]
    ]],
    *[("colormap", TypeError, png(colormap=value)) for value in [None, 3.5, [[0.5, 0, 0], [1, 1, 1]], object()]],
    *[("cycle", ValueError, render(cycle=value)) for value in [0, -1, 10**9]],
    *[("cycle", TypeError, render(cycle=value)) for value in [1.5, "2"]],
    *[("c_0", TypeError, div(c_0=value)) for value in [None, "x"]],
    ("c_0", ValueError, div(c_0=NAN)),
    *[("threshold", ValueError, div(threshold=value)) for value in [NAN, INF, -2, 0, 1e200]],
    *[("n_iterations", ValueError, div(n_iterations=value)) for value in [(5, 5), (9, 2), (-1, 5), (0, 10**12), (0, 0)]],
    *[("n_iterations", TypeError, div(n_iterations=value)) for value in [None, 50, (1,), (0, 1.5), ("0", "9")]],
    *[("resolution", ValueError, div(resolution=value)) for value in [0, -5, 10**9, 2**63, 2**64]],
    *[("resolution", TypeError, div(resolution=value)) for value in [None, 1.5, "100"]],
    ("resolution", ValueError, over(0, 1, 0, 1e6)),
    ("resolution", ValueError, over(0, 1, 0, 1e300)),
    ("resolution", ValueError, over(0, 1, 0, 1, resolution=10**6)),
    ("resolution", ValueError, lambda: ComplexRegion(0, 1, 0, 1).build(10**6)),
    *[("xleft", ValueError, over(*bounds)) for bounds in [(1, 1, 0, 1), (NAN, 1, 0, 1), (-1e308, 1e308, 0, 1)]],
    ("xright", ValueError, over(0, INF, 0, 1)),
    ("yleft", ValueError, over(0, 1, 2, 2)),
    ("yright", TypeError, over(0, 1, 0, "1")),
    ("region", TypeError, lambda: JuliaDiv(0).over((0, 1, 0, 1))),  # type: ignore[arg-type]
    ("simd", ValueError, lambda: _core.configure(simd="mmx")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "kind", "call"), BAD)
def test_bad_arguments_are_named_at_once(
    name: str, kind: type[Exception], call: Callable[[], object]
) -> None:
    tracemalloc.start()
    start = time.process_time()  # which other processes add nothing to
    with pytest.raises(kind) as caught:
        call()
    elapsed = time.process_time() - start
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    message = str(caught.value)
    assert type(caught.value) is kind
    assert message.startswith(name)
    assert len(message) <= 300
    assert not any(word in message for word in ["PyArray", "unwrap", ".rs", "panicked", "u32", "usize"])
    assert elapsed < 2  # refused, not computed; the figure is in the benchmarks
    assert peak < 16e6


def test_numbers_of_every_kind_are_taken() -> None:
    expected = Julia(-0.5).escape_counts((-1, 1, -1, 1), (8, 8), max_iter=20)
    for c in [np.float32(-0.5), np.complex64(-0.5), Fraction(-1, 2), np.int64(-1) / 2]:
        region = (np.float32(-1), Fraction(1), np.int8(-1), 1)
        shape = np.array([8, 8])
        counts = Julia(c).escape_counts(region, shape, max_iter=np.uint8(20), bailout=np.float32(2))  # type: ignore[arg-type]
        np.testing.assert_array_equal(counts, expected)


def test_a_palette_is_not_shared_with_its_caller() -> None:
    palette("inferno")[:] = 0
    assert palette("inferno").max() > 200
