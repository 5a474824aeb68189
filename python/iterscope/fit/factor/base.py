"""Factor models as estimators: what factor analysis and probabilistic principal components have in common."""

from abc import abstractmethod
from typing import Any, ClassVar, NoReturn, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassNamePrefixFeaturesOutMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.fit.criteria import Criteria
from iterscope.fit.data import Blocks, Data, data_of, draws
from iterscope.fit.estimator import plain
from iterscope.fit.factor.em import FactorEM, covariance, gaussian, latent, plane
from iterscope.fit.watched import WatchedEstimator
from iterscope.validation import arguments, arrays, seed
from iterscope.validation.parameters import AT_LEAST_ONE, ITERATED, CheckedParameters
from iterscope.validation.seed import Seed

_MOST_SAMPLES = 2**26


class FactorModel(
    ClassNamePrefixFeaturesOutMixin,  # type: ignore[misc]
    TransformerMixin,  # type: ignore[misc]
    WatchedEstimator,
    Criteria,
    CheckedParameters,
):
    """A model of samples that lie near a plane."""

    settings = ("n_components", "random_state", "tol", "max_iter")
    least_samples = 2
    has_criteria = True
    algorithm: ClassVar[type[FactorEM]]
    """What fits it."""
    mean_: NDArray[Any]
    components_: NDArray[Any]
    noise_variance_: Any
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **ITERATED,
        "n_components": [AT_LEAST_ONE],
    }

    def __init__(
        self,
        n_components: int = 1,
        *,
        tol: float = 1e-3,
        max_iter: int = 1000,
        n_init: int = 1,
        random_state: Seed = None,
        verbose: int = 0,
        verbose_interval: int = 10,
    ) -> None:
        self.n_components = n_components
        self.tol = tol
        self.max_iter = max_iter
        self.n_init = n_init
        self.random_state = random_state
        self.verbose = verbose
        self.verbose_interval = verbose_interval

    def transform(self, X: ArrayLike | Data) -> NDArray[Any]:
        """Find what is expected of the factors of samples: where they fall onto the plane.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

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
        data, factors = self._samples(X), self.parameters_
        if isinstance(data, Blocks):
            later: NDArray[Any] = data.each(latent, factors, width=factors.n_components, dtype=data.dtype)
            return later
        return latent(data.values, factors).astype(data.dtype, copy=False)

    def inverse_transform(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return the points of the plane with these factors.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_components)

        Returns
        -------
        ndarray of shape (n_samples, n_features)
        """
        factors = self.parameters_
        given = arrays.matrix(X, "X", user=type(self).__name__)
        if given.shape[1] != factors.n_components:
            raise ValueError(
                f"X must have {factors.n_components} columns, one a factor, got {given.shape[1]}"
            )
        return plane(given, factors)

    def score_samples(self, X: ArrayLike | Data) -> NDArray[Any]:
        """Compute the logarithm of the density at each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        data, density = self._samples(X), gaussian(self.parameters_)
        if isinstance(data, Blocks):
            later: NDArray[Any] = data.each(_core.log_densities, density, dtype=data.dtype)
            return later
        return _core.log_densities(data.values, density).astype(data.dtype, copy=False)

    def get_covariance(self) -> NDArray[np.float64]:
        """Return the covariance of samples under the model.

        Returns
        -------
        ndarray of shape (n_features, n_features)
        """
        return covariance(self.parameters_)

    def get_precision(self) -> NDArray[np.float64]:
        """Return the inverse of the covariance.

        Returns
        -------
        ndarray of shape (n_features, n_features)
        """
        factors = self.parameters_
        weighted = factors.loadings / factors.noise_variance[:, np.newaxis]
        precision = np.eye(factors.n_components) + factors.loadings.T @ weighted
        found: NDArray[np.float64] = np.diag(1 / factors.noise_variance) - weighted @ np.linalg.solve(
            precision, weighted.T
        )
        return found

    def sample(self, n_samples: SupportsIndex = 1) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Draw samples.

        Parameters
        ----------
        n_samples : int, default=1

        Returns
        -------
        X : ndarray of shape (n_samples, n_features)
        factors : ndarray of shape (n_samples, n_components)

        Raises
        ------
        TypeError, ValueError
            If `n_samples` is no number of at least 1.
        """
        factors, count = self.parameters_, arguments.integer("n_samples", n_samples, 1, _MOST_SAMPLES)
        source = seed.random_state(self.random_state)
        hidden = draws.rows(source.standard_normal, count, factors.n_components)
        noise = draws.rows(source.standard_normal, count, factors.n_features) * np.sqrt(
            factors.noise_variance
        )
        return factors.mean + hidden @ factors.loadings.T + noise, hidden

    @property
    def n_parameters_(self) -> int:
        """Number of free parameters: a rotation of the factors changes nothing."""
        factors = self.parameters_
        d, q = factors.n_features, factors.n_components
        return d + d * q - q * (q - 1) // 2 + (d if self.algorithm.noise == "diag" else 1)

    @property
    def parameters_(self) -> _core.Factors:
        """The fitted parameters in float64. Where attributes were changed by hand, they count."""
        check_is_fitted(self)
        kept: _core.Factors | None = getattr(self, "_parameters", None)
        given = self.mean_, self.components_.T, self._noises()
        if kept is not None and all(
            np.array_equal(array, other.astype(array.dtype, copy=False))
            for array, other in zip(given, (kept.mean, kept.loadings, kept.noise_variance), strict=True)
        ):
            return kept
        return _core.Factors(*(np.ascontiguousarray(array, np.float64) for array in given))

    def most_components(self, data: Data) -> int:
        """Return how many factors data can have: one a feature.

        Parameters
        ----------
        data : Data

        Returns
        -------
        int
        """
        return data.n_features

    def reordered(self, by: object = None) -> NoReturn:  # noqa: ARG002
        """Refuse: factors are known up to a rotation only, so no order means anything."""
        raise ValueError("factors have no order: any rotation of them is as good")

    def read_settings(self) -> dict[str, Any]:
        """Return the parameters that a view shows, by the names that it gives them."""
        return {name: plain(getattr(self, name)) for name in self.settings}

    @abstractmethod
    def _noises(self) -> NDArray[Any]:
        """Return the variance of the noise of each feature."""

    def _components(self) -> NoReturn:
        raise ValueError("factors have no order: any rotation of them is as good")

    def _check_size(self, n_samples: int) -> None:
        """Take any number of samples: the plane goes through fewer than factors, too."""

    def _labels(self, data: Data) -> NDArray[Any]:
        return self.transform(data.whole)

    def _algorithm(self, data: Data) -> FactorEM:
        return self.algorithm(self, data)

    def _log_likelihood(self, data: Data) -> tuple[float, float]:
        found = data.total(_core.expect_statistics, gaussian(self.parameters_))
        return found.log_likelihood, found.weight

    def _samples(self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> Data:
        check_is_fitted(self)
        data = data_of(X, sample_weight, user=type(self).__name__)
        validate_data(self, data.header, reset=False, skip_check_array=True)
        return data

    @property
    def _n_features_out(self) -> int:
        return len(self.components_)
