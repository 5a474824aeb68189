"""The instruction set that is reported is the one that is used."""

import platform
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from iterscope import _core

CPUINFO = Path("/proc/cpuinfo")


@pytest.fixture(autouse=True)
def detected() -> Iterator[None]:
    yield
    _core.configure()


@pytest.mark.skipif(
    platform.machine() != "x86_64" or not CPUINFO.exists(), reason="needs the flags of an x86 processor"
)
def test_the_widest_set_of_the_processor_is_used() -> None:
    line = next(line for line in CPUINFO.read_text().splitlines() if line.startswith("flags"))
    flags = set(line.split())
    names = [
        name
        for name, needed in {
            "avx512": {"avx512f", "avx512dq", "avx512vl", "avx2", "fma"},
            "avx2": {"avx2", "fma"},
            "portable": set(),
        }.items()
        if needed <= flags
    ]
    assert _core.runtime()[1:] == (names[0], names)


def test_a_set_that_is_chosen_is_run() -> None:
    """Registers of another width add in another order: each set leaves its own last bits in a sum."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(5000, 3))
    start = _core.Parameters(np.full(4, 0.25), X[:4].copy(), np.tile(np.eye(3), (4, 1, 1)), "full")
    available = _core.runtime()[2]
    traces = set()
    for name in available:
        _core.configure(simd=name)
        assert _core.runtime()[1] == name
        statistics = _core.expect_statistics(X, start)
        traces.add((statistics.first.tobytes(), statistics.second.tobytes()))
    assert len(traces) == len(available)
