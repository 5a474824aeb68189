"""Expectation maximization: what all mixtures share, and the mixture of Gaussians."""

import math
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import _core
from iterscope.fit import backends
from iterscope.fit.algorithm import Algorithm
from iterscope.fit.backends.floor import floor
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.lloyd import Centers
from iterscope.fit.data import Data
from iterscope.fit.data.narrow import narrowed
from iterscope.fit.loop import Starts
from iterscope.fit.mixture import covariance, diagnosis, geometry, shares
from iterscope.fit.mixture.start import frozen as stays
from iterscope.fit.mixture.start import user
from iterscope.fit.mixture.start.parameters import start
from iterscope.fit.progress.verbose import Reporter, VerboseReporter
from iterscope.fit.step import Step, StopReason, frozen
from iterscope.fit.typeset.formulas import (
    SIGMA,
    Example,
    Halves,
    members,
    minus,
    responsibilities,
    summed,
    vector,
    weight,
)
from iterscope.fit.typeset.parts import Part, Text, fraction, row, sub, sup
from iterscope.validation import seed
from iterscope.validation.arrays import Samples
from iterscope.validation.warn import warn

P = TypeVar("P")


@dataclass(frozen=True, eq=False, kw_only=True)
class EMStep(Step[_core.Parameters]):
    """The state of a Gaussian mixture after one step of EM."""

    @classmethod
    def resting(
        cls, parameters: _core.Parameters, bounds: list[float], degenerate: Sequence[int] = ()
    ) -> "EMStep":
        """Return a step that is no part of a fit.

        Parameters
        ----------
        parameters : Parameters
            What the fit ended with, or was left at.
        bounds : list of float
            Lower bounds of the iterations before.
        degenerate : sequence of int, default=()
            Components whose covariances the last M step had to replace.

        Returns
        -------
        EMStep
            Its `iteration` is the number of lower bounds.
        """
        return cls(
            iteration=len(bounds),
            init=0,
            phase="step",
            parameters=parameters,
            lower_bound=bounds[-1] if bounds else -math.inf,
            bounds=bounds,
            degenerate=tuple(degenerate),
        )

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights after this step, shape (n_components,)."""
        return frozen(self.parameters.weights)

    @property
    def means(self) -> NDArray[np.float64]:
        """Means after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.means)

    @property
    def covariances(self) -> NDArray[np.float64]:
        """Covariances after this step, in the shape of their type."""
        return frozen(self.parameters.covariances)


