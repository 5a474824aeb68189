"""A hidden Markov model whose states emit Gaussians, that can be watched step by step."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.backends.floor import floor
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance, geometry
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.sequence.hmm.base import HiddenMarkovModel
from iterscope.fit.sequence.hmm.regimes import GaussianChainEM, even_mixture
from iterscope.validation.seed import Seed


class GaussianHMM(HiddenMarkovModel):
    """A hidden Markov model whose states emit Gaussians: regimes of a series, fitted by EM.

    The state of each row is hidden and depends on that of the row before; within a state rows are drawn from
    a Gaussian. Attributes and most methods are those of hmmlearn. NaN in `X` is a value that is missing: a
    row counts by the density of the values that it has, and one without any says nothing of its state.

    Parameters
    ----------
    n_components : int, default=1
        Number of states.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='diag'
        A covariance matrix for each state, one for all, variances for each feature of each state, or one
        variance for each state.
    tol : float, default=1e-6
        A change of the log-likelihood by row below this ends the fit.
    reg_covar : float or 'relative', default=1e-6
        Added to the variances. ``'relative'`` adds 1e-6 of the variance of the data in each feature.
    max_iter : int, default=1000
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'random', 'random_from_data'}, default='kmeans'
        How the Gaussians start: as those of a `GaussianMixture`.
    startprob_init : array-like of shape (n_components,), default=None
        Probabilities of the first state to start from; None: all the same. What is 0 stays 0.
    transmat_init : array-like of shape (n_components, n_components), default=None
        Probabilities of the state (column) after each state (row); None: all the same. What is 0 stays 0.
    means_init : array-like of shape (n_components, n_features), default=None
    covariances_init : array-like, default=None
        In the shape of their type.
    frozen : sequence of str, default=None
        What stays where it starts: some of ``'startprob'``, ``'transmat'``, ``'means'``,
        ``'covariances'``, each of which must be given.
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
    means_ : ndarray of shape (n_components, n_features)
    covariances_ : ndarray
        In the shape of their type, as those of `GaussianMixture`.
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
        States that no row belongs to, which stay as they were, or that only `reg_covar` keeps from
        collapsing.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    L. R. Rabiner, "A tutorial on hidden Markov models and selected applications in speech recognition",
    Proceedings of the IEEE 77 (1989).

    Examples
    --------
    >>> from iterscope import GaussianHMM
    >>> X = [[0.1], [-0.2], [0.0], [5.1], [4.9], [5.2], [5.0], [0.1], [-0.1]]
    >>> model = GaussianHMM(2, random_state=0).fit(X).reordered("mean")
    >>> model.predict(X).tolist()
    [0, 0, 0, 1, 1, 1, 1, 0, 0]
    """

    kind = "gaussian_hmm"
    core = _core.GaussianChain
    parts = ("startprob", "transmat", "means", "covariances")
    settings = covariance.SETTINGS
    variants = covariance.VARIANTS
    means_: NDArray[Any]
    covariances_: NDArray[Any]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **HiddenMarkovModel._parameter_constraints,  # noqa: SLF001
        **covariance.CONSTRAINTS,
    }

    def __init__(
        self,
        n_components: int = 1,
        *,
        covariance_type: str = "diag",
        tol: float = 1e-6,
        reg_covar: float | str = 1e-6,
        max_iter: int = 1000,
        n_init: int = 1,
        init_params: str = "kmeans",
        startprob_init: ArrayLike | None = None,
        transmat_init: ArrayLike | None = None,
        means_init: ArrayLike | None = None,
        covariances_init: ArrayLike | None = None,
        frozen: Sequence[str] | None = None,
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.startprob_init = startprob_init
        self.transmat_init = transmat_init
        self.means_init = means_init
        self.covariances_init = covariances_init
        self.frozen = frozen
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    @classmethod
    def from_parameters(
        cls,
        startprob: ArrayLike,
        transmat: ArrayLike,
        means: ArrayLike,
        covariances: ArrayLike,
        covariance_type: str = "diag",
    ) -> Self:
        """Return a model with given parameters, as if it had been fitted.

        Parameters
        ----------
        startprob : array-like of shape (n_components,)
        transmat : array-like of shape (n_components, n_components)
        means : array-like of shape (n_components, n_features)
        covariances : array-like
            In the shape of their type.
        covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='diag'

        Returns
        -------
        GaussianHMM

        Raises
        ------
        ValueError
            If a shape is wrong, probabilities are none, or a covariance is not positive definite.
        """
        emission = even_mixture(means, covariances, covariance_type).parameters_
        model = cls(emission.n_components, covariance_type=covariance_type)
        return cls._with(model, startprob, transmat, emission)

    @property
    def prior(self) -> dict[str, Any]:
        """How covariances are regularized."""
        return floor(self.reg_covar)

    @property
    def _n_emitting(self) -> dict[str, int]:
        spreads = covariance.n_free(self.covariance_type, *self.means_.shape)
        return {"means": self.means_.size, "covariances": spreads}

    def _emission(self) -> _core.Parameters:
        means, covariances = (np.ascontiguousarray(a, np.float64) for a in (self.means_, self.covariances_))
        return _core.Parameters(np.ones(len(means)), means, covariances, self.covariance_type)

    def _mixture(self, parameters: _core.GaussianChain) -> GaussianMixture:
        emission = parameters.emission
        return even_mixture(emission.means, emission.covariances, emission.covariance_type)

    def _emission_in_order(self, emission: _core.Parameters, order: NDArray[np.intp]) -> _core.Parameters:
        return geometry.in_order(emission, order)

    def _algorithm(self, data: Data) -> GaussianChainEM:
        return GaussianChainEM(self, data)
