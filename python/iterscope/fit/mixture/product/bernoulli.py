"""A mixture of Bernoulli distributions for binary data, that can be watched step by step."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture.product import domain
from iterscope.fit.mixture.product.base import FLOOR, ProductEM, ProductMixture, ProductStep
from iterscope.fit.step import frozen
from iterscope.fit.typeset.formulas import MINUS, Example, Halves, members, minus, responsibilities, weight
from iterscope.fit.typeset.parts import Part, fraction, row, sub, sup


@dataclass(frozen=True, eq=False, kw_only=True)
class BernoulliStep(ProductStep[_core.BernoulliParameters]):
    """The state of a Bernoulli mixture after one step of EM."""

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Probability of a 1 in each feature after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.probabilities)


class BernoulliEM(ProductEM[_core.BernoulliParameters]):
    """EM for a mixture of Bernoulli distributions.

    Parameters
    ----------
    model : BernoulliMixture
        Its parameters say how.
    data : Data
    """

    kind = "bernoulli_mixture"
    names = ("weights", "probabilities")
    step = BernoulliStep

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


class BernoulliMixture(ProductMixture):
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
    feature_names_in_ : ndarray of shape (n_features,)
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
    table = "probabilities_"
    core = _core.BernoulliParameters
    probabilities_: NDArray[Any]

    @staticmethod
    def possible(table: NDArray[Any]) -> NDArray[Any]:
        """Return the nearest probabilities that are neither 0 nor 1."""
        inside: NDArray[Any] = np.clip(table, FLOOR, 1 - FLOOR)
        return inside

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        probabilities = self.probabilities_[component]
        drawn: NDArray[np.bool_] = random_state.uniform(size=(count, len(probabilities))) < probabilities
        return drawn

    def _check_data(self, data: Data) -> Data:
        domain.check_shares(data.whole)
        return data

    def _algorithm(self, data: Data) -> BernoulliEM:
        return BernoulliEM(self, data)
