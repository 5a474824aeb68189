"""The EM loop: one generator that `fit` exhausts and `iterate` hands out step by step."""

import math
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import _core
from iterscope.fit.backends import engines
from iterscope.fit.step import EMStep, Phase, StopReason, frozen
from iterscope.fit.verbose import Narrator
from iterscope.fit.warn import warn


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """Where EM is; what `EMStep` shows, in the core's own types."""

    init: int
    iteration: int
    phase: Phase
    parameters: _core.Parameters
    expected: _core.Parameters | None
    """The parameters that the last E step used."""
    log_likelihood: float
    lower_bound: float
    change: float
    degenerate: tuple[int, ...]
    stop_reason: StopReason | None
    elapsed: float
    lower_bounds: list[float]
    """Of all iterations of this start; it grows while the start runs."""

    @property
    def converged(self) -> bool:
        """Whether the change fell below the tolerance."""
        return self.stop_reason == "converged"


def resting(parameters: _core.Parameters, lower_bounds: list[float]) -> State:
    """Return a state that is no part of a run.

    Parameters
    ----------
    parameters : _core.Parameters
    lower_bounds : list of float
        Those of the iterations that led there.

    Returns
    -------
    State
    """
    bound = lower_bounds[-1] if lower_bounds else -math.inf
    iteration = len(lower_bounds)
    return State(
        0, iteration, "step", parameters, None, -math.inf, bound, math.inf, (), None, 0.0, lower_bounds
    )


Run = Generator[State, bool | None, State]
"""Yields each state, stops the present start when a true value is sent in, returns the best start's end."""


def run(
    model: Any,
    X: NDArray[np.float64],
    sample_weight: NDArray[np.float64] | None,
    starts: Iterator[_core.Parameters],
    *,
    lower_bound: float = -math.inf,
    half_steps: bool = False,
) -> Run:
    """Iterate from each start in turn.

    Parameters
    ----------
    model : GaussianMixture
        Whose ``tol``, ``max_iter``, ``reg_covar``, ``verbose`` and ``engine`` say how.
    X : ndarray of shape (n_samples, n_features)
    sample_weight : ndarray of shape (n_samples,) or None
    starts : iterator of Parameters
    lower_bound : float, default=-inf
        What the first change is reckoned from.
    half_steps : bool, default=False
        Whether to yield between the E and the M step too.

    Yields
    ------
    State

    Returns
    -------
    State
        The last one of the start with the highest lower bound.

    Raises
    ------
    ValueError
        If a covariance matrix is not positive definite.
    """
    engine = engines.load(model.engine)
    narrator = Narrator(model.verbose, model.verbose_interval)
    best: State | None = None
    elapsed, began = 0.0, time.perf_counter()
    for init, parameters in enumerate(starts):
        narrator.begin(init)
        elapsed += time.perf_counter() - began
        reason: StopReason | None = None if model.max_iter else "max_iter"
        state = State(
            init, 0, "init", parameters, None, -math.inf, lower_bound, math.inf, (), reason, elapsed, []
        )
        yield state
        while state.stop_reason is None:
            began = time.perf_counter()
            expected = engine.expect(X, state.parameters, sample_weight)
            bound = expected.log_likelihood / expected.weight
            state.lower_bounds.append(bound)
            found: dict[str, Any] = {
                "iteration": state.iteration + 1,
                "expected": state.parameters,
                "log_likelihood": expected.log_likelihood,
                "lower_bound": bound,
                "change": bound - state.lower_bound,
            }
            if half_steps:
                elapsed += time.perf_counter() - began
                yield replace(state, phase="expect", elapsed=elapsed, **found)
                began = time.perf_counter()
            maximized, degenerate = engine.maximize(expected, model.reg_covar)
            elapsed += time.perf_counter() - began
            state = replace(
                state,
                phase="maximize" if half_steps else "step",
                parameters=maximized,
                degenerate=tuple(degenerate),
                stop_reason=_reason(model, state.iteration + 1, bound - state.lower_bound),
                elapsed=elapsed,
                **found,
            )
            narrator.iteration(state.iteration, state.change)
            if (yield state) and state.stop_reason is None:
                state = replace(state, stop_reason="callback")
        if state.iteration:
            narrator.end(state.lower_bound, converged=state.converged)
        if best is None or state.lower_bound > best.lower_bound:
            best = state
        began = time.perf_counter()
    if best is None:
        raise AssertionError("EM was given no start")
    return best


