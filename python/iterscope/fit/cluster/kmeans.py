"""scikit-learn's `KMeans`, computed in Rust, that can be watched step by step."""

from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils._param_validation import StrOptions

from iterscope.fit.cluster.lloyd import Lloyd
from iterscope.fit.cluster.online import OnlineKMeans
from iterscope.fit.data import Data
from iterscope.validation import arguments
from iterscope.validation.parameters import AT_LEAST_ONE, NOT_NEGATIVE
from iterscope.validation.seed import SEED, Seed


class KMeans(OnlineKMeans):
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
        "n_clusters": [AT_LEAST_ONE],
        "init": [StrOptions({"k-means++", "k-means||", "random"}), callable, "array-like"],
        "n_init": [StrOptions({"auto"}), AT_LEAST_ONE],
        "max_iter": [AT_LEAST_ONE],
        "tol": [NOT_NEGATIVE],
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

    @classmethod
    def alternative(cls) -> Self:
        """Return a model that a view switches to from one of another kind."""
        return cls(n_init=1)

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
    def _shown(self) -> dict[str, Any]:
        known = isinstance(self.init, str) and self.init != "random"
        return {"n_components": self.n_clusters, "init_params": self.init if known else "random_from_data"}

    @property
    def _has_given_centers(self) -> bool:
        return not (isinstance(self.init, str) or callable(self.init))

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
            raise ValueError(
                f"n_samples={n_samples} should be >= n_clusters={arguments.shown(self.n_clusters)}."
            )
