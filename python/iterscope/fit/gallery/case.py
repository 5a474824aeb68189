"""A case of the gallery: data, a model, a lesson."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope.fit.watched import WatchedEstimator
from iterscope.widget.card import card

if TYPE_CHECKING:
    from iterscope.fit.widget import MixtureWidget


@dataclass(frozen=True, eq=False)
class Case:
    """Data, a model, and what to look for when it is fitted to them."""

    X: NDArray[np.float64] = field(repr=False)
    """Shape (n_samples, n_features)."""
    labels: NDArray[np.int64] = field(repr=False)
    """The group that each sample was drawn from."""
    model: WatchedEstimator
    """Not yet fitted."""
    lesson: str
    """What to look for, in a sentence or two."""
    options: dict[str, Any] = field(default_factory=dict, repr=False)
    """Of the view."""

    def _repr_html_(self) -> str:
        """Return what a notebook shows of it: the lesson, and how to see it."""
        rows, columns = self.X.shape
        facts = [("model", repr(self.model)), ("samples", f"{rows} x {columns}"), ("live", ".explore()")]
        return card(self.lesson, facts)

    def explore(self, **options: Any) -> "MixtureWidget":
        """Show the fit in a live view.

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
        model: WatchedEstimator = clone(self.model)
        return model.explore(self.X, **given)


def groups(
    seed: int, centers: list[list[float]], widths: list[float], sizes: list[int]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Draw round groups.

    Parameters
    ----------
    seed : int
    centers : list of list of float
    widths : list of float
        Standard deviations.
    sizes : list of int

    Returns
    -------
    X : ndarray of shape (n_samples, 2)
    labels : ndarray of shape (n_samples,)
    """
    rng = np.random.default_rng(seed)
    kinds = zip(centers, widths, sizes, strict=True)
    groups = [rng.normal(center, width, (size, 2)) for center, width, size in kinds]
    return np.vstack(groups), np.repeat(np.arange(len(sizes)), sizes)
