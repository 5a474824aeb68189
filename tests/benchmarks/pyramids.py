"""Time a gigapixel pyramid: ``python -m tests.benchmarks.pyramids``.

The home of a Julia set, in all its resolutions, by the threads of this process; `--size` for smaller ones.
The processes that run beside it count: the load is told.
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from pathlib import Path

from iterscope import Coloring, Julia, get_threads, open_pyramid

JULIA = Julia(-0.8 + 0.156j)
CASES = {
    "pmtiles, grey by counts": ("to_pmtiles", {"coloring": Coloring("grey", color_by="count")}),
    "pmtiles, usual colors": ("to_pmtiles", {}),
    "dzi, grey by counts": ("to_dzi", {"coloring": Coloring("grey", color_by="count")}),
    "zarr, counts": ("to_zarr", {"names": ["count"]}),
}


def main() -> None:
    """Print a table: seconds by the clock and of all processors, megabytes of files and of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=32_768, help="pixels along a side (default 32768)")
    parser.add_argument("--case", choices=list(CASES), action="append", help="(default: all)")
    options = parser.parse_args()
    print(f"{options.size} x {options.size} pixels, {get_threads()} threads, load {os.getloadavg()[0]:.1f}")
    print("| | seconds | CPU seconds | MB of files | MB of memory, so far |\n| --- | --- | --- | --- | --- |")
    for name in options.case or CASES:
        with tempfile.TemporaryDirectory() as folder:
            clock, work, size = measured(name, Path(folder), options.size)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {name} | {clock:.1f} | {work:.1f} | {size / 1e6:.1f} | {memory:.0f} |", flush=True)


def measured(case: str, folder: Path, size: int) -> tuple[float, float, int]:
    """Write a pyramid; return the seconds by the clock and of all processors, and the bytes of its files."""
    write, settings = CASES[case]
    path = folder / f"julia.{write.removeprefix('to_')}"
    clock, work = time.perf_counter(), time.process_time()
    getattr(JULIA, write)(path, JULIA.home, (size, size), progress=False, **settings)
    clock, work = time.perf_counter() - clock, time.process_time() - work
    with open_pyramid(path) as pyramid:
        assert pyramid.shape == (size, size)
    used = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    shutil.rmtree(folder / "julia_files", ignore_errors=True)
    return clock, work, used


if __name__ == "__main__":
    main()
