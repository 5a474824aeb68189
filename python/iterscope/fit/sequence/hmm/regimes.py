"""EM for regimes of a series: hidden Markov models whose states emit Gaussians."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.mixture import covariance, diagnosis
from iterscope.fit.mixture.em import GaussianEM
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.sequence.hmm.em import ChainEM, ChainStep, startable
from iterscope.fit.step import frozen
from iterscope.validation import arrays
from iterscope.validation.renamed import renamed


@dataclass(frozen=True, eq=False, kw_only=True)
class GaussianChainStep(ChainStep[_core.GaussianChain]):
    """The state of a Gaussian hidden Markov model after one step of EM."""

    @property
    def means(self) -> NDArray[np.float64]:
        """Means of the states after this step, shape (n_components, n_features)."""
        return frozen(self.parameters.emission.means)

    @property
    def covariances(self) -> NDArray[np.float64]:
        """Covariances after this step, in the shape of their type."""
        return frozen(self.parameters.emission.covariances)


class GaussianChainEM(ChainEM[_core.GaussianChain]):
    """EM for a Gaussian hidden Markov model.

    Parameters
    ----------
    model : GaussianHMM
        Its parameters say how.
    data : Data
    """

    kind = "gaussian_hmm"
    names = ("start", "transition", "means", "covariances")
    step = GaussianChainStep

    def __init__(self, model: Any, data: Data) -> None:
        mixture = GaussianMixture(
            model.n_components,
            covariance_type=model.covariance_type,
            init_params=model.init_params,
            reg_covar=model.reg_covar,
            means_init=model.means_init,
        )
        super().__init__(model, data, GaussianEM(mixture, startable(model, data)))
        shape = covariance.shape(model.covariance_type, model.n_components, data.n_features)
        given = model.covariances_init
        self._covariances = None if given is None else arrays.parameter(given, "covariances_init", shape)

    @property
    def description(self) -> dict[str, Any]:
        """The kind and the covariance type."""
        return {"kind": self.kind, "covariance_type": self.model.covariance_type}

    def placed(self, emission: Any) -> Any:
        """Return the Gaussians with the covariances that the user has given."""
        if self._covariances is None:
            return emission
        kind = self.model.covariance_type
        with renamed({"covariances": "covariances_init"}):
            return _core.Parameters(emission.weights, emission.means, self._covariances, kind)

    def floored(self, parameters: _core.GaussianChain, degenerate: list[int]) -> tuple[tuple[int, int], ...]:
        """Return each state and feature whose variance is mostly `reg_covar`, and not frozen."""
        if "covariances" in self.held:
            return ()
        return diagnosis.floored(parameters.emission, self.model.reg_covar, degenerate)


def even_mixture(means: ArrayLike, covariances: ArrayLike, covariance_type: str) -> GaussianMixture:
    """Return a mixture of Gaussians that all have the same weight, as if it had been fitted."""
    levels = arrays.matrix(means, "means")
    k = len(levels)
    return GaussianMixture.from_parameters(np.full(k, 1 / k), levels, covariances, covariance_type)
