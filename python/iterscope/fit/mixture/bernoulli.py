"""A mixture of Bernoulli distributions for binary data, that can be watched step by step."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit import loop
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.lloyd import Lloyd
from iterscope.fit.cluster.moments import means
from iterscope.fit.cluster.seeding import rows, seeds
from iterscope.fit.data import Data
from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.mixture import diagnosis
from iterscope.fit.mixture.base import MixtureBase, same
from iterscope.fit.mixture.em import EM
from iterscope.fit.step import Step, frozen
from iterscope.fit.typeset.formulas import MINUS, Example, Halves, members, minus, responsibilities, weight
from iterscope.fit.typeset.parts import Part, fraction, row, sub, sup
from iterscope.validation.seed import Seed

FLOOR = 1e-10
"""Probabilities are kept this far from 0 and 1: a component at either would never change its mind."""


@dataclass(frozen=True, eq=False, kw_only=True)
class BernoulliStep(Step[_core.BernoulliParameters]):
    """The state of a Bernoulli mixture after one step of EM."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Mixing weights after this step, shape (n_components,)."""
        return frozen(self.parameters.weights)

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Probability of a 1 in each feature after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.probabilities)


class BernoulliEM(EM[_core.BernoulliParameters]):
    """EM for a mixture of Bernoulli distributions.

    Parameters
    ----------
    model : BernoulliMixture
        Its parameters say how.
    data : Data
    """

    kind = "bernoulli_mixture"
    view = "table"
    names = ("weights", "probabilities")
    step = BernoulliStep
    remedy = "no sample belongs to them. Try to decrease n_components, or other init parameters."

    def start(self, random_state: np.random.RandomState) -> _core.BernoulliParameters:
        """Compute the parameters of one start."""
        X, weights, k = self.data.values, self.data.weights, self.model.n_components
        if self.model.init_params == "random":
            shares = random_state.uniform(size=(len(X), k))
            return self._from_shares(shares / shares.sum(axis=1, keepdims=True))
        if self.model.init_params == "kmeans":
            clusters: Any = loop.result(Lloyd(KMeans(k, n_init=1, random_state=random_state), self.data))
            return self._from_shares((clusters.labels[:, np.newaxis] == np.arange(k)).astype(np.float64))
        if self.model.init_params == "random_from_data":
            chosen = rows(len(X), k, self.data.uneven_weights, random_state)
        else:
            chosen = seeds(X, k, weights, random_state)
        # Halfway between a sample and the mean of all: no probability is 0 or 1 because of a single sample.
        return self._parameters(np.full(k, 1.0 / k), (X[chosen] + means(X, weights)) / 2)

    def expect(self, parameters: _core.BernoulliParameters) -> _core.BernoulliStatistics:
        """Take the E step and gather what the M step needs."""
        return _core.expect_statistics(self.data.values, parameters, self.data.weights)

    def maximize(self, expected: _core.BernoulliStatistics) -> tuple[_core.BernoulliParameters, list[int]]:
        """Take the M step; a component without samples keeps its probabilities."""
        return expected.maximize(floor=FLOOR)

    def coinciding(self, parameters: _core.BernoulliParameters) -> list[tuple[int, int]]:
        """Return pairs of components with the same probabilities."""
        probabilities = parameters.probabilities
        return diagnosis.pairs(probabilities, np.ones_like(probabilities))

    def fitted(self, parameters: _core.BernoulliParameters) -> dict[str, NDArray[np.float64]]:
        """Return the attributes that hold the parameters."""
        return {"weights_": parameters.weights, "probabilities_": parameters.probabilities}

    def moved(
        self, parameters: _core.BernoulliParameters, component: int, dims: list[int], at: NDArray[np.float64]
    ) -> _core.BernoulliParameters:
        """Set probabilities of a component; outside of [0, 1] the nearest possible one is taken."""
        probabilities = parameters.probabilities
        probabilities[component, dims] = at
        return self._parameters(parameters.weights, probabilities)

    def formulas(self, shown: Example) -> Halves:
        """Return the responsibility; weight and probability of a feature."""
        x = sub("x", "nj")

        def term(i: str) -> Part:
            p = sub("p", f"{i}j")
            zero = row("(", minus("1", p), ")", sup("", row("1", MINUS, x)))
            return row(sub("π", i), " ", sub("Π", "j"), " ", sup(p, x), " ", zero)

        found = fraction(row(members(), " ", x), members())
        return responsibilities(term, "i", shown), (
            weight(shown),
            row(sub("p", f"{shown.component}j"), " = ", found),
        )

    def _from_shares(self, shares: NDArray[np.float64]) -> _core.BernoulliParameters:
        X, weights = self.data.values, self.data.weights
        return _core.BernoulliParameters.maximize(X, shares, weights, floor=FLOOR)[0]

    @staticmethod
    def _parameters(
        weights: NDArray[np.float64], probabilities: NDArray[np.float64]
    ) -> _core.BernoulliParameters:
        return _core.BernoulliParameters(weights, np.clip(probabilities, FLOOR, 1 - FLOOR))


