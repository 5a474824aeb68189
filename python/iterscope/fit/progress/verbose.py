"""Verbose reports of a fit's progress on standard output."""

import sys
import time
from typing import Any

from iterscope.fit.step import Step


class Reporter:
    """Base class of reporters; this one writes nothing."""

    def begin(self, init: int) -> None:
        """Report that a start begins."""

    def iteration(self, step: Step[Any]) -> None:
        """Report an iteration."""

    def end(self, last: Step[Any]) -> None:
        """Report the end of a start that has made an iteration."""


class VerboseReporter(Reporter):
    """Writes the progress of EM, in scikit-learn's words.

    Parameters
    ----------
    verbose : int
        0 nothing, 1 starts and iterations, 2 also times and changes.
    interval : int
        Number of iterations between lines.
    """

    def __init__(self, verbose: int, interval: int) -> None:
        self._verbose = int(verbose)
        self._interval = interval
        self._began = self._last = time.perf_counter()

    def begin(self, init: int) -> None:
        """Report that a start begins."""
        self._began = self._last = time.perf_counter()
        self._write(f"Initialization {init}")

    def iteration(self, step: Step[Any]) -> None:
        """Report an iteration, every `interval` iterations."""
        if not self._verbose or step.iteration % self._interval:
            return
        now = time.perf_counter()
        details = f"\t time lapse {now - self._last:.5f}s\t ll change {step.change:.5f}"
        self._write(f"  Iteration {step.iteration}", details)
        self._last = now

    def end(self, last: Step[Any]) -> None:
        """Report the end of a start."""
        now = time.perf_counter()
        details = f" time lapse {now - self._began:.5f}s\t lower bound {last.lower_bound:.5f}."
        self._write(f"Initialization {'converged' if last.converged else 'did not converge'}.", details)

    def _write(self, text: str, details: str = "") -> None:
        if self._verbose:
            sys.stdout.write(text + (details if self._verbose > 1 else "") + "\n")


class InertiaReporter(Reporter):
    """Writes the inertia of each start of k-means."""

    def end(self, last: Step[Any]) -> None:
        """Report the end of a start."""
        sys.stdout.write(
            f"Initialization {last.init}: inertia {-last.log_likelihood}, {last.iteration} iterations\n"
        )
