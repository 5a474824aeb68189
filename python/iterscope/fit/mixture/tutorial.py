"""The tutorial's mixture: three arrays, and functions that take one step of EM."""

from dataclasses import dataclass
from typing import NewType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.backends import blocks
from iterscope.fit.data import draws
from iterscope.reference import einsum
from iterscope.validation import arguments, arrays, seed
from iterscope.validation.seed import Seed
from iterscope.validation.slices import slices

_MOST_ALPHA = 1e300
"""Sums of draws are finite."""
Likelihood = NewType("Likelihood", NDArray[np.float64])
"""Responsibilities of shape (n_samples, n_components)."""


@dataclass
class GaussianMixtureModel:
    """A mixture of Gaussians with a covariance matrix each.

    Parameters
    ----------
    means : ndarray of shape (n_components, n_features)
    covs : ndarray of shape (n_components, n_features, n_features)
    weights : ndarray of shape (n_components,)
    """

    means: NDArray[np.float64]
    covs: NDArray[np.float64]
    weights: NDArray[np.float64]


def initialize(
    data: ArrayLike,
    n_components: int,
    alpha: float = 1.0,
    random_state: Seed = None,
) -> GaussianMixtureModel:
    """Make a model from random responsibilities.

    Parameters
    ----------
    data : array-like of shape (n_samples, n_features)
    n_components : int
    alpha : float, default=1.0
        Parameter of the symmetric Dirichlet distribution that each row is drawn from: the smaller, the
        harder; at most 1e300.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        None draws from NumPy's global state.

    Returns
    -------
    GaussianMixtureModel

    Raises
    ------
    ValueError
        If `n_components` is not from 1 to n_samples, `alpha` is not positive, or a component receives no
        samples.
    """
    data = arrays.matrix(data, "data", min_samples=2, user="initialize")
    whole = isinstance(n_components, int | np.integer) and not isinstance(n_components, bool)
    if not whole or not 1 <= n_components <= len(data):
        raise ValueError(
            f"n_components must be an integer from 1 to the number of samples {len(data)}, "
            f"got {arguments.shown(n_components)}"
        )
    try:
        concentration = arguments.real("alpha", alpha)
    except (TypeError, ValueError):
        concentration = 0.0
    if not 0 < concentration <= _MOST_ALPHA:
        raise ValueError(
            f"alpha must be positive, finite and at most {_MOST_ALPHA}, got {arguments.shown(alpha)}"
        )
    responsibilities = draws.dirichlets(
        seed.random_state(random_state), len(data), n_components, concentration
    )
    model = GaussianMixtureModel(np.zeros(0), np.zeros(0), np.zeros(0))
    maximize(model, Likelihood(responsibilities), data)
    return model


def expect(gmm: GaussianMixtureModel, data: ArrayLike) -> Likelihood:
    """Take the E step: the responsibilities of the components for the samples.

    Computed with logarithms, so that a sample far from every component has responsibilities too.

    Parameters
    ----------
    gmm : GaussianMixtureModel
    data : array-like of shape (n_samples, n_features)

    Returns
    -------
    ndarray of shape (n_samples, n_components)
        Each row sums to 1.

    Raises
    ------
    ValueError
        If shapes do not match or a covariance matrix is not positive definite.
    """
    data = arrays.matrix(data, "data", user="expect")
    weights = arrays.double(arrays.real(gmm.weights, "weights"), "weights")
    n_components, n_features = weights.size, data.shape[1]
    parameters = _core.Parameters(
        arrays.parameter(weights, "weights", (n_components,)),
        arrays.parameter(gmm.means, "means", (n_components, n_features)),
        arrays.parameter(gmm.covs, "covs", (n_components, n_features, n_features)),
        "full",
    )
    return Likelihood(_core.responsibilities(data, parameters)[0])


def maximize(gmm: GaussianMixtureModel, responsibilities: ArrayLike, data: ArrayLike) -> None:
    """Take the M step in place, by `numpy.einsum`.

    Parameters
    ----------
    gmm : GaussianMixtureModel
        Receives the new means, covariances and weights.
    responsibilities : array-like of shape (n_samples, n_components)
    data : array-like of shape (n_samples, n_features)

    Raises
    ------
    ValueError
        If the numbers of rows differ, or a component has no responsibility for any sample.
    """
    data, responsibilities = _pair(data, responsibilities)
    gmm.weights, gmm.means, gmm.covs = blocks.maximize(einsum.maximize, data, responsibilities)


def maximize_native(gmm: GaussianMixtureModel, responsibilities: ArrayLike, data: ArrayLike) -> None:
    """Take the M step in place, in Rust.

    Parameters
    ----------
    gmm : GaussianMixtureModel
        Receives the new means, covariances and weights.
    responsibilities : array-like of shape (n_samples, n_components)
        In C or in Fortran order.
    data : array-like of shape (n_samples, n_features)

    Raises
    ------
    ValueError
        If the numbers of rows differ, a component has no responsibility for any sample, or its covariance
        matrix is not positive definite.
    """
    data, responsibilities = _pair(data, responsibilities)
    parameters, _ = _core.maximize_responsibilities(
        data, responsibilities, covariance_type="full", reg_covar=0.0
    )
    gmm.weights, gmm.means, gmm.covs = parameters.weights, parameters.means, parameters.covariances


def _pair(data: ArrayLike, responsibilities: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    data = arrays.matrix(data, "data", user="maximize")
    shares = arrays.real(responsibilities, "responsibilities")
    turned = shares.ndim == 2 and shares.flags.f_contiguous
    # The transpose of a Fortran-ordered array is C-contiguous: it passes the gate without a copy.
    shares = arrays.matrix(shares.T if turned else shares, "responsibilities", user="maximize")
    shares = shares.T if turned else shares
    if len(shares) != len(data):
        raise ValueError(
            f"responsibilities must have a row for each of the {len(data)} samples, got {len(shares)}"
        )
    sums = np.zeros(shares.shape[1])
    for rows in slices(shares):
        if (least := shares[rows].min()) < 0:
            raise ValueError(f"responsibilities must not be negative, got {least}")
        sums += shares[rows].sum(axis=0)
    if not sums.all():
        raise ValueError(f"responsibilities leave component {sums.argmin()} without samples")
    return data, shares
