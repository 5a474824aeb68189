"""A job that several packages do, and the CPU time that it takes each of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

TRIES = 5
"""Runs of a contender, of which the shortest counts."""
LEAST = 0.02
"""Seconds of CPU that are measured at least: short work is repeated."""


@dataclass(frozen=True)
class Contender:
    """A package's way to do a job."""

    name: str
    work: Callable[[], object]
    units: int = 1
    """How many units of the job it does: a slow one does fewer."""


@dataclass(frozen=True)
class Job:
    """Work of so many units, such as rows; ours is the first contender."""

    name: str
    unit: str
    contenders: list[Contender]


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of CPU that a piece of work takes, the least of some runs."""
    work()
    repeat, best = 1, float("inf")
    for _ in range(TRIES):
        while True:
            began = time.process_time()
            for _ in range(repeat):
                work()
            spent = time.process_time() - began
            if spent >= LEAST:
                break
            repeat *= 4
        best = min(best, spent / repeat)
    return best
