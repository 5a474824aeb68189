"""EM for a linear dynamical system: filter and smoother, then regressions."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import _core
from iterscope.fit.algorithm import Algorithm
from iterscope.fit.data import Data
from iterscope.fit.data.narrow import narrowed
from iterscope.fit.data.sequences import Lengths
from iterscope.fit.loop import Starts
from iterscope.fit.progress.verbose import Reporter, VerboseReporter
from iterscope.fit.sequence.kalman import frozen as stays
from iterscope.fit.sequence.kalman.parameters import (
    COVARIANCES,
    NAMES,
    KalmanStep,
    Parameters,
    arrays_of,
    system_of,
)
from iterscope.fit.sequence.kalman.squarem import leap
from iterscope.fit.sequence.kalman.start import given, moments, start
from iterscope.fit.sources.units import Forest, Units
from iterscope.fit.step import Step, StopReason
from iterscope.fit.typeset.formulas import Example, Halves, minus, summed
from iterscope.fit.typeset.parts import fraction, row, sub, sup
from iterscope.validation import seed
from iterscope.validation.arrays import Samples
from iterscope.validation.warn import warn

_SETTLED = 200
"""Rows after which a filter has settled, as far as can be seen."""


class KalmanEM(Algorithm[Parameters]):
    """EM for a linear dynamical system.

    Parameters
    ----------
    model : KalmanSmoother
        Its parameters say how.
    data : Data

    Raises
    ------
    TypeError, ValueError
        If what the user gives to start from, or what is to stay, is not what it must be.
    """

    kind = "kalman_smoother"
    view = "series"
    is_one = True
    names = NAMES
    weights_name = "Gain of each state"
    step = KalmanStep

    def __init__(self, model: Any, data: Data) -> None:
        super().__init__(model, data.by_sequences(model.together))
        self._given = given(model, data.n_features)
        self._frozen = stays.masks(model.frozen, model.n_states, data.n_features)
        self._rows = stays.rows(self._frozen)
        self._types = model.covariance_type, model.observation_covariance_type
        self._moments = moments(self.data)
        self._start(np.random.RandomState(0))  # refuses now what cannot be begun with

    @property
    def n_init(self) -> int:
        """Number of starts."""
        return int(self.model.n_init)

    @property
    def reporter(self) -> Reporter:
        """Writes starts, iterations and their results."""
        return VerboseReporter(self.model.verbose, self.model.verbose_interval)

    @property
    def lengths(self) -> list[int]:
        """Rows of each sequence."""
        return lengths(self.data)

    def starts(self) -> Iterator[Parameters]:
        """Compute the system of each start, with draws from ``random_state``."""
        random_state = seed.random_state(self.model.random_state)
        return Starts(self.n_init, random_state, lambda draws: Parameters(self._start(draws)))

    def expect(self, parameters: Parameters) -> tuple[_core.KalmanStatistics, Parameters]:
        """Run filter and smoother, and gather what the M step needs."""
        return self._statistics(parameters.system), parameters

    def expected_fields(self, expected: tuple[_core.KalmanStatistics, Parameters]) -> dict[str, Any]:
        """Return the log-likelihood, in all and by row."""
        statistics, _ = expected
        total = statistics.log_likelihood
        return {"log_likelihood": total, "lower_bound": total / statistics.weight}

    def maximize(self, expected: tuple[_core.KalmanStatistics, Parameters]) -> tuple[Parameters, list[int]]:
        """Take the M step; every second time leap ahead, if that is asked for and nothing is lost by it."""
        statistics, parameters = expected
        system, degenerate = statistics.maximize(self._rows, self._types)
        if self.model.accelerate is None:
            return Parameters(system), degenerate
        if parameters.before is None:
            return Parameters(system, parameters.system), degenerate
        ahead = leap(parameters.before, parameters.system, system, self._frozen)
        if ahead is not None and self._reaches(ahead, statistics.log_likelihood):
            return Parameters(ahead), degenerate
        return Parameters(system), degenerate

    def change(self, before: Step[Parameters], bound: float, parameters: Parameters | None) -> float:  # noqa: ARG002
        """Return how much the log-likelihood grew, in all: by row a short series would end too early."""
        return (bound - before.lower_bound) * self.data.total_weight

    def stop(self, before: Step[Parameters], after: Step[Parameters]) -> StopReason | None:  # noqa: ARG002
        """Stop when the log-likelihood changes less than the tolerance, in all and so by row, too."""
        if abs(after.change) < self.model.tol:
            return "converged"
        return "max_iter" if after.iteration >= self.model.max_iter else None

    def warn(self, best: Step[Parameters]) -> None:
        """Warn if the best start did not converge, or nothing is learnt of some states."""
        if best.stop_reason == "max_iter" and best.iteration > 0:
            warn(
                "Best performing initialization did not converge. Try accelerate='squarem', or increase "
                "max_iter or tol.",
                ConvergenceWarning,
            )
        if best.degenerate:
            warn(
                f"degenerate state(s) {', '.join(map(str, best.degenerate))}: the rows tell nothing of them. "
                "Try to decrease n_states.",
                ConvergenceWarning,
            )

    def exact(self, parameters: Parameters) -> _core.LinearSystem:
        """Return the system."""
        return parameters.system

    def results(self, step: Step[Parameters]) -> dict[str, Any]:
        """Return the attributes of a fitted `KalmanSmoother`."""
        arrays = arrays_of(step.parameters.system)
        return {f"{name}_": narrowed(array, self.data.dtype) for name, array in arrays.items()} | {
            "converged_": step.converged,
            "n_iter_": step.iteration,
            "log_likelihood_": step.log_likelihood,
            "lower_bound_": step.lower_bound,
            "lower_bounds_": step.lower_bounds,
            "stop_reason_": step.stop_reason,
            "degenerate_": step.degenerate,
        }

    def fields_of(self, fitted: Any) -> dict[str, Any]:
        """Return the fields of a step from a fitted `KalmanSmoother`."""
        return {
            "parameters": Parameters(fitted.parameters_),
            "log_likelihood": fitted.log_likelihood_,
            "lower_bound": fitted.lower_bound_,
            "bounds": list(fitted.lower_bounds_),
            "degenerate": tuple(fitted.degenerate_),
        }

    def responsibilities(self, values: Samples, parameters: Parameters) -> NDArray[np.float64]:  # noqa: ARG002
        """Return ones, shape (n_samples, 1): there is one system, which all rows come from."""
        return np.ones((len(values), 1))

    def n_components(self, parameters: Parameters) -> int:
        """Return the number of states."""
        return parameters.system.n_states

    def weights(self, step: Step[Parameters]) -> NDArray[np.float64]:
        """Return the share of a surprise that each state takes in the end: the diagonal of K H."""
        system = step.parameters.system
        rows = np.zeros((_SETTLED, system.n_features))
        settled = _core.kalman_paths(rows, [_SETTLED], system, smooth=False)[1][-1]
        F, H = system.transition, system.observation
        covariance = F @ settled @ F.T + system.transition_covariance
        row = H @ covariance @ H.T + system.observation_covariance
        gains: NDArray[np.float64] = np.diag(covariance @ H.T @ np.linalg.pinv(row) @ H)
        return gains

    def centers(self, step: Step[Parameters]) -> NDArray[np.float64]:
        """Return what is expected of each first state alone, shape (n_states, n_features)."""
        system = step.parameters.system
        return np.ascontiguousarray((system.observation * system.initial_mean).T)

    def moved(
        self,
        parameters: Parameters,  # noqa: ARG002
        component: int,  # noqa: ARG002
        dims: list[int],  # noqa: ARG002
        at: NDArray[np.float64],  # noqa: ARG002
    ) -> Parameters:
        """Refuse: a system has no place."""
        raise ValueError("a linear dynamical system has no means to be dragged: set a variance instead")

    def adjusted(self, parameters: Parameters, name: str, place: tuple[int, ...], value: float) -> Parameters:
        """Return the system with one number changed; a variance takes its covariances along."""
        if name not in NAMES:
            return super().adjusted(parameters, name, place, value)
        arrays = arrays_of(parameters.system)
        array = arrays[name]
        if len(place) != array.ndim or not all(
            0 <= at < size for at, size in zip(place, array.shape, strict=True)
        ):
            raise ValueError(f"place must be one of an array of shape {array.shape}, got {place}")
        if name in COVARIANCES and place[0] == place[1]:
            if not 0 <= value < np.inf:
                raise ValueError(f"a variance must be finite and at least 0, got {value}")
            at, before = place[0], array[place]
            factor = np.sqrt(value / before) if before > 0 else 0.0
            array[at, :] *= factor
            array[:, at] *= factor
        array[place] = value
        if name in COVARIANCES:
            array[place[::-1]] = value
        return Parameters(system_of(arrays, diffuse=parameters.system.diffuse))

    def smoothed(self, parameters: Parameters) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the means (n_samples, n_states) and the covariances of the states, given all rows."""
        means, covariances, _ = _core.kalman_paths(
            self.data.values, self.lengths, parameters.system, smooth=True
        )
        return means, covariances

    @property
    def description(self) -> dict[str, Any]:
        """The kind, and whether the first state is known."""
        return {"kind": self.kind, "initialization": self.model.initialization}

    def formulas(self, shown: Example) -> Halves:  # noqa: ARG002
        """Return the smoother; the covariances of both noises."""
        smoothed, filtered = sub("x", "t|T"), sub("x", "t|t")
        ahead = minus(sub("x", "t+1|T"), sub("x", "t+1|t"))
        gain = row(
            sub("J", "t"), " = ", sub("P", "t|t"), " ", sup("F", "T"), " ", sup(sub("P", "t+1|t"), "-1")
        )
        push = row("(", minus(sub("x", "t+1"), row("F ", sub("x", "t"))), ")²")
        error = row("(", minus(sub("y", "t"), row("H ", sub("x", "t"))), ")²")
        return (row(smoothed, " = ", filtered, " + ", sub("J", "t"), " (", ahead, ")"), gain), (
            row("Q = ", fraction(row(summed("t"), "E ", push), "T\N{MINUS SIGN}1")),
            row("R = ", fraction(row(summed("t"), "E ", error), "T")),
        )

    def _statistics(self, system: _core.LinearSystem) -> _core.KalmanStatistics:
        if self.data.in_memory:
            return _core.kalman_statistics(self.data.values, self.lengths, system, self.data.weights)
        found: _core.KalmanStatistics = self.data.total(_expected, system).total
        return found

    def _reaches(self, system: _core.LinearSystem, log_likelihood: float) -> bool:
        """Tell whether a system's likelihood is not below one."""
        try:
            return self._statistics(system).log_likelihood >= log_likelihood
        except ValueError:  # it leaps to where the filter finds no end
            return False

    def _start(self, draws: np.random.RandomState) -> _core.LinearSystem:
        free = not self._frozen["observation"].all()
        system = start(self.model, self._moments, self._given, draws, free=free)
        for name in COVARIANCES:
            stays.check_blocks(self._frozen, name, getattr(system, name))
        return system


def lengths(data: Data) -> list[int]:
    """Return the rows of each sequence; one of all rows where nothing is said."""
    return [len(data)] if data.lengths is None else data.lengths.tolist()


def _expected(
    values: Samples,
    system: _core.LinearSystem,
    sample_weight: NDArray[np.float64] | None,
    *,
    first_row: int,  # noqa: ARG001
    sequences: Units,
) -> Forest:
    """Take the E step over the sequences of a block."""

    def statistics(values: Samples, weights: NDArray[np.float64] | None, rows: Lengths) -> Any:
        return _core.kalman_statistics(values, rows.tolist(), system, weights)

    return sequences.summed(statistics, values, sample_weight)
