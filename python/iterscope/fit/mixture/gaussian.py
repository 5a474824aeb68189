"""scikit-learn's `GaussianMixture`, fitted in Rust, that can be watched step by step."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import StrOptions
from sklearn.utils.validation import validate_data

from iterscope import _core
from iterscope.fit.backends import ENGINES
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.base import MixtureBase
from iterscope.fit.mixture.em import EMStep, GaussianEM
from iterscope.fit.mixture.online import OnlineGaussian
from iterscope.fit.mixture.start import frozen as stays
from iterscope.fit.mixture.start import user
from iterscope.fit.mixture.start.frozen import Frozen
from iterscope.fit.mixture.start.warm import check_goes_on
from iterscope.fit.watched import WatchedEstimator
from iterscope.validation import arguments, arrays
from iterscope.validation.seed import Seed


class GaussianMixture(WatchedEstimator, OnlineGaussian):
    """A mixture of Gaussians, fitted by expectation maximization.

    Constructor, attributes and methods are those of `sklearn.mixture.GaussianMixture`. New are `iterate`,
    `partial_fit`, ``sample_weight``, ``reg_covar="relative"``, ``engine``, ``missing``, ``frozen``,
    `impute`, `ellipses`, `condition`, `icl`, `reordered`, `from_parameters`, ``stop_reason_`` and
    ``degenerate_``.

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
        Added to the variances. ``'relative'`` adds 1e-6 of the variance of the data in each feature, whatever
        their scales. Where it is most of a fitted variance, a `VarianceFloorWarning` says so.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    init_params : {'kmeans', 'k-means++', 'k-means||', 'random', 'random_from_data'}, default='kmeans'
        How a start is found.
    weights_init : array-like of shape (n_components,), default=None
        Mixing weights to start from.
    means_init : array-like of shape (n_components, n_features), default=None
        Means to start from.
    precisions_init : array-like, default=None
        Inverses of the covariances to start from, in the shape of their type.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts and `sample`.
    warm_start : bool, default=False
        Whether `fit` goes on from where the last one ended.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.
    engine : {'loops', 'einsum', 'rust-indexed', 'rust-iterators', 'rust-functional', 'rust-parallel', \
            'sklearn', 'rust'}, default='rust'
        Who takes the steps, see `iterscope.fit.backends`: the results agree up to rounding, the times
        do not. The tutorial's know full covariances only and refuse an empty component, scikit-learn no
        sample weights.
    missing : {'refuse', 'marginal'}, default='refuse'
        What becomes of NaN in `X`. ``'refuse'`` raises. ``'marginal'`` takes it as a value that is missing,
        for no reason that depends on it: a sample counts by the marginal density of the values that it has,
        the M step takes the mean and the covariance of the others given these [1]_. A sample without any
        value belongs to the components by their weights and moves none of them; starts take the means of
        the features for what is missing. Only ``engine='rust'`` can, and views show complete samples only.
    frozen : sequence of str or mapping of str to array-like of int, default=None
        What stays where it starts: some of ``'weights'``, ``'means'`` and ``'covariances'``, of all
        components or, in a mapping, of those whose numbers it gives. It starts at ``weights_init``,
        ``means_init`` and ``precisions_init``, or where ``warm_start`` goes on. The other weights share what
        frozen ones leave. Only ``engine='rust'`` can.

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
    degenerate_ : tuple of int
        Components that no sample belongs to, or that only `reg_covar` keeps from collapsing.
    n_samples_seen_ : float
        Sum of the weights of all samples that the parameters come from.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    .. [1] Z. Ghahramani and M. I. Jordan, "Supervised learning from incomplete data via an EM approach", NIPS
       1993.

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

    kind = "gaussian_mixture"
    settings = (
        "n_components", "covariance_type", "init_params", "random_state", "reg_covar", "tol", "max_iter",
        "epsilon",
    )  # fmt: skip
    dropped: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "n_components": ("weights_init", "means_init", "precisions_init", "frozen"),
        "init_params": ("weights_init", "means_init", "precisions_init", "frozen"),
        "covariance_type": ("precisions_init", "frozen"),
    }
    given = ("weights_init", "means_init", "precisions_init")
    variants: ClassVar[Mapping[str, tuple[str, ...]]] = {"covariance_type": covariance.COVARIANCE_TYPES}
    least_samples = 2
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **MixtureBase._parameter_constraints,  # noqa: SLF001  they are this mixture's
        **covariance.CONSTRAINTS,
        "weights_init": ["array-like", None],
        "means_init": ["array-like", None],
        "precisions_init": ["array-like", None],
        "warm_start": ["boolean"],
        "engine": [StrOptions(set(ENGINES))],
        "missing": [StrOptions({"refuse", "marginal"})],
        "frozen": [list, tuple, dict, None],
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
        weights_init: ArrayLike | None = None,
        means_init: ArrayLike | None = None,
        precisions_init: ArrayLike | None = None,
        random_state: Seed = None,
        warm_start: bool = False,
        verbose: int = 0,
        verbose_interval: int = 10,
        engine: str = "rust",
        missing: str = "refuse",
        frozen: Frozen | None = None,
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
        self.missing = missing
        self.frozen = frozen

    def __sklearn_tags__(self) -> Any:
        """Return scikit-learn's tags: whether NaN is allowed depends on ``missing``."""
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = self.allows_missing
        return tags

    @property
    def allows_missing(self) -> bool:  # type: ignore[override]
        """Whether values of `X` may be missing."""
        return self.missing == "marginal"

    @property
    def epsilon(self) -> float | None:
        """Variance at which all covariances are held as multiples of the identity; None if they are not."""
        return stays.held(self)

    def write_setting(self, name: str, value: Any) -> None:
        """Set a parameter, or the variance at which all covariances are held."""
        if name == "epsilon":
            stays.hold(self, value)
        else:
            super().write_setting(name, value)

    @property
    def family(self) -> dict[str, Any]:
        """What becomes of missing values."""
        return {"missing": self.missing}

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
        if covariance_type not in covariance.COVARIANCE_TYPES:
            raise ValueError(
                f"covariance_type must be one of {covariance.COVARIANCE_TYPES}, got "
                f"{arguments.shown(covariance_type)}"
            )
        centers = arrays.matrix(means, "means")
        parameters = _core.Parameters(
            user.check_weights(weights, len(centers), "weights"),
            centers,
            arrays.parameter(covariances, "covariances", covariance.shape(covariance_type, *centers.shape)),
            covariance_type,
        )
        model = cls(len(centers), covariance_type=covariance_type)
        GaussianEM(model, Data.of(centers)).fit_model(EMStep.resting(parameters, []))
        model.n_samples_seen_ = 0.0
        return model

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.means_

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        tied, exact = self.covariance_type == "tied", self.parameters_
        spread = () if tied else ("covariances_", "precisions_", "precisions_cholesky_")
        covariances = exact.covariances if tied else exact.covariances[order]
        parameters = _core.Parameters(
            exact.weights[order], exact.means[order], covariances, self.covariance_type
        )
        attributes = {name: getattr(self, name)[order] for name in ("weights_", "means_", *spread)}
        return super()._in_order(order) | attributes | {"_parameters": parameters}

    def _algorithm(self, data: Data) -> GaussianEM:
        data.check_features()
        if data.incomplete:
            self._check_size(len(data.filled))
        warm = self.warm_start and hasattr(self, "converged_")
        if warm:
            check_goes_on(self, "warm_start=True")
            validate_data(self, data.header, reset=False, skip_check_array=True)
        return GaussianEM(self, data, warm=warm)
