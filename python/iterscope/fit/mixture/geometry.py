"""Means and covariances of Gaussians that are moved, reshaped, seen from a side, and taken apart."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data.projection import Projection
from iterscope.fit.mixture import covariance


def moved(
    parameters: _core.Parameters, component: int, dims: list[int], at: NDArray[np.float64]
) -> _core.Parameters:
    """Return the parameters with a mean moved to a place, in some features."""
    means = parameters.means
    means[component, dims] = at
    return _core.Parameters(parameters.weights, means, parameters.covariances, parameters.covariance_type)


def reshaped(
    parameters: _core.Parameters, component: int, vectors: NDArray[np.float64], wanted: NDArray[np.float64]
) -> _core.Parameters:
    """Return the parameters with another covariance of a component along some directions."""
    kind = parameters.covariance_type
    changed = covariance.reshaped(parameters.covariances, kind, component, vectors, wanted)
    return _core.Parameters(parameters.weights, parameters.means, changed, kind)


def marginal(parameters: _core.Parameters, projection: Projection, dims: tuple[int, ...]) -> _core.Parameters:
    """Return the mixture of coordinates along some directions: A mean and A C A' of each component."""
    n_components, n_features = parameters.n_components, parameters.n_features
    dense = covariance.dense(parameters.covariances, parameters.covariance_type, n_components, n_features)
    if max(dims) < n_features:
        planes = np.ascontiguousarray(dense[:, list(dims)][:, :, list(dims)])
    else:
        vectors = projection.vectors(dims)
        planes = vectors @ dense @ vectors.T
    means = np.ascontiguousarray(projection.coordinates(parameters.means, dims))
    return _core.Parameters(parameters.weights, means, planes, "full")


def between(first: _core.Parameters, second: _core.Parameters, fraction: float) -> _core.Parameters:
    """Return parameters on the line from the first to the second."""
    weights, means, covariances = (
        (1 - fraction) * getattr(first, name) + fraction * getattr(second, name)
        for name in ("weights", "means", "covariances")
    )
    return _core.Parameters(weights, means, covariances, first.covariance_type)


def alone(parameters: _core.Parameters, component: int) -> _core.Parameters:
    """Return one component as a mixture of its own."""
    kind, own = parameters.covariance_type, slice(component, component + 1)
    covariances = parameters.covariances if kind == "tied" else parameters.covariances[own]
    return _core.Parameters(np.ones(1), parameters.means[own], covariances, kind)


def in_order(parameters: _core.Parameters, order: NDArray[np.intp]) -> _core.Parameters:
    """Return the components in another order."""
    kind, covariances = parameters.covariance_type, parameters.covariances
    ordered = covariances if kind == "tied" else covariances[order]
    return _core.Parameters(parameters.weights[order], parameters.means[order], ordered, kind)
