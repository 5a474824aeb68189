"""Methods of a fitted mixture of regressions: its lines, their heights and their order."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture.base import same
from iterscope.fit.mixture.spatial.estimator import SpatialMixture
from iterscope.fit.mixture.spatial.lines import RegressionsEM, RegressionsStep, heights
from iterscope.fit.mixture.start import user
from iterscope.validation import arrays


class FittedRegressions(SpatialMixture):
    """A mixture of linear regressions whose lines are known."""

    coef_: NDArray[Any]
    intercept_: NDArray[Any]
    variances_: NDArray[Any]

    @classmethod
    def from_parameters(
        cls, weights: ArrayLike, coef: ArrayLike, intercept: ArrayLike, variances: ArrayLike
    ) -> Self:
        """Return a model with given parameters, as if it had been fitted.

        Parameters
        ----------
        weights : array-like of shape (n_components,)
            In [0, 1], with the sum 1.
        coef : array-like of shape (n_components, n_columns - 1)
            Slopes.
        intercept : array-like of shape (n_components,)
        variances : array-like of shape (n_components,)
            Positive.

        Returns
        -------
        MixtureOfRegressions

        Raises
        ------
        ValueError
            If a shape is wrong, weights are not in [0, 1] or do not sum to 1, or variances are not positive.
        """
        slopes = arrays.matrix(coef, "coef")
        k = len(slopes)
        points = np.zeros((k, slopes.shape[1] + 1))
        points[:, -1] = arrays.parameter(intercept, "intercept", (k,))
        parameters = _core.RegressionParameters(
            user.check_weights(weights, k, "weights"),
            points,
            slopes,
            arrays.parameter(variances, "variances", (k,)),
        )
        model = cls(k)
        resting = RegressionsStep(iteration=0, init=0, phase="step", parameters=parameters)
        RegressionsEM(model, Data.of(points)).fit_model(resting)
        return model

    def regress(self, X: ArrayLike) -> NDArray[np.float64]:
        """Compute the heights of the lines at samples.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_columns - 1)
            The features, without the target.

        Returns
        -------
        ndarray of shape (n_samples, n_components)

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` cannot be what it must be.
        """
        check_is_fitted(self)
        samples = arrays.samples(X, "X", user=type(self).__name__)
        if samples.shape[1] != self._n_features - 1:
            raise ValueError(
                f"X has {samples.shape[1]} features, but the lines are over {self._n_features - 1}: leave "
                "the target out"
            )
        return heights(self.parameters_, samples.astype(np.float64, copy=False))

    def sample(self, n_samples: Any = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Refuse: the features have no distribution from which samples could be drawn.

        Raises
        ------
        NotImplementedError
        """
        del n_samples
        raise NotImplementedError(
            "the features of a mixture of regressions have no distribution to draw from: draw targets about "
            "`regress(X)`, with the deviations `variances_ ** 0.5`"
        )

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters."""
        check_is_fitted(self)
        k, p = self.coef_.shape
        return int(k * (p + 2) + k - 1)

    def _holds(self, parameters: _core.RegressionParameters) -> bool:
        return same(
            (self.weights_, parameters.weights),
            (self.means_, parameters.means),
            (self.coef_, parameters.coefficients),
            (self.variances_, parameters.variances),
        )

    def _read_parameters(self) -> _core.RegressionParameters:
        given = self.weights_, self.means_, self.coef_, self.variances_
        return _core.RegressionParameters(*(np.ascontiguousarray(array, np.float64) for array in given))

    @property
    def _by_component(self) -> tuple[str, ...]:
        return "weights_", "means_", "coef_", "intercept_", "variances_"

    def _permuted(
        self, parameters: _core.RegressionParameters, order: NDArray[np.intp]
    ) -> _core.RegressionParameters:
        weights, slopes = parameters.weights[order], parameters.coefficients[order]
        return _core.RegressionParameters(
            weights, parameters.means[order], slopes, parameters.variances[order]
        )

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        raise NotImplementedError
