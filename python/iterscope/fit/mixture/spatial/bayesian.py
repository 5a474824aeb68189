"""scikit-learn's `BayesianGaussianMixture`, fitted in Rust, that can be watched step by step."""

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.mixture import covariance, geometry
from iterscope.fit.mixture.base import MixtureBase, same
from iterscope.fit.mixture.ellipses import ellipses
from iterscope.fit.mixture.spatial.variational import VariationalEM
from iterscope.fit.mixture.start.warm import check_goes_on
from iterscope.validation import features
from iterscope.validation.seed import Seed

_POSITIVE = Interval(Real, 0.0, None, closed="neither")


class BayesianGaussianMixture(IterativeEstimator, MixtureBase):
    """A mixture of Gaussians whose parameters have distributions: components that are not needed fade.

    Constructor, attributes and methods are those of `sklearn.mixture.BayesianGaussianMixture`, its steps and
    its lower bound, too. New are `iterate`, ``sample_weight``, ``reg_covar="relative"``, ``n_effective_``,
    `ellipses`, `reordered` and ``stop_reason_``.

    Parameters
    ----------
    n_components : int, default=1
        The most components: the fit may leave some of them empty.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='full'
        As in `GaussianMixture`.
    tol : float, default=1e-3
        A change of the lower bound below this ends the fit. The bound is that of all samples together.
    reg_covar : float or 'relative', default=1e-6
        Added to the variances of the samples of each component.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'k-means||', 'random', 'random_from_data'}, default='kmeans'
        How a start is found.
    weight_concentration_prior_type : {'dirichlet_process', 'dirichlet_distribution'}, \
            default='dirichlet_process'
        The distribution of the weights.
    weight_concentration_prior : float, default=None
        The smaller, the fewer components keep weight. None: ``1 / n_components``.
    mean_precision_prior : float, default=None
        How many samples the prior of a mean is worth. None: 1.
    mean_prior : array-like of shape (n_features,), default=None
        None: the mean of the samples.
    degrees_of_freedom_prior : float, default=None
        Of the Wishart distribution of each precision, more than ``n_features - 1``. None: ``n_features``.
    covariance_prior : float or array-like, default=None
        In the shape of one component's. None: the covariance of the samples.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts and `sample`.
    warm_start : bool, default=False
        Whether `fit` goes on from where the last one ended.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.

    Attributes
    ----------
    weights_ : ndarray of shape (n_components,)
        Expected weights.
    means_ : ndarray of shape (n_components, n_features)
        Expected means.
    covariances_, precisions_, precisions_cholesky_ : ndarray
        In the shape of their type, see `GaussianMixture`: the precisions are the expected ones.
    weight_concentration_ : ndarray of shape (n_components,) or pair of them
        Of the Dirichlet distribution, or the two parameters of each beta distribution.
    mean_precision_ : ndarray of shape (n_components,)
    degrees_of_freedom_ : ndarray of shape (n_components,), or float if tied
    weight_concentration_prior_, mean_precision_prior_, mean_prior_, degrees_of_freedom_prior_, \
            covariance_prior_ : float or ndarray
        The priors of the fit.
    n_effective_ : int
        Number of components to which at least one sample belongs, in all.
    converged_ : bool
        Whether the best start converged.
    n_iter_ : int
        Its number of iterations.
    lower_bound_ : float
        Its last lower bound of the evidence, short of a constant: that of the final parameters.
    lower_bounds_ : list of float
        That of each iteration.
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
        Why the fit ended; None where `iterate` was left early.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    C. M. Bishop, "Pattern recognition and machine learning" (2006), section 10.2; D. M. Blei and M. I.
    Jordan, "Variational inference for Dirichlet process mixtures", Bayesian Analysis 1 (2006).

    Examples
    --------
    >>> from iterscope import BayesianGaussianMixture, make_blobs
    >>> X, _ = make_blobs(n_samples=300, centers=[[0, 0], [9, 0], [0, 9]], random_state=0)
    >>> model = BayesianGaussianMixture(8, random_state=0, max_iter=500).fit(X)
    >>> model.n_effective_
    3
    """

    kind = "bayesian_gaussian_mixture"
    settings = (
        "n_components", "covariance_type", "init_params", "random_state", "reg_covar", "tol", "max_iter"
    )  # fmt: skip
    dropped: ClassVar[Mapping[str, tuple[str, ...]]] = {"covariance_type": ("covariance_prior",)}
    variants: ClassVar[Mapping[str, tuple[str, ...]]] = {"covariance_type": covariance.COVARIANCE_TYPES}
    least_samples = 2
    has_criteria = False
    means_: NDArray[Any]
    covariances_: NDArray[Any]
    mean_precision_: NDArray[Any]
    mean_precision_prior_: float
    weight_concentration_: Any
    degrees_of_freedom_: Any
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **MixtureBase._parameter_constraints,  # noqa: SLF001  they are this mixture's
        "covariance_type": [StrOptions(set(covariance.COVARIANCE_TYPES))],
        "reg_covar": [Interval(Real, 0, None, closed="left"), StrOptions({"relative"})],
        "weight_concentration_prior_type": [StrOptions({"dirichlet_process", "dirichlet_distribution"})],
        "weight_concentration_prior": [None, _POSITIVE],
        "mean_precision_prior": [None, _POSITIVE],
        "mean_prior": [None, "array-like"],
        "degrees_of_freedom_prior": [None, _POSITIVE],
        "covariance_prior": [None, "array-like", _POSITIVE],
        "warm_start": ["boolean"],
    }

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
        weight_concentration_prior_type: str = "dirichlet_process",
        weight_concentration_prior: float | None = None,
        mean_precision_prior: float | None = None,
        mean_prior: ArrayLike | None = None,
        degrees_of_freedom_prior: float | None = None,
        covariance_prior: float | ArrayLike | None = None,
        random_state: Seed = None,
        warm_start: bool = False,
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
        self.weight_concentration_prior_type = weight_concentration_prior_type
        self.weight_concentration_prior = weight_concentration_prior
        self.mean_precision_prior = mean_precision_prior
        self.mean_prior = mean_prior
        self.degrees_of_freedom_prior = degrees_of_freedom_prior
        self.covariance_prior = covariance_prior
        self.random_state = random_state
        self.warm_start = warm_start
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    @property
    def n_effective_(self) -> int:
        """Number of components to which at least one sample belongs, in all."""
        return int((self.mean_precision_ - self.mean_precision_prior_ >= 1).sum())

    def ellipses(
        self, n_sigma: float | Sequence[float] = (1, 2, 3), dims: Sequence[int | str] = (0, 1)
    ) -> NDArray[np.void]:
        """Return the components' ellipses of constant density in two dimensions.

        Parameters
        ----------
        n_sigma : float or sequence of float, default=(1, 2, 3)
            Sizes, in standard deviations.
        dims : pair of int or str, default=(0, 1)
            The two dimensions to project on, by number, or by name where the data had names.

        Returns
        -------
        ndarray of shape (n_components, len(n_sigma)), structured
            As those of `GaussianMixture.ellipses`.
        """
        check_is_fitted(self)
        gaussian, pair = self.parameters_.gaussian, features.numbered("dims", dims, self._columns)
        return ellipses(gaussian.means, gaussian.covariances, self.covariance_type, n_sigma, pair)

    @property
    def n_parameters_(self) -> int:
        """None: parameters have distributions. Raises AttributeError."""
        raise AttributeError(
            "a BayesianGaussianMixture has no information criteria: its bound counts what parameters cost"
        )

    @property
    def _n_features(self) -> int:
        return int(self.means_.shape[1])

    def _holds(self, parameters: _core.BayesianParameters) -> bool:
        own, gaussian = self._given(), parameters.gaussian
        theirs = (
            *parameters.weight_concentration,
            parameters.mean_precision,
            gaussian.means,
            parameters.degrees_of_freedom,
            gaussian.covariances,
        )
        return (
            gaussian.covariance_type == self.covariance_type
            and len(own) == len(theirs)
            and same(*zip(own, theirs, strict=True))
        )

    def _given(self) -> list[NDArray[Any]]:
        """Return the attributes that hold the parameters, the concentrations of the weights first."""
        concentration = self.weight_concentration_
        parts = concentration if isinstance(concentration, tuple) else (concentration,)
        freedom = np.broadcast_to(self.degrees_of_freedom_, (len(self.means_),))
        return [*map(np.asarray, parts), self.mean_precision_, self.means_, freedom, self.covariances_]

    def _read_parameters(self) -> _core.BayesianParameters:
        given = [np.ascontiguousarray(array, np.float64) for array in self._given()]
        *concentration, precision, means, freedom, covariances = given
        return _core.BayesianParameters(
            concentration, precision, means, freedom, covariances, self.covariance_type
        )

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        gaussian = self.parameters_.gaussian
        normal = random_state.standard_normal((count, gaussian.n_features))
        drawn: NDArray[Any] = gaussian.means[component] + normal @ covariance.roots(gaussian)[component].T
        return drawn

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.means_

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        if isinstance(self.weight_concentration_, tuple):
            raise ValueError(  # noqa: TRY004  it depends on a parameter
                "components of a Dirichlet process have an order of their own, in which their weights are "
                "shared out: fit with weight_concentration_prior_type='dirichlet_distribution' instead"
            )
        tied = self.covariance_type == "tied"
        spread = (
            () if tied else ("covariances_", "precisions_", "precisions_cholesky_", "degrees_of_freedom_")
        )
        names = ("weights_", "means_", "mean_precision_", "weight_concentration_", *spread)
        exact = self.parameters_
        gaussian = geometry.in_order(exact.gaussian, order)
        parameters = _core.BayesianParameters(
            [part[order] for part in exact.weight_concentration],
            exact.mean_precision[order],
            gaussian.means,
            exact.degrees_of_freedom[order],
            gaussian.covariances,
            self.covariance_type,
        )
        attributes = {name: getattr(self, name)[order] for name in names}
        return super()._in_order(order) | attributes | {"_parameters": parameters}

    def _algorithm(self, data: Data) -> VariationalEM:
        data.check_features()
        warm = self.warm_start and hasattr(self, "converged_")
        if warm:
            check_goes_on(self, "warm_start=True")
            validate_data(self, data.header, reset=False, skip_check_array=True)
        return VariationalEM(self, data, warm=warm)