class BernoulliMixture(IterativeEstimator, MixtureBase):
    """A mixture of Bernoulli distributions, fitted by expectation maximization: latent class analysis.

    Within a component the features are independent; each is 1 with a probability of its own.

    Parameters
    ----------
    n_components : int, default=1
        Number of components, or latent classes.
    tol : float, default=1e-3
        A change of the lower bound below this ends the fit.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'random', 'random_from_data'}, default='kmeans'
        How a start is found.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts and `sample`.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.

    Attributes
    ----------
    weights_ : ndarray of shape (n_components,)
    probabilities_ : ndarray of shape (n_components, n_features)
        Of a 1, between 1e-10 and 1 - 1e-10.
    converged_ : bool
        Whether the best start converged.
    n_iter_ : int
        Its number of iterations.
    lower_bound_ : float
        Its last lower bound: the mean log-likelihood of the parameters before the last M step.
    lower_bounds_ : list of float
        That of each iteration.
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
        Why the fit ended; None where `iterate` was left early.
    degenerate_ : tuple of int
        Components that no sample belongs to.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features_in_,)
        If `X` had names.

    References
    ----------
    C. M. Bishop, "Pattern recognition and machine learning" (2006), section 9.3.3.

    Examples
    --------
    >>> from iterscope import BernoulliMixture
    >>> X = [[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 1], [0, 1, 1]]
    >>> model = BernoulliMixture(2, random_state=0).fit(X)
    >>> model.predict([[1, 1, 0], [0, 0, 1]]).tolist() in ([0, 1], [1, 0])
    True
    """

    kind = "bernoulli_mixture"
    settings = ("n_components", "init_params", "random_state", "tol", "max_iter")
    least_samples = 2
    probabilities_: NDArray[Any]

    def __init__(
        self,
        n_components: int = 1,
        *,
        tol: float = 1e-3,
        max_iter: int = 100,
        n_init: int = 1,
        init_params: str = "kmeans",
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_components = n_components
        self.tol = tol
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    def _holds(self, parameters: _core.BernoulliParameters) -> bool:
        return same((self.weights_, parameters.weights), (self.probabilities_, parameters.probabilities))

    def _read_parameters(self) -> _core.BernoulliParameters:
        weights, probabilities = (
            np.ascontiguousarray(array, np.float64) for array in (self.weights_, self.probabilities_)
        )
        if self.probabilities_.dtype != np.float64:  # float32 rounds what is close to 0 and 1
            probabilities = np.clip(probabilities, FLOOR, 1 - FLOOR)
        return _core.BernoulliParameters(weights, probabilities)

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters."""
        check_is_fitted(self)
        return int(self.probabilities_.size + len(self.weights_) - 1)

    @property
    def _n_features(self) -> int:
        return int(self.probabilities_.shape[1])

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        probabilities = self.probabilities_[component]
        drawn: NDArray[np.bool_] = random_state.uniform(size=(count, len(probabilities))) < probabilities
        return drawn

    def _check_data(self, data: Data) -> Data:
        whole = data.whole
        if whole.low.min() < 0 or whole.high.max() > 1:
            row, column = np.argwhere((whole.values < 0) | (whole.values > 1))[0]
            raise ValueError(
                "X must be made of zeros and ones, or shares between them, got "
                f"{whole.values[row, column]} at row {row}, column {column}"
            )
        return data

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.probabilities_

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        exact = self.parameters_
        parameters = _core.BernoulliParameters(exact.weights[order], exact.probabilities[order])
        attributes = {name: getattr(self, name)[order] for name in ("weights_", "probabilities_")}
        return super()._in_order(order) | attributes | {"_parameters": parameters}

    def _algorithm(self, data: Data) -> BernoulliEM:
        return BernoulliEM(self, data)
