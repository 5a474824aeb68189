"""Loop of every fit: `fit` exhausts it, `iterate` returns it, recordings keep the steps that it yields."""

import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any, Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.algorithm import Algorithm
from iterscope.fit.distributed.checkpoints import Checkpoint
from iterscope.fit.progress.callbacks import Tasks
from iterscope.fit.step import Step, frozen
from iterscope.widget.progress import lasting

P = TypeVar("P")


class Starts(Iterator[P]):
    """Parameters to start from, each computed when it is asked for.

    A start that is interrupted has drawn nothing: the next call computes the same one.

    Parameters
    ----------
    n_init : int
        Number of starts.
    random_state : RandomState
        Advances by what each start draws.
    draw : callable
        ``draw(random_state)`` returns the parameters of one start.
    """

    def __init__(
        self, n_init: int, random_state: np.random.RandomState, draw: Callable[[np.random.RandomState], P]
    ) -> None:
        self._left = n_init
        self._random_state = random_state
        self._draw = draw

    def __next__(self) -> P:
        """Compute the next start."""
        if not self._left:
            raise StopIteration
        draws = deepcopy(self._random_state)
        try:
            start = self._draw(draws)
        except ValueError:  # this start cannot be; the next one is another
            self._take(draws)
            raise
        self._take(draws)
        return start

    @property
    def state(self) -> tuple[int, Any]:
        """How many are left, and where the random numbers are."""
        return self._left, self._random_state.get_state(legacy=False)

    @state.setter
    def state(self, state: tuple[int, Any]) -> None:
        self._left, numbers = state
        self._random_state.set_state(numbers)

    def _take(self, draws: np.random.RandomState) -> None:
        self._random_state.set_state(draws.get_state(legacy=False))
        self._left -= 1


class Loop(Iterator[Step[P]], Generic[P]):
    """The steps of a fit from each start in turn.

    A step that is interrupted leaves the loop as it was: the next call takes it again.

    Parameters
    ----------
    algorithm : Algorithm
    start : parameters, default=None
        Where to begin, instead of the algorithm's own starts.
    half_steps : bool, default=False
        Whether to stop between the E and the M step too.
    """

    def __init__(self, algorithm: Algorithm[P], *, start: P | None = None, half_steps: bool = False) -> None:
        self._algorithm = algorithm
        self._half_steps = half_steps
        self._reporter = algorithm.reporter
        self._starts = algorithm.starts() if start is None else iter([start])
        self._first_bound = algorithm.lower_bound if start is None else -np.inf
        self._n_begun = 0
        self._step: Step[P] | None = None
        """The last one of the present start."""
        self._expected: tuple[Any, dict[str, Any]] | None = None
        """What the E step found, and the fields of a step that it gave, until the M step is taken."""
        self._best: Step[P] | None = None
        self._collapse: ValueError | None = None
        self._elapsed = 0.0
        self._began = time.perf_counter()

    @property
    def result(self) -> Step[P]:
        """The end of the best start, once there is no other step."""
        if self._best is None:
            raise AssertionError("the algorithm has no start")
        return self._best

    @property
    def state(self) -> dict[str, Any]:
        """What to go on from between two iterations; nothing in it is of the size of the samples."""
        kept = [None if step is None else self._algorithm.kept(step) for step in (self._step, self._best)]
        starts = self._starts.state if isinstance(self._starts, Starts) else None
        return {"steps": kept, "starts": starts, "begun": self._n_begun, "elapsed": self._elapsed}

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        restored = [
            step if step is None or step.shading is None else self._algorithm.restored(step)
            for step in state["steps"]
        ]
        self._step, self._best = restored
        self._n_begun, self._elapsed = state["begun"], state["elapsed"]
        if isinstance(self._starts, Starts):
            self._starts.state = state["starts"]
        elif self._n_begun:
            self._starts = iter(())

    def stop(self) -> None:
        """End the present start with its last step, if it has not ended."""
        if self._step is not None and self._step.stop_reason is None:
            self._step = replace(self._step, stop_reason="callback")

    def __next__(self) -> Step[P]:
        """Compute the next step.

        Returns
        -------
        Step

        Raises
        ------
        StopIteration
            When the last start has come to its end.
        ValueError
            If no start has come to its end, because an M step had no solution, such as a covariance that is
            not positive definite. A start that ends so is left out if another one does not.
        CancelledError
            If it was cancelled.
        """
        _core.check_cancelled()
        self._began = time.perf_counter()
        while True:
            try:
                return self._following()
            except ValueError as error:
                self._collapse, self._step, self._expected = error, None, None
            except StopIteration:
                if self._best is None and self._collapse is not None:
                    raise self._collapse from None
                raise

    def _following(self) -> Step[P]:
        if self._step is not None and self._step.stop_reason is not None:
            self._end(self._step)
        if self._step is None:
            return self._begin()
        if self._expected is None:
            self._expect(self._step)
            if self._half_steps:
                return self._half_step(self._step)
        return self._maximize(self._step)

    def _begin(self) -> Step[P]:
        parameters = next(self._starts)
        init, self._n_begun = self._n_begun, self._n_begun + 1
        self._reporter.begin(init)
        self._step = self._algorithm.step(
            iteration=0,
            init=init,
            phase="init",
            parameters=parameters,
            lower_bound=self._first_bound,
            stop_reason=None if self._algorithm.model.max_iter else "max_iter",
            elapsed=self._time(),
        )
        return self._step

    def _expect(self, step: Step[P]) -> None:
        expected = self._algorithm.expect(step.parameters)
        found = self._algorithm.expected_fields(expected) | {
            "iteration": step.iteration + 1,
            "shading": step.parameters,
        }
        step.bounds[step.iteration :] = [found["lower_bound"]]
        self._expected = expected, found

    def _half_step(self, step: Step[P]) -> Step[P]:
        _, found = self._awaiting()
        change = self._algorithm.change(step, found["lower_bound"], None)
        return replace(step, phase="expect", change=change, elapsed=self._time(), **found)

    def _maximize(self, step: Step[P]) -> Step[P]:
        expected, found = self._awaiting()
        try:
            parameters, degenerate = self._algorithm.maximize(expected)
        except ValueError:
            if found["iteration"] < self._algorithm.model.max_iter:
                raise
            parameters, degenerate = step.parameters, []  # nothing would come of them: these are the last
        after = replace(
            step,
            phase="maximize" if self._half_steps else "step",
            parameters=parameters,
            change=self._algorithm.change(step, found["lower_bound"], parameters),
            degenerate=tuple(degenerate),
            floored=self._algorithm.floored(parameters, degenerate),
            elapsed=self._time(),
            **found,
        )
        reason = self._algorithm.stop(step, after)
        self._step = after if reason is None else replace(after, stop_reason=reason)
        self._expected = None
        self._reporter.iteration(self._step)
        return self._step

    def _awaiting(self) -> tuple[Any, dict[str, Any]]:
        """Return the outcome of the E step that no M step has followed yet."""
        if self._expected is None:
            raise AssertionError("the E step comes before the M step")
        return self._expected

    def _end(self, step: Step[P]) -> None:
        last = self._algorithm.end(step)
        if self._best is None or self._algorithm.better(last, self._best):
            self._best = last
        self._step = None
        if last.iteration:
            self._reporter.end(last)

    def _time(self) -> float:
        """Return the seconds of computing until now."""
        now = time.perf_counter()
        self._elapsed, self._began = self._elapsed + now - self._began, now
        return self._elapsed


