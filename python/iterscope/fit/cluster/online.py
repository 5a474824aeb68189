"""k-means that goes on with more samples: mini-batches."""

from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit.cluster.base import NearestCenter
from iterscope.fit.cluster.lloyd import Centers, KMeansStep
from iterscope.fit.cluster.nearest import nearest
from iterscope.fit.data import Data


class OnlineKMeans(NearestCenter):
    """A clustering whose centers go on moving with more samples."""

    n_clusters: Any
    n_iter_: int

    def partial_fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Move the centers towards more samples: k-means in mini-batches.

        The first call starts from its samples, as `fit` does. Each call finds the nearest centers, and moves
        each to the mean of all samples that have come to it, wherever it was then. A fit counts with its
        samples.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        self

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be, or ``n_clusters`` is not that of the fit before.

        References
        ----------
        D. Sculley, "Web-scale k-means clustering", WWW 2010.
        """
        del y
        known = hasattr(self, "cluster_centers_")
        if known and len(self.cluster_centers_) != self.n_clusters:
            raise ValueError(
                f"partial_fit goes on from a fit with n_clusters={len(self.cluster_centers_)}, got "
                f"n_clusters={self.n_clusters!r}: set it back, or begin with a clone of the model"
            )
        data = self._data(X, sample_weight, reset=not known)
        if not data.in_memory:
            raise ValueError(
                "partial_fit takes samples in memory: load a block at a time, and call it with each"
            )
        if known:
            algorithm = self._algorithm(replace(data, dtype=self.cluster_centers_.dtype))
            names = ("n_features_in_", "feature_names_in_")
            algorithm.columns = {name: vars(self)[name] for name in names if name in vars(self)}
            centers, masses, count = self._centers(), self._counted, self.n_iter_
        else:
            self._check_size(data.n_samples)
            algorithm = self._algorithm(data)
            centers = next(algorithm.starts()).means
            masses, count = np.zeros(self.n_clusters), 0
        labels = nearest(data.values, centers)
        more, moved = _moved(data, labels, centers, masses)
        step = KMeansStep(
            iteration=count + 1, init=0, phase="step", parameters=Centers(more / more.sum(), moved)
        )
        algorithm.fit_model(algorithm.end(step))
        self._masses = more
        return self

    @property
    def _counted(self) -> NDArray[np.float64]:
        """The weights of the samples that centers are means of; an older version did not keep them."""
        kept: NDArray[np.float64] | None = getattr(self, "_masses", None)
        if kept is None:
            return np.bincount(self.labels_, minlength=len(self.cluster_centers_)).astype(np.float64)
        return kept

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return self._counted, self.cluster_centers_


def _moved(
    data: Data, labels: NDArray[np.int32], centers: NDArray[np.float64], masses: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the masses of clusters with more samples, and the means of all that have come to them."""
    weights = np.ones(len(labels)) if data.weights is None else data.weights
    more = masses + np.bincount(labels, weights, minlength=len(masses))
    sums = np.zeros_like(centers)
    np.add.at(sums, labels, weights[:, np.newaxis] * (data.values - centers[labels]))
    return more, centers + sums / np.where(more > 0, more, 1.0)[:, np.newaxis]
