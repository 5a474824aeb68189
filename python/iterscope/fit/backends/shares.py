"""Base of the engines that keep an array of samples by components between their steps."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends.floor import ILL_DEFINED, floor
from iterscope.fit.cluster.variance import variances

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


def added(X: Matrix, reg_covar: float | str, sample_weight: Matrix | None = None) -> float:
    """Return what is added to the variances of some samples."""
    least = floor(reg_covar)
    return float(least["reg_covar"] * (variances(X, sample_weight).mean() if "relative" in least else 1.0))


def checked(
    weights: Matrix, means: Matrix, covariances: Matrix, added: float, expected: Shares
) -> tuple[_core.Parameters, list[int]]:
    """Return parameters, and the components that only what was added keeps from collapsing."""
    kind = expected.covariance_type
    try:
        parameters = _core.Parameters(weights, means, np.ascontiguousarray(covariances), kind)
    except ValueError:
        raise ValueError(ILL_DEFINED) from None
    if kind in ("full", "tied"):
        spread = np.linalg.eigvalsh(covariances)
    else:
        spread = np.sort(covariances.reshape(len(covariances), -1))
    spread = np.broadcast_to(spread, (len(means), spread.shape[-1])) - added
    rounding = np.finfo(np.float64).eps * (means.shape[1] * spread[:, -1] + 4 * added)
    rounding += (4 * np.finfo(np.float64).eps * np.abs(means).max(axis=1)) ** 2
    return parameters, np.flatnonzero(spread[:, 0] <= rounding).tolist()
