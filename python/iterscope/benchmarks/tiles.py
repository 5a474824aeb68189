"""Benchmark of a live view's tiles: 256 x 256 pixels, computed and encoded, by every engine."""

import argparse
import time
from itertools import product

from iterscope import _core
from iterscope.benchmarks.measure import Results, Samples
from iterscope.benchmarks.rounds import Jobs
from iterscope.benchmarks.table import Table, milliseconds, times
from iterscope.fractal import Julia, engines, tiles

FRACTAL = Julia(-0.8 + 0.156j)
Z = 2
"""The level of a view of the whole set."""
COLUMNS, ROWS = range(4), range(1, 3)
"""Tiles of that level that hold the set's middle."""


def jobs(options: argparse.Namespace) -> Jobs:
    """Return each engine's job."""
    return {name: {"engine": name, "count": 2 if options.quick else 8} for name in engines.available()}


def run(engine: str, count: int) -> Samples:
    """Compute some tiles once each."""
    engines.warm_up(engines.check(engine))
    tiles.compute(FRACTAL, (Z, 0, 0), max_iter=1, engine=engine)  # starts the threads
    samples = []
    for x, y in list(product(COLUMNS, ROWS))[:count]:
        start = time.perf_counter()
        tiles.compute(FRACTAL, (Z, x, y), max_iter=_core.level_max_iter(Z), engine=engine)
        samples.append(time.perf_counter() - start)
    return {"tile": samples}


def table(results: Results, _jobs: Jobs) -> Table:
    """Return the times of a tile."""
    slowest = next(iter(results.values()))["tile"].median
    rows = [
        [
            name,
            milliseconds(found["tile"].median),
            f"{milliseconds(found['tile'].least)} to {milliseconds(found['tile'].most)}",
            times(slowest / found["tile"].median),
            times(1 / found["tile"].median),
        ]
        for name, found in results.items()
    ]
    return Table(
        "A tile of a live view", ["engine", "a tile, ms", "spread", "x first", "tiles a second"], rows
    )


def chart(results: Results, _jobs: Jobs) -> tuple[str, dict[str, tuple[float, float | None]]]:
    """Return what a chart shows: its axis, and each engine's time here."""
    return "a tile, s", {name: (found["tile"].median, None) for name, found in results.items()}
