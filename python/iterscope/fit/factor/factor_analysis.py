"""Factor analysis that can be watched step by step."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.factor.base import FactorModel
from iterscope.fit.factor.em import FactorEM


class FactorAnalysisEM(FactorEM):
    """EM for factor analysis: each feature has a noise of its own."""

    kind = "factor_analysis"
    noise = "diag"


class FactorAnalysis(FactorModel):
    """Factor analysis: ``x = mean + W z + e``, with a noise of its own in each feature, fitted by EM.

    Factors are known up to a rotation only.

    Parameters
    ----------
    n_components : int, default=1
        Number of factors.
    tol : float, default=1e-3
        A change of the log-likelihood below this, in all, ends the fit.
    max_iter : int, default=1000
        The most iterations of a start.
    n_init : int, default=1
        Number of starts; the best is kept.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        Seeds the starts and `sample`.
    verbose : int, default=0
        1 prints starts and iterations, 2 also times and changes.
    verbose_interval : int, default=10
        Number of iterations between lines.

    Attributes
    ----------
    components_ : ndarray of shape (n_components, n_features)
        The loadings W, transposed.
    noise_variance_ : ndarray of shape (n_features,)
        At least 1e-8 of a feature's variance: the likelihood is often largest where one vanishes.
    mean_ : ndarray of shape (n_features,)
    converged_ : bool
    n_iter_ : int
    lower_bound_ : float
        Mean log density of the samples under the parameters before the last M step.
    lower_bounds_ : list of float
        That of each iteration.
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
    degenerate_ : tuple of int
        Features whose noise vanishes (Heywood cases).
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    D. B. Rubin, D. T. Thayer, "EM algorithms for ML factor analysis", Psychometrika 47 (1982).

    Examples
    --------
    >>> from iterscope import FactorAnalysis
    >>> X = [[1, 2.1, 0.3], [2, 3.9, 1.2], [3, 6.2, 0.1], [4, 7.8, 0.9], [2.5, 4.6, -0.4], [1.2, 3, 0.8]]
    >>> FactorAnalysis(1, random_state=0, tol=1e-2).fit(X).transform(X).shape
    (6, 1)
    """

    kind = "factor_analysis"
    algorithm = FactorAnalysisEM

    def _noises(self) -> NDArray[Any]:
        return np.asarray(self.noise_variance_)
