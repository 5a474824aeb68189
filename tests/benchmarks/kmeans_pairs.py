"""Time k-means against scikit-learn's, single iterations and whole fits.

Run it from the repository on a quiet machine::

    python tests/benchmarks/kmeans_pairs.py                         # the whole table, some minutes
    python tests/benchmarks/kmeans_pairs.py --rounds 1 --cells 100000,50,16 20000,10,128
    python tests/benchmarks/kmeans_pairs.py --threads 1             # CPU seconds: on a busy machine, too
    python tests/benchmarks/kmeans_pairs.py --simd avx2
    python tests/benchmarks/kmeans_pairs.py --intelex PYTHON        # an interpreter that has scikit-learn-intelex

A cell is ``n,k,d``: samples, clusters, features. Each contender is a process of its own; all have the same data and
the same start, and take turns in each round, so that what else the machine does slows all of them. A fit goes on until
scikit-learn's tolerance, with all that `fit` does besides its iterations. Clusters overlap.

The table has medians in milliseconds, the number of iterations of a fit, and the median of the rounds' ratios, theirs
over ours. Where the numbers of iterations differ, rounding has decided a tie, and the ratio is that of an iteration of
the fit.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

CELLS = (
    *((10_000, k, d) for k, d in ((3, 2), (20, 2), (256, 2), (20, 16), (256, 32), (10, 128))),
    (20_000, 10, 128),
    *(
        (100_000, k, d)
        for k, d in ((3, 2), (20, 2), (100, 2), (20, 8), (3, 16), (50, 16), (256, 32), (20, 64))
    ),
    *((1_000_000, k, d) for k, d in ((3, 2), (20, 2), (100, 2), (5, 3), (50, 16))),
)
GOAL_OF_FITS = 4.0
"""The median of their ratios."""


def jobs(who: str, cell: list[int], threads: int, simd: str | None) -> dict[str, Callable[[], int]]:
    """Return what a contender can be asked to do in a cell; each returns the number of iterations."""
    n, k, d = cell
    rng = np.random.default_rng(0)
    centers = rng.normal(size=(k, d))
    X = rng.normal(size=(n, d))
    X += centers[rng.integers(k, size=n)]
    start = X[:k].copy()
    if who == "iterscope":
        from iterscope import KMeans, _core

        _core.configure(n_threads=threads, simd=simd)
    elif who == "intelex":
        from sklearnex.cluster import KMeans
    else:
        from sklearn.cluster import KMeans

    def fit() -> int:
        return int(KMeans(k, init=start, n_init=1).fit(X).n_iter_)

    if who == "intelex":
        return {"fit": fit}
    if who == "iterscope":

        def iteration() -> int:
            _core.lloyd_step(X, start)
            return 1
    else:
        from sklearn.cluster._k_means_lloyd import lloyd_iter_chunked_dense

        new, weights, labels = np.zeros_like(start), np.ones(n), np.zeros(n, np.int32)

        def iteration() -> int:
            sums, shift = np.zeros(k), np.zeros(k)
            lloyd_iter_chunked_dense(X, weights, start, new, sums, labels, shift, threads)
            return 1

    return {"iteration": iteration, "fit": fit}


def contend(who: str, threads: int, simd: str | None) -> None:
    """Do what the lines of the standard input ask for, and answer each with a line."""
    warnings.simplefilter("ignore")
    clock = time.process_time if threads == 1 else time.perf_counter
    known: dict[str, Callable[[], int]] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        if "cell" in asked:
            known = jobs(who, asked["cell"], threads, simd)
            for job in known.values():
                job()
            print(json.dumps(list(known)), flush=True)
            continue
        job, times, count = known[asked["job"]], [], 0
        while sum(times) < asked["seconds"]:
            began = clock()
            count = job()
            times.append(clock() - began)
        print(json.dumps([1e3 * statistics.median(times), count]), flush=True)


class Contender:
    """A process that does what it is asked for."""

    def __init__(self, who: str, arguments: argparse.Namespace) -> None:
        python = arguments.intelex if who == "intelex" else sys.executable
        command = [python, __file__, "--contend", who, "--threads", str(arguments.threads)]
        command += ["--simd", arguments.simd] if arguments.simd else []
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "DAAL_NUM_THREADS")
        limits = dict.fromkeys(names, str(arguments.threads))
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **limits, "OMP_WAIT_POLICY": "passive"},
        )

    def ask(self, **what: Any) -> Any:
        """Return the answer to one question."""
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """Let the process end."""
        self._process.communicate()


def compare(
    cell: list[int], contenders: dict[str, Contender], arguments: argparse.Namespace
) -> dict[str, list[float]]:
    """Print the rows of a cell and return the ratios of whole fits and of iterations."""
    able = {who: contender.ask(cell=cell) for who, contender in contenders.items()}
    ratios: dict[str, list[float]] = {}
    for job in ("iteration", "fit"):
        found: dict[str, list[tuple[float, int]]] = {who: [] for who in contenders if job in able[who]}
        for _ in range(arguments.rounds):
            for who, answers in found.items():
                answers.append(contenders[who].ask(job=job, seconds=arguments.seconds))
        ours = found.pop("iterscope")
        for who, theirs in found.items():
            even = [
                (t[0] / t[1]) / (o[0] / o[1]) if t[1] != o[1] else t[0] / o[0]
                for t, o in zip(theirs, ours, strict=True)
            ]
            ratio = statistics.median(even)
            ratios.setdefault(job, []).append(ratio)
            columns = [
                f"{statistics.median(t for t, _ in side):.4g} ({side[0][1]})" for side in (theirs, ours)
            ]
            name = ",".join(str(number) for number in cell)
            print(f"{name:16}{job:11}{who:14}{columns[0]:>18}{columns[1]:>18}{ratio:>9.3g}", flush=True)
    return ratios


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "--cells", nargs="*", default=[",".join(map(str, cell)) for cell in CELLS], metavar="n,k,d"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=0.3, help="least time of a contender in a round")
    parser.add_argument("--simd", choices=("avx512", "avx2", "portable"))
    parser.add_argument("--intelex", metavar="PYTHON", help="an interpreter that has scikit-learn-intelex")
    parser.add_argument("--contend", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.contend:
        contend(arguments.contend, arguments.threads, arguments.simd)
        return
    names = ["scikit-learn", *(["intelex"] if arguments.intelex else []), "iterscope"]
    contenders = {who: Contender(who, arguments) for who in names}
    print(f"{'cell':16}{'what':11}{'against':14}{'theirs, ms':>18}{'ours, ms':>18}{'ratio':>9}")
    all_ratios: dict[str, list[float]] = {}
    for cell in arguments.cells:
        for job, ratios in compare([int(size) for size in cell.split(",")], contenders, arguments).items():
            all_ratios.setdefault(job, []).extend(ratios)
    for contender in contenders.values():
        contender.close()
    for job, ratios in all_ratios.items():
        goal = f" (goal {GOAL_OF_FITS})" if job == "fit" else ""
        print(f"{job}: least {min(ratios):.3g} (goal 1), median {statistics.median(ratios):.3g}{goal}")


if __name__ == "__main__":
    main()
