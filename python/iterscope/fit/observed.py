"""The record of a fit that somebody else runs: whole iterations, as scikit-learn's callbacks tell them."""

import time
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from iterscope.fit.cluster import lloyd
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.mixture import em
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.recording import Recording


class Watched(Recording):
    """A recording whose steps are brought from outside; it can be left for one of its own at any of them.

    Parameters
    ----------
    estimator : GaussianMixture or KMeans
        Is being fitted; the recording's model is another one with its parameters.
    X : array-like of shape (n_samples, n_features)
    sample_weight : array-like of shape (n_samples,), default=None
    """

    def __init__(
        self, estimator: GaussianMixture | KMeans, X: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        super().__init__(type(estimator)(**estimator.get_params(deep=False)), X, sample_weight)
        self._began = time.perf_counter()

    def advance(self) -> bool:
        """Return False: what is not there cannot be computed here."""
        return False

    def add(self, fitted: Any, init: int) -> None:
        """Keep what an iteration has found.

        Parameters
        ----------
        fitted : GaussianMixture or KMeans
            As if the fit had stopped there.
        init : int
            Number of the start.
        """
        self._keep(self._state(fitted, init))

    def end(self, fitted: Any) -> None:
        """Complete the recording with what the fit has come to."""
        self._end = self._state(fitted, 0)
        self.complete = True

    def _state(self, fitted: Any, init: int) -> em.State | lloyd.State:
        elapsed = time.perf_counter() - self._began
        before = self._states[-1] if fitted.n_iter_ and self._states else None
        return (
            self._lloyd_state(fitted, init, before, elapsed)
            if isinstance(self.model, KMeans)
            else self._em_state(fitted, init, before, elapsed)
        )

    def _em_state(self, fitted: Any, init: int, before: Any, elapsed: float) -> em.State:
        total = float(len(self.samples) if self.weights is None else self.weights.sum())
        bound = fitted.lower_bound_
        return em.State(
            init=init,
            iteration=fitted.n_iter_,
            phase="step" if fitted.n_iter_ else "init",
            parameters=fitted.parameters_,
            expected=None if before is None else before.parameters,
            log_likelihood=bound * total,
            lower_bound=bound,
            change=np.inf if before is None else bound - before.lower_bound,
            degenerate=(),
            stop_reason=fitted.stop_reason_,
            elapsed=elapsed,
            lower_bounds=list(fitted.lower_bounds_),
        )

    def _lloyd_state(self, fitted: Any, init: int, before: Any, elapsed: float) -> lloyd.State:
        centers = np.ascontiguousarray(fitted.cluster_centers_, np.float64)
        weights = np.full(len(centers), 1 / len(centers))
        if fitted.n_iter_:
            weights = np.bincount(fitted.labels_, self.weights, minlength=len(centers)).astype(np.float64)
        return lloyd.State(
            init=init,
            iteration=fitted.n_iter_,
            phase="step" if fitted.n_iter_ else "init",
            centers=centers,
            weights=weights,
            labels=fitted.labels_,
            inertia=fitted.inertia_,
            shift=np.inf if before is None else float(np.square(centers - before.centers).sum()),
            stop_reason=fitted.stop_reason_,
            elapsed=elapsed,
        )
