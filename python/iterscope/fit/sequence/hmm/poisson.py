"""A hidden Markov model whose states emit counts, that can be watched step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture.product import domain
from iterscope.fit.mixture.product.poisson import PoissonMixture
from iterscope.fit.sequence.hmm.em import ChainStep
from iterscope.fit.sequence.hmm.product import ProductChainEM, ProductHMM
from iterscope.fit.step import frozen
from iterscope.validation.seed import Seed


@dataclass(frozen=True, eq=False, kw_only=True)
class PoissonChainStep(ChainStep[_core.PoissonChain]):
    """The state of the model after one step of EM."""

    @property
    def rates(self) -> NDArray[np.float64]:
        """Mean count of each feature in each state after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.emission.rates)


class PoissonChainEM(ProductChainEM[_core.PoissonChain]):
    """EM for a Poisson hidden Markov model; see `ProductChainEM`."""

    kind = "poisson_hmm"
    names = ("start", "transition", "rates")
    step = PoissonChainStep


class PoissonHMM(ProductHMM):
    """A hidden Markov model whose states emit Poisson distributions: counts along time, fitted by EM.

    The state of each row is hidden and depends on that of the row before; within a state each feature is a
    count below 2**32 with a mean of its own. NaN in `X` is a value that is missing.

    Parameters
    ----------
    n_components : int, default=1
        Number of states.
    tol : float, default=1e-6
        A change of the log-likelihood by row below this ends the fit.
    max_iter : int, default=1000
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'random', 'random_from_data'}, default='kmeans'
        How the emissions start: as those of a `PoissonMixture`.
    startprob_init : array-like of shape (n_components,), default=None
        Probabilities of the first state to start from; None: all the same. What is 0 stays 0.
    transmat_init : array-like of shape (n_components, n_components), default=None
        Probabilities of the state (column) after each state (row); None: all the same. What is 0 stays 0.
    rates_init : array-like of shape (n_components, n_features), default=None
        Mean counts to start from.
    frozen : sequence of str, default=None
        What stays where it starts: some of ``'startprob'``, ``'transmat'``, ``'rates'``, each of which must
        be given.
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
    rates_ : ndarray of shape (n_components, n_features)
        Mean counts, at least 1e-10.
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
    W. Zucchini, I. L. MacDonald and R. Langrock, "Hidden Markov models for time series" (2016).

    Examples
    --------
    >>> from iterscope import PoissonHMM
    >>> counts = [[2], [3], [1], [2], [21], [18], [24], [3], [2]]
    >>> model = PoissonHMM(2, random_state=0).fit(counts).reordered("mean")
    >>> model.predict(counts).tolist()
    [0, 0, 0, 0, 1, 1, 1, 0, 0]
    """

    kind = "poisson_hmm"
    core = _core.PoissonChain
    mixture = PoissonMixture
    parts = ("startprob", "transmat", "rates")
    rates_: NDArray[Any]

    def __init__(
        self,
        n_components: int = 1,
        *,
        tol: float = 1e-6,
        max_iter: int = 1000,
        n_init: int = 1,
        init_params: str = "kmeans",
        startprob_init: ArrayLike | None = None,
        transmat_init: ArrayLike | None = None,
        rates_init: ArrayLike | None = None,
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
        self.rates_init = rates_init

    def whole(self, data: Data) -> Data:
        """Return data whose filled gaps are whole numbers."""
        return replace(data, values=np.rint(data.values), _whole=None)

    def _check_data(self, data: Data) -> Data:
        super()._check_data(data)
        domain.check_counts(data.whole)
        return data

    def _algorithm(self, data: Data) -> PoissonChainEM:
        return PoissonChainEM(self, data, self._mixture_start())
