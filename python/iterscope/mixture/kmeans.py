"""scikit-learn's `KMeans`, computed in Rust, that can be watched step by step."""

import warnings
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, ClassNamePrefixFeaturesOutMixin, ClusterMixin, TransformerMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.utils import check_random_state
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted, validate_data

from iterscope import _core, arrays
from iterscope.mixture import lloyd
from iterscope.mixture.callbacks import CallbackSupportMixin, Tasks, with_callbacks
from iterscope.mixture.step import Phase, StopReason, frozen


@dataclass(frozen=True, eq=False)
class KMeansStep:
    """The state of k-means after one step; its arrays are read-only, so it is safe to keep."""

    iteration: int
    """0 for a start, then counting the iterations of this `init` from 1."""
    init: int
    """Which start this is."""
    phase: Phase
    """``"init"`` a start; ``"step"`` a whole iteration; or its halves, ``"expect"`` and ``"maximize"``."""
    weights: NDArray[np.float64]
    """Share of the samples in each cluster, shape (n_clusters,); equal shares at a start."""
    means: NDArray[np.float64]
    """Centers after this step, shape (n_clusters, n_features)."""
    labels: NDArray[np.int32] | None
    """The nearest of the centers before this step, for each sample; None at a start."""
    inertia: float
    """Weighted sum of the squared distances to those centers; inf at a start."""
    change: float
    """Sum of the squared distances that the centers moved; inf before the first iteration."""
    converged: bool
    """Whether the labels stayed or the centers moved less than the tolerance."""
    stop_reason: StopReason | None
    """Why this is the last step of its `init`, or None while it is not."""
    elapsed: float
    """Seconds of computing since this start began."""
    responsibilities: NDArray[np.float64] | None
    """The labels as zeros and ones, shape (n_samples, n_clusters), if asked for."""


class KMeansIterator(Iterator[KMeansStep]):
    """The steps of k-means, computed as they are asked for; each leaves the model fitted with its centers.

    Parameters
    ----------
    model : KMeans
    states : generator of lloyd.State
    responsibilities : bool
    """

    def __init__(self, model: "KMeans", states: "Run", *, responsibilities: bool) -> None:
        self._model = model
        self._states = states
        self._wanted = responsibilities

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> KMeansStep:
        """Take the next step.

        Returns
        -------
        KMeansStep

        Raises
        ------
        StopIteration
            When the fit has come to its end.
        """
        try:
            state = next(self._states)
        except StopIteration as end:
            if end.value is not None:
                self._model._assign(end.value)  # noqa: SLF001
            raise StopIteration from None
        self._model._assign(state)  # noqa: SLF001
        n_clusters = len(state.centers)
        shares = None
        if self._wanted and state.labels is not None:
            shares = frozen((state.labels[:, np.newaxis] == np.arange(n_clusters)).astype(np.float64))
        return KMeansStep(
            iteration=state.iteration,
            init=state.init,
            phase=state.phase,
            weights=frozen(state.weights / state.weights.sum()),
            means=frozen(state.centers.copy()),
            labels=None if state.labels is None else frozen(state.labels.copy()),
            inertia=state.inertia,
            change=state.shift,
            converged=state.stop_reason == "converged",
            stop_reason=state.stop_reason,
            elapsed=state.elapsed,
            responsibilities=shares,
        )

    def close(self) -> None:
        """Stop; the model stays as the last step left it."""
        self._states.close()


Run = Generator[lloyd.State, bool | None, lloyd.State]


