"""The record of a fit: all half-steps so far, the next one computed when it is asked for."""

from collections.abc import Callable, Generator
from dataclasses import replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.fit.cluster import kmeans_step, lloyd
from iterscope.fit.cluster.kmeans import KMeans
from iterscope.fit.cluster.kmeans_step import KMeansStep
from iterscope.fit.mixture import em
from iterscope.fit.mixture.covariance import CovarianceType
from iterscope.fit.mixture.gaussian import GaussianMixture
from iterscope.fit.step import EMStep
from iterscope.validation import arrays

Algorithm = Literal["em", "kmeans"]
Start = _core.Parameters | NDArray[np.float64]
"""Where a fit begins: parameters for EM, centers for k-means."""

_HARD = 1e-9
"""Variance, in units of the data's, of the Gaussians that stand for the centers of k-means."""


class Recording:
    """A fit that can be stepped through, back and forth, and left for another one at any step.

    Played to its end it leaves the model as ``fit`` does, bit for bit; only its warnings are not given, since
    the steps say the same. Memory grows by the parameters of each iteration (twice, with the factors of the
    precisions); nothing of the size of the samples is kept for a step.

    Parameters
    ----------
    model : GaussianMixture or KMeans
        Is fitted by `assign`, and says how in the meantime.
    X : array-like of shape (n_samples, n_features)
    sample_weight : array-like of shape (n_samples,), default=None
    start : _core.Parameters or ndarray of shape (n_clusters, n_features), default=None
        Where to begin, instead of where the model would.

    Raises
    ------
    TypeError
        If the model is another estimator.
    ValueError
        If the model refuses a parameter or the data.
    """

    def __init__(
        self,
        model: GaussianMixture | KMeans,
        X: ArrayLike,
        sample_weight: ArrayLike | None = None,
        start: Start | None = None,
    ) -> None:
        if not isinstance(model, GaussianMixture | KMeans):
            raise TypeError(f"model must be a GaussianMixture or a KMeans, got {type(model).__name__}")
        self.model = model
        self._X = X
        self._sample_weight = sample_weight
        self._source: Generator[Any, bool | None, Any]
        self._assign: Callable[[Any], None]
        # The estimators check all before their loop begins.
        if isinstance(model, KMeans):
            self.samples = arrays.matrix(X, "X", user=type(model).__name__)
            self._source, _, self._assign = model._prepare(X, sample_weight, half_steps=True)  # noqa: SLF001
        else:
            self.samples, self._source, self._assign = model._prepare(X, sample_weight, half_steps=True)  # noqa: SLF001
        self.weights = arrays.weights(sample_weight, len(self.samples))
        if start is not None:
            self._source = self._from(start)
        self._states: list[Any] = []
        self._following: Any = None
        self._end: Any = None
        self._error: Exception | None = None
        self.complete = False
        """Whether the fit has come to its end."""

    @property
    def algorithm(self) -> Algorithm:
        """What the model does."""
        return "kmeans" if isinstance(self.model, KMeans) else "em"

    @property
    def covariance_type(self) -> CovarianceType:
        """Of the model; k-means is a limit of the spherical one."""
        return "spherical" if isinstance(self.model, KMeans) else self.model.covariance_type  # type: ignore[return-value]

    def __len__(self) -> int:
        return len(self._states)

    def advance(self) -> bool:
        """Compute the next half-step.

        Returns
        -------
        bool
            Whether there was one.

        Raises
        ------
        ValueError
            If a covariance matrix collapses, now or the last time this was called.
        """
        self.check()
        if self.complete:
            return False
        try:
            self._keep(next(self._source) if self._following is None else self._following)
            self._following = None
            if self._states[-1].stop_reason is not None:
                self._following = next(self._source)
        except StopIteration as end:
            self._end = end.value
            self.complete = True
        except Exception as error:
            self._error = error
            raise
        return True

    def check(self) -> None:
        """Raise the error that has ended the recording, if one has."""
        if self._error is not None:
            raise self._error

    def step(self, index: int) -> EMStep | KMeansStep:
        """Return what a recorded step did; labels of k-means are kept of the last step only."""
        state = self._states[index]
        return kmeans_step.record(state) if isinstance(state, lloyd.State) else em.record(state)

    def parameters(self, index: int) -> _core.Parameters:
        """Return the mixture after a step; very narrow Gaussians stand for the centers of k-means."""
        state = self._states[index]
        return self._narrow(state.centers) if isinstance(state, lloyd.State) else state.parameters

    def shading(self, index: int) -> _core.Parameters | None:
        """Return the mixture that the last E step until there used, None if there was none.

        Its responsibilities colour the samples.
        """
        state = self._states[index]
        if isinstance(state, em.State):
            return state.expected
        if not state.iteration:
            return None
        return self._narrow(self._states[index - (state.phase != "expect")].centers)

    def assign(self, index: int) -> None:
        """Make the model one that is fitted with the parameters of a recorded step."""
        if self.complete and index == len(self) - 1:
            self._assign(self._end)
            return
        state = self._states[index]
        if isinstance(state, lloyd.State):
            centers = self._states[max(index - (state.phase != "expect"), 0)].centers
            labels, _, inertia, _ = _core.lloyd_step(self.samples, centers, self.weights)
            self._assign(replace(state, labels=labels, inertia=inertia))
        else:
            self._assign(replace(state, lower_bounds=state.lower_bounds[: state.iteration]))

    def moved(self, index: int, component: int, dims: tuple[int, ...], at: tuple[float, ...]) -> "Recording":
        """Return a new recording that goes on from a step with one mean moved.

        Parameters
        ----------
        index : int
            Of the step.
        component : int
        dims : tuple of int
            The features in which it moves.
        at : tuple of float
            Where it moves to.

        Returns
        -------
        Recording

        Raises
        ------
        ValueError
            If there is no such step, component or feature, or `at` is not finite.
        """
        if not 0 <= index < len(self):
            raise ValueError(f"index must be from 0 to {len(self) - 1}, got {index}")
        start = self.start(index)
        means = start.means if isinstance(start, _core.Parameters) else start.copy()
        for name, values, size in [("component", (component,), len(means)), ("dims", dims, means.shape[1])]:
            if any(not 0 <= value < size for value in values):
                raise ValueError(f"{name} must be from 0 to {size - 1}, got {values}")
        means[component, list(dims)] = arrays.parameter(at, "at", (len(dims),))
        if isinstance(start, _core.Parameters):
            start = _core.Parameters(start.weights, means, start.covariances, start.covariance_type)
        else:
            start = means
        return Recording(self.model, self._X, self._sample_weight, start)

    def start(self, index: int) -> Start:
        """Return a step's parameters or centers, as another recording can start from them."""
        state = self._states[index]
        return state.centers if isinstance(state, lloyd.State) else state.parameters

    @cached_property
    def _mean_variance(self) -> float:
        return lloyd.mean_variance(self.samples)

    def _from(self, start: Start) -> Generator[Any, bool | None, Any]:
        if isinstance(self.model, KMeans):
            centers = arrays.parameter(
                np.asarray(start), "start", (self.model.n_clusters, self.samples.shape[1])
            )
            return self.model._run(self.samples, self.weights, iter([centers]), half_steps=True)  # noqa: SLF001
        return em.run(self.model, self.samples, self.weights, iter([start]), half_steps=True)  # type: ignore[list-item]

    def _keep(self, state: Any) -> None:
        if isinstance(state, lloyd.State):
            state = replace(state, labels=state.labels[:0].copy())  # a view would keep all of them
        self._states.append(state)

    def _narrow(self, centers: NDArray[np.float64]) -> _core.Parameters:
        n_clusters = len(centers)
        variance = self._mean_variance * _HARD or 1.0
        return _core.Parameters(
            np.full(n_clusters, 1 / n_clusters), centers, np.full(n_clusters, variance), "spherical"
        )
