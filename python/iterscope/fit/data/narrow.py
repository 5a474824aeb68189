"""Results in single precision, where it can hold them."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


def narrowed(array: NDArray[np.float64], dtype: DTypeLike) -> NDArray[Any]:
    """Return an array of the type of the data, or as it is where its scale would be lost in that type.

    Variances of float32 samples beyond 1e19 or below 1e-19 are no numbers of float32.

    Parameters
    ----------
    array : ndarray
    dtype : dtype
        float32 or float64.

    Returns
    -------
    ndarray
    """
    most = np.abs(array).max(initial=0.0, where=np.isfinite(array))
    least, largest = np.finfo(dtype).smallest_normal, np.finfo(dtype).max
    return array.astype(dtype, copy=False) if most == 0 or least <= most <= largest else array
