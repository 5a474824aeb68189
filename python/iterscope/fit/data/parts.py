"""Results of many samples, computed a part at a time."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.validation.arrays import Samples
from iterscope.widget.progress import lasting

_AT_ONCE = 2**18
"""Values of a part and its result; between two parts an interrupt is heard."""


def in_parts(
    function: Callable[[Samples], NDArray[np.float64]], values: Samples, width: int
) -> NDArray[np.float64]:
    """Compute a row of results for each sample.

    Parameters
    ----------
    function : callable
        ``function(values)`` returns an array of shape (n_samples, width).
    values : ndarray of shape (n_samples, n_features)
    width : int

    Returns
    -------
    ndarray of shape (n_samples, width)
    """
    found = np.empty((len(values), width))
    step = max(_AT_ONCE // (width + values.shape[1]), 1)
    with lasting(len(values), unit="row") as show:
        for first in range(0, len(values), step):
            _core.check_cancelled()
            found[first : first + step] = function(values[first : first + step])
            show(first)
    return found
