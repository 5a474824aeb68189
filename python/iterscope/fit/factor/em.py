"""EM for factor models, on the covariance of the samples."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import _core
from iterscope.fit.algorithm import Algorithm
from iterscope.fit.cluster.moments import mean
from iterscope.fit.data import Data
from iterscope.fit.data.narrow import narrowed
from iterscope.fit.data.parts import in_parts
from iterscope.fit.loop import Starts
from iterscope.fit.progress.verbose import Reporter, VerboseReporter
from iterscope.fit.step import Step, StopReason, frozen
from iterscope.fit.typeset.formulas import Example, Halves, minus
from iterscope.fit.typeset.parts import fraction, row, sub, sup
from iterscope.validation import seed
from iterscope.validation.arrays import Samples
from iterscope.validation.warn import warn

FLOOR = 1e-8
"""The least share of a feature's variance that its noise has."""
MOST_FEATURES = 8192
"""Of more features the covariance would fill the memory."""


@dataclass(frozen=True, eq=False, kw_only=True)
class FactorStep(Step[_core.Factors]):
    """The state of a factor model after one step of EM. `change` is that of the log-likelihood in all."""

    @property
    def mean(self) -> NDArray[np.float64]:
        """Mean of the samples, shape (n_features,)."""
        return frozen(self.parameters.mean)

    @property
    def means(self) -> NDArray[np.float64]:
        """The same as that of the only component, shape (1, n_features)."""
        return frozen(self.parameters.mean[np.newaxis])

    @property
    def loadings(self) -> NDArray[np.float64]:
        """What spans the plane, after this step, shape (n_features, n_components)."""
        return frozen(self.parameters.loadings)

    @property
    def noise_variance(self) -> NDArray[np.float64]:
        """Variance of the noise in each feature, shape (n_features,)."""
        return frozen(self.parameters.noise_variance)


