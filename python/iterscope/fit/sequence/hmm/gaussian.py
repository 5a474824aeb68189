"""A hidden Markov model whose states emit Gaussians, that can be watched step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import Interval, StrOptions

from iterscope import _core
from iterscope.fit.backends.floor import floor
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance, diagnosis
from iterscope.fit.mixture.em import GaussianEM
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.sequence.hmm import chain
from iterscope.fit.sequence.hmm.base import HiddenMarkovModel
from iterscope.fit.sequence.hmm.em import ChainEM, ChainStep, startable
from iterscope.fit.step import frozen
from iterscope.validation import arrays
from iterscope.validation.renamed import renamed
from iterscope.validation.seed import Seed


@dataclass(frozen=True, eq=False, kw_only=True)
class GaussianChainStep(ChainStep[_core.GaussianChain]):
    """The state of a Gaussian hidden Markov model after one step of EM."""

    @property
    def means(self) -> NDArray[np.float64]:
        """Means of the states after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.emission.means)

    @property
    def covariances(self) -> NDArray[np.float64]:
        """Covariances after this step, in the shape of their type."""
        return frozen(self.parameters.emission.covariances)


class GaussianChainEM(ChainEM[_core.GaussianChain]):
    """EM for a Gaussian hidden Markov model.

    Parameters
    ----------
    model : GaussianHMM
        Its parameters say how.
    data : Data
    """

    kind = "gaussian_hmm"
    names = ("start", "transition", "means", "covariances")
    step = GaussianChainStep

    def __init__(self, model: Any, data: Data) -> None:
        mixture = GaussianMixture(
            model.n_components,
            covariance_type=model.covariance_type,
            init_params=model.init_params,
            reg_covar=model.reg_covar,
            means_init=model.means_init,
        )
        super().__init__(model, data, GaussianEM(mixture, startable(model, data)))
        shape = covariance.shape(model.covariance_type, model.n_components, data.n_features)
        given = model.covariances_init
        self._covariances = None if given is None else arrays.parameter(given, "covariances_init", shape)

    @property
    def description(self) -> dict[str, Any]:
        """The kind and the covariance type."""
        return {"kind": self.kind, "covariance_type": self.model.covariance_type}

    def placed(self, emission: Any) -> Any:
        """Return the Gaussians with the covariances that the user has given."""
        if self._covariances is None:
            return emission
        kind = self.model.covariance_type
        with renamed({"covariances": "covariances_init"}):
            return _core.Parameters(emission.weights, emission.means, self._covariances, kind)

    def floored(self, parameters: _core.GaussianChain, degenerate: list[int]) -> tuple[tuple[int, int], ...]:
        """Return each state and feature whose variance is mostly `reg_covar`, and not frozen."""
        if "covariances" in self.held:
            return ()
        return diagnosis.floored(parameters.emission, self.model.reg_covar, degenerate)


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
    settings = (
        "n_components", "covariance_type", "init_params", "random_state", "reg_covar", "tol", "max_iter"
    )  # fmt: skip
    variants: ClassVar[Mapping[str, tuple[str, ...]]] = {"covariance_type": covariance.COVARIANCE_TYPES}
    means_: NDArray[Any]
    covariances_: NDArray[Any]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **HiddenMarkovModel._parameter_constraints,  # noqa: SLF001
        "covariance_type": [StrOptions(set(covariance.COVARIANCE_TYPES))],
        "reg_covar": [Interval(Real, 0, None, closed="left"), StrOptions({"relative"})],
        "means_init": ["array-like", None],
        "covariances_init": ["array-like", None],
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
        levels = arrays.matrix(means, "means")
        k = len(levels)
        mixture = GaussianMixture.from_parameters(np.full(k, 1 / k), levels, covariances, covariance_type)
        model = cls(k, covariance_type=covariance_type)
        first = chain.check(startprob, "startprob", (k,))
        parameters = cls.core(first, chain.check(transmat, "transmat", (k, k)), mixture.parameters_)
        return cls._of(model, parameters, GaussianChainEM(model, Data.of(levels)))

    @property
    def prior(self) -> dict[str, Any]:
        """How covariances are regularized."""
        return floor(self.reg_covar)

    @property
    def _n_emitting(self) -> dict[str, int]:
        k, d = self.means_.shape
        whole = covariance.n_parameters(self.covariance_type, k, d)
        return {"means": k * d, "covariances": whole - k * d - (k - 1)}

    def _emission(self) -> _core.Parameters:
        means, covariances = (np.ascontiguousarray(a, np.float64) for a in (self.means_, self.covariances_))
        return _core.Parameters(np.ones(len(means)), means, covariances, self.covariance_type)

    def _mixture(self, parameters: _core.GaussianChain) -> GaussianMixture:
        k, emission = parameters.n_components, parameters.emission
        return GaussianMixture.from_parameters(
            np.full(k, 1 / k), emission.means, emission.covariances, emission.covariance_type
        )

    def _emission_in_order(self, emission: _core.Parameters, order: NDArray[np.intp]) -> _core.Parameters:
        tied = emission.covariance_type == "tied"
        covariances = emission.covariances if tied else emission.covariances[order]
        return _core.Parameters(
            emission.weights, emission.means[order], covariances, emission.covariance_type
        )

    def _algorithm(self, data: Data) -> GaussianChainEM:
        return GaussianChainEM(self, data)
