"""What a fit says when `verbose` is set, in scikit-learn's words."""

import sys
import time


class Narrator:
    """Writes the progress of a fit to standard output.

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
        """Say that a start begins."""
        self._began = self._last = time.perf_counter()
        self._say(f"Initialization {init}")

    def iteration(self, number: int, change: float) -> None:
        """Say that an iteration was made, every `interval` iterations."""
        if not self._verbose or number % self._interval:
            return
        now = time.perf_counter()
        details = f"\t time lapse {now - self._last:.5f}s\t ll change {change:.5f}"
        self._say(f"  Iteration {number}", details)
        self._last = now

    def end(self, lower_bound: float, *, converged: bool) -> None:
        """Say how a start came to its end."""
        now = time.perf_counter()
        details = f" time lapse {now - self._began:.5f}s\t lower bound {lower_bound:.5f}."
        self._say(f"Initialization {'converged' if converged else 'did not converge'}.", details)

    def _say(self, text: str, details: str = "") -> None:
        if self._verbose:
            sys.stdout.write(text + (details if self._verbose > 1 else "") + "\n")
