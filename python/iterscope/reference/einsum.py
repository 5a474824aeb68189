"""Expectation maximization of a full-covariance mixture without a loop: each sum is one `numpy.einsum`.

Holds an array of samples by components by features, so it is for reading and for small data. The formulas are
those of `iterscope.reference.loops`.
"""

import numpy as np
from numpy.typing import NDArray

from iterscope.reference.loops import Parameters


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
    centered = data[:, np.newaxis, :] - means
    _, log_determinants = np.linalg.slogdet(covariances)
    squared = np.einsum("nkd,kde,nke->nk", centered, np.linalg.inv(covariances), centered)
    joint = np.log(weights) - 0.5 * (data.shape[1] * np.log(2.0 * np.pi) + log_determinants + squared)
    log_densities = np.logaddexp.reduce(joint, axis=1)
    return np.exp(joint - log_densities[:, np.newaxis]), log_densities


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
    sums = np.einsum("nk->k", responsibilities)
    means = np.einsum("nk,nd->kd", responsibilities, data) / sums[:, np.newaxis]
    centered = data[:, np.newaxis, :] - means
    scatter = np.einsum("nk,nkd,nke->kde", responsibilities, centered, centered)
    return sums / sums.sum(), means, scatter / sums[:, np.newaxis, np.newaxis]
