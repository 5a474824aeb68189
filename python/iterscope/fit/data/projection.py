"""Directions along which samples are seen: features, and after them the principal axes of the data."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope import _core
from iterscope.validation.arrays import Samples

MOST_AXES = 6
"""Principal axes that a view offers."""
FEWEST_FEATURES, MOST_FEATURES = 4, 1024
"""Features of data whose principal axes are found."""
MOST_WORK = 2e8
"""Products of values that finding them may take; of more samples an evenly thinned part is enough."""
MOST_ROWS = 2**20
"""Samples that are looked at."""
BLOCK = 8192
"""Samples that are projected at once."""


@dataclass(frozen=True, eq=False)
class Principal:
    """The principal axes of samples: the directions of most variance, each at right angles to those before.

    Jolliffe, "Principal Component Analysis", 2002, chapter 1.
    """

    mean: NDArray[np.float64]
    """Of the samples, shape (n_features,); coordinates along the axes are counted from it."""
    axes: NDArray[np.float64]
    """Unit vectors, that of most variance first, shape (n_axes, n_features)."""
    shares: NDArray[np.float64]
    """Of the variance of the data along each axis, shape (n_axes,)."""

    @classmethod
    def of(cls, values: Samples, weights: NDArray[np.float64] | None) -> "Principal":
        """Find the axes of complete samples.

        Parameters
        ----------
        values : ndarray of shape (n_samples, n_features)
        weights : ndarray of shape (n_samples,) or None

        Returns
        -------
        Principal
        """
        return cls.of_all(len(values), values.shape[1], values.__getitem__, weights)

    @classmethod
    def of_all(
        cls,
        n_samples: int,
        n_features: int,
        take: Callable[[Any], Samples],
        weights: NDArray[np.float64] | None,
    ) -> "Principal":
        """Find the axes of complete samples, of which those are taken that are looked at.

        Parameters
        ----------
        n_samples, n_features : int
        take : callable
            Returns samples by their numbers.
        weights : ndarray of shape (n_samples,) or None

        Returns
        -------
        Principal
        """
        stride = max(math.ceil(n_samples * n_features**2 / MOST_WORK), math.ceil(n_samples / MOST_ROWS))
        rows = take(np.arange(0, n_samples, stride)).astype(np.float64, order="C")
        scale = np.abs(rows).max() or 1.0  # whose square may be too large, or too small
        rows /= scale
        masses = None if weights is None else np.ascontiguousarray(weights[::stride])
        mean, axes, variances = _core.principal_axes(rows, min(MOST_AXES, n_features), masses)
        rows -= mean
        total = np.average(np.square(rows, out=rows), axis=0, weights=masses).sum()
        return cls(scale * mean, axes, variances / total if total > 0 else np.zeros(len(axes)))

    @property
    def names(self) -> list[str]:
        """The names of the axes, with their shares of the variance."""
        return [f"PC{number} ({_percent(share)})" for number, share in enumerate(self.shares.tolist(), 1)]

    def extent(self, values: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the least and the largest coordinates of samples along each axis."""
        low, high = np.full(len(self.axes), np.inf), np.full(len(self.axes), -np.inf)
        for first in range(0, len(values), BLOCK):
            _core.check_cancelled()
            places = (values[first : first + BLOCK] - self.mean) @ self.axes.T
            low, high = np.minimum(low, places.min(axis=0)), np.maximum(high, places.max(axis=0))
        return low, high


class Projection:
    """The directions along which the samples of some data are seen.

    Parameters
    ----------
    n_features : int
    principal : Principal or None
        None where there are only features.
    """

    def __init__(self, n_features: int, principal: Principal | None) -> None:
        self._n_features = n_features
        self._principal = principal

    def __len__(self) -> int:
        return self._n_features + (0 if self._principal is None else len(self._principal.axes))

    def vectors(self, dims: Sequence[int]) -> NDArray[np.float64]:
        """Return the unit vectors of some directions, shape (len(dims), n_features)."""
        vectors = np.zeros((len(dims), self._n_features))
        for row, dim in enumerate(dims):
            if self._principal is None or dim < self._n_features:
                vectors[row, dim] = 1.0
            else:
                vectors[row] = self._principal.axes[dim - self._n_features]
        return vectors

    def coordinates(self, values: ArrayLike, dims: Sequence[int]) -> NDArray[np.float64]:
        """Return the coordinates of samples along some directions.

        Parameters
        ----------
        values : array-like of shape (n_samples, n_features)
        dims : sequence of int

        Returns
        -------
        ndarray of shape (n_samples, len(dims))
        """
        given = np.asarray(values)
        if self._principal is None or max(dims) < self._n_features:
            return np.asarray(given[:, list(dims)], np.float64)
        origins = [0.0 if dim < self._n_features else self._principal.mean for dim in dims]
        columns = [
            (given - origin) @ vector for origin, vector in zip(origins, self.vectors(dims), strict=True)
        ]
        return np.stack(columns, axis=1)

    def moved(self, center: ArrayLike, dims: Sequence[int], at: ArrayLike) -> NDArray[np.float64]:
        """Return the nearest place to a center that has these coordinates along some directions.

        Parameters
        ----------
        center : array-like of shape (n_features,)
        dims : sequence of int
        at : array-like of shape (..., len(dims))

        Returns
        -------
        ndarray of shape (..., n_features)
        """
        place = np.asarray(center, np.float64)
        way = np.asarray(at, np.float64) - self.coordinates(place[np.newaxis], dims)[0]
        moved: NDArray[np.float64] = place + way @ np.linalg.pinv(self.vectors(dims)).T
        features = [axis for axis, dim in enumerate(dims) if dim < self._n_features]
        if len(features) == len(dims):
            moved[..., list(dims)] = at  # to the last digit
        return moved


def _percent(share: float) -> str:
    percent = 100 * share
    digits = 0 if percent >= 9.95 or percent < 0.005 else 1 if percent >= 0.995 else 2
    return f"{percent:.{digits}f} %"
