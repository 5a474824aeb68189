"""A mixture of Poisson distributions for counts, that can be watched step by step."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture.product import domain
from iterscope.fit.mixture.product.base import FLOOR, ProductEM, ProductMixture, ProductStep
from iterscope.fit.step import frozen
from iterscope.fit.typeset.formulas import MINUS, Example, Halves, members, responsibilities, weight
from iterscope.fit.typeset.parts import Part, fraction, row, sub, sup


@dataclass(frozen=True, eq=False, kw_only=True)
class PoissonStep(ProductStep[_core.PoissonParameters]):
    """The state of a Poisson mixture after one step of EM."""

    @property
    def rates(self) -> NDArray[np.float64]:
        """Mean count of each feature after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.rates)


class PoissonEM(ProductEM[_core.PoissonParameters]):
    """EM for a mixture of Poisson distributions.

    Parameters
    ----------
    model : PoissonMixture
        Its parameters say how.
    data : Data
    """

    kind = "poisson_mixture"
    names = ("weights", "rates")
    step = PoissonStep

    @property
    def full(self) -> NDArray[np.float64]:
        """The largest count of each feature."""
        return np.where(self.data.high > 0, self.data.high, 1.0)

    def formulas(self, shown: Example) -> Halves:
        """Return the responsibility; weight and rate of a feature."""
        x = sub("x", "nj")

        def term(i: str) -> Part:
            rate = sub("λ", f"{i}j")
            probability = fraction(row(sup(rate, x), " ", sup("e", row(MINUS, rate))), row(x, "!"))
            return row(sub("π", i), " ", sub("Π", "j"), " ", probability)

        found = fraction(row(members(), " ", x), members())
        return responsibilities(term, "i", shown), (
            weight(shown),
            row(sub("λ", f"{shown.component}j"), " = ", found),
        )

    def _deviations(self, flat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the standard deviations of the counts."""
        return np.sqrt(flat)


class PoissonMixture(ProductMixture):
    """A mixture of Poisson distributions, fitted by expectation maximization: clusters of counts.

    Within a component the features are independent; each is a count below 2**32 with a mean of its own. The
    logarithm of a count's probability is exact to about ``1e-16 * x * log(x)``.

    Parameters
    ----------
    n_components : int, default=1
        Number of components.
    tol : float, default=1e-3
        A change of the lower bound below this ends the fit.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'k-means||', 'random', 'random_from_data'}, default='kmeans'
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
    rates_ : ndarray of shape (n_components, n_features)
        Mean counts, at least 1e-10.
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
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    G. J. McLachlan and D. Peel, "Finite mixture models" (2000), section 5.3.

    Examples
    --------
    >>> from iterscope import PoissonMixture
    >>> counts = [[2], [3], [1], [2], [21], [18], [24], [3], [20]]
    >>> model = PoissonMixture(2, random_state=0).fit(counts)
    >>> model.reordered("mean").rates_.round(1).tolist()
    [[2.2], [20.7]]
    """

    kind = "poisson_mixture"
    table = "rates_"
    core = _core.PoissonParameters
    rates_: NDArray[Any]

    @property
    def even(self) -> float:
        """The rate that a component without samples begins with."""
        return 1.0

    @staticmethod
    def possible(table: NDArray[Any]) -> NDArray[Any]:
        """Return the nearest rates above 0."""
        raised: NDArray[Any] = np.maximum(table, FLOOR)
        return raised

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        rates = self.rates_[component]
        return np.asarray(random_state.poisson(rates, (count, len(rates))), np.float64)

    def _check_data(self, data: Data) -> Data:
        domain.check_counts(data.whole)
        return data

    def _algorithm(self, data: Data) -> PoissonEM:
        return PoissonEM(self, data)
