"""Methods of a fitted mixture: densities, labels, criteria, samples."""

import math
import sys
from abc import abstractmethod
from typing import Any, ClassVar, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import DensityMixin
from sklearn.utils._param_validation import StrOptions
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.fit.criteria import Criteria
from iterscope.fit.data import Blocks, Data, data_of, draws
from iterscope.fit.mixture import shares
from iterscope.validation import arguments, seed
from iterscope.validation.parameters import AT_LEAST_ONE, ITERATED, CheckedParameters
from iterscope.widget.progress import lasting

_BLOCK = 8192


class MixtureBase(Criteria, DensityMixin, CheckedParameters):  # type: ignore[misc]
    """A mixture whose parameters are known."""

    allows_missing: bool = False
    """Whether values of `X` may be missing."""
    has_criteria: ClassVar[bool] = True
    """Whether it has a likelihood by which it can be compared with mixtures of other sizes."""
    random_state: Any
    weights_: NDArray[Any]
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        **ITERATED,
        "n_components": [AT_LEAST_ONE],
        "init_params": [StrOptions({"kmeans", "random", "random_from_data", "k-means++", "k-means||"})],
    }

    def score_samples(self, X: ArrayLike | Data) -> NDArray[Any]:
        """Compute the logarithm of the density at each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples,)

        Raises
        ------
        NotFittedError
            If the model is not fitted.
        ValueError
            If `X` cannot be what it must be.
        """
        data = self._samples(X)
        return shares.log_densities(data, self.parameters_).astype(self._dtype(data), copy=False)

    def predict(self, X: ArrayLike | Data) -> NDArray[np.int64]:
        """Find the most probable component of each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        return shares.labels(self._samples(X), self.parameters_)

    def predict_proba(self, X: ArrayLike | Data) -> NDArray[Any]:
        """Compute the responsibility of each component for each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples, n_components)
            Each row sums to 1.
        """
        data = self._samples(X)
        return shares.responsibilities(data, self.parameters_).astype(self._dtype(data), copy=False)

    def icl(self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> float:
        """Compute the integrated completed likelihood criterion, which prefers components that lie apart.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        sample_weight : array-like of shape (n_samples,), default=None
            How many samples each one stands for.

        Returns
        -------
        float
            `bic` plus twice the entropy of the responsibilities: the lower the better.

        References
        ----------
        C. Biernacki, G. Celeux, G. Govaert, "Assessing a mixture model for clustering with the integrated
        completed likelihood", IEEE PAMI 22 (2000).
        """
        data, parameters = self._samples(X, sample_weight), self.parameters_
        if isinstance(data, Blocks):
            return self.bic(data) + 2.0 * math.fsum(data.parts(shares.entropy, parameters))
        entropies = np.empty(len(data))
        with lasting(len(data), unit="row") as show:
            for first in range(0, len(data), _BLOCK):
                block = slice(first, first + _BLOCK)
                found = shares.responsibilities(data, parameters, block)
                entropies[block] = -(found * np.log(np.maximum(found, np.finfo(np.float64).tiny))).sum(axis=1)
                show(first)
        return self.bic(data) + 2.0 * data.summed(entropies)

    def sample(self, n_samples: SupportsIndex = 1) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Draw samples from the mixture, those of each component together.

        Parameters
        ----------
        n_samples : int, default=1

        Returns
        -------
        X : ndarray of shape (n_samples, n_features)
        y : ndarray of shape (n_samples,)
            The component of each sample.

        Raises
        ------
        TypeError
            If `n_samples` is not an integer.
        ValueError
            If it is less than 1, or so large that no array could hold the samples.
        MemoryError
            If the samples cannot be allocated.
        """
        check_is_fitted(self)
        most = sys.maxsize // (np.dtype(np.float64).itemsize * self._n_features)
        count = arguments.integer("n_samples", n_samples, -sys.maxsize, most)
        if count < 1:
            raise ValueError(
                f"Invalid value for 'n_samples': {count} . The sampling requires at least one sample."
            )
        random_state = seed.random_state(self.random_state)
        weights = self.weights_.astype(np.float64)  # of float32 the sum can exceed 1
        counts = random_state.multinomial(count, weights / weights.sum())
        drawn, components = np.empty((count, self._n_features)), np.repeat(np.arange(len(counts)), counts)
        ends = np.cumsum(counts)
        with lasting(count, unit="row") as show:
            for component, (start, end) in enumerate(zip(ends - counts, ends, strict=True)):
                for first in range(start, end, draws.AT_ONCE):  # between them an interrupt is heard
                    rows = slice(first, min(first + draws.AT_ONCE, end))
                    drawn[rows] = self._draw(component, rows.stop - first, random_state)
                    show(rows.stop)
        return drawn, components

    @property
    def _columns(self) -> list[str] | None:
        """Names of the features, None if the data had none."""
        names = getattr(self, "feature_names_in_", None)
        return None if names is None else list(names)

    @property
    @abstractmethod
    def _n_features(self) -> int:
        """Number of features that the parameters are for."""

    @property
    def parameters_(self) -> Any:
        """The fitted parameters in float64, as the core's functions take them.

        Where attributes were changed by hand, they count.
        """
        check_is_fitted(self)
        kept = getattr(self, "_parameters", None)
        return kept if kept is not None and self._holds(kept) else self._read_parameters()

    @abstractmethod
    def _holds(self, parameters: Any) -> bool:
        """Tell whether the attributes hold these parameters, rounded to the type of the attributes."""

    @abstractmethod
    def _read_parameters(self) -> Any:
        """Return the parameters that the attributes hold."""

    @abstractmethod
    def _draw(self, component: int, count: int, random_state: np.random.RandomState) -> NDArray[Any]:
        """Draw so many samples of a component."""

    def _check_data(self, data: Data) -> Data:
        """Return the data if the model can have such values; otherwise raise ValueError."""
        return data

    def _dtype(self, data: Data) -> Any:
        """Return the type of results."""
        return np.result_type(data.dtype, self.weights_)

    def _mean(self, data: Data) -> float:
        if not data.in_memory:
            return super()._mean(data)
        return float(np.average(self.score_samples(data), weights=data.weights))

    def _log_likelihood(self, data: Data) -> tuple[float, float]:
        if not data.in_memory:
            found = data.total(_core.expect_statistics, self.parameters_)
            return found.log_likelihood, found.weight
        return data.summed(shares.log_densities(data, self.parameters_)), data.total_weight

    def _samples(
        self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None, *, missing: bool = False
    ) -> Data:
        """Return new samples, checked against the fitted model."""
        check_is_fitted(self)
        user, missing = type(self).__name__, missing or self.allows_missing
        found = data_of(X, sample_weight, user=user, missing=missing, model=self)
        data = self._check_data(found) if found.in_memory else found
        validate_data(self, data.header, reset=False, skip_check_array=True)
        if data.n_features != self._n_features:
            raise ValueError(
                f"X has {data.n_features} features, but {type(self).__name__} is expecting "
                f"{self._n_features} features as input."
            )
        return data


def same(*pairs: tuple[NDArray[Any], NDArray[np.float64]]) -> bool:
    """Tell whether arrays are others, rounded to their own type."""
    return all(np.array_equal(array, other.astype(array.dtype, copy=False)) for array, other in pairs)
