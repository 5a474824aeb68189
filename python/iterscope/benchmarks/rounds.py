"""Rounds in which all contenders run in turn, each in a new process: a busy minute hits them alike."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from iterscope.benchmarks import contender
from iterscope.benchmarks.measure import Measure, Results

Jobs = Mapping[str, dict[str, Any]]
"""The job of each contender."""


def measure(
    suite: str, jobs: Jobs, repeat: int, begin: Callable[[str], None], end: Callable[[], None]
) -> Results:
    """Run the jobs of a suite.

    Parameters
    ----------
    suite : str
    jobs : mapping
    repeat : int
        The number of rounds.
    begin, end : callable
        Called before each run with the contender's name, and after it.

    Returns
    -------
    mapping
        The measures of each contender, in the order of the jobs.
    """
    samples: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in jobs}
    for _ in range(repeat):
        for name, job in jobs.items():
            begin(name)
            for what, seconds in contender.start(suite, job).items():
                samples[name][what].extend(seconds)
            end()
    return {
        name: {what: Measure.of(seconds) for what, seconds in found.items()}
        for name, found in samples.items()
    }
