"""A mixture of Student's t distributions, which outliers pull little, that can be watched step by step."""

from collections.abc import Mapping
from numbers import Real
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.mixture import covariance, geometry
from iterscope.fit.mixture.base import MixtureBase, same
from iterscope.fit.mixture.spatial.heavy_tails import CAP, LEAST, StudentEM, StudentStep, capped
from iterscope.fit.mixture.start import user
from iterscope.validation import arrays
from iterscope.validation.seed import Seed


class StudentMixture(IterativeEstimator, MixtureBase):
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
    settings = (
        "n_components", "covariance_type", "init_params", "random_state", "reg_covar", "tol", "max_iter"
    )  # fmt: skip
    dropped: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "n_components": ("weights_init", "means_init"),
        "init_params": ("weights_init", "means_init"),
    }
    given = ("weights_init", "means_init")
    variants: ClassVar[Mapping[str, tuple[str, ...]]] = {"covariance_type": covariance.COVARIANCE_TYPES}
    least_samples = 2
    means_: NDArray[Any]
    scales_: NDArray[Any]
    degrees_of_freedom_: NDArray[Any]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **MixtureBase._parameter_constraints,  # noqa: SLF001  they are this mixture's
        "covariance_type": [StrOptions(set(covariance.COVARIANCE_TYPES))],
        "degrees_of_freedom": [Interval(Real, LEAST, CAP, closed="both"), "array-like", None],
        "reg_covar": [Interval(Real, 0, None, closed="left"), StrOptions({"relative"})],
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

    @classmethod
    def from_parameters(
        cls,
        weights: ArrayLike,
        means: ArrayLike,
        scales: ArrayLike,
        degrees_of_freedom: ArrayLike,
        covariance_type: str = "full",
    ) -> Self:
        """Return a model with given parameters, as if it had been fitted.

        Parameters
        ----------
        weights : array-like of shape (n_components,)
            In [0, 1], with the sum 1.
        means : array-like of shape (n_components, n_features)
        scales : array-like
            In the shape of their type.
        degrees_of_freedom : array-like of shape (n_components,)
            Positive.
        covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='full'

        Returns
        -------
        StudentMixture

        Raises
        ------
        ValueError
            If a shape is wrong, weights are not in [0, 1] or do not sum to 1, a scale is not positive
            definite, or degrees of freedom are not positive.
        """
        if covariance_type not in covariance.COVARIANCE_TYPES:
            raise ValueError(
                f"covariance_type must be one of {covariance.COVARIANCE_TYPES}, got {covariance_type!r:.80}"
            )
        centers = arrays.matrix(means, "means")
        gaussian = _core.Parameters(
            user.check_weights(weights, len(centers), "weights"),
            centers,
            arrays.parameter(scales, "scales", covariance.shape(covariance_type, *centers.shape)),
            covariance_type,
        )
        freedom = arrays.parameter(degrees_of_freedom, "degrees_of_freedom", (len(centers),))
        parameters = _core.StudentParameters(gaussian, freedom)
        model = cls(len(centers), covariance_type=covariance_type)
        resting = StudentStep(iteration=0, init=0, phase="step", parameters=parameters)
        StudentEM(model, Data.of(centers)).fit_model(resting)
        return model

    def _holds(self, parameters: _core.StudentParameters) -> bool:
        gaussian = parameters.gaussian
        return gaussian.covariance_type == self.covariance_type and same(
            (self.weights_, gaussian.weights),
            (self.means_, gaussian.means),
            (self.scales_, gaussian.covariances),
            (self.degrees_of_freedom_, parameters.degrees_of_freedom),
        )

    def _read_parameters(self) -> _core.StudentParameters:
        given = self.weights_, self.means_, self.scales_, self.degrees_of_freedom_
        weights, means, scales, freedom = (np.ascontiguousarray(array, np.float64) for array in given)
        return _core.StudentParameters(
            _core.Parameters(weights, means, scales, self.covariance_type), freedom
        )

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters; degrees of freedom that are given are none."""
        check_is_fitted(self)
        free = len(self.means_) if self.degrees_of_freedom is None else 0
        return covariance.n_parameters(self.covariance_type, *self.means_.shape) + free

    @property
    def _n_features(self) -> int:
        return int(self.means_.shape[1])

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.means_

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        exact = self.parameters_
        parameters = _core.StudentParameters(
            geometry.in_order(exact.gaussian, order), exact.degrees_of_freedom[order]
        )
        scales = () if self.covariance_type == "tied" else ("scales_",)
        names = ("weights_", "means_", "degrees_of_freedom_", *scales)
        attributes: dict[str, Any] = {name: getattr(self, name)[order] for name in names}
        attributes["capped_"] = capped(attributes["degrees_of_freedom_"])
        return super()._in_order(order) | attributes | {"_parameters": parameters}

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        exact = self.parameters_
        gaussian, nu = exact.gaussian, exact.degrees_of_freedom[component]
        normal = random_state.standard_normal((count, gaussian.n_features))
        spread = np.sqrt(nu / random_state.chisquare(nu, (count, 1)))
        drawn: NDArray[Any] = (
            gaussian.means[component] + spread * normal @ covariance.roots(gaussian)[component].T
        )
        return drawn

    def _algorithm(self, data: Data) -> StudentEM:
        data.check_features()
        return StudentEM(self, data)
