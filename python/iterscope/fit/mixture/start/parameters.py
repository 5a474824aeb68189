"""Starts of EM: parameters from k-means, random responsibilities, or chosen samples."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit import loop
from iterscope.fit.backends.floor import ILL_DEFINED, added, floor
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.lloyd import Lloyd
from iterscope.fit.cluster.oversampling import parallel_seeds
from iterscope.fit.cluster.seeding import rows, seeds
from iterscope.fit.data import Data, draws
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.start import moments
from iterscope.fit.mixture.start.user import UserInit


def start(model: Any, data: Data, given: UserInit, random_state: np.random.RandomState) -> _core.Parameters:
    """Return the parameters of one start.

    The random draws are scikit-learn's, so the same ``random_state`` begins at the same place.

    Parameters
    ----------
    model : GaussianMixture
        Whose ``n_components``, ``covariance_type``, ``init_params`` and ``reg_covar`` say how.
    data : Data
    given : UserInit
        What the user gave; it takes the place of what is computed here.
    random_state : RandomState

    Returns
    -------
    _core.Parameters

    Raises
    ------
    ValueError
        If a covariance is not positive definite.
    """
    weights, means, precisions = given.weights, given.means, given.precisions
    if weights is None or means is None or precisions is None:
        found = estimates(model, data, random_state)
        weights = found[0] if weights is None else weights
        means = found[1] if means is None else means
        covariances = found[2]
    if precisions is not None:
        return _core.Parameters.from_precisions(weights, means, precisions, model.covariance_type)
    try:
        return _core.Parameters(weights, means, covariances, model.covariance_type)
    except ValueError:
        raise ValueError(ILL_DEFINED) from None


def estimates(
    model: Any, data: Data, random_state: np.random.RandomState
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return weights, means and covariances as `init_params` says; the covariances may be singular.

    Parameters
    ----------
    model, data, random_state
        As `start` takes them.

    Returns
    -------
    weights : ndarray of shape (n_components,)
    means : ndarray of shape (n_components, n_features)
    covariances : ndarray
        In the shape of their type.
    """
    n_components = model.n_components
    if model.init_params == "random":
        if not data.in_memory:
            raise ValueError("init_params must not be 'random' for samples that are not in memory")
        responsibilities = draws.shares(random_state, len(data), n_components)
        parameters, _ = _core.maximize_responsibilities(
            data.values,
            responsibilities,
            data.weights,
            covariance_type=model.covariance_type,
            **floor(model.reg_covar),
        )
        return parameters.weights, parameters.means, parameters.covariances
    if model.init_params == "kmeans":
        clusters: Any = loop.result(Lloyd(KMeans(n_components, n_init=1, random_state=random_state), data))
        of = clusters.shading.means if clusters.labels is None else clusters.labels
        weights, means, covariances = moments.moments(data, clusters.means, of, model.covariance_type)
        return weights, means, _raised(model, data, covariances)
    if model.init_params == "random_from_data":
        chosen = rows(data.n_samples, n_components, data.uneven_weights, random_state)
    elif model.init_params == "k-means||":
        chosen = parallel_seeds(data, n_components, random_state)
    else:
        chosen = seeds(data, n_components, random_state)
    return _at_samples(model, data, chosen)


def _at_samples(
    model: Any, data: Data, chosen: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return a component at each chosen sample, without any spread but `reg_covar`.

    Of a tied covariance too: the one that scikit-learn starts from here, the scatter of all samples over the
    number of components, is so wide that EM can converge at once with all components alike.
    """
    covariances = np.zeros(covariance.shape(model.covariance_type, len(chosen), data.n_features))
    means = data.take(chosen).astype(np.float64, copy=False)
    return np.full(len(chosen), 1.0 / len(chosen)), means, _raised(model, data, covariances)


def _raised(model: Any, data: Data, covariances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add `reg_covar` to the variances, in place."""
    least = added(data, model.reg_covar)
    diagonal = (
        np.einsum("...ii->...i", covariances) if model.covariance_type in ("full", "tied") else covariances
    )
    diagonal += least.mean() if model.covariance_type == "spherical" else least
    return covariances
