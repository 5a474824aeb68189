"""Clusterings as estimators: what k-means and maps have in common, and the nearest center."""

from abc import abstractmethod
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassNamePrefixFeaturesOutMixin, ClusterMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.fit.cluster.nearest import nearest
from iterscope.fit.data import Blocks, Data, data_of
from iterscope.fit.estimator import plain
from iterscope.fit.watched import WatchedEstimator
from iterscope.validation.parameters import CheckedParameters


class Clustering(
    WatchedEstimator,
    ClassNamePrefixFeaturesOutMixin,  # type: ignore[misc]
    TransformerMixin,  # type: ignore[misc]
    ClusterMixin,  # type: ignore[misc]
    CheckedParameters,
):
    """A clustering by centers, or by the nodes of a map."""

    labels_: NDArray[np.int32]

    def fit_transform(
        self, X: ArrayLike | Data, y: object = None, sample_weight: ArrayLike | None = None
    ) -> NDArray[Any]:
        """Fit the model and compute the distance of each sample to each center or node.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        ndarray of shape (n_samples, n_centers)
        """
        distances: NDArray[Any] = self.fit(X, y, sample_weight).transform(X)
        return distances

    def transform(self, X: ArrayLike | Data) -> NDArray[Any]:
        """Compute the distance of each sample to each center or node.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples, n_centers)
        """
        data, centers = self._samples(X), self._centers()
        if isinstance(data, Blocks):
            distances: NDArray[Any] = data.each(
                _core.center_distances, centers, width=len(centers), dtype=data.dtype
            )
            return distances
        return _core.center_distances(data.values, centers).astype(data.dtype, copy=False)

    def read_settings(self) -> dict[str, Any]:
        """Return the parameters that a view shows, by the names that it gives them."""
        return {name: plain(self._shown.get(name, getattr(self, name, None))) for name in self.settings}

    @property
    @abstractmethod
    def _shown(self) -> dict[str, Any]:
        """Parameters that a view knows by other names."""

    @property
    @abstractmethod
    def _fitted_centers(self) -> NDArray[Any]:
        """The attribute that holds the centers."""

    def _centers(self) -> NDArray[np.float64]:
        """Return the centers in float64: those of the fit, as long as the attribute holds them."""
        given = self._fitted_centers
        kept: NDArray[np.float64] | None = getattr(self, "_parameters", None)
        if kept is None or not np.array_equal(given, kept.astype(given.dtype)):
            return np.ascontiguousarray(given, np.float64)
        return kept

    def _samples(self, X: ArrayLike | Data, sample_weight: ArrayLike | None = None) -> Data:
        check_is_fitted(self)
        data = data_of(X, sample_weight, user=type(self).__name__)
        validate_data(self, data.header, reset=False, skip_check_array=True)
        return data

    def _labels(self, data: Data) -> NDArray[Any]:  # noqa: ARG002
        return self.labels_

    @property
    def _n_features_out(self) -> int:
        return len(self._fitted_centers)


class NearestCenter(Clustering):
    """A clustering whose centers are known.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
    """

    cluster_centers_: NDArray[Any]

    def predict(self, X: ArrayLike | Data) -> NDArray[np.int32]:
        """Find the nearest center of each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        data = self._samples(X)
        if isinstance(data, Blocks):
            labels: NDArray[np.int32] = data.each(nearest, self._centers(), dtype=np.int32)
            return labels
        return nearest(data.values, self._centers())

    def score(self, X: ArrayLike | Data, y: object = None, sample_weight: ArrayLike | None = None) -> float:
        """Compute the negative inertia of samples.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        float
        """
        del y
        data = self._samples(X, sample_weight)
        if not data.in_memory:
            return -float(data.total(_core.cluster_statistics, self._centers()).inertia)
        return -_core.lloyd_step(data.values, self._centers(), data.weights)[2]

    @property
    def _fitted_centers(self) -> NDArray[Any]:
        return self.cluster_centers_
