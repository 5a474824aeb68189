"""SQUAREM: two iterations of EM, and a leap along the line that they point out.

R. Varadhan, C. Roland, "Simple and globally convergent methods for accelerating the convergence of any EM
algorithm", Scandinavian Journal of Statistics 35 (2008), scheme S3.
"""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.sequence.kalman.frozen import Masks
from iterscope.fit.sequence.kalman.parameters import COVARIANCES, arrays_of, system_of

Array = NDArray[np.float64]


def leap(
    first: _core.LinearSystem, second: _core.LinearSystem, third: _core.LinearSystem, frozen: Masks
) -> _core.LinearSystem | None:
    """Return the system that three which follow one another by EM point to.

    Covariances are extrapolated by the logarithms of the pivots and by the factors of their Cholesky
    decomposition, so that they stay positive definite; those that are singular, and all that is frozen, are
    the third's.

    Parameters
    ----------
    first, second, third : LinearSystem
    frozen : dict of ndarray of bool

    Returns
    -------
    LinearSystem or None
        None where nothing moves, or no number comes of it.
    """
    names = _moving(third, frozen)
    points = [
        np.concatenate([_free(name, arrays_of(system)[name]) for name in names] or [np.empty(0)])
        for system in (first, second, third)
    ]
    once, twice = points[1] - points[0], points[2] - points[1]
    bend = twice - once
    length = np.linalg.norm(bend)
    if not 0 < length < np.inf:
        return None
    step = -max(1.0, float(np.linalg.norm(once) / length))
    target = points[0] - 2 * step * once + step**2 * bend
    arrays = arrays_of(third)
    for name in names:
        size = _free(name, arrays[name]).size
        arrays[name] = np.where(frozen[name], arrays[name], _bound(name, target[:size], arrays[name].shape))
        target = target[size:]
    try:
        return system_of(arrays, diffuse=third.diffuse)
    except ValueError:  # numbers that overflow, or entries that stay and do not suit
        return None


def _moving(system: _core.LinearSystem, frozen: Masks) -> list[str]:
    """Return the names of the parameters that move and can be extrapolated."""
    return [
        name
        for name, array in arrays_of(system).items()
        if not frozen[name].all()
        and not (system.diffuse and name.startswith("initial"))
        and (name not in COVARIANCES or _is_definite(array))
    ]


def _is_definite(covariance: Array) -> bool:
    variances = np.diag(covariance)
    if not (variances > 0).all():
        return False
    scale = np.sqrt(np.outer(variances, variances))
    return bool(np.linalg.eigvalsh(covariance / scale)[0] > 1e-10)


def _free(name: str, array: Array) -> Array:
    """Return the numbers of a parameter, any of which are one."""
    if name not in COVARIANCES:
        return array.ravel()
    lower = np.linalg.cholesky(array)
    pivots = np.diag(lower)
    return np.concatenate([np.log(pivots), (lower / pivots)[np.tril_indices(len(lower), -1)]])


def _bound(name: str, numbers: Array, shape: tuple[int, ...]) -> Array:
    """Return the parameter of these numbers."""
    if name not in COVARIANCES:
        return numbers.reshape(shape)
    size = shape[0]
    lower = np.eye(size)
    lower[np.tril_indices(size, -1)] = numbers[size:]
    with np.errstate(over="ignore", invalid="ignore"):
        lower = lower * np.exp(numbers[:size])
        return lower @ lower.T
