"""scikit-learn's `KMeans`, computed in Rust, that can be watched step by step."""

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.validation import validate_data

from iterscope.fit.callbacks import Assign, CallbackSupportMixin, Tasks, exhaust, with_callbacks
from iterscope.fit.cluster import lloyd
from iterscope.fit.cluster.base import NearestCenter
from iterscope.fit.cluster.kmeans_step import KMeansIterator, Run
from iterscope.fit.mixture.constraints import KMEANS
from iterscope.fit.warn import warn
from iterscope.validation import arrays

if TYPE_CHECKING:
    from iterscope.fit.widget import MixtureWidget


class KMeans(CallbackSupportMixin, NearestCenter):  # type: ignore[misc]
    """k-means clustering by Lloyd's algorithm.

    Constructor, attributes and methods are those of `sklearn.cluster.KMeans`; the same ``random_state`` gives
    the same clusters. New is `iterate`. Sparse data are refused.

    Parameters
    ----------
    n_clusters : int, default=8
    init : {'k-means++', 'random'}, callable or array-like of shape (n_clusters, n_features),
    default='k-means++'
        How the first centers are found; a callable takes ``X, n_clusters, random_state``.
    n_init : 'auto' or int, default='auto'
        Number of starts, of which the one with the least inertia is kept. ``'auto'``: 10 for ``'random'`` and
        callables, otherwise 1.
    max_iter : int, default=300
    tol : float, default=1e-4
        Shifts of the centers below this, in units of the mean variance of the features, end the fit.
    verbose : int, default=0
        Whether to print what each start came to.
    random_state : int, RandomState or None, default=None
    copy_x : bool, default=True
        For compatibility; `X` is never changed.
    algorithm : {'lloyd', 'elkan'}, default='lloyd'
        For compatibility; both are computed as Lloyd's algorithm, since Elkan's gives the same.

    Attributes
    ----------
    cluster_centers_ : ndarray of shape (n_clusters, n_features)
    labels_ : ndarray of shape (n_samples,)
    inertia_ : float
        Weighted sum of the squared distances of samples to their center.
    n_iter_ : int
    stop_reason_ : {'converged', 'max_iter', 'callback'} or None
    n_features_in_ : int
    feature_names_in_ : ndarray of shape (n_features_in_,)

    Examples
    --------
    >>> from iterscope import KMeans
    >>> X = [[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]]
    >>> KMeans(2, random_state=0).fit(X).cluster_centers_
    array([[10.,  2.],
           [ 1.,  2.]])
    """

    _parameter_constraints = KMEANS

    def __init__(
        self,
        n_clusters: int = 8,
        *,
        init: str | ArrayLike | Callable[..., ArrayLike] = "k-means++",
        n_init: int | str = "auto",
        max_iter: int = 300,
        tol: float = 1e-4,
        verbose: int = 0,
        random_state: int | np.random.RandomState | None = None,
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

    @with_callbacks  # type: ignore[untyped-decorator]
    def fit(self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None) -> Self:
        """Find the clusters; the same as exhausting `iterate`, bit for bit.

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
            If a parameter or `X` cannot be what it must be.
        """
        states, n_init, assign = self._prepare(X, sample_weight)
        data = {"X": X, "y": y, "metadata": {"sample_weight": sample_weight}}
        tasks = Tasks(self, n_init, self.max_iter, data)
        exhaust(self._warned(states), assign, tasks)
        return self

    def iterate(
        self,
        X: ArrayLike,
        y: object = None,
        sample_weight: ArrayLike | None = None,
        *,
        half_steps: bool = False,
        responsibilities: bool = False,
    ) -> KMeansIterator:
        """Find the clusters step by step; everything is checked when this is called.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None
        half_steps : bool, default=False
            Whether to stop after samples found their center and after centers moved.
        responsibilities : bool, default=False
            Whether steps carry the labels as an array of zeros and ones too.

        Returns
        -------
        KMeansIterator
            Of `KMeansStep`: for each start first the start itself, then its iterations.

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be.
        """
        del y
        states, _, assign = self._prepare(X, sample_weight, half_steps=half_steps)
        return KMeansIterator(self._warned(states), assign, responsibilities=responsibilities)

    def explore(self, X: ArrayLike, **options: Any) -> "MixtureWidget":
        """Watch the clusters form in a live view, half-step by half-step.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        **options
            Of `iterscope.MixtureWidget`, such as ``sample_weight``, ``labels`` and ``dims``.

        Returns
        -------
        MixtureWidget
            Whose model is this one.

        Raises
        ------
        ValueError
            If a parameter or `X` cannot be what it must be.
        """
        from iterscope.fit.widget import MixtureWidget  # noqa: PLC0415

        return MixtureWidget(X, self, **options)

    def fit_predict(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
    ) -> NDArray[np.int32]:
        """Find the clusters and return the label of each sample.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        y : ignored
        sample_weight : array-like of shape (n_samples,), default=None

        Returns
        -------
        ndarray of shape (n_samples,)
        """
        labels: NDArray[np.int32] = self.fit(X, y, sample_weight).labels_
        return labels

    def fit_transform(
        self, X: ArrayLike, y: object = None, sample_weight: ArrayLike | None = None
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

    def _prepare(
        self, X: ArrayLike, sample_weight: ArrayLike | None, *, half_steps: bool = False
    ) -> tuple[Run, int, Assign[lloyd.State]]:
        """Check all; return the loop, not yet begun, the number of starts, and what keeps a state."""
        self._validate_params()
        samples = arrays.matrix(X, "X", user=type(self).__name__)
        validate_data(self, X, reset=True, skip_check_array=True)
        if len(samples) < self.n_clusters:
            raise ValueError(f"n_samples={len(samples)} should be >= n_clusters={self.n_clusters}.")
        weights = arrays.weights(sample_weight, len(samples))
        given = None
        automatic = 1 if isinstance(self.init, str) and self.init == "k-means++" else 10
        n_init = automatic if isinstance(self.n_init, str) else self.n_init
        if not (isinstance(self.init, str) or callable(self.init)):
            given = self._check_centers(self.init, samples)
            if self.n_init not in ("auto", 1):
                warn(
                    "Explicit initial center position passed: performing only one init in "
                    f"{type(self).__name__} instead of n_init={self.n_init}.",
                    RuntimeWarning,
                )
            n_init = 1
        random_state = check_random_state(self.random_state)
        starts = (
            self._start(samples, weights, random_state) if given is None else given for _ in range(n_init)
        )
        dtype = arrays.kept_dtype(X)

        def attributes(state: lloyd.State) -> dict[str, Any]:
            return {
                "cluster_centers_": state.centers.astype(dtype),
                "labels_": state.labels,
                "inertia_": state.inertia,
                "n_iter_": state.iteration,
                "stop_reason_": state.stop_reason,
            }

        return self._run(samples, weights, starts, half_steps=half_steps), n_init, Assign(self, attributes)

    def _run(
        self,
        samples: NDArray[np.float64],
        weights: NDArray[np.float64] | None,
        starts: Iterator[NDArray[np.float64]],
        *,
        half_steps: bool,
    ) -> Run:
        """Iterate from each start in turn and return the best one's end."""
        best: lloyd.State | None = None
        tolerance = self.tol * lloyd.mean_variance(samples)
        for init, centers in enumerate(starts):
            last = yield from lloyd.run(
                samples,
                centers,
                weights,
                max_iter=self.max_iter,
                tol=tolerance,
                init=init,
                half_steps=half_steps,
            )
            if self.verbose:
                sys.stdout.write(
                    f"Initialization {init}: inertia {last.inertia}, {last.iteration} iterations\n"
                )
            if best is None or (last.inertia < best.inertia and not _same(last.labels, best.labels)):
                best = last
        if best is None:
            raise AssertionError("k-means was given no start")
        return best

    def _warned(self, states: Run) -> Run:
        """Iterate, and warn in the end if clusters are missing."""
        best = yield from states
        found = len(np.unique(best.labels))
        if found < self.n_clusters:
            warn(
                f"Number of distinct clusters ({found}) found smaller than n_clusters ({self.n_clusters}). "
                "Possibly due to duplicate points in X.",
                ConvergenceWarning,
            )
        return best

    def _start(
        self,
        samples: NDArray[np.float64],
        weights: NDArray[np.float64] | None,
        random_state: np.random.RandomState,
    ) -> NDArray[np.float64]:
        if callable(self.init):
            return self._check_centers(
                self.init(samples, self.n_clusters, random_state=random_state), samples
            )
        if self.init == "k-means++":
            return samples[lloyd.seeds(samples, self.n_clusters, weights, random_state)]
        shares = np.ones(len(samples)) if weights is None else weights
        return samples[
            random_state.choice(len(samples), size=self.n_clusters, replace=False, p=shares / shares.sum())
        ]

    def _check_centers(self, value: ArrayLike, samples: NDArray[np.float64]) -> NDArray[np.float64]:
        centers = arrays.matrix(value, "init", user=type(self).__name__)
        for axis, (wanted, what) in enumerate(
            [(self.n_clusters, "number of clusters"), (samples.shape[1], "number of features of the data")]
        ):
            if centers.shape[axis] != wanted:
                raise ValueError(
                    f"The shape of the initial centers {centers.shape} does not match the {what} {wanted} "
                    "(init)."
                )
        return centers.copy()


def _same(labels: NDArray[np.int32], others: NDArray[np.int32]) -> bool:
    """Tell whether two clusterings differ in the numbers of the clusters only."""
    pairs = np.unique(np.stack([labels, others]), axis=1)
    return bool(pairs.shape[1] == len(np.unique(pairs[0])) == len(np.unique(pairs[1])))
