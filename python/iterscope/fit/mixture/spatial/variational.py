"""Variational inference for Bayesian mixtures of Gaussians: EM in which parameters have distributions."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance, diagnosis, shares
from iterscope.fit.mixture.spatial.base import AroundGaussians
from iterscope.fit.mixture.spatial.prior import priors
from iterscope.fit.mixture.start.parameters import estimates
from iterscope.fit.step import Step, frozen
from iterscope.fit.typeset.formulas import (
    NU,
    Example,
    Halves,
    members,
    minus,
    responsibilities,
    summed,
    vector,
)
from iterscope.fit.typeset.parts import Part, fraction, row, sub, sup

FAINTEST = 0.08
"""Opacity of a component that has no samples any more."""
PRIOR = "prior"
"""Index of the prior's numbers in formulas: component 0 has its own."""


@dataclass(frozen=True, eq=False, kw_only=True)
class BayesianStep(Step[_core.BayesianParameters]):
    """The state of a Bayesian mixture of Gaussians after one step of variational inference."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Expected weights after this step, shape (n_components,)."""
        return frozen(self.parameters.gaussian.weights)

    @property
    def means(self) -> NDArray[np.float64]:
        """Expected means after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.gaussian.means)

    @property
    def covariances(self) -> NDArray[np.float64]:
        """Inverses of the expected precisions after this step, in the shape of their type."""
        return frozen(self.parameters.gaussian.covariances)

    @property
    def log_weights(self) -> NDArray[np.float64]:
        """What an E step adds to the log densities of the Gaussians, shape (n_components,).

        The expected logarithms of the weights, less what is uncertain about means and precisions.
        """
        return frozen(self.parameters.log_weights)

    @property
    def mean_precision(self) -> NDArray[np.float64]:
        """How many samples each mean is worth, those of the prior with them, shape (n_components,)."""
        return frozen(self.parameters.mean_precision)


class Expected(NamedTuple):
    """What an iteration finds: the bound belongs to the parameters after its M step."""

    statistics: _core.SufficientStatistics
    after: _core.BayesianParameters
    bound: float


class VariationalEM(AroundGaussians[_core.BayesianParameters]):
    """Variational inference for a mixture of Gaussians.

    Parameters
    ----------
    model : BayesianGaussianMixture
        Its parameters say how.
    data : Data
    warm : bool, default=False
        Whether to go on from where the model is.
    """

    kind = "bayesian_gaussian_mixture"
    names = ("weights", "means", "covariances", "log_weights", "mean_precision")
    step = BayesianStep
    why_no_bound = "its objective is a lower bound, which both steps raise"

    def __init__(self, model: Any, data: Data, *, warm: bool = False) -> None:
        super().__init__(model, data)
        self.priors = priors(model, data)
        self._before: _core.BayesianParameters | None = None
        if warm:
            self._before, self.lower_bound = model.parameters_, model.lower_bound_

    def starts(self) -> Any:
        """Compute the parameters of each start; a warm start is the only one."""
        return super().starts() if self._before is None else iter([self._before])

    def start(self, random_state: np.random.RandomState) -> _core.BayesianParameters:
        """Compute the parameters of one start: the M step of what belongs to each component."""
        weights, means, covariances = estimates(self.model, self.data, random_state)
        # Of samples that are chosen each is all that its component has.
        chosen = self.model.init_params in ("random_from_data", "k-means++", "k-means||")
        mass = self.model.n_components if chosen else self.data.total_weight
        return self.priors.core.posterior(weights * mass, means, covariances)

    def expect(self, parameters: _core.BayesianParameters) -> Expected:
        """Take the E step, and the M step for its bound."""
        statistics: Any = super().expect(parameters)
        return Expected(statistics, *self.priors.core.maximize(parameters, statistics))

    def expected_fields(self, expected: Any) -> dict[str, Any]:
        """Return the log-likelihood as it is expected, and the lower bound of the evidence."""
        return {"log_likelihood": expected.statistics.log_likelihood, "lower_bound": expected.bound}

    def maximize(self, expected: Expected) -> tuple[_core.BayesianParameters, list[int]]:
        """Return the M step; a component without samples is none that failed."""
        return expected.after, []

    def floored(
        self, parameters: _core.BayesianParameters, degenerate: list[int]
    ) -> tuple[tuple[int, int], ...]:
        """Return each component with samples and feature whose variance is mostly `reg_covar`."""
        masses = parameters.mean_precision - self.priors.mean_precision
        found = diagnosis.floored(parameters.gaussian, self.model.reg_covar, degenerate)
        return tuple(pair for pair in found if masses[pair[0]] >= 1)

    def objective(self, step: Step[_core.BayesianParameters]) -> tuple[str, float]:
        """Return the lower bound of the evidence."""
        return "lower bound", step.lower_bound

    def coinciding(self, parameters: _core.BayesianParameters) -> list[tuple[int, int]]:  # noqa: ARG002
        """Return nothing: components that nothing belongs to are alike, as they ought to be."""
        return []

    def around(
        self, parameters: _core.BayesianParameters, gaussian: _core.Parameters
    ) -> _core.BayesianParameters:
        """Return the parameters with other means and covariances."""
        return _core.BayesianParameters(
            parameters.weight_concentration,
            parameters.mean_precision,
            gaussian.means,
            parameters.degrees_of_freedom,
            gaussian.covariances,
            gaussian.covariance_type,
        )

    @property
    def description(self) -> dict[str, Any]:
        """The kind, the covariance type, and what a mean of the prior is worth."""
        return {**super().description, "mean_precision_prior": self.priors.mean_precision}

    def results(self, step: Step[_core.BayesianParameters]) -> dict[str, Any]:
        """Return the attributes of a fitted `BayesianGaussianMixture`."""
        found = {**super().results(step), **self.priors.attributes}
        parts = tuple(
            part.astype(self.data.dtype, copy=False) for part in step.parameters.weight_concentration
        )
        freedom = step.parameters.degrees_of_freedom.astype(self.data.dtype, copy=False)
        tied = self.model.covariance_type == "tied"
        return found | {
            "weight_concentration_": parts[0] if len(parts) == 1 else parts,
            "degrees_of_freedom_": freedom[0] if tied else freedom,
        }

    def fitted(self, parameters: _core.BayesianParameters) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""
        gaussian = parameters.gaussian
        factors = gaussian.precisions_cholesky
        return {
            "weights_": gaussian.weights,
            "means_": gaussian.means,
            "covariances_": gaussian.covariances,
            "precisions_cholesky_": factors,
            "precisions_": covariance.precisions(factors, gaussian.covariance_type),
            "mean_precision_": parameters.mean_precision,
        }

    def strengths(self, parameters: _core.BayesianParameters) -> NDArray[np.float64]:
        """Return how strongly components are drawn: those without samples fade."""
        weights = parameters.gaussian.weights
        return np.clip(np.sqrt(len(weights) * weights), FAINTEST, 1.0)

    def fields_of(self, fitted: Any) -> dict[str, Any]:
        """Return the fields of a step from a fitted mixture."""
        densities = shares.log_densities(self.data, fitted.parameters_)
        total = densities.sum() if self.data.weights is None else densities @ self.data.weights
        return {**super().fields_of(fitted), "log_likelihood": float(total)}

    def formulas(self, shown: Example) -> Halves:
        """Return the responsibility as it is expected; precision, mean and covariance."""
        k, x, off = str(shown.component), sub("x", "n"), minus(sub("x", "n"), sub("μ", "k"))
        outer = row("(", off, ")", sup(row("(", off, ")"), "T"))
        mean = row(sub("β", PRIOR), sub("m", PRIOR), " + ", members(), " ", x)

        def term(j: str) -> Part:
            return row("exp E[ln ", sub("π", j), " N(", x, " | ", sub("μ", j), ", ", sub("Λ", j), ")]")

        spread = row(sub("W", PRIOR), " + ", summed("n"), sub("r", "nk"), " ", outer, " + …")
        return responsibilities(term, "j", shown), (
            row(sub("β", k), " = ", sub("β", PRIOR), " + ", members()),
            row(sub("m", k), " = ", fraction(mean, sub("β", "k")), vector(shown.center)),
            row(sub("Σ", k), " = ", fraction(spread, row(sub(NU, PRIOR), " + ", members()))),
        )
