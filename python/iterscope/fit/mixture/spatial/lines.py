"""EM for mixtures of regressions: shares of the samples by the lines, least squares by the shares."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends.floor import added
from iterscope.fit.cluster.moments import extent, variances
from iterscope.fit.cluster.seeding import rows
from iterscope.fit.data.parts import in_parts
from iterscope.fit.mixture import diagnosis
from iterscope.fit.mixture.em import EM
from iterscope.fit.mixture.start import user
from iterscope.fit.mixture.start.parameters import start
from iterscope.fit.step import Step, frozen
from iterscope.fit.typeset.formulas import SIGMA, Example, Halves, members, minus, responsibilities, weight
from iterscope.fit.typeset.parts import Part, fraction, row, sub, sup
from iterscope.validation.arrays import Samples


@dataclass(frozen=True, eq=False, kw_only=True)
class RegressionsStep(Step[_core.RegressionParameters]):
    """The state of a mixture of regressions after one step of EM."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights after this step, shape (n_components,)."""
        return frozen(self.parameters.weights)

    @property
    def means(self) -> NDArray[np.float64]:
        """Mean of each line's samples, a point of it, shape (n_components, n_columns), the target last."""
        return frozen(self.parameters.means)

    @property
    def coefficients(self) -> NDArray[np.float64]:
        """Slopes after this step, shape (n_components, n_columns - 1)."""
        return frozen(self.parameters.coefficients)

    @property
    def variances(self) -> NDArray[np.float64]:
        """Variances of the target about the lines after this step, shape (n_components,)."""
        return frozen(self.parameters.variances)


