"""Shapes of covariances: the four types that scikit-learn has."""

import math
from numbers import Real
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.utils._param_validation import Interval, StrOptions

from iterscope import _core

CovarianceType = Literal["full", "tied", "diag", "spherical"]
_AT_ONCE = 2**30
"""Multiplications between two looks for an interrupt."""
COVARIANCE_TYPES: tuple[CovarianceType, ...] = ("full", "tied", "diag", "spherical")
VARIANTS: Final = {"covariance_type": COVARIANCE_TYPES}
"""What divides models with covariances into families."""
SETTINGS: Final = (
    "n_components", "covariance_type", "init_params", "random_state", "reg_covar", "tol", "max_iter"
)  # fmt: skip
"""The parameters of a model with covariances that a view shows and sets."""
MOST_ADDED: Final = 1e300
"""Sums of such variances are finite."""
REGULARIZATION: Final = {
    "reg_covar": [Interval(Real, 0, MOST_ADDED, closed="both"), StrOptions({"relative"})]
}
"""What the parameter may be that is added to variances."""
CONSTRAINTS: Final = {"covariance_type": [StrOptions(set(COVARIANCE_TYPES))], **REGULARIZATION}
"""What the parameters may be that covariances have."""


def shape(covariance_type: str, n_components: int, n_features: int) -> tuple[int, ...]:
    """Return the shape of covariances, precisions and their Cholesky factors.

    Parameters
    ----------
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
    n_components, n_features : int

    Returns
    -------
    tuple of int
    """
    return {
        "full": (n_components, n_features, n_features),
        "tied": (n_features, n_features),
        "diag": (n_components, n_features),
        "spherical": (n_components,),
    }[covariance_type]


def dense(
    covariances: NDArray[np.float64], covariance_type: str, n_components: int, n_features: int
) -> NDArray[np.float64]:
    """Return each component's covariance matrix.

    Parameters
    ----------
    covariances : ndarray
        In the shape of their type.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
    n_components, n_features : int

    Returns
    -------
    ndarray of shape (n_components, n_features, n_features)
    """
    if covariance_type == "full":
        return covariances
    if covariance_type == "tied":
        return np.broadcast_to(covariances, (n_components, n_features, n_features))
    variances = covariances if covariance_type == "diag" else covariances[:, np.newaxis]
    return np.eye(n_features) * np.broadcast_to(variances, (n_components, n_features))[:, :, np.newaxis]


def reshaped(
    covariances: NDArray[np.float64],
    covariance_type: str,
    component: int,
    vectors: NDArray[np.float64],
    wanted: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return covariances of which one is another along some directions.

    With the directions as rows of A, the present covariance S = A C A' and the wanted one W the map
    M = I + A+ (G - I) A, where G S G' = W, changes C into M C M', whose covariance along A is W; what is at
    right angles to A stays.

    Parameters
    ----------
    covariances : ndarray
        In the shape of their type.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
        The matrix of "tied" is that of all; "diag" and "spherical" take the variances of `wanted`.
    component : int
    vectors : ndarray of shape (n_directions, n_features)
        Unit vectors, linearly independent.
    wanted : ndarray of shape (n_directions, n_directions)
        Positive definite.

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        If `wanted` is not positive definite or too large to be multiplied, or variances are to change along
        what is no feature.
    """
    largest = float(np.abs(wanted).max())
    if not math.isfinite(largest * largest * len(wanted)):
        raise ValueError(f"covariance must be of a scale at which its square is finite, got {largest:g}")
    try:
        factor = np.linalg.cholesky((wanted + wanted.T) / 2)
    except np.linalg.LinAlgError:
        raise ValueError(f"covariance must be positive definite, got {wanted.tolist()}") from None
    changed = covariances.copy()
    if covariance_type == "spherical":
        changed[component] = np.diag(wanted).mean()
    elif covariance_type == "diag":
        features = vectors.argmax(axis=1)
        if not np.array_equal(vectors, np.eye(vectors.shape[1])[features]):
            raise ValueError("covariances of the type 'diag' are changed along features only")
        changed[component, features] = np.diag(wanted)
    else:
        matrix = covariances if covariance_type == "tied" else covariances[component]
        present = np.linalg.cholesky(vectors @ matrix @ vectors.T)
        way = factor @ np.linalg.inv(present) - np.eye(len(wanted))
        turn = np.eye(len(matrix)) + np.linalg.pinv(vectors) @ way @ vectors
        found = turn @ matrix @ turn.T
        changed[... if covariance_type == "tied" else component] = (found + found.T) / 2
    return changed


def variances(parameters: _core.Parameters) -> NDArray[np.float64]:
    """Return the variance of each component in each feature.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    ndarray of shape (n_components, n_features)
    """
    kind, values = parameters.covariance_type, parameters.covariances
    if kind in ("full", "tied"):
        values = np.einsum("...ii->...i", values)
    elif kind == "spherical":
        values = values[:, np.newaxis]
    return np.broadcast_to(values, (parameters.n_components, parameters.n_features))


def least_variance(parameters: _core.Parameters) -> float:
    """Return the least of `variances`, in less time: it is asked for in each iteration."""
    kind, values, d = parameters.covariance_type, parameters.covariances, parameters.n_features
    return float((values.reshape(-1, d * d)[:, :: d + 1] if kind in ("full", "tied") else values).min())


def roots(parameters: _core.Parameters) -> NDArray[np.float64]:
    """Return a lower triangular root L of each component's covariance matrix, L L^T.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    ndarray of shape (n_components, n_features, n_features)
    """
    factors = parameters.precisions_cholesky
    shape = parameters.n_components, parameters.n_features
    if parameters.covariance_type in ("full", "tied"):
        inverse = np.swapaxes(np.linalg.inv(factors), -1, -2)
    else:
        inverse = 1.0 / factors
    return dense(inverse, parameters.covariance_type, *shape)


def precisions(precisions_cholesky: NDArray[np.float64], covariance_type: str) -> NDArray[np.float64]:
    """Return precisions from their upper triangular factors: ``U @ U.T``.

    Parameters
    ----------
    precisions_cholesky : ndarray
        In the shape of its type.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}

    Returns
    -------
    ndarray of the same shape
    """
    if covariance_type not in ("full", "tied"):
        return np.square(precisions_cholesky)
    transposed = np.swapaxes(precisions_cholesky, -1, -2)
    if precisions_cholesky.size * transposed.shape[-1] <= _AT_ONCE:
        return precisions_cholesky @ transposed
    found = np.empty_like(precisions_cholesky)
    step = max(1, _AT_ONCE // precisions_cholesky.size)
    for first in range(0, transposed.shape[-1], step):
        _core.check_cancelled()
        rows = slice(first, first + step)
        found[..., rows, :] = precisions_cholesky[..., rows, :] @ transposed
    return found


def n_free(covariance_type: str, n_components: int, n_features: int) -> int:
    """Return the number of free parameters of covariances.

    Parameters
    ----------
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
    n_components, n_features : int

    Returns
    -------
    int
    """
    triangle = n_features * (n_features + 1) // 2
    return {
        "full": n_components * triangle,
        "tied": triangle,
        "diag": n_components * n_features,
        "spherical": n_components,
    }[covariance_type]


def n_parameters(covariance_type: str, n_components: int, n_features: int) -> int:
    """Return the number of free parameters of a mixture: weights, means and covariances."""
    means = n_components * n_features
    return n_free(covariance_type, n_components, n_features) + means + n_components - 1
