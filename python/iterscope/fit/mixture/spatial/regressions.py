"""A mixture of linear regressions, that can be watched step by step."""

from numbers import Real
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.estimator import IterativeEstimator
from iterscope.fit.mixture.base import MixtureBase, same
from iterscope.fit.mixture.spatial.lines import RegressionsEM, RegressionsStep, heights
from iterscope.fit.mixture.start import user
from iterscope.validation import arrays
from iterscope.validation.seed import Seed


class MixtureOfRegressions(IterativeEstimator, MixtureBase):
    """A mixture of linear regressions, fitted by expectation maximization: lines through one cloud.

    Each sample's target lies about one of k lines. The features only say where on a line: their own
    distribution is not part of the model. Samples have the target as their last column, here and in a view.

    Parameters
    ----------
    n_components : int, default=1
        Number of lines.
    tol : float, default=1e-3
        A change of the lower bound below this ends the fit.
    reg_covar : float or 'relative', default=1e-6
        Added to the variances about the lines: a line through few samples would have none. ``'relative'``
        adds 1e-6 of the variance of the target.
    max_iter : int, default=100
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept. Lines that cross have many local optima.
    init_params : {'random_from_data', 'k-means++', 'random', 'kmeans'}, default='random_from_data'
        How a start is found: lines through samples that are chosen, or those of clusters in all columns.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.

    Attributes
    ----------
    weights_ : ndarray of shape (n_components,)
    coef_ : ndarray of shape (n_components, n_columns - 1)
        Slopes of the lines.
    intercept_ : ndarray of shape (n_components,)
    variances_ : ndarray of shape (n_components,)
        Of the target about the lines.
    means_ : ndarray of shape (n_components, n_columns)
        Means of the samples of each line, points of the lines.
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
        Lines whose samples lie on them, or do not determine them.
    n_features_in_ : int
        Number of columns, with the target.
    feature_names_in_ : ndarray of shape (n_features,)
        If the samples had names.

    References
    ----------
    R. D. De Veaux, "Mixtures of linear regressions", Computational Statistics & Data Analysis 8 (1989).

    Examples
    --------
    >>> import numpy as np
    >>> from iterscope import MixtureOfRegressions
    >>> x = np.linspace(0, 1, 40)
    >>> y = np.where(np.arange(40) % 2 == 0, 2 * x, 3 - x) + 0.05 * np.sin(np.arange(40))
    >>> model = MixtureOfRegressions(2, n_init=5, random_state=0).fit(np.column_stack([x, y]))
    >>> sorted(model.coef_[:, 0].round(1).tolist())
    [-1.0, 2.0]
    """

    kind = "mixture_of_regressions"
    settings = ("n_components", "init_params", "random_state", "reg_covar", "tol", "max_iter")
    least_samples = 2
    means_: NDArray[Any]
    coef_: NDArray[Any]
    intercept_: NDArray[Any]
    variances_: NDArray[Any]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **MixtureBase._parameter_constraints,  # noqa: SLF001  they are this mixture's
        "reg_covar": [Interval(Real, 0, None, closed="left"), StrOptions({"relative"})],
    }

    def __init__(
        self,
        n_components: int = 1,
        *,
        tol: float = 1e-3,
        reg_covar: float | str = 1e-6,
        max_iter: int = 100,
        n_init: int = 1,
        init_params: str = "random_from_data",
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_components = n_components
        self.tol = tol
        self.reg_covar = reg_covar
        self.max_iter = max_iter
        self.n_init = n_init
        self.init_params = init_params
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    @classmethod
    def from_parameters(
        cls, weights: ArrayLike, coef: ArrayLike, intercept: ArrayLike, variances: ArrayLike
    ) -> Self:
        """Return a model with given parameters, as if it had been fitted.

        Parameters
        ----------
        weights : array-like of shape (n_components,)
            In [0, 1], with the sum 1.
        coef : array-like of shape (n_components, n_columns - 1)
            Slopes.
        intercept : array-like of shape (n_components,)
        variances : array-like of shape (n_components,)
            Positive.

        Returns
        -------
        MixtureOfRegressions

        Raises
        ------
        ValueError
            If a shape is wrong, weights are not in [0, 1] or do not sum to 1, or variances are not positive.
        """
        slopes = arrays.matrix(coef, "coef")
        k = len(slopes)
        points = np.zeros((k, slopes.shape[1] + 1))
        points[:, -1] = arrays.parameter(intercept, "intercept", (k,))
        parameters = _core.RegressionParameters(
            user.check_weights(weights, k, "weights"),
            points,
            slopes,
            arrays.parameter(variances, "variances", (k,)),
        )
        model = cls(k)
        resting = RegressionsStep(iteration=0, init=0, phase="step", parameters=parameters)
        RegressionsEM(model, Data.of(points)).fit_model(resting)
        return model

    def regress(self, X: ArrayLike) -> NDArray[np.float64]:
        """Compute the heights of the lines at samples.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_columns - 1)
            The features, without the target.

        Returns
        -------
        ndarray of shape (n_samples, n_components)

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` cannot be what it must be.
        """
        check_is_fitted(self)
        samples = arrays.samples(X, "X", user=type(self).__name__)
        if samples.shape[1] != self._n_features - 1:
            raise ValueError(
                f"X has {samples.shape[1]} features, but the lines are over {self._n_features - 1}: leave "
                "the target out"
            )
        return heights(self.parameters_, samples.astype(np.float64, copy=False))

    def sample(self, n_samples: Any = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Refuse: the features have no distribution from which samples could be drawn.

        Raises
        ------
        NotImplementedError
        """
        del n_samples
        raise NotImplementedError(
            "the features of a mixture of regressions have no distribution to draw from: draw targets about "
            "`regress(X)`, with the deviations `variances_ ** 0.5`"
        )

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters."""
        check_is_fitted(self)
        k, p = self.coef_.shape
        return int(k * (p + 2) + k - 1)

    @property
    def _n_features(self) -> int:
        return int(self.means_.shape[1])

    def _holds(self, parameters: _core.RegressionParameters) -> bool:
        return same(
            (self.weights_, parameters.weights),
            (self.means_, parameters.means),
            (self.coef_, parameters.coefficients),
            (self.variances_, parameters.variances),
        )

    def _read_parameters(self) -> _core.RegressionParameters:
        given = self.weights_, self.means_, self.coef_, self.variances_
        return _core.RegressionParameters(*(np.ascontiguousarray(array, np.float64) for array in given))

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.means_

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        exact = self.parameters_
        parameters = _core.RegressionParameters(
            exact.weights[order], exact.means[order], exact.coefficients[order], exact.variances[order]
        )
        names = ("weights_", "means_", "coef_", "intercept_", "variances_")
        attributes = {name: getattr(self, name)[order] for name in names}
        return super()._in_order(order) | attributes | {"_parameters": parameters}

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        raise NotImplementedError

    def _algorithm(self, data: Data) -> RegressionsEM:
        if data.n_features < 2:
            raise ValueError(
                f"X must have a feature and the target, got {data.n_features} feature(s): a minimum of "
                "2 is required by MixtureOfRegressions."
            )
        return RegressionsEM(self, data)
