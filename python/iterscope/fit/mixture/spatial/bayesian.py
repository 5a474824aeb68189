"""scikit-learn's `BayesianGaussianMixture`, fitted in Rust, that can be watched step by step."""

from numbers import Real
from typing import Any, ClassVar

from numpy.typing import ArrayLike
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import validate_data

from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.base import MixtureBase
from iterscope.fit.mixture.spatial.fitted_bayesian import FittedBayesian
from iterscope.fit.mixture.spatial.variational import VariationalEM
from iterscope.fit.mixture.start.warm import check_goes_on
from iterscope.validation.seed import Seed

_POSITIVE = Interval(Real, 0.0, None, closed="neither")


class BayesianGaussianMixture(FittedBayesian):
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
    settings = covariance.SETTINGS
    variants = covariance.VARIANTS
    dropped: ClassVar[dict[str, tuple[str, ...]]] = {"covariance_type": ("covariance_prior",)}
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **MixtureBase._parameter_constraints,  # noqa: SLF001  they are this mixture's
        **covariance.CONSTRAINTS,
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

    def _algorithm(self, data: Data) -> VariationalEM:
        data.check_features()
        warm = self.warm_start and hasattr(self, "converged_")
        if warm:
            check_goes_on(self, "warm_start=True")
            validate_data(self, data.header, reset=False, skip_check_array=True)
        return VariationalEM(self, data, warm=warm)
