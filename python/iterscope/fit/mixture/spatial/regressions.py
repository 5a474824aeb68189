"""A mixture of linear regressions, that can be watched step by step."""

from typing import Any, ClassVar

from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.base import MixtureBase
from iterscope.fit.mixture.spatial.fitted_regressions import FittedRegressions
from iterscope.fit.mixture.spatial.lines import RegressionsEM
from iterscope.validation.seed import Seed


class MixtureOfRegressions(FittedRegressions):
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
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **MixtureBase._parameter_constraints,  # noqa: SLF001  they are this mixture's
        **covariance.REGULARIZATION,
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

    def _algorithm(self, data: Data) -> RegressionsEM:
        if data.n_features < 2:
            raise ValueError(
                f"X must have a feature and the target, got {data.n_features} feature(s): a minimum of "
                "2 is required by MixtureOfRegressions."
            )
        return RegressionsEM(self, data)