class EM(Algorithm[P]):
    """EM for a mixture whose model has ``tol``, ``max_iter``, ``n_init`` and ``random_state``."""

    remedy: str
    """End of the warning of degenerate components: what they are, and what helps."""

    @property
    def n_init(self) -> int:
        """Number of starts."""
        return int(self.model.n_init)

    @property
    def reporter(self) -> Reporter:
        """Writes starts, iterations and their results."""
        return VerboseReporter(self.model.verbose, self.model.verbose_interval)

    def starts(self) -> Iterator[P]:
        """Compute the parameters of each start, with draws from ``random_state``."""
        random_state = seed.random_state(self.model.random_state)
        return Starts(self.n_init, random_state, self.start)

    @abstractmethod
    def start(self, random_state: np.random.RandomState) -> P:
        """Compute the parameters of one start."""

    def expected_fields(self, expected: Any) -> dict[str, Any]:
        """Return the log-likelihood, in all and by unit of sample weight."""
        total = expected.log_likelihood
        return {"log_likelihood": total, "lower_bound": total / expected.weight}

    def change(self, before: Step[P], bound: float, parameters: P | None) -> float:  # noqa: ARG002
        """Return how much the lower bound grew."""
        return bound - before.lower_bound

    def stop(self, before: Step[P], after: Step[P]) -> StopReason | None:  # noqa: ARG002
        """Stop when the lower bound changes less than the tolerance."""
        if abs(after.change) < self.model.tol:
            return "converged"
        return "max_iter" if after.iteration >= self.model.max_iter else None

    def warn(self, best: Step[P]) -> None:
        """Warn if the best start did not converge, or has degenerate, floored or equal components."""
        if best.stop_reason == "max_iter" and best.iteration > 0:
            warn(
                "Best performing initialization did not converge. Try different init parameters, or increase "
                "max_iter, tol, or check for degenerate data.",
                ConvergenceWarning,
            )
        if best.degenerate:
            warn(f"degenerate component(s) {some(best.degenerate)}: {self.remedy}", ConvergenceWarning)
        told = {*best.degenerate, *(component for component, _ in best.floored)}
        alike = [pair for pair in self.coinciding(best.parameters) if not told.intersection(pair)]
        if alike:
            pairs = some(f"{first} and {second}" for first, second in alike)
            warn(
                f"components {pairs} coincide: one would do for both. Try to decrease n_components, or other "
                "init parameters.",
                ConvergenceWarning,
            )
        self.warn_floored(best.floored)

    def warn_floored(self, pairs: tuple[tuple[int, int], ...]) -> None:
        """Warn that `reg_covar` is most of the variance of components and features, if there are any."""
        if pairs:
            components, features = (sorted(set(numbers)) for numbers in zip(*pairs, strict=True))
            names = some(self.data.feature_names[feature] for feature in features)
            warn(
                f"reg_covar={self.model.reg_covar!r} is most of the variance of feature(s) {names} in "
                f"component(s) {some(components)}, which are wider than their samples. Scale the features, "
                "or choose a smaller reg_covar or 'relative'.",
                diagnosis.VarianceFloorWarning,
            )

    def results(self, step: Step[P]) -> dict[str, Any]:
        """Return the attributes of a fitted mixture."""
        fitted = self.fitted(step.parameters)
        return {name: narrowed(array, self.data.dtype) for name, array in fitted.items()} | {
            "converged_": step.converged,
            "n_iter_": step.iteration,
            "lower_bound_": step.lower_bound,
            "lower_bounds_": step.lower_bounds,
            "stop_reason_": step.stop_reason,
            "degenerate_": step.degenerate,
        }

    def responsibilities(self, values: Samples, parameters: Any) -> NDArray[np.float64]:
        """Compute the responsibilities, shape (n_samples, n_components)."""
        return shares.responsibilities(replace(self.data, values=values), parameters)

    def n_components(self, parameters: Any) -> int:
        """Return the number of components."""
        return int(parameters.n_components)

    def joint(self, values: Samples, parameters: Any) -> NDArray[np.float64]:
        """Return the logarithm of weight times density, shape (n_samples, n_components)."""
        data, count = replace(self.data, values=values), self.n_components(parameters)
        alone: list[Any] = [self.alone(parameters, component) for component in range(count)]
        logs: NDArray[np.float64] = np.stack([shares.log_densities(data, one) for one in alone], axis=1)
        with np.errstate(divide="ignore"):
            return np.asarray(logs + np.log(self.mixing_weights(parameters)))

    def mixing_weights(self, parameters: Any) -> NDArray[np.float64]:
        """Return the mixing weights, shape (n_components,)."""
        weights: NDArray[np.float64] = parameters.weights
        return weights

    def alone(self, parameters: P, component: int) -> P:  # noqa: ARG002
        """Return one component as a mixture of its own; ValueError where it needs the others."""
        raise self._no_bound()

    @abstractmethod
    def coinciding(self, parameters: P) -> list[tuple[int, int]]:
        """Return pairs of components that cannot be told apart: each is the first one's twin."""

    @abstractmethod
    def fitted(self, parameters: P) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""

    def fields_of(self, fitted: Any) -> dict[str, Any]:
        """Return the fields of a step from a fitted mixture."""
        parameters, degenerate = fitted.parameters_, list(fitted.degenerate_)
        return {
            "parameters": parameters,
            "log_likelihood": fitted.lower_bound_ * self.data.total_weight,
            "lower_bound": fitted.lower_bound_,
            "bounds": list(fitted.lower_bounds_),
            "degenerate": tuple(degenerate),
            "floored": self.floored(parameters, degenerate) if fitted.n_iter_ else (),
        }


