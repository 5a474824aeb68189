"""Expectation maximization of a full-covariance mixture with one loop over its components.

Plain NumPy, two passes, no tricks: what the compiled kernels are checked against. The formulas are those of
C. M. Bishop, *Pattern Recognition and Machine Learning* (2006), section 9.2.2.
"""

import numpy as np
from numpy.typing import NDArray

Parameters = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
"""Weights ``(k,)``, means ``(k, d)`` and covariances ``(k, d, d)``."""


def expect(
    data: NDArray[np.float64],
    weights: NDArray[np.float64],
    means: NDArray[np.float64],
    covariances: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Take the E step.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
    weights : ndarray of shape (n_components,)
    means : ndarray of shape (n_components, n_features)
    covariances : ndarray of shape (n_components, n_features, n_features)

    Returns
    -------
    responsibilities : ndarray of shape (n_samples, n_components)
        Each row sums to 1.
    log_densities : ndarray of shape (n_samples,)
        Logarithm of the mixture's density at each sample.
    """
    n_samples, n_features = data.shape
    joint = np.empty((n_samples, len(weights)))
    for k, (weight, mean, covariance) in enumerate(zip(weights, means, covariances, strict=True)):
        cholesky = np.linalg.cholesky(covariance)
        whitened = np.linalg.solve(cholesky, (data - mean).T)
        log_determinant = 2.0 * np.log(np.diag(cholesky)).sum()
        squared = np.square(whitened).sum(axis=0)
        joint[:, k] = np.log(weight) - 0.5 * (n_features * np.log(2.0 * np.pi) + log_determinant + squared)
    highest = joint.max(axis=1, keepdims=True)
    scaled = np.exp(joint - highest)
    total = scaled.sum(axis=1, keepdims=True)
    return scaled / total, (highest + np.log(total))[:, 0]


def maximize(data: NDArray[np.float64], responsibilities: NDArray[np.float64]) -> Parameters:
    """Take the M step.

    Parameters
    ----------
    data : ndarray of shape (n_samples, n_features)
    responsibilities : ndarray of shape (n_samples, n_components)

    Returns
    -------
    weights : ndarray of shape (n_components,)
    means : ndarray of shape (n_components, n_features)
    covariances : ndarray of shape (n_components, n_features, n_features)
    """
    sums = responsibilities.sum(axis=0)
    means, covariances = [], []
    for column, total in zip(responsibilities.T, sums, strict=True):
        mean = column @ data / total
        centered = data - mean
        means.append(mean)
        covariances.append((column * centered.T) @ centered / total)
    return sums / sums.sum(), np.array(means), np.array(covariances)
