"""The article's headline picture by this package and by others, in alternating processes.

Usage: ``python tests/benchmarks/julia_pairs.py [--cli PATH] [--repeat N]``

The picture: c = -0.835-0.2321i over [-0.1, 0.1]², 4000 x 4000 pixels, 20 to 100 iterations, written to a file as a
grey PNG. The times are those of the whole job, without the start of the interpreter and without Numba's compilation.
PATH is the article's command line (``juliaset`` built with ``cargo build --release --features cli``); it is run with
``--fast``, its whole process is timed, and its pixels are compared with ours.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

N = 4000
FILE = "plot.png"

ITERSCOPE = f"""
import time
from pathlib import Path
import iterscope
julia = iterscope.Julia(-0.835 - 0.2321j)
options = dict(max_iter=100, min_iter=20, grid="left")
julia.to_png((-0.1, 0.1, -0.1, 0.1), (8, 8), **options)
start = time.perf_counter()
png = julia.to_png((-0.1, 0.1, -0.1, 0.1), ({N}, {N}), **options)
Path("{FILE}").write_bytes(png)
print(time.perf_counter() - start)
"""

NUMBA = f"""
import time
import numpy as np
from numba import guvectorize
from PIL import Image

@guvectorize(["void(complex128[:], uint32[:])"], "(n)->(n)", target="parallel")
def counts(row, out):
    for i in range(row.size):
        z = row[i]
        n = 0
        while n < 100:
            z = z * z + (-0.835 - 0.2321j)
            if z.real * z.real + z.imag * z.imag > 4:
                break
            n += 1
        out[i] = n

start = time.perf_counter()
axis = np.linspace(-0.1, 0.1, {N})
luminance = (np.maximum(counts(axis + 1j * axis[::-1, np.newaxis]), 20) - 20) / 80
Image.fromarray((255 * luminance).astype(np.uint8)).save("{FILE}")
print(time.perf_counter() - start)
"""


def run(name: str, command: list[str], folder: Path) -> float:
    """Run one contender once; return its seconds."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    elapsed = time.perf_counter() - start
    return elapsed if name == "article" else float(done.stdout)


def pixels(file: Path) -> bytes:
    """Return the decoded samples of a picture."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    return Image.open(file).convert("L").tobytes()


def main() -> None:
    """Run the contenders in turn and print their times and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cli", type=Path, help="the article's command line")
    parser.add_argument("--repeat", type=int, default=7)
    arguments = parser.parse_args()
    contenders = {
        "iterscope": [sys.executable, "-c", ITERSCOPE],
        "numba parallel": [sys.executable, "-c", NUMBA],
    }
    if arguments.cli:
        options = "-x=-0.1 -X 0.1 -y=-0.1 -Y 0.1 -m 20 -M 100 --fast"
        contenders["article"] = [str(arguments.cli.resolve()), *options.split(), "-R", str(N)]
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    with tempfile.TemporaryDirectory() as scratch:
        folders = {name: Path(scratch) / name for name in contenders}
        for folder in folders.values():
            folder.mkdir()
        for _ in range(arguments.repeat):
            for name, command in contenders.items():
                seconds[name].append(run(name, command, folders[name]))
        if "article" in contenders:
            same = pixels(folders["article"] / FILE) == pixels(folders["iterscope"] / FILE)
            print("pixels identical to the article's:", same)
        print("bytes:", {name: (folder / FILE).stat().st_size for name, folder in folders.items()})
    report = {
        name: {
            "median ms": round(1e3 * statistics.median(times), 1),
            "min ms": round(1e3 * min(times), 1),
            "ratio": round(
                statistics.median(a / b for a, b in zip(times, seconds["iterscope"], strict=True)), 2
            ),
        }
        for name, times in seconds.items()
    }
    print(json.dumps(report, indent=2))
    print(platform.processor() or platform.machine(), os.cpu_count(), "processors,", sys.version.split()[0])


if __name__ == "__main__":
    main()
