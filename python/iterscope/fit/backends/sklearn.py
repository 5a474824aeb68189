"""scikit-learn's engine: its own two steps."""

import numpy as np
from numpy.typing import NDArray
from sklearn.mixture import GaussianMixture as SklearnMixture
from sklearn.mixture._gaussian_mixture import _estimate_gaussian_parameters

from iterscope import _core
from iterscope.fit.backends import blocks
from iterscope.fit.backends.floor import added
from iterscope.fit.backends.shares import Shares, checked, data_of

Matrix = NDArray[np.float64]


class ScikitLearn:
    """Calls what scikit-learn's ``fit`` calls."""

    @staticmethod
    def expect(X: Matrix, parameters: _core.Parameters, sample_weight: Matrix | None) -> Shares:
        """Take the E step."""
        del sample_weight  # refused before
        model = SklearnMixture(parameters.n_components, covariance_type=parameters.covariance_type)
        model.weights_, model.means_ = parameters.weights, parameters.means
        model.precisions_cholesky_ = parameters.precisions_cholesky
        with np.errstate(over="ignore", invalid="ignore"):
            responsibilities, log_densities = blocks.expect(
                lambda block: model._estimate_log_prob_resp(block)[::-1],  # noqa: SLF001 - what its `fit` calls
                X,
                parameters.n_components,
            )
        return Shares(
            X, np.exp(responsibilities), parameters.covariance_type, float(log_densities.sum()), len(X)
        )

    @staticmethod
    def maximize(expected: Shares, reg_covar: float | str) -> tuple[_core.Parameters, list[int]]:
        """Take the M step."""
        least = added(data_of(expected.X), reg_covar)
        kind = expected.covariance_type

        def estimate(X: Matrix, responsibilities: Matrix) -> blocks.Estimates:
            sums, means, covariances = _estimate_gaussian_parameters(X, responsibilities, least, kind)
            return sums / sums.sum(), means, covariances

        weights, means, covariances = blocks.maximize(estimate, expected.X, expected.responsibilities, kind)
        return checked(weights, means, covariances, least, expected)