def result(algorithm: Algorithm[P]) -> Step[P]:
    """Iterate to the end and return the last step of the best start; the model is not fitted."""
    steps = Loop(algorithm)
    for _ in steps:
        pass
    return steps.result


def exhaust(algorithm: Algorithm[P], tasks: Tasks) -> None:
    """Run a fit to its end, and warn of problems in its result.

    A bar counts the iterations of all starts where a person sees it, unless the model or a callback says
    how far it is. It names no end: `max_iter` is where a fit stops that has not converged.

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
    steps, done = Loop(algorithm), 0
    step: Step[P] | None = None

    def note() -> str:
        start = f"start {step.init + 1} of {algorithm.n_init}, " if step and algorithm.n_init > 1 else ""
        return f"{start}change={step.change:.2g}" if step else ""

    is_told = bool(algorithm.model.verbose) or tasks.has_callbacks
    kept = Checkpoint.of(algorithm)
    if kept is not None and (state := kept.read()) is not None:
        steps.state = state
    try:
        with lasting(unit="iteration", note=note, quiet=is_told) as show:
            for step in steps:
                done += step.iteration > 0
                show(done)
                if tasks.step(step, algorithm.attributes):
                    steps.stop()
                if kept is not None:
                    kept.write(steps.state)
            algorithm.warn(steps.result)
            algorithm.fit_model(steps.result)
    except KeyboardInterrupt:
        if step is not None:
            algorithm.fit_model(step)
        raise
    tasks.end(steps.result, algorithm.attributes)


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
        self._steps: Loop[Any] | None = Loop(algorithm, half_steps=half_steps)
        self._step: Any = None
        """Computed and not yet returned: an interrupt came between."""
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
        steps, algorithm = self._steps, self._algorithm
        if steps is None:
            raise StopIteration
        try:
            with lasting(name="iterate"):
                step = self._step = next(steps) if self._step is None else self._step
        except StopIteration:
            algorithm.warn(steps.result)
            algorithm.fit_model(steps.result)
            self.close()
            raise
        public = algorithm.public(step, self._responsibilities(step.shading))
        algorithm.fit_model(step)
        self._step = None
        return public

    def close(self) -> None:
        """Stop; the model stays as the last step left it."""
        self._steps = None

    def _responsibilities(self, shading: Any) -> NDArray[np.float64] | None:
        if not self._wanted or shading is None:
            return None
        if self._found is None or self._found[0] is not shading:
            self._found = (
                shading,
                frozen(self._algorithm.responsibilities(self._algorithm.data.whole.values, shading)),
            )
        return self._found[1]
