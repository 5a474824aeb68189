"""scikit-learn's `KMeans`, computed in Rust, that can be watched step by step."""

from collections.abc import Callable
from dataclasses import replace
from numbers import Integral, Real
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import Interval, StrOptions

from iterscope.fit.cluster.base import NearestCenter
from iterscope.fit.cluster.lloyd import Centers, KMeansStep, Lloyd
from iterscope.fit.cluster.nearest import nearest
from iterscope.fit.data import Data
from iterscope.fit.estimator import plain
from iterscope.fit.watched import WatchedEstimator
from iterscope.validation.seed import SEED, Seed


class KMeans(WatchedEstimator, NearestCenter):
    """k-means clustering by Lloyd's algorithm.

    Constructor, attributes and methods are those of `sklearn.cluster.KMeans`; the same ``random_state`` gives
    the same clusters. New are `iterate`, and `partial_fit`, that of `sklearn.cluster.MiniBatchKMeans`
    without its random reassignments. Sparse data are refused.

    Parameters
    ----------
    n_clusters : int, default=8
    init : {'k-means++', 'k-means||', 'random'}, callable or array-like, default='k-means++'
        How the first centers are found, or the centers, of shape (n_clusters, n_features); a callable takes
        ``X, n_clusters, random_state``. ``'k-means||'``
        looks at all samples seven times, ``'k-means++'`` once for each cluster.
    n_init : 'auto' or int, default='auto'
        Number of starts, of which the one with the least inertia is kept. ``'auto'``: 10 for ``'random'`` and
        callables, otherwise 1.
    max_iter : int, default=300
    tol : float, default=1e-4
        Shifts of the centers below this, in units of the mean variance of the features, end the fit.
    verbose : int, default=0
        Whether to print the inertia of each start.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
    copy_x : bool, default=True
        For compatibility; `X` is never changed.
    algorithm : {'lloyd', 'elkan'}, default='lloyd'
        Both have the same result, bit for bit. From one iteration to the next they keep 12 bytes a sample:
        its center, a bound on the distance from there, and one on that from all others. A sample whose bounds
        stay in order, however the centers have moved, is not compared again. ``'elkan'`` always does so,
        ``'lloyd'`` unless centers and features are so few that comparing takes no longer.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
    labels_ : ndarray of shape (n_samples,)
    inertia_ : float
        Weighted sum of the squared distances of samples to their center.
    n_iter_ : int
        Iterations, and calls of `partial_fit` since.
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features,)

    Examples
    --------
    >>> from iterscope import KMeans
    >>> X = [[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]]
    >>> KMeans(2, random_state=0).fit(X).cluster_centers_
    array([[10.,  2.],
           [ 1.,  2.]])
    """

    kind = "kmeans"
    settings = ("n_components", "init_params", "random_state", "tol", "max_iter")
    _parameter_constraints: ClassVar[dict[str, list[Any]]] = {
        "n_clusters": [Interval(Integral, 1, None, closed="left")],
        "init": [StrOptions({"k-means++", "k-means||", "random"}), callable, "array-like"],
        "n_init": [StrOptions({"auto"}), Interval(Integral, 1, None, closed="left")],
        "max_iter": [Interval(Integral, 1, None, closed="left")],
        "tol": [Interval(Real, 0, None, closed="left")],
        "verbose": ["verbose"],
        "random_state": SEED,
        "copy_x": ["boolean"],
        "algorithm": [StrOptions({"lloyd", "elkan"})],
    }

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: str | ArrayLike | Callable[..., ArrayLike] = "k-means++",
        n_init: int | str = "auto",
        max_iter: int = 300,
        tol: float = 1e-4,
        verbose: int = 0,
        random_state: Seed = None,
        copy_x: bool = True,
        algorithm: str = "lloyd",
    ) -> None:
        self.n_clusters = n_clusters
        self.init = init
        self.n_init = n_init
        self.max_iter = max_iter
        self.tol = tol
        self.verbose = verbose
        self.random_state = random_state
        self.copy_x = copy_x
        self.algorithm = algorithm

    def fit_transform(
        self, X: ArrayLike | Data, y: object = None, sample_weight: ArrayLike | None = None
    ) -> NDArray[Any]:
        """Find the clusters and compute the distance of each sample to each center.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        ndarray of shape (n_samples, n_clusters)
        """
        distances: NDArray[Any] = self.fit(X, y, sample_weight).transform(X)
        return distances

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

    @classmethod
    def alternative(cls) -> Self:
        """Return a model that a view switches to from one of another kind."""
        return cls(n_init=1)

    def read_settings(self) -> dict[str, Any]:
        """Return the parameters that a view shows, by the names that it gives them."""
        known = isinstance(self.init, str) and self.init != "random"
        own = {"n_components": self.n_clusters, "init_params": self.init if known else "random_from_data"}
        return {name: plain(own.get(name, getattr(self, name, None))) for name in self.settings}

    def write_setting(self, name: str, value: Any) -> None:
        """Set a parameter by the name that a view gives it; one that this model has not is ignored."""
        if name == "n_components":
            self.drop_start()
            self.set_params(n_clusters=value)
        elif name == "init_params":
            known = {"kmeans": "k-means++", "random_from_data": "random"}
            self.set_params(init=known.get(value, value))
        else:
            super().write_setting(name, value)

    def drop_start(self) -> None:
        """Forget centers that a user has given, so that a seed finds others."""
        if self._has_given_centers:
            self.set_params(init="k-means++")

    @property
    def _counted(self) -> NDArray[np.float64]:
        """The weights of the samples that centers are means of; an older version did not keep them."""
        kept: NDArray[np.float64] | None = getattr(self, "_masses", None)
        if kept is None:
            return np.bincount(self.labels_, minlength=len(self.cluster_centers_)).astype(np.float64)
        return kept

    @property
    def _has_given_centers(self) -> bool:
        return not (isinstance(self.init, str) or callable(self.init))

    def _components(self) -> tuple[NDArray[Any], NDArray[Any]]:
        return np.bincount(self.labels_, minlength=len(self.cluster_centers_)), self.cluster_centers_

    def _in_order(self, order: NDArray[np.intp]) -> dict[str, Any]:
        places = np.argsort(order).astype(self.labels_.dtype)
        return {
            "cluster_centers_": self.cluster_centers_[order],
            "labels_": places[self.labels_],
            "_parameters": self._centers()[order],
            "_masses": self._counted[order],
        }

    def _algorithm(self, data: Data) -> Lloyd:
        return Lloyd(self, data)

    def _check_size(self, n_samples: int) -> None:
        if n_samples < self.n_clusters:
            raise ValueError(f"n_samples={n_samples} should be >= n_clusters={self.n_clusters}.")

    def _labels(self, data: Data) -> NDArray[Any]:  # noqa: ARG002
        labels: NDArray[Any] = self.labels_
        return labels


def _moved(
    data: Data, labels: NDArray[np.int32], centers: NDArray[np.float64], masses: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the masses of clusters with more samples, and the means of all that have come to them."""
    weights = np.ones(len(labels)) if data.weights is None else data.weights
    more = masses + np.bincount(labels, weights, minlength=len(masses))
    sums = np.zeros_like(centers)
    np.add.at(sums, labels, weights[:, np.newaxis] * (data.values - centers[labels]))
    return more, centers + sums / np.where(more > 0, more, 1.0)[:, np.newaxis]
