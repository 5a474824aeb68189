"""Methods of a fitted Bayesian mixture: the components that count, their ellipses, order and samples."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.utils.validation import check_is_fitted

from iterscope import _core
from iterscope.fit.mixture import covariance, geometry
from iterscope.fit.mixture.base import same
from iterscope.fit.mixture.ellipses import ellipses
from iterscope.fit.mixture.spatial.estimator import SpatialMixture
from iterscope.validation import features


class FittedBayesian(SpatialMixture):
    """A mixture of Gaussians whose parameters have known distributions."""

    has_criteria = False
    covariance_type: str
    covariances_: NDArray[Any]
    mean_precision_: NDArray[Any]
    mean_precision_prior_: float
    weight_concentration_: Any
    degrees_of_freedom_: Any

    @property
    def n_effective_(self) -> int:
        """Number of components to which at least one sample belongs, in all."""
        return int((self.mean_precision_ - self.mean_precision_prior_ >= 1).sum())

    def ellipses(
        self, n_sigma: float | Sequence[float] = (1, 2, 3), dims: Sequence[int | str] = (0, 1)
    ) -> NDArray[np.void]:
        """Return the components' ellipses of constant density in two dimensions.

        Parameters
        ----------
        n_sigma : float or sequence of float, default=(1, 2, 3)
            Sizes, in standard deviations.
        dims : pair of int or str, default=(0, 1)
            The two dimensions to project on, by number, or by name where the data had names.

        Returns
        -------
        ndarray of shape (n_components, len(n_sigma)), structured
            As those of `GaussianMixture.ellipses`.
        """
        check_is_fitted(self)
        gaussian, pair = self.parameters_.gaussian, features.numbered("dims", dims, self._columns)
        return ellipses(gaussian.means, gaussian.covariances, self.covariance_type, n_sigma, pair)

    @property
    def n_parameters_(self) -> int:
        """None: parameters have distributions. Raises AttributeError."""
        raise AttributeError(
            "a BayesianGaussianMixture has no information criteria: its bound counts what parameters cost"
        )

    def _holds(self, parameters: _core.BayesianParameters) -> bool:
        own, gaussian = self._given(), parameters.gaussian
        theirs = (
            *parameters.weight_concentration,
            parameters.mean_precision,
            gaussian.means,
            parameters.degrees_of_freedom,
            gaussian.covariances,
        )
        return (
            gaussian.covariance_type == self.covariance_type
            and len(own) == len(theirs)
            and same(*zip(own, theirs, strict=True))
        )

    def _given(self) -> list[NDArray[Any]]:
        """Return the attributes that hold the parameters, the concentrations of the weights first."""
        concentration = self.weight_concentration_
        parts = concentration if isinstance(concentration, tuple) else (concentration,)
        freedom = np.broadcast_to(self.degrees_of_freedom_, (len(self.means_),))
        return [*map(np.asarray, parts), self.mean_precision_, self.means_, freedom, self.covariances_]

    def _read_parameters(self) -> _core.BayesianParameters:
        given = [np.ascontiguousarray(array, np.float64) for array in self._given()]
        *concentration, precision, means, freedom, covariances = given
        return _core.BayesianParameters(
            concentration, precision, means, freedom, covariances, self.covariance_type
        )

    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        gaussian = self.parameters_.gaussian
        normal = random_state.standard_normal((count, gaussian.n_features))
        drawn: NDArray[Any] = gaussian.means[component] + normal @ covariance.roots(gaussian)[component].T
        return drawn

    @property
    def _by_component(self) -> tuple[str, ...]:
        tied = self.covariance_type == "tied"
        spread = (
            () if tied else ("covariances_", "precisions_", "precisions_cholesky_", "degrees_of_freedom_")
        )
        return ("weights_", "means_", "mean_precision_", "weight_concentration_", *spread)

    def _permuted(
        self, parameters: _core.BayesianParameters, order: NDArray[np.intp]
    ) -> _core.BayesianParameters:
        gaussian = geometry.in_order(parameters.gaussian, order)
        return _core.BayesianParameters(
            [part[order] for part in parameters.weight_concentration],
            parameters.mean_precision[order],
            gaussian.means,
            parameters.degrees_of_freedom[order],
            gaussian.covariances,
            self.covariance_type,
        )

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        if isinstance(self.weight_concentration_, tuple):
            raise ValueError(  # noqa: TRY004  it depends on a parameter
                "components of a Dirichlet process have an order of their own, in which their weights are "
                "shared out: fit with weight_concentration_prior_type='dirichlet_distribution' instead"
            )
        return super()._in_order(order)
