"""Steps of engines that do not know of cancellation: block by block of the samples, with a look between."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from iterscope import _core

Matrix = NDArray[np.float64]
Estimates = tuple[Matrix, Matrix, Matrix]
"""Weights, means and covariances."""

AT_ONCE = 2**22
"""Multiplications of a block: some hundredths of a second."""


def expect(
    step: Callable[[Matrix], tuple[Matrix, Matrix]], X: Matrix, n_components: int
) -> tuple[Matrix, Matrix]:
    """Take an E step.

    Parameters
    ----------
    step : callable
        ``step(X)`` returns an array of shape (n_samples, n_components) and one of shape (n_samples,).
    X : ndarray of shape (n_samples, n_features)
    n_components : int

    Returns
    -------
    ndarray of shape (n_samples, n_components), ndarray of shape (n_samples,)

    Raises
    ------
    CancelledError
        If it was cancelled.
    """
    shares, log_densities = zip(*(step(X[block]) for block in _blocks(X, n_components)), strict=True)
    return np.concatenate(shares), np.concatenate(log_densities)


def maximize(
    step: Callable[[Matrix, Matrix], Estimates], X: Matrix, responsibilities: Matrix, kind: str = "full"
) -> Estimates:
    """Take an M step.

    Parameters
    ----------
    step : callable
        ``step(X, responsibilities)`` returns the estimates of some samples.
    X : ndarray of shape (n_samples, n_features)
    responsibilities : ndarray of shape (n_samples, n_components)
    kind : {"full", "tied", "diag", "spherical"}, default="full"
        Type of the covariances.

    Returns
    -------
    weights : ndarray of shape (n_components,)
        The sums of the responsibilities, over their sum.
    means : ndarray of shape (n_components, n_features)
    covariances : ndarray
        In the shape of their type: within a block, and of the blocks' means about those of all.

    Raises
    ------
    CancelledError
        If it was cancelled.
    """
    n_components = responsibilities.shape[1]
    found = [_estimate(step, X[block], responsibilities[block], kind) for block in _blocks(X, n_components)]
    sums, means, covariances = (np.stack(arrays) for arrays in zip(*found, strict=True))
    totals = sums.sum(axis=0)
    mean = np.einsum("bk,bkd->kd", sums / totals, means)
    covariances += _scatter(means - mean, sums, kind)
    if kind == "tied":
        shares = sums.sum(axis=1) / sums.sum()
        return totals / totals.sum(), mean, np.einsum("b,bde->de", shares, covariances)
    return totals / totals.sum(), mean, np.einsum("bk,bk...->k...", sums / totals, covariances)


def _blocks(X: Matrix, n_components: int) -> Iterator[slice]:
    n_samples, n_features = X.shape
    rows = max(1, AT_ONCE // (n_components * n_features * (n_features + 8)))
    for first in range(0, n_samples, rows):
        _core.check_cancelled()
        yield slice(first, min(first + rows, n_samples))


def _estimate(
    step: Callable[[Matrix, Matrix], Estimates], X: Matrix, responsibilities: Matrix, kind: str
) -> Estimates:
    """Return the sums of the responsibilities of a block, and its means and covariances.

    Those of a component without samples in it are 0.
    """
    sums = responsibilities.sum(axis=0)
    there = np.flatnonzero(sums)
    _, found, spread = step(X, np.ascontiguousarray(responsibilities[:, there]))
    means = np.zeros((len(sums), X.shape[1]))
    means[there] = found
    if kind == "tied":
        return sums, means, spread
    covariances = np.zeros((len(sums), *spread.shape[1:]))
    covariances[there] = spread
    return sums, means, covariances


def _scatter(offsets: Matrix, sums: Matrix, kind: str) -> Matrix:
    """Return what the means of the blocks, at their distances from those of all, add to the covariances."""
    if kind == "full":
        return offsets[..., np.newaxis] * offsets[..., np.newaxis, :]
    if kind == "tied":
        shares = sums / sums.sum(axis=1, keepdims=True)
        return np.asarray(np.einsum("bk,bkd,bke->bde", shares, offsets, offsets))
    squares = np.square(offsets)
    return squares if kind == "diag" else np.asarray(squares.mean(axis=2))
