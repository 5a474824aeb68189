"""The amount that is added to variances so that none collapses."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.cluster.moments import variances
from iterscope.fit.data import Data

Matrix = NDArray[np.float64]

ILL_DEFINED = (
    "Fitting the mixture model failed because some components have ill-defined empirical covariance (for "
    "instance caused by singleton or collapsed samples). Try to decrease the number of components, increase "
    "reg_covar, or scale the input data."
)
RELATIVE_FLOOR = 1e-6
"""The amount that ``reg_covar="relative"`` adds to a variance, in units of the feature's in the data."""


def floor(reg_covar: float | str) -> dict[str, Any]:
    """Return `reg_covar` as the core's M steps take it."""
    if reg_covar == "relative":
        return {"reg_covar": RELATIVE_FLOOR, "relative": True}
    return {"reg_covar": float(reg_covar)}


def added(data: Data, reg_covar: float | str) -> Matrix:
    """Return what is added to the variance of each feature; one that all features share takes the mean.

    Parameters
    ----------
    data : Data
    reg_covar : float or 'relative'

    Returns
    -------
    ndarray of shape (n_features,)
    """
    if reg_covar == "relative":
        return relative(variances(data))
    return np.full(data.n_features, float(reg_covar))


def relative(variances: Matrix) -> Matrix:
    """Return what ``reg_covar="relative"`` adds, given the variance of the data in each feature.

    A feature that is constant takes the scale of the others.
    """
    varied = variances > 0
    scale = variances[varied].mean() if varied.any() else 1.0
    return RELATIVE_FLOOR * np.where(varied, variances, scale)
