"""What is known of a Bayesian mixture before its samples: scikit-learn's priors, checked and filled in."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.backends.floor import floor
from iterscope.fit.cluster.moments import mean
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance
from iterscope.fit.mixture.start.moments import moments
from iterscope.validation import arrays


@dataclass(frozen=True, eq=False)
class Priors:
    """The priors of a fit, as scikit-learn names them."""

    weight_concentration: float
    mean_precision: float
    mean: NDArray[np.float64]
    degrees_of_freedom: float
    covariance: NDArray[np.float64]
    core: _core.BayesianPrior

    @property
    def attributes(self) -> dict[str, Any]:
        """The attributes of a fitted model that hold them."""
        single = self.covariance.ndim == 0
        return {
            "weight_concentration_prior_": self.weight_concentration,
            "mean_precision_prior_": self.mean_precision,
            "mean_prior_": self.mean,
            "degrees_of_freedom_prior_": self.degrees_of_freedom,
            "covariance_prior_": float(self.covariance) if single else self.covariance,
        }


def priors(model: Any, data: Data) -> Priors:
    """Return the priors that a model asks for; what it does not give comes from the samples.

    Parameters
    ----------
    model : BayesianGaussianMixture
    data : Data

    Returns
    -------
    Priors

    Raises
    ------
    ValueError
        If a shape is wrong, a covariance is not positive definite, or there are too few degrees of freedom.
    """
    k, d, kind = model.n_components, data.n_features, model.covariance_type
    mean = (
        _mean(data)
        if model.mean_prior is None
        else arrays.parameter(model.mean_prior, "means", (d,), "mean_prior")
    )
    concentration, precision = model.weight_concentration_prior, model.mean_precision_prior
    freedom = d if model.degrees_of_freedom_prior is None else model.degrees_of_freedom_prior
    if freedom <= d - 1:
        raise ValueError(
            f"The parameter 'degrees_of_freedom_prior' should be greater than {d - 1}, but got {freedom:.3f}."
        )
    spread = (
        _spread(data, kind) if model.covariance_prior is None else _given(model.covariance_prior, kind, d)
    )
    found = (
        1.0 / k if concentration is None else float(concentration),
        1.0 if precision is None else float(precision),
        np.ascontiguousarray(mean, np.float64),
        float(freedom),
        np.ascontiguousarray(spread, np.float64).reshape(np.shape(spread)),
    )
    core = _core.BayesianPrior(
        process=model.weight_concentration_prior_type == "dirichlet_process",
        weight_concentration=found[0],
        mean_precision=found[1],
        mean=found[2],
        degrees_of_freedom=found[3],
        covariance=found[4],
        covariance_type=kind,
        **floor(model.reg_covar),
    )
    return Priors(*found, core)


def _spread(data: Data, kind: str) -> Any:
    """Return the covariance of the samples, in the shape of one component's; unbiased."""
    total, center = data.total_weight, _mean(data)[np.newaxis]
    found = moments(data, center, center, kind)[2]
    single = found if kind == "tied" else found[0]
    return single * (total / (total - 1) if total > 1 else 1.0)


def _mean(data: Data) -> NDArray[np.float64]:
    """Return the mean of the samples."""
    center: NDArray[np.float64] = mean(data)[0]
    return center


def _given(value: Any, kind: str, d: int) -> NDArray[np.float64]:
    """Return a covariance that a user gave, checked as scikit-learn does."""
    name = f"{kind} covariance_prior"
    given = arrays.parameter(value, name, covariance.shape(kind, 1, d)[0 if kind == "tied" else 1 :])
    if kind in ("full", "tied"):
        if not np.allclose(given, given.T) or np.linalg.eigvalsh(given).min() <= 0:
            raise ValueError(f"'{kind} precision' should be symmetric, positive-definite (covariance_prior)")
    elif (given <= 0).any():
        raise ValueError(f"'{kind} precision' should be positive (covariance_prior)")
    return given
