"""E steps that keep something of each sample, whether values are missing or not."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Blocks, Data

Mixture = _core.Parameters | _core.BernoulliParameters | _core.CategoricalParameters | _core.PoissonParameters
WHOLE = slice(None)


class _Functions(NamedTuple):
    """Those of the core, which take samples and parameters."""

    log_densities: Callable[[Any, Any], NDArray[np.float64]]
    responsibilities: Callable[[Any, Any], NDArray[np.float64]]
    labels: Callable[[Any, Any], NDArray[np.int64]]


def _shares(X: Any, parameters: Any) -> NDArray[np.float64]:
    return _core.responsibilities(X, parameters)[0]


_COMPLETE = _Functions(_core.log_densities, _shares, _core.predict)
_INCOMPLETE = _Functions(
    _core.marginal_log_densities, _core.marginal_responsibilities, _core.marginal_predict
)


def _functions(data: Data) -> _Functions:
    return _INCOMPLETE if data.incomplete else _COMPLETE


def log_densities(data: Data, parameters: Mixture) -> NDArray[np.float64]:
    """Compute the log density of what is observed of each sample.

    Parameters
    ----------
    data : Data
        Where values are missing, a sample has the marginal density of the others.
    parameters : Parameters, BernoulliParameters, CategoricalParameters or PoissonParameters
        Of Gaussians, where values are missing.

    Returns
    -------
    ndarray of shape (n_samples,)
    """
    if isinstance(data, Blocks):
        found: NDArray[np.float64] = data.each(_core.log_densities, parameters)
        return found
    return _functions(data).log_densities(data.values, parameters)


def responsibilities(data: Data, parameters: Mixture, rows: slice = WHOLE) -> NDArray[np.float64]:
    """Compute the responsibilities of the components for some rows.

    Parameters
    ----------
    data, parameters
        As `log_densities` takes them.
    rows : slice, default=all

    Returns
    -------
    ndarray of shape (n_samples, n_components)
    """
    if isinstance(data, Blocks) and not len(data):
        found: NDArray[np.float64] = data.each(_shares, parameters, width=parameters.n_components)
        return found
    return _functions(data).responsibilities(data.values[rows], parameters)


def labels(data: Data, parameters: Mixture) -> NDArray[np.int64]:
    """Find the most responsible component of each sample.

    Parameters
    ----------
    data, parameters
        As `log_densities` takes them.

    Returns
    -------
    ndarray of shape (n_samples,)
    """
    if isinstance(data, Blocks):
        found: NDArray[np.int64] = data.each(_core.predict, parameters, dtype=np.int64)
        return found
    return _functions(data).labels(data.values, parameters)


def entropy(
    values: Any,
    parameters: Mixture,
    weights: NDArray[np.float64] | None,
    *,
    first_row: int,  # noqa: ARG001
) -> float:
    """Return the sum of the entropies of the responsibilities for the samples of a block."""
    found = _shares(values, parameters)
    entropies = -(found * np.log(np.maximum(found, np.finfo(np.float64).tiny))).sum(axis=1)
    return float(entropies.sum() if weights is None else (entropies * weights).sum())
