"""Mixtures whose components lie among the samples, as estimators: what they have in common."""

from abc import abstractmethod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.mixture.base import MixtureBase
from iterscope.fit.watched import WatchedEstimator


class SpatialMixture(WatchedEstimator, MixtureBase):
    """A mixture whose components have means, fitted by EM."""

    least_samples = 2
    means_: NDArray[Any]

    @property
    @abstractmethod
    def _by_component(self) -> tuple[str, ...]:
        """Names of the attributes that have a row for each component."""

    @abstractmethod
    def _permuted(self, parameters: Any, order: NDArray[np.intp]) -> Any:
        """Return parameters with their components in another order."""

    @property
    def _n_features(self) -> int:
        return int(self.means_.shape[1])

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self.weights_, self.means_

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        attributes = {name: getattr(self, name)[order] for name in self._by_component}
        parameters = self._permuted(self.parameters_, order)
        return super()._in_order(order) | attributes | {"_parameters": parameters}
