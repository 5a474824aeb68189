"""Sufficient statistics, from which an M step computes parameters; those of parts of the samples add up."""

from numpy.typing import ArrayLike

from iterscope import _core
from iterscope._core import Parameters, SufficientStatistics
from iterscope.fit.data import Data
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.validation import arguments

__all__ = ["Parameters", "SufficientStatistics", "expect_statistics", "maximize_statistics"]


def expect_statistics(
    X: ArrayLike,
    parameters: Parameters | GaussianMixture,
    sample_weight: ArrayLike | None = None,
    *,
    first_row: int = 0,
) -> SufficientStatistics:
    """Take the E step of some samples.

    Statistics of disjoint samples about the same parameters add up: ``a + b``. Those of all chunks of a data
    set give the M step of the whole.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    parameters : Parameters or GaussianMixture
        A fitted one.
    sample_weight : array-like of shape (n_samples,), default=None
    first_row : int, default=0
        Number of the first sample in the whole data set, a multiple of 1024. The statistics of chunks that
        know it, added in order, have the same bits as those of the whole, if no sample weighs 0.

    Returns
    -------
    SufficientStatistics

    Raises
    ------
    TypeError
        If `parameters` are not parameters.
    ValueError
        If `X` cannot be what it must be, or has other features than the parameters; if `first_row` is not
        a multiple of 1024.

    Examples
    --------
    >>> import numpy as np
    >>> from iterscope import GaussianMixture, expect_statistics, maximize_statistics
    >>> X = np.random.default_rng(0).normal(size=(1000, 2))
    >>> start = GaussianMixture.from_parameters([1.0], [[0.0, 0.0]], [np.eye(2)])
    >>> chunks = [expect_statistics(chunk, start) for chunk in np.split(X, 4)]
    >>> merged = maximize_statistics(chunks[0] + chunks[1] + chunks[2] + chunks[3])
    >>> np.allclose(merged.means, GaussianMixture().fit(X).means_)
    True
    """
    if isinstance(parameters, GaussianMixture):
        parameters = parameters.parameters_
    if not isinstance(parameters, Parameters):
        raise TypeError(
            f"parameters must be Parameters or a GaussianMixture, got {type(parameters).__name__}"
        )
    data = Data.of(X, sample_weight, user="expect_statistics")
    begins = arguments.integer("first_row", first_row, 0, 2**52)
    return _core.expect_statistics(data.values, parameters, data.weights, first_row=begins)


def maximize_statistics(
    statistics: SufficientStatistics, *, reg_covar: float = 1e-6, relative: bool = False
) -> Parameters:
    """Take the M step.

    Parameters
    ----------
    statistics : SufficientStatistics
    reg_covar : float, default=1e-6
        Added to the variances.
    relative : bool, default=False
        Whether `reg_covar` is in units of the variance of the data in each feature.

    Returns
    -------
    _core.Parameters

    Raises
    ------
    TypeError
        If `statistics` are not statistics, or `reg_covar` is not a number.
    ValueError
        If `reg_covar` is negative or not finite, or a covariance matrix is not positive definite.
    """
    if not isinstance(statistics, SufficientStatistics):
        raise TypeError(f"statistics must be SufficientStatistics, got {type(statistics).__name__}")
    added = arguments.real("reg_covar", reg_covar)
    if added < 0:
        raise ValueError(f"reg_covar must be at least 0, got {added!r}")
    return _core.maximize_statistics(statistics, reg_covar=added, relative=bool(relative))[0]
