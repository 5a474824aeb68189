"""EM in plain NumPy and SciPy: the truth about samples that lack values, and about those that do not."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

Array = NDArray[np.float64]


class Moments(NamedTuple):
    """What an E step expects, sample by sample."""

    logs: Array
    shares: Array
    filled: Array
    """The samples with each component's mean in the place of what is missing, shape (n, k, d)."""
    covariances: Array
    """Covariances of what is missing, shape (n, k, d, d)."""


def moments(X: Array, weights: Array, means: Array, covariances: Array) -> Moments:
    """Take the E step by SciPy's densities and by solving for the conditional moments."""
    n, (k, d) = len(X), means.shape
    joint = np.tile(np.log(weights), (n, 1))
    values, spreads = np.zeros((n, k, d)), np.zeros((n, k, d, d))
    missing = np.isnan(X)
    for pattern in np.unique(missing, axis=0):
        o, m = np.flatnonzero(~pattern), np.flatnonzero(pattern)
        rows = np.flatnonzero((missing == pattern).all(axis=1))
        for j, (mean, S) in enumerate(zip(means, covariances, strict=True)):
            values[np.ix_(rows, [j], o)] = X[np.ix_(rows, o)][:, np.newaxis]
            gain = np.zeros((m.size, o.size))
            if o.size:
                joint[rows, j] += multivariate_normal(mean[o], S[np.ix_(o, o)]).logpdf(X[np.ix_(rows, o)])
                gain = np.linalg.solve(S[np.ix_(o, o)], S[np.ix_(o, m)]).T
            values[np.ix_(rows, [j], m)] = (mean[m] + (X[np.ix_(rows, o)] - mean[o]) @ gain.T)[:, np.newaxis]
            spreads[np.ix_(rows, [j], m, m)] = S[np.ix_(m, m)] - gain @ S[np.ix_(o, m)]
    logs = logsumexp(joint, axis=1)
    return Moments(logs, np.exp(joint - logs[:, np.newaxis]), values, spreads)


def by_type(found: Moments, shares: Array, means: Array, covariance_type: str) -> Array:
    """Return the covariances of an M step about some means, of samples that belong to components by shares."""
    mass = shares.sum(axis=0)
    apart = found.filled - means
    scatter = np.einsum("nk,nkd,nke->kde", shares, apart, apart)
    scatter += np.einsum("nk,nkde->kde", shares, found.covariances)
    full = scatter / mass[:, np.newaxis, np.newaxis]
    variances = np.einsum("kdd->kd", full)
    covariances: dict[str, Array] = {
        "full": full,
        "tied": scatter.sum(axis=0) / mass.sum(),
        "diag": variances,
        "spherical": variances.mean(axis=1),
    }
    return covariances[covariance_type]
