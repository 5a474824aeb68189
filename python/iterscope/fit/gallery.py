"""Fits that fail, each in its own way, with fixed seeds: what to look for, and what to do about it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope.fit.mixture.gaussian import GaussianMixture

if TYPE_CHECKING:
    from iterscope.fit.widget import MixtureWidget

__all__ = ["Case", "collapse", "local_optimum", "slow_convergence", "unequal_sizes", "wrong_k"]


@dataclass(frozen=True, eq=False)
class Case:
    """Data, a model that fails on them, and the lesson."""

    X: NDArray[np.float64]
    """Shape (n_samples, n_features)."""
    labels: NDArray[np.int64]
    """The group that each sample was drawn from."""
    model: GaussianMixture
    """Not yet fitted."""
    lesson: str
    options: dict[str, Any] = field(default_factory=dict)
    """Of the view."""

    def explore(self, **options: Any) -> "MixtureWidget":
        """Show the fit that fails in a live view.

        Parameters
        ----------
        **options
            Of `iterscope.MixtureWidget`; they go before those of the case.

        Returns
        -------
        MixtureWidget
            Its model is a copy of the case's.
        """
        given = {"labels": self.labels, "lesson": self.lesson, **self.options, **options}
        model: GaussianMixture = clone(self.model)
        return model.explore(self.X, **given)


def local_optimum() -> Case:
    """Return a start from which EM converges to a lower maximum.

    Returns
    -------
    Case
    """
    centers = [[-4.0, 0.0], [3.5, 2.2], [3.5, -2.2]]
    X, labels = _groups(1, centers, [0.8, 0.8, 0.8], [300, 300, 300])
    start = [[-4.4, 0.3], [-3.6, -0.3], [3.5, 0.0]]
    return Case(
        X,
        labels,
        GaussianMixture(3, means_init=start, random_state=0, tol=1e-6, max_iter=300),
        "Two means share one group and the third covers two: no small step leads out of a local optimum. "
        "Drag a mean over, or try other starts (W).",
    )


def collapse() -> Case:
    """Return data on one point of which a component collapses.

    Returns
    -------
    Case
    """
    X, labels = _groups(2, [[0.0, 0.0], [3.0, 1.0]], [1.0, 0.9], [250, 250])
    X = np.vstack([X, np.full((5, 2), [-3.0, 3.0])])
    labels = np.append(labels, np.full(5, 2))
    start = [[0.0, 0.0], [3.0, 1.0], [-3.0, 3.0]]
    return Case(
        X,
        labels,
        GaussianMixture(3, means_init=start, random_state=0, tol=1e-6, max_iter=200),
        "Five samples are the same. A component that shrinks onto them raises the likelihood without bound; "
        "only reg_covar holds it. Raise reg_covar, or take fewer components.",
    )


def slow_convergence() -> Case:
    """Return two groups that overlap so much that EM converges slowly.

    Returns
    -------
    Case
    """
    X, labels = _groups(3, [[-0.6, 0.0], [0.6, 0.0]], [1.0, 1.0], [600, 600])
    return Case(
        X,
        labels,
        GaussianMixture(
            2,
            covariance_type="spherical",
            means_init=[[-0.1, 0.8], [0.1, -0.8]],
            random_state=0,
            tol=1e-8,
            max_iter=2000,
        ),
        "The more the components share, the less each step changes. The log-likelihood looks flat long "
        "before the means have arrived: see its change on the log axis, and how early tol = 1e-3 would stop.",
        {"speed": 30.0},
    )


def wrong_k() -> Case:
    """Return five groups for a model of three components.

    Returns
    -------
    Case
    """
    angles = 2 * np.pi * np.arange(5) / 5
    centers = 4 * np.column_stack([np.cos(angles), np.sin(angles)])
    X, labels = _groups(4, centers.tolist(), [0.6] * 5, [160] * 5)
    return Case(
        X,
        labels,
        GaussianMixture(3, random_state=0, tol=1e-6, max_iter=300),
        "Five groups, three components: the fit converges, and says nothing of it. Compare numbers of "
        "components (B): the information criterion knows.",
    )


def unequal_sizes() -> Case:
    """Return a large and two small groups, which k-means divides wrongly and EM does not.

    Returns
    -------
    Case
    """
    centers = [[0.0, 0.0], [3.6, 0.0], [0.0, 3.4]]
    X, labels = _groups(5, centers, [1.4, 0.25, 0.25], [900, 120, 120])
    return Case(
        X,
        labels,
        GaussianMixture(3, means_init=centers, random_state=0, tol=1e-6, max_iter=300),
        "k-means, beside, knows distances only: it gives the small groups a share of the large one. EM "
        "learns how wide each group is.",
        {"compare": True},
    )


def _groups(
    seed: int, centers: list[list[float]], widths: list[float], sizes: list[int]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Draw round groups."""
    rng = np.random.default_rng(seed)
    kinds = zip(centers, widths, sizes, strict=True)
    groups = [rng.normal(center, width, (size, 2)) for center, width, size in kinds]
    return np.vstack(groups), np.repeat(np.arange(len(sizes)), sizes)
