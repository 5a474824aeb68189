"""A hidden Markov model whose states emit symbols, that can be watched step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from numbers import Integral
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import Interval

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture.product import domain
from iterscope.fit.mixture.product.categorical import CategoricalMixture
from iterscope.fit.sequence.hmm.em import ChainStep
from iterscope.fit.sequence.hmm.product import ProductChainEM, ProductHMM
from iterscope.fit.step import frozen
from iterscope.validation.seed import Seed


@dataclass(frozen=True, eq=False, kw_only=True)
class CategoricalChainStep(ChainStep[_core.CategoricalChain]):
    """The state of the model after one step of EM."""

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Probabilities of the symbols after this step, shape (n_components, n_features, n_categories)."""
        return frozen(self.parameters.emission.probabilities)


class CategoricalChainEM(ProductChainEM[_core.CategoricalChain]):
    """EM for a Categorical hidden Markov model; see `ProductChainEM`."""

    kind = "categorical_hmm"
    names = ("start", "transition", "probabilities")
    step = CategoricalChainStep


class CategoricalHMM(ProductHMM):
    """A hidden Markov model whose states emit symbols, fitted by EM.

    The state of each row is hidden and depends on that of the row before; within a state each feature is one
    of some symbols with probabilities of its own. NaN in `X` is a value that is missing.

    Parameters
    ----------
    n_components : int, default=1
        Number of states.
    n_categories : int, default=2
        Number of symbols of each feature: values are whole numbers from 0 to one less.
    tol : float, default=1e-6
        A change of the log-likelihood by row below this ends the fit.
    max_iter : int, default=1000
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'random', 'random_from_data'}, default='kmeans'
        How the emissions start: as those of a `CategoricalMixture`.
    startprob_init : array-like of shape (n_components,), default=None
        Probabilities of the first state to start from; None: all the same. What is 0 stays 0.
    transmat_init : array-like of shape (n_components, n_components), default=None
        Probabilities of the state (column) after each state (row); None: all the same. What is 0 stays 0.
    probabilities_init : array-like of shape (n_components, n_features, n_categories), default=None
        Probabilities of the symbols to start from.
    frozen : sequence of str, default=None
        What stays where it starts: some of ``'startprob'``, ``'transmat'``, ``'probabilities'``, each of
        which must be given.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts and `sample`.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.

    Attributes
    ----------
    startprob_ : ndarray of shape (n_components,)
    transmat_ : ndarray of shape (n_components, n_components)
    probabilities_ : ndarray of shape (n_components, n_features, n_categories)
        They sum to one in each feature; at least 1e-10. hmmlearn's ``emissionprob_`` is that of one feature.
    converged_ : bool
        Whether the best start converged.
    n_iter_ : int
        Its number of iterations.
    lower_bound_ : float
        The log-likelihood by row of the parameters before the last M step.
    lower_bounds_ : list of float
        That of each iteration.
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
        Why the fit ended; None where `iterate` was left early.
    degenerate_ : tuple of int
        States that no row belongs to, which stay as they were.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    L. R. Rabiner, "A tutorial on hidden Markov models and selected applications in speech recognition",
    Proceedings of the IEEE 77 (1989).

    Examples
    --------
    >>> from iterscope import CategoricalHMM
    >>> symbols = [[0], [0], [1], [0], [2], [2], [2], [1], [2], [0], [0]]
    >>> CategoricalHMM(2, n_categories=3, random_state=0).fit(symbols).probabilities_.shape
    (2, 1, 3)
    """

    kind = "categorical_hmm"
    core = _core.CategoricalChain
    mixture = CategoricalMixture
    parts = ("startprob", "transmat", "probabilities")
    probabilities_: NDArray[Any]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **ProductHMM._parameter_constraints,  # noqa: SLF001
        "n_categories": [Interval(Integral, 1, 2**16, closed="both")],
    }

    def __init__(
        self,
        n_components: int = 1,
        *,
        n_categories: int = 2,
        tol: float = 1e-6,
        max_iter: int = 1000,
        n_init: int = 1,
        init_params: str = "kmeans",
        startprob_init: ArrayLike | None = None,
        transmat_init: ArrayLike | None = None,
        probabilities_init: ArrayLike | None = None,
        frozen: Sequence[str] | None = None,
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
            startprob_init=startprob_init,
            transmat_init=transmat_init,
            frozen=frozen,
            random_state=random_state,
            verbose=verbose,
            verbose_interval=verbose_interval,
        )
        self.probabilities_init = probabilities_init
        self.n_categories = n_categories

    @property
    def family(self) -> dict[str, Any]:
        """The number of symbols."""
        return {"n_categories": self.n_categories}

    @classmethod
    def _sized(cls, table: NDArray[np.float64]) -> Self:
        return cls(len(table), n_categories=table.shape[2])

    def columns(self, n_features: int) -> tuple[int, ...]:  # type: ignore[override]
        """Return the shape of a row of the table."""
        return n_features, self.n_categories

    @property
    def _n_emitting(self) -> dict[str, int]:
        k, n_features, n_categories = self.probabilities_.shape
        return {"probabilities": k * n_features * (n_categories - 1)}

    def _levels(self) -> NDArray[Any]:
        levels: NDArray[Any] = self.probabilities_ @ np.arange(self.probabilities_.shape[2])
        return levels

    def whole(self, data: Data) -> Data:
        """Return data whose filled gaps are whole numbers."""
        return replace(data, values=np.rint(data.values), _whole=None)

    def _check_data(self, data: Data) -> Data:
        super()._check_data(data)
        domain.check_categories(data.whole, self.n_categories, "symbols")
        return data

    def _algorithm(self, data: Data) -> CategoricalChainEM:
        return CategoricalChainEM(self, data, self._mixture_start(n_categories=self.n_categories))
