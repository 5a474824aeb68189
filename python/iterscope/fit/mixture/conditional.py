"""The mixture of some features when others are known: again a mixture of Gaussians."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.tutorial import GaussianMixtureModel
from iterscope.validation import arguments, arrays


def condition(parameters: _core.Parameters, indices: ArrayLike, values: ArrayLike) -> GaussianMixtureModel:
    """Return the mixture of the other features, given the values of some.

    Each component is conditioned by itself (Bishop 2006, equations 2.81 and 2.82) and weighed by its density
    at the given values. With a root L of its covariance, L L^T, the rows of the known features are made
    triangular, L_known = R^T Q^T: no covariance is factorised again, so none can be refused.

    Parameters
    ----------
    parameters : Parameters
    indices : int or array-like of int
        The features whose values are known.
    values : float or array-like of shape (len(indices),)

    Returns
    -------
    GaussianMixtureModel
        Over the features that are left, in their order.

    Raises
    ------
    ValueError
        If an index is out of range or comes twice, no feature is left, or `values` have another length or are
        too far away for squared distances to be finite.
    """
    n_features = parameters.n_features
    known = _features(indices, n_features)
    left = np.setdiff1d(np.arange(n_features), known)
    given = np.atleast_1d(arrays.double(arrays.real(values, "values"), "values"))
    if given.shape != known.shape:
        raise ValueError(f"values must have the shape {known.shape} of indices, got {given.shape}")
    logs, means, covs = [], [], []
    roots = covariance.roots(parameters)
    for weight, mean, root in zip(parameters.weights, parameters.means, roots, strict=True):
        basis, triangle = np.linalg.qr(root[known].T)
        whitened = np.linalg.solve(triangle.T, given - mean[known])
        gain = root[left] @ basis
        rest = root[left] - gain @ basis.T
        with np.errstate(divide="ignore", over="ignore"):
            distance = whitened @ whitened
            spread = np.log(np.abs(np.diag(triangle))).sum()
            logs.append(np.log(weight) - spread - 0.5 * distance)
        if not np.isfinite(distance):
            raise ValueError(
                "values must be of a scale at which squared distances are finite, got values up to "
                f"{np.abs(given).max():g}"
            )
        means.append(mean[left] + gain @ whitened)
        covs.append(rest @ rest.T)
    shares = np.exp(np.array(logs) - np.max(logs))
    return GaussianMixtureModel(np.array(means), np.array(covs), shares / shares.sum())


def _features(indices: ArrayLike, n_features: int) -> NDArray[np.intp]:
    known = np.atleast_1d(arrays.real(indices, "indices"))
    if known.dtype.kind not in "iu" or known.ndim != 1 or known.size == 0:
        raise ValueError(f"indices must be integers, one or more, got {arguments.shown(indices)}")
    if known.min() < 0 or known.max() >= n_features:
        raise ValueError(f"indices must be from 0 to {n_features - 1}, got {arguments.shown(indices)}")
    if len(np.unique(known)) != len(known):
        raise ValueError(f"indices must differ from each other, got {arguments.shown(indices)}")
    if len(known) == n_features:
        raise ValueError(f"indices must leave a feature: all {n_features} are given")
    return known.astype(np.intp)
