"""Ellipses of constant density of Gaussians, at 1, 2 or 3 sigma."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit.mixture.covariance import dense
from iterscope.validation import arguments, arrays

ELLIPSE = np.dtype([("center", np.float64, (2,)), ("axes", np.float64, (2,)), ("angle", np.float64)])
"""Center, both half axes (the longer first), and the longer one's angle to the first dimension in radians."""


def ellipses(
    means: NDArray[np.float64],
    covariances: NDArray[np.float64],
    covariance_type: str,
    n_sigma: float | Sequence[float] = (1, 2, 3),
    dims: tuple[int, int] = (0, 1),
) -> NDArray[np.void]:
    """Return the ellipses of a mixture's components in two of its dimensions.

    The half axes are ``n_sigma`` times the square roots of the eigenvalues of the covariance matrix of the
    two dimensions. In the plane an ellipse holds the mass ``1 - exp(-n_sigma**2 / 2)``: 39.3, 86.5 and 98.9
    %.

    Parameters
    ----------
    means : ndarray of shape (n_components, n_features)
    covariances : ndarray
        As in `GaussianMixture.covariances_`.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
    n_sigma : float or sequence of float, default=(1, 2, 3)
        Sizes, in standard deviations.
    dims : pair of int, default=(0, 1)
        The two dimensions to project on.

    Returns
    -------
    ndarray of shape (n_components, len(n_sigma)), structured
        Fields ``center`` (2,), ``axes`` (2,) the half axes, the longer first, and ``angle``, of the longer
        axis to the first dimension, in radians, in (-pi/2, pi/2].

    Raises
    ------
    ValueError
        If `n_sigma` is not positive, or `dims` are not two different dimensions of the model.
    """
    n_features = means.shape[1]
    try:
        pair = list(dims)
    except Exception:  # noqa: BLE001  of any kind, for it is a stranger's
        pair = []
    if len(pair) != 2 or any(not _is_index(dim, n_features) for dim in pair) or pair[0] == pair[1]:
        raise ValueError(
            f"dims must be two different integers from 0 to {n_features - 1}, got {arguments.shown(dims)}"
        )
    sizes = _sizes(n_sigma)
    planes = dense(covariances, covariance_type, *means.shape)[:, pair][:, :, pair]
    eigenvalues, eigenvectors = np.linalg.eigh(planes)
    angles = np.arctan2(eigenvectors[:, 1, 1], eigenvectors[:, 0, 1])
    angles = np.where(angles > np.pi / 2, angles - np.pi, angles)
    angles = np.where(angles <= -np.pi / 2, angles + np.pi, angles)
    angles[eigenvalues[:, 0] == eigenvalues[:, 1]] = 0.0
    result = np.empty((len(means), len(sizes)), ELLIPSE)
    result["center"] = means[:, np.newaxis, pair]
    result["axes"] = sizes[:, np.newaxis] * np.sqrt(np.maximum(eigenvalues[:, np.newaxis, ::-1], 0))
    result["angle"] = angles[:, np.newaxis]
    return result


def _sizes(n_sigma: ArrayLike) -> NDArray[np.float64]:
    sizes = np.atleast_1d(arrays.double(arrays.real(n_sigma, "n_sigma"), "n_sigma"))
    if sizes.ndim != 1 or sizes.size == 0 or sizes.min() <= 0:
        raise ValueError(f"n_sigma must be positive numbers, got {arguments.shown(n_sigma)}")
    return sizes


def _is_index(value: object, size: int) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and 0 <= int(value) < size