class RegressionsEM(EM[_core.RegressionParameters]):
    """EM for a mixture of regressions.

    Parameters
    ----------
    model : MixtureOfRegressions
        Its parameters say how.
    data : Data
        The features, and the target as the last column.
    """

    kind = "mixture_of_regressions"
    names = ("weights", "means", "coefficients", "variances")
    step = RegressionsStep
    remedy = (
        "their samples lie on a line, or do not determine one. Try to decrease n_components or increase "
        "reg_covar."
    )

    def start(self, random_state: np.random.RandomState) -> _core.RegressionParameters:
        """Compute the parameters of one start: the lines that Gaussians in all columns contain."""
        k, d = self.model.n_components, self.data.n_features
        if self.model.init_params in ("random", "kmeans"):
            given = user.check(None, None, None, "full", (k, d))
            gaussian = start(_Gaussians(self.model), self.data, given, random_state)
            weights, means, covariances = gaussian.weights, gaussian.means, gaussian.covariances
            inner = covariances[:, :-1, :-1]
            cross = covariances[:, :-1, -1:]
            slopes = np.linalg.solve(inner, cross)[:, :, 0]
            rest = covariances[:, -1, -1] - (slopes * cross[:, :, 0]).sum(axis=1)
            return _core.RegressionParameters(
                weights, means, np.ascontiguousarray(slopes), np.maximum(rest, 0) + self._least
            )
        return self._through_samples(random_state)

    def _through_samples(self, random_state: np.random.RandomState) -> _core.RegressionParameters:
        """Return lines through as many samples as determine one, chosen at random."""
        k, d, n_samples = self.model.n_components, self.data.n_features, self.data.n_samples
        lines = []
        for _ in range(k):
            drawn = rows(n_samples, min(d, n_samples), self.data.uneven_weights, random_state)
            chosen = np.asarray(self.data.take(drawn), np.float64)
            center = chosen.mean(axis=0)
            slope = np.linalg.lstsq(chosen[:, :-1] - center[:-1], chosen[:, -1] - center[-1], rcond=None)[0]
            lines.append((center, slope))
        centers, slopes = (np.stack(parts) for parts in zip(*lines, strict=True))
        spread = variances(self.data)[-1] / k + self._least
        return _core.RegressionParameters(np.full(k, 1 / k), centers, slopes, np.full(k, spread))

    @property
    def _least(self) -> float:
        """What is added to the variances, at least something to begin with."""
        return self._added or float(np.finfo(np.float64).tiny)

    @cached_property
    def _added(self) -> float:
        """What is added to the variances about the lines."""
        return float(added(self.data, self.model.reg_covar)[-1])

    def expect(self, parameters: _core.RegressionParameters) -> Any:
        """Take the E step and gather what the M step needs."""
        return self.data.total(_core.expect_statistics, parameters)

    def maximize(self, expected: Any) -> tuple[_core.RegressionParameters, list[int]]:
        """Take the M step: least squares by the shares."""
        return _core.RegressionParameters.maximize(expected, reg_covar=self._added)

    def floored(
        self, parameters: _core.RegressionParameters, degenerate: list[int]
    ) -> tuple[tuple[int, int], ...]:
        """Return the target, with each line about which its variance is mostly `reg_covar`."""
        mostly = np.flatnonzero(parameters.variances <= 2 * self._added).tolist()
        return tuple((line, self.data.n_features - 1) for line in mostly if line not in degenerate)

    def coinciding(self, parameters: _core.RegressionParameters) -> list[tuple[int, int]]:
        """Return pairs of components with the same line."""
        deviation = np.sqrt(parameters.variances)[:, np.newaxis]
        low, high = self._extent
        wide = np.maximum(high - low, np.finfo(np.float64).tiny)[:-1]
        ends = np.hstack([self.intercepts(parameters)[:, np.newaxis], parameters.coefficients * wide])
        return diagnosis.pairs(ends, np.broadcast_to(deviation, ends.shape))

    def intercepts(self, parameters: _core.RegressionParameters) -> NDArray[np.float64]:
        """Return the heights of the lines in the middle of the samples."""
        low, high = self._extent
        middle = (high + low)[np.newaxis, :-1] / 2
        found: NDArray[np.float64] = heights(parameters, middle)[0]
        return found

    @cached_property
    def _extent(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return extent(self.data)

    def fitted(self, parameters: _core.RegressionParameters) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""
        slopes = parameters.coefficients
        return {
            "weights_": parameters.weights,
            "means_": parameters.means,
            "coef_": slopes,
            "intercept_": heights(parameters, np.zeros((1, slopes.shape[1])))[0],
            "variances_": parameters.variances,
        }

    def moved(
        self,
        parameters: _core.RegressionParameters,
        component: int,
        dims: list[int],
        at: NDArray[np.float64],
    ) -> _core.RegressionParameters:
        """Move a line, by its point, in parallel."""
        means = parameters.means
        means[component, dims] = at
        return _core.RegressionParameters(
            parameters.weights, means, parameters.coefficients, parameters.variances
        )

    def adjusted(
        self, parameters: _core.RegressionParameters, name: str, place: tuple[int, ...], value: float
    ) -> _core.RegressionParameters:
        """Turn a line about its point."""
        slopes = parameters.coefficients
        if name != "coefficients" or len(place) != 2 or not all(map(_is_below, place, slopes.shape)):
            return super().adjusted(parameters, name, place, value)
        slopes[place] = value
        return _core.RegressionParameters(parameters.weights, parameters.means, slopes, parameters.variances)

    def between(
        self, first: _core.RegressionParameters, second: _core.RegressionParameters, fraction: float
    ) -> _core.RegressionParameters:
        """Return parameters on the line from the first to the second."""
        return _core.RegressionParameters(
            *((1 - fraction) * getattr(first, name) + fraction * getattr(second, name) for name in self.names)
        )

    def alone(self, parameters: _core.RegressionParameters, component: int) -> _core.RegressionParameters:
        """Return one component as a mixture of its own."""
        own = slice(component, component + 1)
        return _core.RegressionParameters(
            np.ones(1), parameters.means[own], parameters.coefficients[own], parameters.variances[own]
        )

    def coloring(self, parameters: _core.RegressionParameters | None) -> _core.RegressionParameters | None:
        """Return the mixture itself."""
        return parameters

    def lines(
        self, parameters: _core.RegressionParameters, dims: tuple[int, ...]
    ) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """Return the lines over a feature, where the target is the other axis."""
        target = self.data.n_features - 1
        if len(set(dims)) != 2 or max(dims) != target:
            return []
        (feature,) = set(dims) - {target}
        pairs = zip(parameters.coefficients[:, feature], np.sqrt(parameters.variances), strict=True)
        found = [(np.array([1.0, slope]), np.array([0.0, deviation])) for slope, deviation in pairs]
        return found if dims[1] == target else [(along[::-1], across[::-1]) for along, across in found]

    def formulas(self, shown: Example) -> Halves:
        """Return the responsibility; weight, slope and variance."""
        k, y, line = str(shown.component), sub("y", "n"), row(sub("β", "k"), "·", sub("x", "n"))

        def term(j: str) -> Part:
            return row(
                sub("π", j), " N(", y, " | ", sub("β", j), "·", sub("x", "n"), ", ", sub(SIGMA + "²", j), ")"
            )

        squares = row(members(), " (", minus(y, line), ")²")
        least = row("argmin ", squares)
        return responsibilities(term, "j", shown), (
            weight(shown),
            row(sub("β", k), " = ", least),
            row(sup(sub(SIGMA, k), "2"), " = ", fraction(squares, members()), " + ε"),
        )


class _Gaussians:
    """A model of Gaussians in all columns, that starts as a mixture of regressions is told to."""

    covariance_type = "full"

    def __init__(self, model: Any) -> None:
        self.n_components, self.init_params = model.n_components, model.init_params
        self.reg_covar = "relative"


def heights(parameters: _core.RegressionParameters, X: Samples) -> NDArray[np.float64]:
    """Return the heights of the lines at samples.

    Parameters
    ----------
    parameters : RegressionParameters
    X : ndarray of shape (n_samples, n_features)
        Without the target.

    Returns
    -------
    ndarray of shape (n_samples, n_components)
    """
    centers, slopes = parameters.means, parameters.coefficients

    def computed(part: Samples) -> NDArray[np.float64]:
        lines = zip(centers, slopes, strict=True)
        return np.stack([center[-1] + (part - center[:-1]) @ slope for center, slope in lines], axis=1)

    return in_parts(computed, X, len(centers))


def _is_below(index: int, size: int) -> bool:
    return 0 <= index < size
