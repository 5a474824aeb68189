"""The nearest center of each sample."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation.arrays import Samples


def nearest(values: Samples, centers: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return the number of the nearest center of each sample, the first of equals.

    Parameters
    ----------
    values : ndarray of shape (n_samples, n_features)
    centers : ndarray of shape (n_clusters, n_features)

    Returns
    -------
    ndarray of shape (n_samples,)
    """
    return _core.lloyd_step(values, centers)[0]
