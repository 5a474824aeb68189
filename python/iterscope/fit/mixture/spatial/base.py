"""EM for mixtures that have Gaussians among their parameters, and are drawn as these."""

from abc import abstractmethod
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.mixture import diagnosis, geometry
from iterscope.fit.mixture.em import EM

P = TypeVar("P", _core.StudentParameters, _core.BayesianParameters)


class AroundGaussians(EM[P]):
    """EM for a mixture whose parameters are Gaussians, ``parameters.gaussian``, and something more.

    Parameters
    ----------
    model : estimator
        Its parameters say how.
    data : Data
    """

    remedy = (
        "no sample belongs to them, or only reg_covar keeps them from collapsing. Try to decrease "
        "n_components or increase reg_covar."
    )

    @abstractmethod
    def around(self, parameters: P, gaussian: _core.Parameters) -> P:
        """Return the parameters with other Gaussians among them."""

    def expect(self, parameters: P) -> Any:
        """Take the E step and gather what the M step needs."""
        return self.data.total(_core.expect_statistics, parameters)

    def coinciding(self, parameters: P) -> list[tuple[int, int]]:
        """Return pairs of components with the same mean and covariance."""
        return diagnosis.twins(parameters.gaussian)

    @property
    def description(self) -> dict[str, Any]:
        """The kind and the covariance type."""
        return {"kind": self.kind, "covariance_type": self.model.covariance_type}

    def mixing_weights(self, parameters: P) -> NDArray[np.float64]:
        """Return the mixing weights, shape (n_components,)."""
        return parameters.gaussian.weights

    def moved(self, parameters: P, component: int, dims: list[int], at: NDArray[np.float64]) -> P:
        """Move a mean."""
        return self.around(parameters, geometry.moved(parameters.gaussian, component, dims, at))

    def reshaped(self, parameters: P, component: int, dims: list[int], wanted: NDArray[np.float64]) -> P:
        """Change the covariance or scale matrix of a component."""
        vectors = self.data.projection.vectors(dims)
        return self.around(parameters, geometry.reshaped(parameters.gaussian, component, vectors, wanted))

    def coloring(self, parameters: P | None) -> P | None:
        """Return the mixture itself."""
        return parameters

    def marginal(self, parameters: P, dims: tuple[int, ...]) -> Any:
        """Return the Gaussians along some directions."""
        return geometry.marginal(parameters.gaussian, self.data.projection, dims)