class FactorEM(Algorithm[_core.Factors]):
    """EM for a factor model.

    Parameters
    ----------
    model : FactorAnalysis or PPCA
        Its parameters say how.
    data : Data

    Raises
    ------
    ValueError
        If there are more factors than features, or so many features that their covariance would fill the
        memory.
    """

    noise: ClassVar[Literal["diag", "spherical"]]
    """Whether each feature has a noise of its own."""
    names = ("mean", "loadings", "noise_variance")
    step = FactorStep
    is_one = True
    features_fail = True
    weights_name = "Share of the factors"

    def __init__(self, model: Any, data: Data) -> None:
        super().__init__(model, data)
        d = data.n_features
        if model.n_components > d:
            raise ValueError(f"n_components must be at most the {d} features of X, got {model.n_components}")
        if d > MOST_FEATURES:
            raise ValueError(f"X must have at most {MOST_FEATURES} features, got {d}")
        self._mean, self._covariance = scatter(data)

    @property
    def n_init(self) -> int:
        """Number of starts."""
        return int(self.model.n_init)

    @property
    def reporter(self) -> Reporter:
        """Writes starts, iterations and their results."""
        return VerboseReporter(self.model.verbose, self.model.verbose_interval)

    def starts(self) -> Iterator[_core.Factors]:
        """Draw the loadings of each start, by ``random_state``; half of the variance is noise."""
        random_state = seed.random_state(self.model.random_state)
        return Starts(self.n_init, random_state, self._start)

    def expect(self, parameters: _core.Factors) -> _core.FactorStatistics:
        """Find what the covariance of the samples says of the factors."""
        return _core.factor_statistics(self._covariance, parameters)

    def expected_fields(self, expected: _core.FactorStatistics) -> dict[str, Any]:
        """Return the log-likelihood, in all and by unit of sample weight."""
        density = expected.log_density
        return {"log_likelihood": density * self.data.total_weight, "lower_bound": density}

    def maximize(self, expected: _core.FactorStatistics) -> tuple[_core.Factors, list[int]]:
        """Regress the features on the factors; features whose noise is at its floor are degenerate."""
        return expected.maximize(self.noise, floor=FLOOR)

    def change(self, before: Step[_core.Factors], bound: float, parameters: _core.Factors | None) -> float:  # noqa: ARG002
        """Return how much the log-likelihood grew, in all."""
        return (bound - before.lower_bound) * self.data.total_weight

    def stop(self, before: Step[_core.Factors], after: Step[_core.Factors]) -> StopReason | None:  # noqa: ARG002
        """Stop when the log-likelihood changes less than the tolerance."""
        if abs(after.change) < self.model.tol:
            return "converged"
        return "max_iter" if after.iteration >= self.model.max_iter else None

    def warn(self, best: Step[_core.Factors]) -> None:
        """Warn if the best start did not converge, or noises vanish."""
        if best.stop_reason == "max_iter" and best.iteration > 0:
            warn(
                "Best performing initialization did not converge. Try to increase max_iter or tol.",
                ConvergenceWarning,
            )
        constant = np.diag(self._covariance) <= 0
        if explained := [feature for feature in best.degenerate if not constant[feature]]:
            warn(
                f"the noise of feature(s) {self._names(explained)} vanishes: the likelihood is largest where "
                "factors explain them in all (a Heywood case). Try to decrease n_components.",
                ConvergenceWarning,
            )
        if self.noise == "diag" and constant.any():
            names = self._names(np.flatnonzero(constant).tolist())
            warn(
                f"feature(s) {names} are constant: their likelihood has no bound. Leave them out.",
                ConvergenceWarning,
            )

    def _names(self, features: list[int]) -> str:
        """Return the names of the first ten features."""
        return ", ".join(self.data.feature_names[feature] for feature in features[:10])

    def results(self, step: Step[_core.Factors]) -> dict[str, Any]:
        """Return the attributes of a fitted model."""
        factors, dtype = step.parameters, self.data.dtype
        noise = narrowed(factors.noise_variance, dtype)
        return {
            "mean_": factors.mean.astype(dtype, copy=False),
            "components_": np.ascontiguousarray(factors.loadings.T.astype(dtype, copy=False)),
            "noise_variance_": noise if self.noise == "diag" else noise[0],
            "converged_": step.converged,
            "n_iter_": step.iteration,
            "lower_bound_": step.lower_bound,
            "lower_bounds_": step.lower_bounds,
            "stop_reason_": step.stop_reason,
            "degenerate_": step.degenerate,
        }

    def fields_of(self, fitted: Any) -> dict[str, Any]:
        """Return the fields of a step from a fitted model."""
        return {
            "parameters": fitted.parameters_,
            "log_likelihood": fitted.lower_bound_ * self.data.total_weight,
            "lower_bound": fitted.lower_bound_,
            "bounds": list(fitted.lower_bounds_),
            "degenerate": tuple(fitted.degenerate_),
        }

    def responsibilities(self, values: Samples, parameters: _core.Factors) -> NDArray[np.float64]:  # noqa: ARG002
        """Return ones, shape (n_samples, 1): there is one plane."""
        return np.ones((len(values), 1))

    def n_components(self, parameters: _core.Factors) -> int:  # noqa: ARG002
        """Return 1: the plane."""
        return 1

    def counted(self, parameters: _core.Factors) -> str:
        """Return how many factors there are."""
        q = parameters.n_components
        return f"{q} factor{'s' if q > 1 else ''}"

    def weights(self, step: Step[_core.Factors]) -> NDArray[np.float64]:
        """Return the share that the factors have of the variance of all features, shape (1,)."""
        made = float((step.parameters.loadings**2).sum())
        return np.array([made / (made + float(step.parameters.noise_variance.sum()))])

    def centers(self, step: Step[_core.Factors]) -> NDArray[np.float64]:
        """Return the mean, shape (1, n_features)."""
        return step.parameters.mean[np.newaxis]

    def moved(
        self,
        parameters: _core.Factors,  # noqa: ARG002
        component: int,  # noqa: ARG002
        dims: list[int],  # noqa: ARG002
        at: NDArray[np.float64],  # noqa: ARG002
    ) -> _core.Factors:
        """Refuse: the plane goes through the mean of the samples."""
        raise ValueError(
            "the plane of a factor model goes through the mean of the samples: it is not dragged"
        )

    def falls(self, values: Samples, parameters: _core.Factors) -> NDArray[np.float64]:
        """Return where samples fall onto the plane, shape (n_samples, n_features)."""
        factors = latent(values, parameters)
        return np.asarray(parameters.mean + factors @ parameters.loadings.T, np.float64)

    def lines(
        self, parameters: _core.Factors, dims: tuple[int, ...]
    ) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """Return the line that a single factor is, and one deviation of the noise to its side."""
        if parameters.n_components > 1:
            return []
        vectors = self.data.projection.vectors(dims)
        along = vectors @ parameters.loadings[:, 0]
        length = np.hypot(*along)
        if not length > 0:
            return []
        normal = np.array([-along[1], along[0]]) / length
        noise = vectors @ np.diag(parameters.noise_variance) @ vectors.T
        return [(along, normal * np.sqrt(normal @ noise @ normal))]

    def marginal(self, parameters: _core.Factors, dims: tuple[int, ...]) -> _core.Parameters:
        """Return the Gaussian of the samples along some directions."""
        vectors = self.data.projection.vectors(dims)
        plane = vectors @ covariance(parameters) @ vectors.T
        mean = np.ascontiguousarray(self.data.projection.coordinates(parameters.mean[np.newaxis], dims))
        return _core.Parameters(np.ones(1), mean, np.ascontiguousarray(plane[np.newaxis]), "full")

    def formulas(self, shown: Example) -> Halves:  # noqa: ARG002
        """Return where samples fall onto the plane; its loadings and the noise."""
        noise = "Ψ" if self.noise == "diag" else "σ²"
        inverse = sup(row("(I + ", sup("W", "T"), sup(noise, "-1"), "W)"), "-1")
        apart = row("(", minus(sub("x", "n"), "μ"), ")")
        fallen = row(sub("z", "n"), " = ", inverse, sup("W", "T"), sup(noise, "-1"), apart)
        loadings = fraction(
            row("Σ ", apart, sup(sub("z", "n"), "T")), row("Σ E ", sub("z", "n"), sup(sub("z", "n"), "T"))
        )
        rest = row("S \N{MINUS SIGN} W ", fraction(row("Σ ", sub("z", "n"), sup(apart, "T")), "N"))
        found = row("diag(", rest, ")") if self.noise == "diag" else fraction(row("tr(", rest, ")"), "d")
        return (fallen,), (row("W = ", loadings), row(noise, " = ", found))

    def _start(self, draws: np.random.RandomState) -> _core.Factors:
        variances = np.diag(self._covariance)
        if not variances.max() > 0:
            raise ValueError("X must be of samples that differ, got samples that are all the same")
        half = np.maximum(variances, variances.max() * FLOOR) / 2
        noise = half if self.noise == "diag" else np.full_like(half, half.mean())
        q = self.model.n_components
        loadings = draws.standard_normal((len(half), q)) * np.sqrt(half / q)[:, np.newaxis]
        return _core.Factors(self._mean, loadings, noise)


