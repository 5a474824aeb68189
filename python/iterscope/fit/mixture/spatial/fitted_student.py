"""Methods of a fitted mixture of t distributions: its parameters, their order, its samples."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance, geometry
from iterscope.fit.mixture.base import same
from iterscope.fit.mixture.spatial.estimator import SpatialMixture
from iterscope.fit.mixture.spatial.heavy_tails import StudentEM, StudentStep, capped
from iterscope.fit.mixture.start import user
from iterscope.validation import arrays


class FittedStudent(SpatialMixture):
    """A mixture of Student's t distributions whose parameters are known."""

    covariance_type: str
    degrees_of_freedom: Any
    scales_: NDArray[Any]
    degrees_of_freedom_: NDArray[Any]

    @classmethod
    def from_parameters(
        cls,
        weights: ArrayLike,
        means: ArrayLike,
        scales: ArrayLike,
        degrees_of_freedom: ArrayLike,
        covariance_type: str = "full",
    ) -> Self:
        """Return a model with given parameters, as if it had been fitted.

        Parameters
        ----------
        weights : array-like of shape (n_components,)
            In [0, 1], with the sum 1.
        means : array-like of shape (n_components, n_features)
        scales : array-like
            In the shape of their type.
        degrees_of_freedom : array-like of shape (n_components,)
            Positive.
        covariance_type : {'full', 'tied', 'diag', 'spherical'}, default='full'

        Returns
        -------
        StudentMixture

        Raises
        ------
        ValueError
            If a shape is wrong, weights are not in [0, 1] or do not sum to 1, a scale is not positive
            definite, or degrees of freedom are not positive.
        """
        gaussian = user.gaussians(weights, means, ("scales", scales), covariance_type)
        k = gaussian.n_components
        freedom = arrays.parameter(degrees_of_freedom, "degrees_of_freedom", (k,))
        parameters = _core.StudentParameters(gaussian, freedom)
        model = cls(k, covariance_type=covariance_type)
        resting = StudentStep(iteration=0, init=0, phase="step", parameters=parameters)
        StudentEM(model, Data.of(gaussian.means)).fit_model(resting)
        return model

    def _holds(self, parameters: _core.StudentParameters) -> bool:
        gaussian = parameters.gaussian
        return gaussian.covariance_type == self.covariance_type and same(
            (self.weights_, gaussian.weights),
            (self.means_, gaussian.means),
            (self.scales_, gaussian.covariances),
            (self.degrees_of_freedom_, parameters.degrees_of_freedom),
        )

    def _read_parameters(self) -> _core.StudentParameters:
        given = self.weights_, self.means_, self.scales_, self.degrees_of_freedom_
        weights, means, scales, freedom = (np.ascontiguousarray(array, np.float64) for array in given)
        return _core.StudentParameters(
            _core.Parameters(weights, means, scales, self.covariance_type), freedom
        )

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters; degrees of freedom that are given are none."""
        check_is_fitted(self)
        free = len(self.means_) if self.degrees_of_freedom is None else 0
        return covariance.n_parameters(self.covariance_type, *self.means_.shape) + free

    @property
    def _by_component(self) -> tuple[str, ...]:
        scales = () if self.covariance_type == "tied" else ("scales_",)
        return ("weights_", "means_", "degrees_of_freedom_", *scales)

    def _permuted(
        self, parameters: _core.StudentParameters, order: NDArray[np.intp]
    ) -> _core.StudentParameters:
        gaussian = geometry.in_order(parameters.gaussian, order)
        return _core.StudentParameters(gaussian, parameters.degrees_of_freedom[order])

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        return super()._in_order(order) | {"capped_": capped(self.degrees_of_freedom_[order])}

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        exact = self.parameters_
        gaussian, nu = exact.gaussian, exact.degrees_of_freedom[component]
        normal = random_state.standard_normal((count, gaussian.n_features))
        spread = np.sqrt(nu / random_state.chisquare(nu, (count, 1)))
        drawn: NDArray[Any] = (
            gaussian.means[component] + spread * normal @ covariance.roots(gaussian)[component].T
        )
        return drawn
