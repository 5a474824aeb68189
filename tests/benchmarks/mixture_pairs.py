"""Time EM iterations against scikit-learn's, in alternating processes.

Run it from the repository on a quiet machine::

    python tests/benchmarks/mixture_pairs.py            # the whole table, some minutes
    python tests/benchmarks/mixture_pairs.py --rounds 1 --cells 10000,20,2,full 100000,50,16,diag
    python tests/benchmarks/mixture_pairs.py --threads 1 --simd avx2

A cell is ``n,k,d,kind``: samples, components, features, and a covariance type or ``start``. Each round starts one
process for scikit-learn and one for iterscope, in turn, so that neither sees the other's threads. Both run whole
iterations on the same data from the same start: scikit-learn's `_e_step` and `_m_step`, which is what its `fit` loops
over; iterscope's `expect_statistics` and `maximize_statistics`. A ``start`` is a whole fit by default, from k-means,
that ends after its first iteration. Clusters overlap: no work is saved on responsibilities that are zero.

The table has the median and the least time of an iteration in milliseconds over all rounds, the ratio of the
medians and of the minima, the target, and the peak memory beyond the data in MB. On a busy machine
scikit-learn's threads wait for one another: only ``--threads 1`` then says anything.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

TARGETS = {
    "10000,20,2,full": 60,
    "100000,20,2,full": 80,
    "1000000,20,2,full": 85,
    "1000000,5,3,full": 55,
    "100000,50,16,full": 12,
    "100000,20,64,full": 10,
    "20000,10,128,full": 5,
    "10000,20,2,diag": 30,
    "100000,50,16,diag": 3.5,
    "100000,20,64,diag": 3,
    "20000,10,128,diag": 2,
    **{f"100000,20,{d},full": None for d in (5, 6, 8, 12, 15)},
    "1000000,20,2,start": None,
}


def peak_memory(*, reset: bool = False) -> int:
    """Return the peak resident memory of this process in bytes, since the last reset."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def sklearn_iteration(X: Matrix, centers: Matrix, kind: str) -> Callable[[], object]:
    """Return a function that runs one iteration of scikit-learn."""
    if kind == "start":
        from sklearn.mixture import GaussianMixture

        return partial(GaussianMixture(len(centers), max_iter=1, random_state=0).fit, X)
    from sklearn.mixture import GaussianMixture

    model = GaussianMixture(len(centers), covariance_type=kind)
    k, d = centers.shape
    model.weights_, model.means_ = np.full(k, 1 / k), centers.copy()
    model.precisions_cholesky_ = np.tile(np.eye(d), (k, 1, 1)) if kind == "full" else np.ones((k, d))

    def iterate() -> None:
        _, log_responsibilities = model._e_step(X)  # noqa: SLF001
        model._m_step(X, log_responsibilities)  # noqa: SLF001

    return iterate


def iterscope_iteration(
    X: Matrix, centers: Matrix, kind: str, threads: int, simd: str | None
) -> Callable[[], object]:
    """Return a function that runs one iteration of iterscope."""
    from iterscope import _core

    _core.configure(n_threads=threads, simd=simd)
    if kind == "start":
        from iterscope import GaussianMixture

        return partial(GaussianMixture(len(centers), max_iter=1, random_state=0).fit, X)
    k, d = centers.shape
    covariances = np.tile(np.eye(d), (k, 1, 1)) if kind == "full" else np.ones((k, d))
    parameters = _core.Parameters(np.full(k, 1 / k), centers, covariances, kind)

    def iterate() -> None:
        nonlocal parameters
        parameters, _ = _core.maximize_statistics(_core.expect_statistics(X, parameters), reg_covar=1e-6)

    return iterate


def contend(arguments: argparse.Namespace) -> None:
    """Be one contender in one cell, and print times and memory."""
    n, k, d, kind = arguments.contend.split(",")
    n, k, d = int(n), int(k), int(d)
    rng = np.random.default_rng(0)
    centers = rng.normal(size=(k, d))
    X = rng.normal(size=(n, d))
    X += centers[rng.integers(k, size=n)]
    if arguments.who == "sklearn":
        iterate = sklearn_iteration(X, centers, kind)
    else:
        iterate = iterscope_iteration(X, centers, kind, arguments.threads, arguments.simd)
    before = peak_memory(reset=True)
    times = []
    end = time.perf_counter() + arguments.seconds
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        iterate()
        times.append(time.perf_counter() - start)
    print(json.dumps({"times": times[1:], "memory": peak_memory() - before}))


def run(cell: str, who: str, arguments: argparse.Namespace) -> tuple[list[float], float]:
    """Start one contender, and return its times in milliseconds and its memory in MB."""
    command = [sys.executable, "-W", "ignore", __file__, "--contend", cell, "--who", who]
    command += ["--threads", str(arguments.threads), "--seconds", str(arguments.seconds)]
    command += ["--simd", arguments.simd] if arguments.simd else []
    limits = {"OPENBLAS_NUM_THREADS": str(arguments.threads), "OMP_NUM_THREADS": str(arguments.threads)}
    output = subprocess.run(
        command, capture_output=True, check=True, text=True, env={**os.environ, **limits}
    ).stdout
    result = json.loads(output)
    return [1e3 * seconds for seconds in result["times"]], result["memory"] / 1e6


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cells", nargs="*", default=list(TARGETS), metavar="n,k,d,kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1.0, help="least time of a process's iterations")
    parser.add_argument("--simd", choices=("avx512", "avx2", "portable"))
    parser.add_argument("--contend", help=argparse.SUPPRESS)
    parser.add_argument("--who", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contend:
        contend(arguments)
        return
    print(f"{'cell':22}{'scikit-learn ms':>22}{'iterscope ms':>22}{'ratio':>16}{'target':>8}{'MB':>16}")
    for cell in arguments.cells:
        results = {"sklearn": [], "iterscope": []}
        for _ in range(arguments.rounds):
            for who, rounds in results.items():
                rounds.append(run(cell, who, arguments))
        times = {who: [t for ts, _ in rounds for t in ts] for who, rounds in results.items()}
        medians = {who: statistics.median(values) for who, values in times.items()}
        least = {who: min(values) for who, values in times.items()}
        memory = {who: max(used for _, used in rounds) for who, rounds in results.items()}
        columns = [f"{medians[who]:.4g} ({least[who]:.4g})".rjust(22) for who in results]
        ratios = f"{medians['sklearn'] / medians['iterscope']:.3g}"
        ratios += f" ({least['sklearn'] / least['iterscope']:.3g})"
        target = TARGETS.get(cell) or "-"
        used = f"{memory['sklearn']:.1f} / {memory['iterscope']:.1f}"
        print(f"{cell:22}{columns[0]}{columns[1]}{ratios:>16}{target:>8}{used:>16}", flush=True)


if __name__ == "__main__":
    main()
