"""Samples of round groups to try a model on, as scikit-learn draws them; many of them in parts."""

import sys
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit.data import draws
from iterscope.validation import arguments, arrays, seed
from iterscope.validation.seed import Seed
from iterscope.widget.progress import lasting

MOST_CENTERS: Final = 2**24
_FAR: Final = 64.0
"""Standard deviations beyond which no draw lies."""
_USUAL: Final = 3
"""Groups unless it is said."""


def make_blobs(
    n_samples: ArrayLike = 100,
    n_features: int = 2,
    *,
    centers: ArrayLike | None = None,
    cluster_std: ArrayLike = 1.0,
    center_box: Sequence[float] = (-10.0, 10.0),
    shuffle: bool = True,
    random_state: Seed = None,
    return_centers: bool = False,
) -> Any:
    """Draw samples of round groups, as `sklearn.datasets.make_blobs` does.

    Up to 2**20 samples are those of scikit-learn for the same seed, bit for bit. More than these are the same
    samples in another order, which is as random: they are shuffled in parts, so that an interrupt is heard.

    Parameters
    ----------
    n_samples : int or array-like of int, shape (n_centers,), default=100
        In all, or of each group.
    n_features : int, default=2
        What `centers` has, where these are given.
    centers : int or array-like of shape (n_centers, n_features), default=None
        How many, or where; None is three where `n_samples` is a number.
    cluster_std : float or array-like of shape (n_centers,), default=1.0
        Standard deviation of the groups, in each feature.
    center_box : pair of float, default=(-10.0, 10.0)
        The least and the largest coordinate of centers that are drawn.
    shuffle : bool, default=True
        Whether the samples are in random order; otherwise one group comes after the other.
    random_state : int, Generator, SeedSequence, RandomState or None, default=None
        None draws from NumPy's global state.
    return_centers : bool, default=False
        Whether to return the centers, too.

    Returns
    -------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
        The group of each sample.
    centers : ndarray of shape (n_centers, n_features)
        Only if `return_centers`.

    Raises
    ------
    TypeError, ValueError
        If an argument cannot be what it must be.
    MemoryError
        If there is no memory for so many samples.
    """
    for name, value in (("shuffle", shuffle), ("return_centers", return_centers)):
        arguments.truth(name, value)
    source = seed.random_state(random_state)
    low, high = _box(center_box)
    width = arguments.integer("n_features", n_features, 1, sys.maxsize // 8)
    sizes = _sizes(n_samples)
    found = _centers(centers, sizes)
    count = found if isinstance(found, int) else len(found)
    widths = _widths(cluster_std, count)
    if isinstance(found, int):
        found = draws.rows(lambda shape: source.uniform(low, high, shape), count, width)
    places = arrays.double(found, "centers")
    with np.errstate(over="ignore"):
        farthest = np.abs(places).max() + _FAR * widths.max()
    if not np.isfinite(farthest):
        raise ValueError(
            "centers and cluster_std must be of a scale at which samples are finite, got centers up to "
            f"{np.abs(places).max():g} and cluster_std up to {widths.max():g}"
        )
    if isinstance(sizes, int):
        each, more = divmod(sizes, count)
        sizes = np.full(count, each) + (np.arange(count) < more)
    ends = np.cumsum(sizes)
    total, width = int(ends[-1]), places.shape[1]
    _check_total(n_samples, total, width)
    with lasting():
        X = np.empty((total, width))
        for start, end, place, spread in zip(ends - sizes, ends, places, widths, strict=True):
            _draw(source, place, spread, X[start:end])
        order = draws.permutation(source, total) if shuffle else None
        y = np.empty(total, int)
        for part in draws.parts(total, 1):
            rows = np.arange(part.start, part.stop) if order is None else order[part]
            y[part] = np.searchsorted(ends, rows, side="right")
        if order is not None:
            drawn, X = X, np.empty_like(X)
            for part in draws.parts(total, width):
                X[part] = drawn[order[part]]
    return (X, y, found) if return_centers else (X, y)


def _draw(
    source: np.random.RandomState, place: NDArray[np.float64], spread: float, group: NDArray[np.float64]
) -> None:
    draws.fill(lambda shape: np.asarray(source.normal(place, spread, shape)), group)


def _box(given: Any) -> tuple[float, float]:
    low, high = (
        arguments.real("center_box", bound)
        for bound in arguments.items("center_box", given, 2, "a pair (least, largest) of numbers")
    )
    if not (low <= high and np.isfinite(high - low)):
        raise ValueError(
            "center_box must be (least, largest) with least <= largest and a finite difference, got "
            f"{arguments.shown(given)}"
        )
    return low, high


def _sizes(n_samples: Any) -> int | NDArray[np.int64]:
    """Return the number of samples, in all or of each group."""
    if _is_single(n_samples):
        return arguments.integer("n_samples", n_samples, 1, sys.maxsize // 8)
    form = "an integer of at least 1, or integers of at least 0 for each center that are not all 0"
    sizes = _array("n_samples", n_samples, form)
    if sizes.dtype.kind not in "iu" or sizes.ndim != 1 or not 0 < len(sizes) <= MOST_CENTERS:
        raise _refusal("n_samples", form, n_samples)
    if sizes.min() < 0 or not sizes.any():
        raise _refusal("n_samples", form, n_samples)
    _check_total(n_samples, sum(sizes.tolist()), 1)
    return sizes.astype(np.int64)


def _check_total(n_samples: Any, total: int, width: int) -> None:
    """Refuse more samples than an array can hold."""
    if total > (most := sys.maxsize // (8 * width)):
        raise ValueError(
            f"n_samples must be at most {most} in all, of {width} features, got {arguments.shown(n_samples)}"
        )


def _centers(centers: Any, sizes: int | NDArray[np.int64]) -> int | NDArray[Any]:
    """Return how many centers there are, or where they are."""
    groups = None if isinstance(sizes, int) else len(sizes)
    if centers is None:
        return groups or _USUAL
    if _is_single(centers):
        count = arguments.integer("centers", centers, 1, MOST_CENTERS)
        if groups is not None:
            raise _refusal("centers", "None or the places where n_samples has a number for each", centers)
        return count
    form = "None, an integer, or places of shape (n_centers, n_features)"
    places = _array("centers", centers, form)
    if places.ndim != 2 or not places.size:
        raise _refusal("centers", form, centers)
    if groups is not None and len(places) != groups:
        raise ValueError(
            f"centers must be {groups}, one for each number in n_samples, got {len(places)} of them"
        )
    return places


def _widths(cluster_std: Any, count: int) -> NDArray[np.float64]:
    """Return the standard deviation of each group."""
    form = f"a number of at least 0, or one for each of the {count} centers"
    if _is_single(cluster_std):
        widths = np.full(count, arguments.real("cluster_std", cluster_std))
    else:
        widths = arrays.double(_array("cluster_std", cluster_std, form), "cluster_std")
    if widths.shape != (count,) or widths.min() < 0:
        raise _refusal("cluster_std", form, cluster_std)
    return widths


def _is_single(value: Any) -> bool:
    return isinstance(value, str | bytes) or not hasattr(value, "__len__") or getattr(value, "ndim", 1) == 0


def _array(name: str, value: Any, form: str) -> NDArray[Any]:
    try:
        return arrays.real(value, name)
    except (TypeError, ValueError):
        raise _refusal(name, form, value) from None


def _refusal(name: str, form: str, value: Any) -> ValueError:
    return ValueError(f"{name} must be {form}, got {arguments.shown(value)}")