def warned(states: Run) -> Run:
    """Iterate, and warn in the end of what is wrong with the best start.

    Parameters
    ----------
    states : generator of State

    Yields
    ------
    State

    Returns
    -------
    State
        Of the best start.

    Warns
    -----
    ConvergenceWarning
        If it did not converge, or has degenerate components.
    """
    best = yield from states
    _warn(best)
    return best


def record(state: State, responsibilities: NDArray[np.float64] | None = None) -> EMStep:
    """Return a state as users see it.

    Parameters
    ----------
    state : State
    responsibilities : ndarray of shape (n_samples, n_components), default=None
        What the last E step found.

    Returns
    -------
    EMStep
    """
    return EMStep(
        iteration=state.iteration,
        init=state.init,
        phase=state.phase,
        weights=frozen(state.parameters.weights),
        means=frozen(state.parameters.means),
        covariances=frozen(state.parameters.covariances),
        log_likelihood=state.log_likelihood,
        lower_bound=state.lower_bound,
        change=state.change,
        converged=state.converged,
        stop_reason=state.stop_reason,
        degenerate=state.degenerate,
        elapsed=state.elapsed,
        responsibilities=responsibilities,
    )


def _reason(model: Any, iteration: int, change: float) -> StopReason | None:
    if abs(change) < model.tol:
        return "converged"
    return "max_iter" if iteration >= model.max_iter else None


def _warn(state: State) -> None:
    if state.stop_reason == "max_iter" and state.iteration > 0:
        warn(
            "Best performing initialization did not converge. Try different init parameters, or increase "
            "max_iter, tol, or check for degenerate data.",
            ConvergenceWarning,
        )
    if state.degenerate:
        names = ", ".join(map(str, state.degenerate[:10])) + (", …" if len(state.degenerate) > 10 else "")
        warn(
            f"degenerate component(s) {names}: no sample belongs to them, or only reg_covar keeps their "
            "covariance from collapsing. Try to decrease n_components or increase reg_covar.",
            ConvergenceWarning,
        )


class EMIterator(Iterator[EMStep]):
    """The steps of a fit, computed as they are asked for.

    Each step leaves the model fitted with that step's parameters, so breaking out of the loop does;
    exhausting it leaves what ``fit`` does, bit for bit.

    Parameters
    ----------
    states : generator of State
    assign : callable
        Makes a state the model's.
    X : ndarray of shape (n_samples, n_features)
    responsibilities : bool
        Whether steps carry responsibilities.
    """

    def __init__(
        self,
        states: Run,
        assign: Callable[[State], None],
        X: NDArray[np.float64],
        *,
        responsibilities: bool,
    ) -> None:
        self._states = states
        self._assign = assign
        self._X = X
        self._wanted = responsibilities
        self._found: tuple[_core.Parameters, NDArray[np.float64]] | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> EMStep:
        """Take the next step.

        Returns
        -------
        EMStep

        Raises
        ------
        StopIteration
            When the fit has come to its end.
        ValueError
            If a covariance matrix is not positive definite; the model keeps the step before.
        """
        try:
            state = next(self._states)
        except StopIteration as end:
            if end.value is not None:
                self._assign(end.value)
            raise StopIteration from None
        step = record(state, self._responsibilities(state.expected))
        self._assign(state)
        return step

    def close(self) -> None:
        """Stop; the model stays as the last step left it."""
        self._states.close()

    def _responsibilities(self, parameters: _core.Parameters | None) -> NDArray[np.float64] | None:
        if not self._wanted or parameters is None:
            return None
        if self._found is None or self._found[0] is not parameters:
            self._found = parameters, frozen(_core.responsibilities(self._X, parameters)[0])
        return self._found[1]
