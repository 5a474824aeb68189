"""The article's comparison: one picture of a Julia set, by every engine.

The picture: c = -0.835-0.2321i over [-0.1, 0.1]², 20 to 100 iterations, written to a file as a grey PNG. As
in the article, the Python ways hold the whole plane and let Pillow write the file; the Rust ways write it
themselves. The start of the interpreter does not count, nor Numba's compilation, which is measured apart.

A. Morison, "Speed up a Python program with Rust", https://adrienmorison.com/julia-py-rust.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from iterscope import _core
from iterscope.benchmarks.measure import Results, Samples
from iterscope.benchmarks.rounds import Jobs
from iterscope.benchmarks.table import Table, seconds, times
from iterscope.fractal import Julia, engines
from iterscope.fractal.coloring import of_counts

C = -0.835 - 0.2321j
REGION = (-0.1, 0.1, -0.1, 0.1)
MIN_ITER, MAX_ITER = 20, 100
SIZE = 4000

PUBLISHED = {
    "vectorize": 139.0,
    "numpy": 19.0,
    "numba": 6.0,
    "numba-norm2": 3.2,
    "rust-scalar": 2.8,
    "article": 2.1,
}
"""Seconds of the whole job on the author's machine; "article" is the article's command line with --fast."""

NAMES = {
    "vectorize": "np.vectorize",
    "numpy": "NumPy, mask",
    "numba": "Numba, abs",
    "numba-norm2": "Numba, no square root",
    "numba-parallel": "Numba, parallel",
    "rust-scalar": "Rust, plain loop",
    "article": "the article's program, --fast",
    "rust": "iterscope",
}


def jobs(options: argparse.Namespace) -> Jobs:
    """Return each contender's job; np.vectorize gets fewer pixels."""
    size, repeat = (400, 3) if options.quick else (SIZE, 1)
    engine_of = {name: name for name in engines.ENGINES}
    if options.article:
        engine_of["article"] = str(options.article.resolve())
    return {
        name: {
            "engine": engine_of[name],
            "size": size // 4 if name == "vectorize" else size,
            "whole": size,
            "repeat": repeat,
        }
        for name in NAMES
        if name in engine_of
    }


def run(engine: str, size: int, whole: int, repeat: int) -> Samples:
    """Draw the picture, with `size` pixels a side; scale its time to `whole` pixels a side."""
    with tempfile.TemporaryDirectory() as folder:
        if engine not in engines.ENGINES:
            return {"whole": [_article(engine, size, Path(folder)) for _ in range(repeat)]}
        compilation = _time(lambda: engines.warm_up(engine))
        Julia(C).to_png(REGION, (8, 8), max_iter=MAX_ITER)  # starts the threads
        draw = _compiled if engine.startswith("rust") else _readable
        pairs = [draw(engine, size, Path(folder) / "plot.png") for _ in range(repeat)]
    scale = (whole / size) ** 2
    computing, drawing = ([scale * seconds for seconds in found] for found in zip(*pairs, strict=True))
    samples = {"computing": computing, "whole": drawing}
    return {**samples, "compilation": [compilation]} if engine.startswith("numba") else samples


def table(results: Results, jobs: Jobs) -> Table:
    """Return the article's table."""
    rows = []
    naive, before = results["vectorize"]["whole"].median, None
    for name, found in results.items():
        whole, computing = found["whole"], found.get("computing")
        published = PUBLISHED.get(name)
        rows.append([
            NAMES[name],
            seconds(whole.median),
            f"{seconds(whole.least)} to {seconds(whole.most)}",
            times(naive / whole.median),
            times(before / whole.median if before else None),
            seconds(computing.median if computing else None),
            seconds(found["compilation"].median if "compilation" in found else None),
            seconds(published),
            times(PUBLISHED["vectorize"] / published if published else None),
        ])  # fmt: skip
        before = whole.median
    head = [
        "way", "whole job, s", "spread", "x naive", "x previous", "computing, s", "JIT, s",
        "published, s", "x naive there",
    ]  # fmt: skip
    naive_size, size = (jobs[name]["size"] for name in ("vectorize", "rust"))
    note = f"np.vectorize drew {naive_size} x {naive_size} pixels; its time is scaled."
    if size != SIZE:
        note += f" Published for {SIZE} x {SIZE}."
    return Table(f"The article's picture, {size} x {size}", head, rows, [note])


def chart(results: Results, jobs: Jobs) -> tuple[str, dict[str, tuple[float, float | None]]]:
    """Return what a chart shows: its axis, and each way's time here and as published for this size."""
    published = PUBLISHED if jobs["rust"]["size"] == SIZE else {}
    return "whole job, s", {
        NAMES[name]: (found["whole"].median, published.get(name)) for name, found in results.items()
    }


def _readable(engine: str, size: int, file: Path) -> tuple[float, float]:
    """Return the seconds of computing and of the whole job, in one of the Python ways."""
    from PIL import Image  # noqa: PLC0415 - only these ways need it

    count = engines.load(engine)
    start = time.perf_counter()
    axis = np.linspace(REGION[0], REGION[1], size)
    counts = count(axis + 1j * axis[::-1, np.newaxis], C, MAX_ITER, 2.0, lambda: None)
    computed = time.perf_counter() - start
    luminance = (np.maximum(counts, MIN_ITER) - MIN_ITER) / (MAX_ITER - MIN_ITER)
    Image.fromarray((255 * luminance).astype(np.uint8)).save(file)
    return computed, time.perf_counter() - start


def _compiled(engine: str, size: int, file: Path) -> tuple[float, float]:
    """Return the seconds of computing and of the whole job, in one of the Rust ways."""
    julia, shape = Julia(C), (size, size)
    start = time.perf_counter()
    counts = julia.escape_counts(REGION, shape, max_iter=MAX_ITER, grid="linspace", engine=engine)
    computed = time.perf_counter() - start
    if engine == "rust":  # paints while it computes
        start = time.perf_counter()
        png = julia.to_png(REGION, shape, max_iter=MAX_ITER, min_iter=MIN_ITER, grid="linspace")
    else:
        png = _core.encode_png(counts, max_iter=MAX_ITER, coloring=of_counts("grey", None, min_iter=MIN_ITER))
    file.write_bytes(png)
    return computed, time.perf_counter() - start


def _article(program: str, size: int, folder: Path) -> float:
    """Return the seconds of the article's own program, its whole process."""
    options = f"-x=-0.1 -X 0.1 -y=-0.1 -Y 0.1 -m {MIN_ITER} -M {MAX_ITER} -R {size} --fast"
    command = [program, *options.split()]
    return _time(lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True))  # noqa: S603


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
