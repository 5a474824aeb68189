"""Probabilistic principal component analysis that can be watched step by step."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.factor.base import FactorModel
from iterscope.fit.factor.em import FactorEM


class PPCAEM(FactorEM):
    """EM for probabilistic principal components: all noises are alike."""

    kind = "ppca"
    noise = "spherical"


class PPCA(FactorModel):
    """Probabilistic principal components: ``x = mean + W z + e``, with the same noise in all directions.

    Its plane is that of the principal components, and its noise the mean of the variances beside it; EM
    turns a plane until it is there.

    Parameters
    ----------
    n_components : int, default=1
        Number of factors: dimensions of the plane.
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
        The loadings W, transposed. They span the plane, and are not orthogonal.
    noise_variance_ : float
    mean_ : ndarray of shape (n_features,)
    converged_ : bool
    n_iter_ : int
    lower_bound_ : float
        Mean log density of the samples under the parameters before the last M step.
    lower_bounds_ : list of float
        That of each iteration.
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
    degenerate_ : tuple of int
        All features where the noise vanishes: the samples lie in the plane.
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)
        If `X` had names.

    References
    ----------
    M. E. Tipping, C. M. Bishop, "Probabilistic principal component analysis", JRSS B 61 (1999).

    Examples
    --------
    >>> from iterscope import PPCA
    >>> X = [[0.0, 0.1], [1.0, 0.9], [2.0, 2.1], [3.0, 2.9]]
    >>> model = PPCA(1, random_state=0, tol=1e-6).fit(X)
    >>> (abs(model.components_) / abs(model.components_).max()).round(1).tolist()
    [[1.0, 1.0]]
    """

    kind = "ppca"
    algorithm = PPCAEM

    def _noises(self) -> NDArray[Any]:
        return np.full(len(self.mean_), self.noise_variance_)
