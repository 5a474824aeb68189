"""A mixture of Student's t distributions, which outliers pull little, that can be watched step by step."""

from numbers import Real
from typing import Any, ClassVar

from numpy.typing import ArrayLike
from sklearn.utils._param_validation import Interval

from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.base import MixtureBase
from iterscope.fit.mixture.spatial.fitted_student import FittedStudent
from iterscope.fit.mixture.spatial.heavy_tails import CAP, LEAST, StudentEM
from iterscope.validation.seed import Seed


class StudentMixture(FittedStudent):
    """A mixture of Student's t distributions, fitted by expectation maximization: robust clusters.

    A t distribution is a Gaussian with heavy tails. A sample far from a component pulls its mean by the
    weight ``u = (nu + d) / (nu + delta)`` only, with the squared Mahalanobis distance delta in d dimensions:
    one that is moved to infinity moves nothing.

    Parameters
    ----------
    n_components : int, default=1
        Number of components.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='full'
        Of the scale matrices, as in `GaussianMixture`.
    degrees_of_freedom : float or array-like of shape (n_components,), default=None
        What is known of them, from 0.1 to 200. None: those of each component are estimated within these
        bounds. They run to 200 where a component is a Gaussian, which ``capped_`` tells.
    tol : float, default=1e-3
        A change of the lower bound below this ends the fit.
    reg_covar : float or 'relative', default=1e-6
        Added to the diagonals of the scale matrices, as in `GaussianMixture`.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'k-means||', 'random', 'random_from_data'}, default='kmeans'
        How a start is found: as Gaussians, with 10 degrees of freedom.
    weights_init : array-like of shape (n_components,), default=None
        Mixing weights to start from.
    means_init : array-like of shape (n_components, n_features), default=None
        Means to start from.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts and `sample`.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.

    Attributes
    ----------
    weights_ : ndarray of shape (n_components,)
    means_ : ndarray of shape (n_components, n_features)
    scales_ : ndarray
        Scale matrices, in the shape of their type. The covariance is ``nu / (nu - 2)`` times as large, where
        nu is above 2; else it is infinite.
    degrees_of_freedom_ : ndarray of shape (n_components,)
    capped_ : tuple of int
        Components whose degrees of freedom have run to 200: Gaussians.
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
        Components that no sample belongs to, or that only `reg_covar` keeps from collapsing.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    D. Peel and G. J. McLachlan, "Robust mixture modelling using the t distribution", Statistics and Computing
    10 (2000).

    Examples
    --------
    >>> from iterscope import StudentMixture
    >>> X = [[0.0], [1.0], [-1.0], [0.5], [-0.5], [1e6]]
    >>> model = StudentMixture(degrees_of_freedom=1, max_iter=1000).fit(X)
    >>> abs(model.means_[0, 0]) < 0.5
    np.True_
    """

    kind = "student_mixture"
    settings = covariance.SETTINGS
    variants = covariance.VARIANTS
    given = ("weights_init", "means_init")
    dropped: ClassVar[dict[str, tuple[str, ...]]] = {"n_components": given, "init_params": given}
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **MixtureBase._parameter_constraints,  # noqa: SLF001  they are this mixture's
        **covariance.CONSTRAINTS,
        "degrees_of_freedom": [Interval(Real, LEAST, CAP, closed="both"), "array-like", None],
        "weights_init": ["array-like", None],
        "means_init": ["array-like", None],
    }

    def __init__(
        self,
        n_components: int = 1,
        *,
        covariance_type: str = "full",
        degrees_of_freedom: float | ArrayLike | None = None,
        tol: float = 1e-3,
        reg_covar: float | str = 1e-6,
        max_iter: int = 100,
        n_init: int = 1,
        init_params: str = "kmeans",
        weights_init: ArrayLike | None = None,
        means_init: ArrayLike | None = None,
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_components = n_components
        self.covariance_type = covariance_type
        self.degrees_of_freedom = degrees_of_freedom
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.weights_init = weights_init
        self.means_init = means_init
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    def _algorithm(self, data: Data) -> StudentEM:
        data.check_features()
        return StudentEM(self, data)