def scatter(data: Data) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean (d,) and the covariance (d, d) of samples, computed in one pass each."""
    d, center = data.n_features, mean(data)
    about = _core.Parameters(np.ones(1), center, np.eye(d)[np.newaxis], "full")
    sums = data.total(_core.expect_statistics, about)
    off = sums.first[0] / sums.weight
    square = np.ascontiguousarray(sums.second[0] / sums.weight - np.outer(off, off))
    return center[0] + off, square


def latent(values: Samples, factors: _core.Factors) -> NDArray[np.float64]:
    """Return what is expected of the factors of samples, shape (n_samples, n_components)."""
    weighted = factors.loadings / factors.noise_variance[:, np.newaxis]
    precision = np.eye(factors.n_components) + factors.loadings.T @ weighted
    seen = np.linalg.solve(precision, weighted.T).T
    return in_parts(lambda part: (part - factors.mean) @ seen, values, factors.n_components)


def plane(places: Samples, factors: _core.Factors) -> NDArray[np.float64]:
    """Return the points of the plane with these factors, shape (n_samples, n_features)."""
    mean, axes = factors.mean, factors.loadings.T
    return in_parts(lambda part: mean + part @ axes, places, len(mean))


def gaussian(factors: _core.Factors) -> _core.Parameters:
    """Return the distribution of the samples under a model."""
    square = covariance(factors)[np.newaxis]
    return _core.Parameters(np.ones(1), factors.mean[np.newaxis], square, "full")


def covariance(factors: _core.Factors) -> NDArray[np.float64]:
    """Return the covariance of the samples under a model, shape (n_features, n_features)."""
    loadings = factors.loadings
    return np.asarray(loadings @ loadings.T + np.diag(factors.noise_variance), np.float64)
