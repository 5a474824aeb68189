"""A mixture of categorical distributions, for answers and symbols, that can be watched step by step."""

import math
from numbers import Integral
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from sklearn.utils._param_validation import Interval
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture.product import domain
from iterscope.fit.mixture.product.base import FLOOR, ProductMixture
from iterscope.fit.mixture.product.categories import CategoricalEM
from iterscope.validation.seed import Seed

MOST_PROBABILITIES = 2**26
"""Half a gigabyte; each thread and each recorded step has a table of its own."""


class CategoricalMixture(ProductMixture):
    """A mixture of categorical distributions, fitted by expectation maximization: latent class analysis.

    Within a component the features are independent; each is one of some categories, such as the answers to a
    question, with probabilities of its own.

    Parameters
    ----------
    n_components : int, default=1
        Number of components, or latent classes.
    n_categories : int, default=2
        Number of categories of each feature: values are whole numbers from 0 to one less.
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
    probabilities_ : ndarray of shape (n_components, n_features, n_categories)
        They sum to one in each feature; at least 1e-10.
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
    P. F. Lazarsfeld and N. W. Henry, "Latent structure analysis" (1968).

    Examples
    --------
    >>> from iterscope import CategoricalMixture
    >>> answers = [[0, 2], [0, 2], [0, 1], [2, 0], [2, 0], [1, 0]]
    >>> model = CategoricalMixture(2, n_categories=3, random_state=0).fit(answers)
    >>> model.predict([[0, 2], [2, 0]]).tolist() in ([0, 1], [1, 0])
    True
    """

    kind = "categorical_mixture"
    table = "probabilities_"
    core = _core.CategoricalParameters
    probabilities_: NDArray[Any]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **ProductMixture._parameter_constraints,  # noqa: SLF001
        "n_categories": [Interval(Integral, 1, 2**16, closed="both")],
    }

    def __init__(
        self,
        n_components: int = 1,
        *,
        n_categories: int = 2,
        tol: float = 1e-3,
        max_iter: int = 100,
        n_init: int = 1,
        init_params: str = "kmeans",
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        super().__init__(
            n_components,
            tol=tol,
            max_iter=max_iter,
            n_init=n_init,
            init_params=init_params,
            random_state=random_state,
            verbose=verbose,
            verbose_interval=verbose_interval,
        )
        self.n_categories = n_categories

    @property
    def even(self) -> float:
        """The probability of each category in a component that tells nothing."""
        return 1.0 / self.n_categories

    @property
    def family(self) -> dict[str, Any]:
        """The number of categories."""
        return {"n_categories": self.n_categories}

    @staticmethod
    def possible(table: NDArray[Any]) -> NDArray[Any]:
        """Return the nearest probabilities above 0 that sum to one."""
        raised = np.maximum(table, FLOOR)
        # To sum to one, the core's own are a little below the floor.
        is_low = (table < FLOOR / 2).any(axis=-1, keepdims=True)
        return np.where(is_low, raised / raised.sum(axis=-1, keepdims=True), table)

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters."""
        check_is_fitted(self)
        n_components, n_features, n_categories = self.probabilities_.shape
        return int(n_components * n_features * (n_categories - 1) + n_components - 1)

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.probabilities_ @ np.arange(self.probabilities_.shape[2])

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        bounds = self.probabilities_[component].cumsum(axis=1)[:, :-1]
        drawn = random_state.uniform(size=(count, len(bounds)))
        for below, chances in zip(bounds, drawn.T, strict=True):
            chances[:] = below.searchsorted(chances, side="right")
        return drawn

    def _check_data(self, data: Data) -> Data:
        domain.check_categories(data.whole, self.n_categories, "categories")
        return data

    def _algorithm(self, data: Data) -> CategoricalEM:
        sides = self.n_components, data.n_features, self.n_categories
        if math.prod(sides) > MOST_PROBABILITIES:
            raise ValueError(
                f"n_components, features and n_categories must make at most {MOST_PROBABILITIES} "
                f"probabilities, got {' x '.join(map(str, sides))}"
            )
        return CategoricalEM(self, data)
