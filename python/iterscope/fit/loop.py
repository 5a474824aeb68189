"""Loop of every fit: `fit` exhausts it, `iterate` returns it, recordings keep the steps that it yields."""

import time
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.algorithm import Algorithm
from iterscope.fit.callbacks import Tasks
from iterscope.fit.step import Step, frozen

P = TypeVar("P")
Steps = Generator[Step[P], bool | None, Step[P]]
"""Yields each step, stops the present start when a true value is sent in, returns the best start's end."""


def run(algorithm: Algorithm[P], *, start: P | None = None, half_steps: bool = False) -> Steps[P]:
    """Iterate from each start in turn.

    Parameters
    ----------
    algorithm : Algorithm
    start : parameters, default=None
        Where to begin, instead of the algorithm's own starts.
    half_steps : bool, default=False
        Whether to yield between the E and the M step too.

    Yields
    ------
    Step

    Returns
    -------
    Step
        The end of the best start.

    Raises
    ------
    ValueError
        If the M step has no solution, such as a covariance that is not positive definite.
    """
    reporter = algorithm.reporter
    starts = algorithm.starts() if start is None else iter([start])
    first_bound = algorithm.lower_bound if start is None else -np.inf
    best: Step[P] | None = None
    elapsed, began = 0.0, time.perf_counter()
    for init, parameters in enumerate(starts):
        reporter.begin(init)
        elapsed += time.perf_counter() - began
        step: Step[P] = algorithm.step(
            iteration=0,
            init=init,
            phase="init",
            parameters=parameters,
            lower_bound=first_bound,
            stop_reason=None if algorithm.model.max_iter else "max_iter",
            elapsed=elapsed,
        )
        yield step
        while step.stop_reason is None:
            began = time.perf_counter()
            expected = algorithm.expect(step.parameters)
            found = algorithm.expected_fields(expected) | {
                "iteration": step.iteration + 1,
                "shading": step.parameters,
            }
            step.bounds.append(bound := found["lower_bound"])
            if half_steps:
                elapsed += time.perf_counter() - began
                change = algorithm.change(step, bound, None)
                yield replace(step, phase="expect", change=change, elapsed=elapsed, **found)
                began = time.perf_counter()
            maximized, degenerate = algorithm.maximize(expected)
            elapsed += time.perf_counter() - began
            after = replace(
                step,
                phase="maximize" if half_steps else "step",
                parameters=maximized,
                change=algorithm.change(step, bound, maximized),
                degenerate=tuple(degenerate),
                elapsed=elapsed,
                **found,
            )
            reason = algorithm.stop(step, after)
            step = after if reason is None else replace(after, stop_reason=reason)
            reporter.iteration(step)
            if (yield step) and reason is None:
                step = replace(step, stop_reason="callback")
        began = time.perf_counter()
        step = algorithm.end(step)
        if step.iteration:
            reporter.end(step)
        if best is None or algorithm.better(step, best):
            best = step
    if best is None:
        raise AssertionError("the algorithm has no start")
    return best


def result(algorithm: Algorithm[P]) -> Step[P]:
    """Iterate to the end and return the last step of the best start; the model is not fitted."""
    steps = run(algorithm)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            best: Step[P] = end.value
            return best


def warned(algorithm: Algorithm[P], steps: Steps[P]) -> Steps[P]:
    """Iterate, and warn in the end of problems in the best start's result."""
    best = yield from steps
    algorithm.warn(best)
    return best


def exhaust(algorithm: Algorithm[P], tasks: Tasks) -> None:
    """Run a fit to its end.

    Parameters
    ----------
    algorithm : Algorithm
        Its model is fitted with the best start's end, or with the step that an interrupt found.
    tasks : Tasks
        Callbacks to notify; they can stop a start.

    Raises
    ------
    KeyboardInterrupt
        If the user interrupts.
    """
    steps = warned(algorithm, run(algorithm))
    step: Step[P] | None = None
    stop = False
    try:
        while True:
            step = next(steps) if step is None else steps.send(stop)
            stop = tasks.step(step, algorithm.attributes)
    except StopIteration as end:
        algorithm.fit_model(end.value)
        tasks.end(end.value, algorithm.attributes)
    except KeyboardInterrupt:
        if step is not None:
            algorithm.fit_model(step)
        raise


class StepIterator(Iterator[Any]):
    """The steps of a fit, computed as they are asked for.

    Each step leaves the model fitted with that step's parameters, so breaking out of the loop does too;
    exhausting it leaves what ``fit`` does, bit for bit.

    Parameters
    ----------
    algorithm : Algorithm
    half_steps : bool
        Whether to stop between the E and the M step too.
    responsibilities : bool
        Whether steps carry responsibilities.
    """

    def __init__(self, algorithm: Algorithm[Any], *, half_steps: bool, responsibilities: bool) -> None:
        self._algorithm = algorithm
        self._steps = warned(algorithm, run(algorithm, half_steps=half_steps))
        self._wanted = responsibilities
        self._found: tuple[Any, NDArray[np.float64]] | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        """Take the next step.

        Returns
        -------
        Step

        Raises
        ------
        StopIteration
            When the fit has come to its end.
        ValueError
            If the M step has no solution; the model keeps the step before.
        """
        try:
            step = next(self._steps)
        except StopIteration as end:
            if end.value is not None:
                self._algorithm.fit_model(end.value)
            raise StopIteration from None
        public = self._algorithm.public(step, self._responsibilities(step.shading))
        self._algorithm.fit_model(step)
        return public

    def close(self) -> None:
        """Stop; the model stays as the last step left it."""
        self._steps.close()

    def _responsibilities(self, shading: Any) -> NDArray[np.float64] | None:
        if not self._wanted or shading is None:
            return None
        if self._found is None or self._found[0] is not shading:
            self._found = (
                shading,
                frozen(self._algorithm.responsibilities(self._algorithm.data.whole.values, shading)),
            )
        return self._found[1]