def some(items: Iterable[object]) -> str:
    """Return the first ten, one after another, for a message."""
    texts = list(map(str, items))
    return ", ".join(texts[:10]) + (", …" if len(texts) > 10 else "")


class GaussianEM(EM[_core.Parameters]):
    """EM for a mixture of Gaussians.

    Parameters
    ----------
    model : GaussianMixture
        Whose parameters say how.
    data : Data

    Raises
    ------
    ValueError
        If the engine cannot fit these data, or what the user gives to start from is not what it must be.
    """

    kind = "gaussian_mixture"
    names = ("weights", "means", "covariances")
    step = EMStep
    remedy = (
        "no sample belongs to them, or only reg_covar keeps their covariance from collapsing. Try to "
        "decrease n_components or increase reg_covar."
    )

    def __init__(self, model: Any, data: Data, *, warm: bool = False) -> None:
        super().__init__(model, data)
        backends.check(model.engine, model.covariance_type, data)
        self._engine = backends.load(model.engine)
        self._values: Any = data.values
        if model.engine != "rust":
            self._values = data.values.astype(np.float64, copy=False)
        self._before: _core.Parameters | None = None
        if warm:
            self._before, self.lower_bound = model.parameters_, model.lower_bound_
        shape = model.n_components, data.n_features
        self._given = user.check(
            model.weights_init, model.means_init, model.precisions_init, model.covariance_type, shape
        )
        self._frozen = stays.check(model.frozen, self._given, self._before, model.covariance_type, shape)
        if self._frozen is not None and model.engine != "rust":
            raise ValueError(f"engine={model.engine!r} leaves nothing frozen: only engine='rust' does")

    def starts(self) -> Iterator[_core.Parameters]:
        """Compute the parameters of each start; a warm start is the only one."""
        return super().starts() if self._before is None else iter([self._before])

    def start(self, random_state: np.random.RandomState) -> _core.Parameters:
        """Compute the parameters of one start."""
        return start(self.model, self.data.filled, self._given, random_state)

    def expect(self, parameters: _core.Parameters) -> Any:
        """Take the E step; where values are missing, on the marginal densities of the others."""
        if self.data.incomplete:
            return _core.marginal_statistics(self._values, parameters, self.data.weights)
        if not self.data.in_memory:
            return self.data.total(_core.expect_statistics, parameters)
        return self._engine.expect(self._values, parameters, self.data.weights)

    def maximize(self, expected: Any) -> tuple[_core.Parameters, list[int]]:
        """Take the M step; what is frozen stays."""
        if self._frozen is None:
            return self._engine.maximize(expected, self.model.reg_covar)
        return _core.maximize_statistics(expected, **floor(self.model.reg_covar), frozen=self._frozen)

    def results(self, step: Step[_core.Parameters]) -> dict[str, Any]:
        """Return the attributes of a fitted `GaussianMixture`."""
        seen = {"n_samples_seen_": self.data.total_weight, "_reg_covar": self.model.reg_covar}
        return super().results(step) | seen

    def floored(self, parameters: _core.Parameters, degenerate: list[int]) -> tuple[tuple[int, int], ...]:
        """Return each component and feature whose variance is mostly `reg_covar`, and not frozen."""
        found = diagnosis.floored(parameters, self.model.reg_covar, degenerate)
        kept = () if self._frozen is None else self._frozen.covariances
        return tuple(pair for pair in found if pair[0] not in kept)

    def coinciding(self, parameters: _core.Parameters) -> list[tuple[int, int]]:
        """Return pairs of components with the same mean and covariance."""
        return diagnosis.twins(parameters)

    def fitted(self, parameters: _core.Parameters) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""
        return fitted(parameters)

    @property
    def description(self) -> dict[str, Any]:
        """The kind, the covariance type, and what stays."""
        described = {"kind": self.kind, "covariance_type": self.model.covariance_type}
        if self._frozen is None:
            return described
        marks = stays.marks(self.model.frozen, self.model.n_components)
        return {**described, "frozen": {name: np.flatnonzero(each).tolist() for name, each in marks.items()}}

    def moved(
        self, parameters: _core.Parameters, component: int, dims: list[int], at: NDArray[np.float64]
    ) -> _core.Parameters:
        """Move a mean."""
        return geometry.moved(parameters, component, dims, at)

    def between(self, first: _core.Parameters, second: _core.Parameters, fraction: float) -> _core.Parameters:
        """Return parameters on the line from the first to the second."""
        return geometry.between(first, second, fraction)

    def alone(self, parameters: _core.Parameters, component: int) -> _core.Parameters:
        """Return one component as a mixture of its own."""
        return geometry.alone(parameters, component)

    def basin_start(self, parameters: _core.Parameters) -> _core.Parameters:
        """Return the mixture itself."""
        return parameters

    @property
    def basin_options(self) -> dict[str, Any]:
        """How covariances are regularized."""
        return floor(self.model.reg_covar)

    def reshaped(
        self, parameters: _core.Parameters, component: int, dims: list[int], wanted: NDArray[np.float64]
    ) -> _core.Parameters:
        """Change a covariance."""
        return geometry.reshaped(parameters, component, self.data.projection.vectors(dims), wanted)

    def companion(self, start: _core.Parameters) -> tuple[Any, Any]:
        """Return k-means from the same means; raises ValueError where values are missing."""
        if self.data.incomplete:
            raise ValueError("k-means is compared on complete samples only: here values are missing")
        return KMeans(start.n_components, n_init=1), Centers.alone(start.means)

    def coloring(self, parameters: _core.Parameters | None) -> _core.Parameters | None:
        """Return the mixture itself."""
        return parameters

    def marginal(self, parameters: _core.Parameters, dims: tuple[int, ...]) -> _core.Parameters:
        """Return the mixture of coordinates along some directions: A mean and A C A' of each component."""
        return geometry.marginal(parameters, self.data.projection, dims)

    def formulas(self, shown: Example) -> Halves:
        """Return the responsibility; weight, mean and covariance."""
        k, x, off = str(shown.component), sub("x", "n"), minus(sub("x", "n"), sub("μ", "k"))
        outer = row("(", off, ")", sup(row("(", off, ")"), "T"))
        name, numerator, denominator, unit = {
            "full": (sub("Σ", k), row(members(), " ", outer), members(), "I"),
            "tied": (Text("Σ"), row(summed("nk"), sub("r", "nk"), " ", outer), Text("N"), "I"),
            "diag": (sub(SIGMA + "²", k), row(members(), " (", off, ")²"), members(), ""),
            "spherical": (sub(SIGMA + "²", k), row(members(), " |", off, "|²"), row("d ", members()), ""),
        }[self.model.covariance_type]
        mean = fraction(row(members(), " ", x), members())

        def term(j: str) -> Part:
            return row(sub("π", j), " N(", x, " | ", sub("μ", j), ", ", sub("Σ", j), ")")

        return responsibilities(term, "j", shown), (
            weight(shown),
            row(sub("μ", k), " = ", mean, vector(shown.center)),
            row(name, " = ", fraction(numerator, denominator), f" + ε{unit}"),
        )


def fitted(parameters: _core.Parameters) -> dict[str, NDArray[np.float64]]:
    """Return the attributes of a `GaussianMixture` that hold its parameters."""
    factors = parameters.precisions_cholesky
    return {
        "weights_": parameters.weights,
        "means_": parameters.means,
        "covariances_": parameters.covariances,
        "precisions_cholesky_": factors,
        "precisions_": covariance.precisions(factors, parameters.covariance_type),
    }
