"""scikit-learn's `GaussianMixture`, fitted in Rust, that can be watched step by step."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils import check_random_state
from sklearn.utils.validation import validate_data

from iterscope import _core
from iterscope.fit.backends import engines
from iterscope.fit.callbacks import Assign, CallbackSupportMixin, Tasks, exhaust, with_callbacks
from iterscope.fit.mixture import covariance as shapes
from iterscope.fit.mixture import em, online, user_init
from iterscope.fit.mixture.base import MixtureDensity
from iterscope.fit.mixture.constraints import MIXTURE
from iterscope.fit.mixture.init import start
from iterscope.validation import arrays

if TYPE_CHECKING:
    from iterscope.fit.widget import MixtureWidget


class GaussianMixture(CallbackSupportMixin, MixtureDensity):  # type: ignore[misc]
    """A mixture of Gaussians, fitted by expectation maximization.

    Constructor, attributes and methods are those of `sklearn.mixture.GaussianMixture`. New are `iterate`,
    `partial_fit`, ``sample_weight``, ``reg_covar="relative"``, ``engine``, `ellipses`, `condition`, `icl`,
    `from_parameters` and ``stop_reason_``.

    Parameters
    ----------
    n_components : int, default=1
        Number of components.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='full'
        A covariance matrix for each component, one for all, variances for each feature of each component, or
        one variance for each component.
    tol : float, default=1e-3
        A change of the lower bound below this ends the fit.
    reg_covar : float or 'relative', default=1e-6
        Added to the variances. ``'relative'`` adds 1e-6 of the mean variance of the data, whatever their
        scale.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'random', 'random_from_data'}, default='kmeans'
        How a start is found.
    weights_init : array-like of shape (n_components,), default=None
        Mixing weights to start from.
    means_init : array-like of shape (n_components, n_features), default=None
        Means to start from.
    precisions_init : array-like, default=None
        Inverses of the covariances to start from, in the shape of their type.
    random_state : int, RandomState or None, default=None
        Seeds the starts and `sample`.
    warm_start : bool, default=False
        Whether `fit` goes on from where the last one ended.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.
    engine : {'loops', 'einsum', 'rust-indexed', 'rust-iterators', 'rust-functional', 'rust-parallel', \
            'sklearn', 'rust'}, default='rust'
        Who takes the steps, see `iterscope.fit.backends.engines`: the results agree up to rounding, the times
        do not. The tutorial's know full covariances only and refuse an empty component, scikit-learn no
        sample weights.

    Attributes
    ----------
    weights_ : ndarray of shape (n_components,)
    means_ : ndarray of shape (n_components, n_features)
    covariances_ : ndarray
        Shape (n_components, n_features, n_features) for ``'full'``, (n_features, n_features) for ``'tied'``,
        (n_components, n_features) for ``'diag'``, (n_components,) for ``'spherical'``.
    precisions_ : ndarray
        Their inverses.
    precisions_cholesky_ : ndarray
        Upper triangular factors U of the precisions U U^T, or inverse standard deviations.
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
    n_samples_seen_ : float
        Sum of the weights of all samples that the parameters come from.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features_in_,)
        If `X` had names.

    Examples
    --------
    >>> from iterscope import GaussianMixture
    >>> X = [[1, 2], [1, 4], [4, 0], [10, 2], [10, 4], [13, 0]]
    >>> model = GaussianMixture(2, random_state=0).fit(X)
    >>> model.means_.round(6)
    array([[11.,  2.],
           [ 2.,  2.]])
    >>> model.predict([[0, 0], [12, 3]])
    array([1, 0])
    """

    _parameter_constraints = MIXTURE

    def __init__(
        self,
        n_components: int = 1,
        *,
        covariance_type: str = "full",
        tol: float = 1e-3,
        reg_covar: float | str = 1e-6,
        max_iter: int = 100,
        n_init: int = 1,
        init_params: str = "kmeans",
        weights_init: ArrayLike | None = None,
        means_init: ArrayLike | None = None,
        precisions_init: ArrayLike | None = None,
        random_state: int | np.random.RandomState | None = None,
        warm_start: bool = False,
        verbose: int = 0,
        verbose_interval: int = 10,
        engine: str = "rust",
    ) -> None:
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.weights_init = weights_init
        self.means_init = means_init
        self.precisions_init = precisions_init
        self.random_state = random_state
        self.warm_start = warm_start
        self.verbose = verbose
        self.verbose_interval = verbose_interval
        self.engine = engine

    @classmethod
    def from_parameters(
        cls,
        weights: ArrayLike,
        means: ArrayLike,
        covariances: ArrayLike,
        covariance_type: str = "full",
    ) -> Self:
        """Return a model with given parameters, as if it had been fitted.

        Parameters
        ----------
        weights : array-like of shape (n_components,)
            In [0, 1], with the sum 1.
        means : array-like of shape (n_components, n_features)
        covariances : array-like
            In the shape of their type.
        covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='full'

        Returns
        -------
        GaussianMixture

        Raises
        ------
        ValueError
            If a shape is wrong, weights are not in [0, 1] or do not sum to 1, or a covariance is not positive
            definite.
        """
        if covariance_type not in shapes.COVARIANCE_TYPES:
            raise ValueError(
                f"covariance_type must be one of {shapes.COVARIANCE_TYPES}, got {covariance_type!r:.80}"
            )
        centers = arrays.matrix(means, "means")
        parameters = _core.Parameters(
            user_init.check_weights(weights, len(centers), "weights"),
            centers,
            arrays.parameter(covariances, "covariances", shapes.shape(covariance_type, *centers.shape)),
            covariance_type,
        )
        model = cls(len(centers), covariance_type=covariance_type)
        model.n_features_in_ = centers.shape[1]
        model._assigning(np.dtype(np.float64), 0.0)(em.resting(parameters, []))
        return model

    @with_callbacks  # type: ignore[untyped-decorator]
    def fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Fit the mixture.

        The same as exhausting `iterate`, bit for bit. An interrupt leaves the parameters of the last
        iteration.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            A memory map is not copied.
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None
            How many samples each one stands for.

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be, or a covariance matrix collapses.
        """
        self._fit(X, y, sample_weight)
        return self

    @with_callbacks  # type: ignore[untyped-decorator]
    def fit_predict(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> NDArray[np.int64]:
        """Fit the mixture and find the most probable component of each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        samples = self._fit(X, y, sample_weight)
        return _core.predict(samples, self.parameters_)

    def iterate(
        self,
        X: ArrayLike,
        y: object = None,
        sample_weight: ArrayLike | None = None,
        *,
        half_steps: bool = False,
        responsibilities: bool = False,
    ) -> em.EMIterator:
        """Fit the mixture step by step.

        Everything is checked when this is called, nothing is computed before the first step is asked for.
        Each step leaves the model fitted with its parameters, so a ``break`` does too.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None
        half_steps : bool, default=False
            Whether to stop between the E and the M step too.
        responsibilities : bool, default=False
            Whether steps carry the responsibilities, an array of shape (n_samples, n_components).

        Returns
        -------
        EMIterator
            Of `EMStep`: for each start first the start itself, then its iterations.

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be.

        Examples
        --------
        >>> from iterscope import GaussianMixture, make_blobs
        >>> X, _ = make_blobs(n_samples=300, centers=3, n_features=2, random_state=0)
        >>> model = GaussianMixture(3, random_state=0)
        >>> for step in model.iterate(X):
        ...     if step.change < 1e-2:
        ...         break
        >>> model.means_.shape
        (3, 2)
        """
        del y
        samples, states, assign = self._prepare(X, sample_weight, half_steps=half_steps)
        return em.EMIterator(em.warned(states), assign, samples, responsibilities=responsibilities)

    def explore(self, X: ArrayLike, **options: Any) -> "MixtureWidget":
        """Watch the fit in a live view, half-step by half-step.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        **options
            Of `iterscope.MixtureWidget`, such as ``sample_weight``, ``labels`` and ``dims``.

        Returns
        -------
        MixtureWidget
            Whose model is this one.

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be.
        """
        from iterscope.fit.widget import MixtureWidget  # noqa: PLC0415

        return MixtureWidget(X, self, **options)

    def partial_fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Take one EM step with more samples, keeping what earlier ones have taught.

        The first call starts from its samples, as `fit` does. Each call adds its sufficient statistics to
        those that the parameters stand for, with the weight ``n_samples_seen_``. Only ``engine='rust'`` can.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be, or a covariance matrix collapses.

        References
        ----------
        R. M. Neal and G. E. Hinton, "A view of the EM algorithm that justifies incremental, sparse, and other
        variants" (1998).
        """
        del y
        first = not hasattr(self, "converged_")
        samples, weights = self._check(X, sample_weight, reset=first)
        if self.engine != "rust":
            raise ValueError(f"partial_fit needs engine='rust', got {self.engine!r}")
        if first:
            parameters = next(self._starts(samples, weights))
            dtype, seen, bounds = np.dtype(arrays.kept_dtype(X)), 0.0, []
        else:
            parameters = self.parameters_
            dtype, seen, bounds = self.means_.dtype, self.n_samples_seen_, self.lower_bounds_
        statistics = _core.expect_statistics(samples, parameters, weights)
        parameters = online.maximize(parameters, seen, statistics, self.reg_covar)
        bounds = [*bounds, statistics.log_likelihood / statistics.weight]
        self._assigning(dtype, seen + statistics.weight)(em.resting(parameters, bounds))
        return self

    def _fit(self, X: ArrayLike, y: object, sample_weight: ArrayLike | None) -> NDArray[np.float64]:
        """Fit to the end, with callbacks, and return the samples."""
        samples, states, assign = self._prepare(X, sample_weight)
        data = {"X": X, "y": y, "metadata": {"sample_weight": sample_weight}}
        tasks = Tasks(self, self.n_init, self.max_iter, data)
        exhaust(em.warned(states), assign, tasks)
        return samples

    def _prepare(
        self, X: ArrayLike, sample_weight: ArrayLike | None, *, half_steps: bool = False
    ) -> tuple[NDArray[np.float64], em.Run, Assign[em.State]]:
        """Check all; return the samples, the loop, not yet begun, and what keeps a state."""
        warm = self.warm_start and hasattr(self, "converged_")
        samples, weights = self._check(X, sample_weight, reset=True)
        engines.check(self.engine, self.covariance_type, weights)
        if warm:
            starts, bound = iter([self.parameters_]), self.lower_bound_
        else:
            starts, bound = self._starts(samples, weights), -math.inf
        states = em.run(self, samples, weights, starts, lower_bound=bound, half_steps=half_steps)
        total = float(len(samples) if weights is None else weights.sum())
        return samples, states, self._assigning(np.dtype(arrays.kept_dtype(X)), total)

    def _check(
        self, X: ArrayLike, sample_weight: ArrayLike | None, *, reset: bool
    ) -> tuple[NDArray[np.float64], NDArray[np.float64] | None]:
        self._validate_params()
        least = 2 if reset else 1
        samples = arrays.matrix(X, "X", min_samples=least, user=type(self).__name__)
        validate_data(self, X, reset=reset, skip_check_array=True)
        if reset and len(samples) < self.n_components:
            raise ValueError(
                f"Expected n_samples >= n_components but got n_components = {self.n_components}, "
                f"n_samples = {len(samples)}"
            )
        return samples, arrays.weights(sample_weight, len(samples))

    def _starts(
        self, samples: NDArray[np.float64], weights: NDArray[np.float64] | None
    ) -> Iterator[_core.Parameters]:
        given = user_init.check(
            self.weights_init,
            self.means_init,
            self.precisions_init,
            self.covariance_type,
            (self.n_components, samples.shape[1]),
        )
        random_state = check_random_state(self.random_state)
        return (start(self, samples, weights, given, random_state) for _ in range(self.n_init))

    def _assigning(self, dtype: np.dtype[Any], n_samples_seen: float) -> Assign[em.State]:
        """Return what makes a state of a fit to so many samples of that type this model's."""

        def attributes(state: em.State) -> dict[str, Any]:
            parameters = state.parameters
            factors = parameters.precisions_cholesky
            fitted = {
                "weights_": parameters.weights,
                "means_": parameters.means,
                "covariances_": parameters.covariances,
                "precisions_cholesky_": factors,
                "precisions_": shapes.precisions(factors, self.covariance_type),
            }
            return {name: array.astype(dtype, copy=False) for name, array in fitted.items()} | {
                "converged_": state.converged,
                "n_iter_": state.iteration,
                "lower_bound_": state.lower_bound,
                "lower_bounds_": list(state.lower_bounds),
                "stop_reason_": state.stop_reason,
                "n_samples_seen_": n_samples_seen,
            }

        return Assign(self, attributes)
