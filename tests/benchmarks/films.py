"""Time a film from the home of the Mandelbrot set down to i: ``python -m tests.benchmarks.films``.

By default as large as a screen, of 30 seconds, to 1e-50; the film is written to a folder that is removed. The
processes that run beside it count: the load is told.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from iterscope import Coloring, View, film, get_threads

COLORING = Coloring("twilight_shifted")


def main() -> None:
    """Print a table: frames, seconds by the clock and of all processors, megabytes of the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, nargs=2, default=(1920, 1080), help="pixels (default 1920 1080)")
    parser.add_argument("--seconds", type=float, default=30.0, help="of the film (default 30)")
    parser.add_argument("--width", default="1e-50", help="of its last view (default 1e-50)")
    options = parser.parse_args()
    width, height = options.size
    print(
        f"{width} x {height} pixels, to {options.width}, {get_threads()} threads, load {os.getloadavg()[0]:.1f}"
    )
    print("| frames | seconds | CPU seconds | MB |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dive.mp4"
        frames, clock, work = measured(path, (width, height), options.seconds, options.width)
        print(f"| {frames} | {clock:.1f} | {work:.1f} | {path.stat().st_size / 1e6:.1f} |")


def measured(path: Path, size: tuple[int, int], seconds: float, width: str) -> tuple[int, float, float]:
    """Make a film; return its frames, and the seconds by the clock and of all processors."""
    told = [0]

    def progress(_done: int, total: int) -> None:
        told[0] = total

    clock, work = time.perf_counter(), time.process_time()
    film(
        path,
        [View(("0", "1"), width=width)],
        coloring=COLORING,
        seconds=seconds,
        size=size,
        progress=progress,
    )
    return told[0], time.perf_counter() - clock, time.process_time() - work


if __name__ == "__main__":
    main()
