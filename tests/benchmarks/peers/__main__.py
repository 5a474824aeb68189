"""Time models against their peers in one process and on one thread.

Install the peers, which no test needs, and run it from the repository::

    pip install hmmlearn pykalman statsmodels minisom
    OMP_NUM_THREADS=1 python -m tests.benchmarks.peers              # all models
    OMP_NUM_THREADS=1 python -m tests.benchmarks.peers kalman

A model is a file here with a function `jobs`, and its name in `MODELS`. A package that is not installed is left out. Times
are seconds of CPU for a unit of the job, the least of five runs; the factor is that of the peer over ours.
"""

import argparse
import os
import sys
from importlib import import_module

from tests.benchmarks.peers.job import Job, cpu

from iterscope import _core
from iterscope.benchmarks.table import Table, times

MODELS = ("hidden_markov", "kalman", "self_organizing_map")


def table(job: Job) -> Table:
    """Measure a job."""
    measured = [(contender.name, cpu(contender.work) / contender.units) for contender in job.contenders]
    ours = measured[0][1]
    rows = [(name, f"{1e6 * seconds:#.3g}", times(seconds / ours)) for name, seconds in measured]
    return Table(job.name, ("package", f"us a {job.unit}", "factor"), rows)


def main(names: list[str]) -> None:
    """Print the tables of models."""
    _core.configure(n_threads=1)
    simd = _core.runtime()[1]
    sys.stdout.write(f"one thread, {simd}, load {os.getloadavg()[0]:.1f}\n\n")
    for name in names:
        for job in import_module(f"tests.benchmarks.peers.{name}").jobs():
            sys.stdout.write(f"{table(job).text()}\n\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "names", nargs="*", metavar="model", default=list(MODELS), help=f"of {', '.join(MODELS)}"
    )
    main(**vars(parser.parse_args()))
