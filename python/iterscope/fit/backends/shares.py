"""Base of the engines that keep an array of samples by components between their steps."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends.floor import ILL_DEFINED
from iterscope.fit.data import Data

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """The responsibilities of the components for the samples."""

    X: Matrix
    responsibilities: Matrix
    """Times the sample weights."""
    covariance_type: str
    log_likelihood: float
    weight: float

    def __post_init__(self) -> None:
        if not math.isfinite(self.log_likelihood):
            raise ValueError(
                "X must be of a scale at which squared distances are finite, got values up to "
                f"{np.abs(self.X).max():g}"
            )


def data_of(X: Matrix, weights: Matrix | None = None) -> Data:
    """Return samples of an engine as data, which have been checked."""
    return Data(X, weights, None, X.dtype, X[:0])


def checked(
    weights: Matrix, means: Matrix, covariances: Matrix, added: Matrix, expected: Shares
) -> tuple[_core.Parameters, list[int]]:
    """Return parameters, and the components that only what was added keeps from collapsing."""
    kind = expected.covariance_type
    try:
        parameters = _core.Parameters(weights, means, np.ascontiguousarray(covariances), kind)
    except ValueError:
        raise ValueError(ILL_DEFINED) from None
    return parameters, np.flatnonzero(_collapsed(covariances, means, added, kind)).tolist()


def _collapsed(covariances: Matrix, means: Matrix, added: Matrix, kind: str) -> NDArray[np.bool_]:
    """Tell which covariances would be lost in rounding without what was added."""
    eps, size = np.finfo(np.float64).eps, np.abs(means)
    if kind == "spherical":
        covariances, added = covariances[:, np.newaxis], added.mean(keepdims=True)
        size = size.max(axis=1, keepdims=True)
    if kind in ("diag", "spherical"):
        lost = covariances - added <= 4 * eps * added + np.square(4 * eps * size)
        return np.asarray(lost.any(axis=1))
    own = (covariances - np.diag(added)).reshape(-1, len(added), len(added))
    variances = np.einsum("...ii->...i", own)
    lost = variances <= 4 * eps * added + np.square(4 * eps * size)
    # In units of the deviations, so that features of different scales count alike.
    deviations = np.sqrt(np.where(variances > 0, variances, 1.0))
    correlations = own / (deviations[:, :, np.newaxis] * deviations[:, np.newaxis])
    rounding = eps * (len(added) + 4 * (added / np.square(deviations)).max(axis=1))
    return np.asarray(lost.any(axis=1) | (np.linalg.eigvalsh(correlations)[:, 0] <= rounding))
