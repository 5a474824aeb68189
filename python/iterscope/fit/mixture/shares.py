"""E steps that keep something of each sample, whether values are missing or not."""

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data

Mixture = _core.Parameters | _core.BernoulliParameters | _core.CategoricalParameters | _core.PoissonParameters
WHOLE = slice(None)


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
    if data.incomplete and isinstance(parameters, _core.Parameters):
        return _core.marginal_log_densities(data.values, parameters)
    return _core.log_densities(data.values, parameters)


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
    if data.incomplete and isinstance(parameters, _core.Parameters):
        return _core.marginal_responsibilities(data.values[rows], parameters)
    return _core.responsibilities(data.values[rows], parameters)[0]


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
    if data.incomplete and isinstance(parameters, _core.Parameters):
        return _core.marginal_predict(data.values, parameters)
    return _core.predict(data.values, parameters)
