"""Online M step: from earlier parameters and new statistics together."""

import numpy as np

from iterscope import _core
from iterscope.fit.backends.floor import ILL_DEFINED, floor


def maximize(
    parameters: _core.Parameters,
    weight: float,
    statistics: _core.SufficientStatistics,
    reg_covar: float | str,
) -> _core.Parameters:
    """Return the parameters of all samples so far.

    About the means of the parameters, the earlier samples have the first moment zero and the second moment
    that their covariances say; the new ones' statistics are about the same means, so the two add up.

    Parameters
    ----------
    parameters : Parameters
        Of the samples before; `statistics` are about their means.
    weight : float
        How much those samples weigh; 0 forgets their parameters.
    statistics : SufficientStatistics
        Of the new samples.
    reg_covar : float or 'relative'

    Returns
    -------
    _core.Parameters

    Raises
    ------
    ValueError
        If a covariance matrix is not positive definite.
    """
    fresh, _ = _core.maximize_statistics(statistics, **floor(reg_covar))
    if weight == 0:
        return fresh
    kind, n_features = parameters.covariance_type, parameters.n_features
    before, after = weight * parameters.weights, statistics.weight_sums
    total = before + after
    share = after / np.maximum(total, np.finfo(np.float64).tiny)
    step = fresh.means - parameters.means
    # Two groups of samples: the spread within each, and between their means.
    between = (share * (1 - share))[:, np.newaxis]
    if kind in ("full", "tied"):
        spread = between[:, :, np.newaxis] * step[:, :, np.newaxis] * step[:, np.newaxis, :]
    else:
        spread = between * step**2
    if kind == "tied":
        part = total / total.sum()
        mixed = share.dot(part)
        covariances = (1 - mixed) * parameters.covariances + mixed * fresh.covariances
        covariances = covariances + np.tensordot(part, spread, 1)
    else:
        if kind == "spherical":
            spread = spread.sum(axis=1) / n_features
        each = share.reshape(-1, *[1] * (parameters.covariances.ndim - 1))
        covariances = (1 - each) * parameters.covariances + each * fresh.covariances + spread
    means = parameters.means + share[:, np.newaxis] * step
    try:
        return _core.Parameters(total / total.sum(), means, covariances, kind)
    except ValueError:
        raise ValueError(ILL_DEFINED) from None
