"""Lloyd's algorithm: samples to their nearest center, centers to the mean of their samples."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import _core
from iterscope.fit.algorithm import Algorithm
from iterscope.fit.cluster import agreement, moments
from iterscope.fit.cluster.nearest import nearest
from iterscope.fit.cluster.oversampling import parallel_seeds
from iterscope.fit.cluster.seeding import rows, seeds
from iterscope.fit.data import Blocks, Data
from iterscope.fit.loop import Starts
from iterscope.fit.progress.verbose import InertiaReporter, Reporter
from iterscope.fit.step import Step, StopReason, frozen
from iterscope.fit.typeset.formulas import Example, Halves, figures, minus, summed, vector
from iterscope.fit.typeset.parts import fraction, row, sub
from iterscope.validation import arrays, seed
from iterscope.validation.warn import warn


class Assignment(NamedTuple):
    """Which samples are nearest to which centers, and what comes of it."""

    labels: NDArray[np.int32] | None
    """None of samples that are not in memory."""
    mark: int
    """Tells such labels apart from others."""
    means: NDArray[np.float64]
    """Of the samples with each label."""
    inertia: float
    weights: NDArray[np.float64]
    """Weight of each cluster."""


@dataclass(frozen=True, eq=False)
class Centers:
    """The parameters of k-means; the arrays are read-only."""

    weights: NDArray[np.float64]
    """Share of the samples in each cluster, shape (n_clusters,); equal shares at a start."""
    means: NDArray[np.float64]
    """Shape (n_clusters, n_features)."""

    def __post_init__(self) -> None:
        frozen(self.weights)
        frozen(self.means)

    @classmethod
    def alone(cls, means: NDArray[np.float64]) -> "Centers":
        """Return centers that no sample belongs to yet."""
        return cls(np.full(len(means), 1.0 / len(means)), means)


@dataclass(frozen=True, eq=False, kw_only=True)
class KMeansStep(Step[Centers]):
    """The state of k-means after one step."""

    labels: NDArray[np.int32] | None = None
    """The nearest of the centers before this step, for each sample; None at a start, and in a recording.

    None, too, of samples that are not in memory: `KMeans.predict` finds them.
    """
    mark: int = 0
    """Tells labels that are not kept apart from others; 0 of those that are."""

    @property
    def weights(self) -> NDArray[np.float64]:
        """Share of the samples in each cluster, shape (n_clusters,); equal shares at a start."""
        return self.parameters.weights

    @property
    def means(self) -> NDArray[np.float64]:
        """Centers after this step, shape (n_clusters, n_features)."""
        return self.parameters.means

    @property
    def inertia(self) -> float:
        """Weighted sum of the squared distances to the centers before this step; inf at a start."""
        return -self.log_likelihood


class Lloyd(Algorithm[Centers]):
    """k-means.

    Parameters
    ----------
    model : KMeans
        Its parameters say how.
    data : Data

    Raises
    ------
    ValueError
        If the centers that the user gives have another shape.

    Warns
    -----
    RuntimeWarning
        If several starts are asked for and the centers are given.
    """

    kind = "kmeans"
    names = ("weights", "means")
    halves = ("assignment", "update")
    hard = True
    weights_name = "Shares"
    step = KMeansStep

    def __init__(self, model: Any, data: Data) -> None:
        super().__init__(model, data)
        self._named = str(model.init) if isinstance(model.init, str) else None
        self._bounds = _core.ClusterBounds(always=model.algorithm == "elkan")
        self._given: NDArray[np.float64] | None = None
        if self._named is None and not callable(model.init):
            self._given = self._checked(model.init)
            if model.n_init not in ("auto", 1):
                warn(
                    "Explicit initial center position passed: performing only one init in "
                    f"{type(model).__name__} instead of n_init={model.n_init}.",
                    RuntimeWarning,
                )

    @property
    def n_init(self) -> int:
        """Number of starts."""
        if self._given is not None:
            return 1
        automatic = 1 if self._named in ("k-means++", "k-means||") else 10
        return automatic if self.model.n_init == "auto" else int(self.model.n_init)

    @property
    def reporter(self) -> Reporter:
        """Writes the inertia of each start."""
        return InertiaReporter() if self.model.verbose else Reporter()

    def starts(self) -> Iterator[Centers]:
        """Choose the first centers of each start."""
        random_state = seed.random_state(self.model.random_state)
        return Starts(self.n_init, random_state, lambda draws: Centers.alone(self._start(draws)))

    def expect(self, parameters: Centers) -> Assignment:
        """Find the nearest center of each sample."""
        if self.data.in_memory:
            labels, means, inertia, weights = _core.lloyd_step(
                self.data.values, parameters.means, self.data.weights, bounds=self._bounds
            )
            return Assignment(labels, 0, means, inertia, weights)
        found = self.data.total(_core.cluster_statistics, parameters.means)
        means, weights = found.means()
        return Assignment(None, found.labels, means, found.inertia, weights)

    def expected_fields(self, expected: Assignment) -> dict[str, Any]:
        """Return the labels, and minus the inertia in the place of the likelihood."""
        return {
            "labels": expected.labels,
            "mark": expected.mark,
            "log_likelihood": -expected.inertia,
            "lower_bound": -expected.inertia,
        }

    def maximize(self, expected: Assignment) -> tuple[Centers, list[int]]:
        """Move the centers to the means of their samples."""
        return Centers(expected.weights / expected.weights.sum(), expected.means), []

    def change(self, before: Step[Centers], bound: float, parameters: Centers | None) -> float:  # noqa: ARG002
        """Return the sum of the squared distances that the centers moved, of the step before till they do."""
        if parameters is None:
            return before.change
        with np.errstate(over="ignore"):  # samples of little weight may be as far away as numbers go
            return float(np.square(parameters.means - before.parameters.means).sum())

    def stop(self, before: Any, after: Any) -> StopReason | None:
        """Stop when the labels stay, or the centers move less than the tolerance."""
        settled = before.shading is not None and before.mark == after.mark
        if (
            settled and (after.labels is None or np.array_equal(before.labels, after.labels))
        ) or after.change <= self._tolerance:
            return "converged"
        return "max_iter" if after.iteration >= self.model.max_iter else None

    def end(self, last: Any) -> Any:
        """Return the last centers with the labels and the inertia that belong to them."""
        return last if last.change == 0 else self._assigned(last, last.parameters)

    def better(self, step: Any, best: Any) -> bool:
        """Tell whether the inertia is less, and the clusters differ in more than their numbers."""
        less, n_clusters = bool(step.lower_bound > best.lower_bound), len(step.means)
        return less and not self._same(step, best, n_clusters)

    def objective(self, step: Any) -> tuple[str, float]:
        """Return the inertia."""
        return "inertia", step.inertia

    def warn(self, best: Any) -> None:
        """Warn of clusters that are missing."""
        found = int(np.count_nonzero(self._sizes(best)))
        if found < self.model.n_clusters:
            warn(
                f"Number of distinct clusters ({found}) found smaller than n_clusters "
                f"({self.model.n_clusters}). Possibly due to duplicate points in X.",
                ConvergenceWarning,
            )

    def exact(self, parameters: Centers) -> NDArray[np.float64]:
        """Return the centers."""
        return parameters.means

    def results(self, step: Any) -> dict[str, Any]:
        """Return the attributes of a fitted `KMeans`."""
        return {
            "cluster_centers_": step.means.astype(self.data.dtype),
            "labels_": np.empty(0, np.int32) if step.shading is None else self._all_labels(step),
            "inertia_": step.inertia,
            "n_iter_": step.iteration,
            "stop_reason_": step.stop_reason,
            "_masses": np.zeros_like(step.weights) if step.shading is None else step.weights * self._mass,
        }

    def fields_of(self, fitted: Any) -> dict[str, Any]:
        """Return the fields of a step from a fitted `KMeans`."""
        parameters = Centers.alone(np.array(fitted.cluster_centers_, np.float64, order="C"))
        labels = self.data.present(fitted.labels_) if self.data.in_memory else None
        if fitted.n_iter_ and labels is not None:
            counts = np.bincount(labels, self.data.weights, minlength=len(parameters.means))
            parameters = Centers(counts / counts.sum(), parameters.means)
        return {
            "parameters": parameters,
            "labels": labels,
            "log_likelihood": -fitted.inertia_,
            "lower_bound": -fitted.inertia_,
        }

    def public(self, step: Any, responsibilities: NDArray[np.float64] | None) -> Any:
        """Return a step with labels of its own."""
        if not self.data.in_memory:
            return step
        labels = None if step.labels is None else frozen(self._all_labels(step).copy())
        return replace(step, labels=labels, responsibilities=responsibilities)

    def responsibilities(self, values: arrays.Samples, parameters: Centers) -> NDArray[np.float64]:
        """Return the labels of the nearest centers as zeros and ones, shape (n_samples, n_clusters)."""
        labels = nearest(values, parameters.means)
        return np.asarray(labels[:, np.newaxis] == np.arange(len(parameters.means)), np.float64)

    def kept(self, step: Any) -> Any:
        """Drop the labels."""
        return replace(step, labels=None)

    def restored(self, step: Any) -> Any:
        """Find the labels again."""
        return self._assigned(step, step.parameters if step.shading is None else step.shading)

    def n_components(self, parameters: Centers) -> int:
        """Return the number of clusters."""
        return len(parameters.means)

    def moved(self, parameters: Centers, component: int, dims: list[int], at: NDArray[np.float64]) -> Centers:
        """Move a center."""
        means = parameters.means.copy()
        means[component, dims] = at
        return Centers.alone(means)

    def between(self, first: Centers, second: Centers, fraction: float) -> Centers:
        """Return centers on the line from the first to the second."""
        return Centers.alone((1 - fraction) * first.means + fraction * second.means)

    def joint(self, values: arrays.Samples, parameters: Centers) -> NDArray[np.float64]:
        """Return minus the squared distances, shape (n_samples, n_clusters)."""
        squares = [np.square(values - mean).sum(axis=1, dtype=np.float64) for mean in parameters.means]
        return -np.stack(squares, axis=1)

    def basin_start(self, parameters: Centers) -> NDArray[np.float64]:
        """Return the centers."""
        return np.ascontiguousarray(parameters.means)

    def formulas(self, shown: Example) -> Halves:
        """Return which center is nearest; share and mean of a cluster."""
        k, x = str(shown.component), sub("x", "n")
        size = row("|", sub("C", k), "|")
        nearest = row(sub("z", "n"), " = ", sub("argmin", "k"), " |", minus(x, sub("μ", "k")), "|²")
        winner = k if math.isfinite(shown.share) else "\N{EN DASH}"
        mean = fraction(row(summed(f"n in C{k}"), x), size)
        return (nearest, row(sub("z", str(shown.sample)), f" = {winner}")), (
            row(fraction(size, "N"), f" = {figures(shown.weight)}"),
            row(sub("μ", k), " = ", mean, vector(shown.center)),
        )

    def coloring(self, parameters: Centers | None) -> NDArray[np.float64] | None:
        """Return the centers: a sample has the color of the nearest one."""
        return None if parameters is None else parameters.means

    @property
    def _mass(self) -> float:
        """The weight of all samples."""
        weights = self.data.all_weights
        return float(self.data.n_samples if weights is None else weights.sum())

    @cached_property
    def _tolerance(self) -> float:
        return float(self.model.tol) * moments.variance(self.data)

    def _assigned(self, step: Any, centers: Centers) -> Any:
        return replace(step, shading=centers, **self.expected_fields(self.expect(centers)))

    def _same(self, step: Any, best: Any, n_clusters: int) -> bool:
        """Tell whether two steps differ in the numbers of the clusters only."""
        if isinstance(self.data, Blocks):
            pairs = self.data.parts(agreement.pairs, step.shading.means, best.shading.means)
            names = np.unique(np.concatenate(pairs), axis=0)
            return bool(all(len(np.unique(side)) == len(side) for side in names.T))
        return agreement.same(step.labels, best.labels, n_clusters)

    def _sizes(self, step: Any) -> NDArray[np.int64]:
        """Return the number of samples with each label."""
        n_clusters = len(step.means)
        if isinstance(self.data, Blocks):
            return np.asarray(np.sum(self.data.parts(agreement.sizes, step.shading.means), axis=0))
        return np.bincount(step.labels, minlength=n_clusters)

    def _all_labels(self, step: Any) -> Any:
        """Return the labels of a step, with those of samples of weight 0."""
        if isinstance(self.data, Blocks):
            return self.data.each(nearest, step.shading.means, dtype=np.int32)
        if self.data.whole is self.data:
            labels: NDArray[np.int32] = step.labels
            return labels
        return _core.lloyd_step(self.data.whole.values, step.shading.means)[0]

    def _start(self, random_state: np.random.RandomState) -> NDArray[np.float64]:
        data, n_clusters = self.data, self.model.n_clusters
        if self._given is not None:
            return self._given.copy()
        if self._named is None:
            if not data.in_memory:
                raise ValueError("init must not be a callable for samples that are not in memory")
            return self._checked(self.model.init(data.values, n_clusters, random_state=random_state))
        if self._named == "k-means++":
            return np.array(data.take(seeds(data, n_clusters, random_state)), np.float64)
        if self._named == "k-means||":
            return np.array(data.take(parallel_seeds(data, n_clusters, random_state)), np.float64)
        shares = np.ones(data.n_samples) if data.all_weights is None else data.all_weights
        return np.array(data.take(rows(data.n_samples, n_clusters, shares, random_state)), np.float64)

    def _checked(self, value: ArrayLike) -> NDArray[np.float64]:
        centers = arrays.matrix(value, "init", user=type(self.model).__name__)
        wanted = (
            (self.model.n_clusters, "number of clusters"),
            (self.data.n_features, "number of features of the data"),
        )
        for size, (number, what) in zip(centers.shape, wanted, strict=True):
            if size != number:
                raise ValueError(
                    f"The shape of the initial centers {centers.shape} does not match the {what} {number} "
                    "(init)."
                )
        return centers.copy()