class KMeans(  # type: ignore[misc]
    CallbackSupportMixin, ClassNamePrefixFeaturesOutMixin, TransformerMixin, ClusterMixin, BaseEstimator
):
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
    """

    _parameter_constraints: dict[str, Any] = {  # noqa: RUF012  the name and the kind are scikit-learn's
        "n_clusters": [Interval(Integral, 1, None, closed="left")],
        "init": [StrOptions({"k-means++", "random"}), callable, "array-like"],
        "n_init": [StrOptions({"auto"}), Interval(Integral, 1, None, closed="left")],
        "max_iter": [Interval(Integral, 1, None, closed="left")],
        "tol": [Interval(Real, 0, None, closed="left")],
        "verbose": ["verbose"],
        "random_state": ["random_state"],
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

    @with_callbacks
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
        states, n_init = self._prepare(X, sample_weight)
        data = {"X": X, "y": y, "metadata": {"sample_weight": sample_weight}}
        tasks = Tasks(self, n_init, self.max_iter, data)
        state: lloyd.State | None = None
        stop = False
        try:
            while True:
                state = states.send(stop) if state is not None else next(states)
                stop = tasks.step(
                    state.stop_reason, lambda: self._attributes(state), first=state.iteration == 0
                )
        except StopIteration as end:
            self._assign(end.value)
            tasks.end(lambda: self._attributes(end.value))
        except KeyboardInterrupt:
            if state is not None:
                self._assign(state)
            raise
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
        states, _ = self._prepare(X, sample_weight, half_steps=half_steps)
        return KMeansIterator(self, states, responsibilities=responsibilities)

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
        return self.fit(X, y, sample_weight).labels_

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
        distances = euclidean_distances(samples - centers.mean(axis=0), centers - centers.mean(axis=0))
        return distances.astype(arrays.kept_dtype(X), copy=False)

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
        return self.fit(X, y, sample_weight).transform(X)

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

    def _prepare(
        self, X: ArrayLike, sample_weight: ArrayLike | None, *, half_steps: bool = False
    ) -> tuple[Run, int]:
        """Check all that can be checked and return the loop, not yet begun, and the number of starts."""
        self._validate_params()
        samples = arrays.matrix(X, "X", user=type(self).__name__)
        validate_data(self, X, reset=True, skip_check_array=True)
        if len(samples) < self.n_clusters:
            raise ValueError(f"n_samples={len(samples)} should be >= n_clusters={self.n_clusters}.")
        weights = arrays.weights(sample_weight, len(samples))
        self._dtype = np.dtype(arrays.kept_dtype(X))
        given = None
        n_init = self.n_init if self.n_init != "auto" else 1 if self.init == "k-means++" else 10
        if not (isinstance(self.init, str) or callable(self.init)):
            given = self._check_centers(self.init, samples)
            if self.n_init not in ("auto", 1):
                warnings.warn(
                    "Explicit initial center position passed: performing only one init in "
                    f"{type(self).__name__} instead of n_init={self.n_init}.",
                    RuntimeWarning,
                    stacklevel=3,
                )
            n_init = 1
        random_state = check_random_state(self.random_state)
        starts = (
            self._start(samples, weights, random_state) if given is None else given for _ in range(n_init)
        )
        return self._run(samples, weights, starts, half_steps=half_steps), n_init

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
        tolerance = lloyd.tolerance(samples, self.tol)
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
                print(f"Initialization {init}: inertia {last.inertia} after {last.iteration} iterations.")  # noqa: T201
            if best is None or (last.inertia < best.inertia and not _same(last.labels, best.labels)):
                best = last
        found = len(np.unique(best.labels))
        if found < self.n_clusters:
            warnings.warn(
                f"Number of distinct clusters ({found}) found smaller than n_clusters ({self.n_clusters}). "
                "Possibly due to duplicate points in X.",
                ConvergenceWarning,
                stacklevel=3,
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
                    f"The shape of the initial centers {centers.shape} does not match the {what} {wanted} (init)."
                )
        return centers.copy()

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

    def _attributes(self, state: lloyd.State) -> dict[str, Any]:
        return {
            "cluster_centers_": state.centers.astype(self._dtype),
            "labels_": state.labels,
            "inertia_": state.inertia,
            "n_iter_": state.iteration,
            "stop_reason_": state.stop_reason,
        }

    def _assign(self, state: lloyd.State) -> None:
        """Make the state the model's."""
        vars(self).update(self._attributes(state))


def _same(labels: NDArray[np.int32], others: NDArray[np.int32]) -> bool:
    """Tell whether two clusterings differ in the numbers of the clusters only."""
    pairs = np.unique(np.stack([labels, others]), axis=1)
    return bool(pairs.shape[1] == len(np.unique(pairs[0])) == len(np.unique(pairs[1])))
