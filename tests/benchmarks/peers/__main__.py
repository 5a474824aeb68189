"""Time iterscope beside the packages that people use, in one process, in CPU seconds.

Run it from the repository, in an environment that has the packages, too, for the tests do not need them::

    python -m venv peers && peers/bin/pip install -e . hmmlearn
    peers/bin/python -m tests.benchmarks.peers                  # all that is installed
    peers/bin/python -m tests.benchmarks.peers hidden_markov --rows 1000000 --rounds 7

Ours and theirs take turns; the table has the least time of each in nanoseconds by row, of one thread, and how many times
ours is the other's. Theirs are given fewer rows where they are slow.
"""

import argparse
import importlib
import os
import time

import numpy as np
from tests.benchmarks.peers.task import Work

from iterscope import _core

MODELS = ("hidden_markov",)
FEWER = 20
"""Theirs take so many times fewer rows."""


def seconds(work: Work) -> float:
    """Return the CPU seconds of some work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("models", nargs="*", default=MODELS, choices=MODELS)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--simd")
    options = parser.parse_args()
    _core.configure(n_threads=1, **({"simd": options.simd} if options.simd else {}))
    print("| work | iterscope, ns | target | peer | peer, ns | times |")
    print("| --- | ---: | ---: | --- | ---: | ---: |")
    for name in options.models:
        model = importlib.import_module(f"tests.benchmarks.peers.{name}")
        try:
            importlib.import_module(model.PEER)
        except ImportError:
            print(f"{name} needs the package {model.PEER}: pip install {model.PEER}")
            continue
        for task in model.tasks(options.rows):
            ours: list[float] = []
            theirs: dict[str, list[float]] = {peer: [] for peer in task.peers}
            for _ in range(options.rounds):
                ours.append(seconds(task.ours) / task.rows)
                for peer, work in task.peers.items():
                    theirs[peer].append(seconds(work) / (task.rows // FEWER))
            for peer, times in theirs.items():
                least, other = (1e9 * min(values) for values in (ours, times))
                target = "" if task.target is None else f"{task.target:g}"
                print(
                    f"| {task.name} | {least:.1f} | {target} | {peer} | {other:.0f} | {other / least:.0f} |"
                )
    print(
        f"\n{_core.runtime()}; numpy {np.__version__}; load {os.getloadavg()[0]:.1f}; least of "
        f"{options.rounds} rounds of CPU time, one thread, {options.rows} rows."
    )


if __name__ == "__main__":
    main()
