"""Checks of parameters that a user gives: `weights_init`, `means_init`, `precisions_init`, Gaussians."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.mixture import covariance
from iterscope.validation import arguments, arrays


@dataclass(frozen=True)
class UserInit:
    """The first parameters as far as the user gives them; None has to be computed."""

    weights: NDArray[np.float64] | None
    means: NDArray[np.float64] | None
    precisions: NDArray[np.float64] | None


def check(
    weights: ArrayLike | None,
    means: ArrayLike | None,
    precisions: ArrayLike | None,
    covariance_type: str,
    shape: tuple[int, int],
) -> UserInit:
    """Check the first parameters that a user gave.

    Parameters
    ----------
    weights, means, precisions : array-like or None
        ``weights_init``, ``means_init``, ``precisions_init``.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}
    shape : pair of int
        Numbers of components and of features.

    Returns
    -------
    UserInit

    Raises
    ------
    ValueError
        If a shape is wrong, weights are not in [0, 1] or do not sum to 1, or precisions are not positive
        definite.
    """
    return UserInit(
        None if weights is None else check_weights(weights, shape[0], "weights_init"),
        None if means is None else arrays.parameter(means, "means", shape, "means_init"),
        None if precisions is None else _precisions(precisions, covariance_type, shape),
    )


def check_weights(value: ArrayLike, n_components: int, argument: str) -> NDArray[np.float64]:
    """Return mixing weights: in [0, 1], with the sum 1.

    Parameters
    ----------
    value : array-like of shape (n_components,)
    n_components : int
    argument : str
        Their name in messages.

    Returns
    -------
    ndarray of shape (n_components,)

    Raises
    ------
    ValueError
        If they are not that.
    """
    weights = arrays.parameter(value, "weights", (n_components,), argument)
    if weights.min() < 0 or weights.max() > 1:
        # The two words are exchanged on purpose: scikit-learn's text has them so, and its tests ask for it.
        raise ValueError(
            "The parameter 'weights' should be in the range [0, 1], but got max value "
            f"{weights.min():.5f}, min value {weights.max():.5f} ({argument})"
        )
    tolerance = 1e-6 if arrays.kept_dtype(value) == np.float32 else 1e-8
    if abs(1.0 - weights.sum()) > tolerance:
        raise ValueError(
            "The parameter 'weights' should be normalized, but got sum(weights) = "
            f"{weights.sum():.5f} ({argument})"
        )
    return weights


def gaussians(
    weights: ArrayLike, means: ArrayLike, spread: tuple[str, ArrayLike], covariance_type: str
) -> _core.Parameters:
    """Return Gaussians that a user gave.

    Parameters
    ----------
    weights : array-like of shape (n_components,)
    means : array-like of shape (n_components, n_features)
    spread : pair of str and array-like
        What messages call the covariances, and these, in the shape of their type.
    covariance_type : {'full', 'tied', 'diag', 'spherical'}

    Returns
    -------
    _core.Parameters

    Raises
    ------
    ValueError
        If there is no such type, a shape is wrong, weights are not in [0, 1] or do not sum to 1, or a
        covariance is not positive definite.
    """
    if covariance_type not in covariance.COVARIANCE_TYPES:
        raise ValueError(
            f"covariance_type must be one of {covariance.COVARIANCE_TYPES}, got "
            f"{arguments.shown(covariance_type)}"
        )
    centers, (name, value) = arrays.matrix(means, "means"), spread
    return _core.Parameters(
        check_weights(weights, len(centers), "weights"),
        centers,
        arrays.parameter(value, name, covariance.shape(covariance_type, *centers.shape)),
        covariance_type,
    )


def _precisions(value: ArrayLike, covariance_type: str, shape: tuple[int, int]) -> NDArray[np.float64]:
    precisions = arrays.parameter(
        value, f"{covariance_type} precision", covariance.shape(covariance_type, *shape), "precisions_init"
    )
    if covariance_type in ("diag", "spherical"):
        if precisions.min() <= 0:
            raise ValueError(f"'{covariance_type} precision' should be positive (precisions_init)")
        return precisions
    for matrix in precisions.reshape(-1, shape[1], shape[1]):
        symmetric = np.allclose(matrix, matrix.T, rtol=1e-5, atol=1e-8 * np.abs(matrix).max())
        if not symmetric or np.linalg.eigvalsh(matrix).min() <= 0:
            raise ValueError(
                f"'{covariance_type} precision' should be symmetric, positive-definite (precisions_init)"
            )
    return precisions
