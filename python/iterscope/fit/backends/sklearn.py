"""scikit-learn's engine: its own two steps."""

import numpy as np
from numpy.typing import NDArray
from sklearn.mixture import GaussianMixture as SklearnMixture

from iterscope import _core
from iterscope.fit.backends.shares import Shares, added, checked

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
            mean, log_responsibilities = model._e_step(X)  # noqa: SLF001 - what its `fit` calls
        n_samples = len(X)
        return Shares(X, log_responsibilities, parameters.covariance_type, float(mean) * n_samples, n_samples)

    @staticmethod
    def maximize(expected: Shares, reg_covar: float | str) -> tuple[_core.Parameters, list[int]]:
        """Take the M step."""
        least = added(expected.X, reg_covar)
        n_components = expected.responsibilities.shape[1]
        model = SklearnMixture(n_components, covariance_type=expected.covariance_type, reg_covar=least)
        model._m_step(expected.X, expected.responsibilities)  # noqa: SLF001 - likewise
        return checked(model.weights_, model.means_, model.covariances_, least, expected)
