"""What fitted centers can tell: the nearest one, distances, the inertia of samples."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, ClusterMixin, TransformerMixin
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core
from iterscope.validation import arrays


class NearestCenter(ClassNamePrefixFeaturesOutMixin, TransformerMixin, ClusterMixin, BaseEstimator):  # type: ignore[misc]
    """A clustering whose centers are known.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
    """

    cluster_centers_: NDArray[Any]

    def predict(self, X: ArrayLike) -> NDArray[np.int32]:
        """Find the nearest center of each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        return _core.lloyd_step(self._samples(X), self._centers())[0]

    def transform(self, X: ArrayLike) -> NDArray[Any]:
        """Compute the distance of each sample to each center.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)

        Returns
        -------
        ndarray of shape (n_samples, n_clusters)
        """
        samples, centers = self._samples(X), self._centers()
        distances: NDArray[np.float64] = euclidean_distances(
            samples - centers.mean(axis=0), centers - centers.mean(axis=0)
        )
        return distances.astype(arrays.kept_dtype(X), copy=False)

    def score(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> float:
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
        samples = self._samples(X)
        weights = arrays.weights(sample_weight, len(samples))
        return -_core.lloyd_step(samples, self._centers(), weights)[2]

    def _samples(self, X: ArrayLike) -> NDArray[np.float64]:
        check_is_fitted(self)
        samples = arrays.matrix(X, "X", user=type(self).__name__)
        validate_data(self, X, reset=False, skip_check_array=True)
        return samples

    def _centers(self) -> NDArray[np.float64]:
        return np.ascontiguousarray(self.cluster_centers_, np.float64)

    @property
    def _n_features_out(self) -> int:
        return len(self.cluster_centers_)
