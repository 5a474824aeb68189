"""Orders of components: by weight, by place, or as they are given."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.validation import arguments, arrays

_WORDS = ("weight", "mean")
_ALLOWED = "by must be 'weight', 'mean', the number or name of a feature, or the components in their order"


def order(
    by: Any, weights: NDArray[Any], means: NDArray[Any], columns: Sequence[Any] | None
) -> NDArray[np.intp]:
    """Return the numbers of components in the order that a user asks for.

    Parameters
    ----------
    by : {'weight', 'mean'}, int, str or array-like of int
        The heaviest first; or the least mean first, where the first feature decides and the following ones
        decide between equals; or the least mean in one feature first, by its number or name; or the
        components themselves. Those that are equal stay in their order.
    weights : ndarray of shape (n_components,)
    means : ndarray of shape (n_components, n_features)
    columns : sequence or None
        The features' names, None where they have none.

    Returns
    -------
    ndarray of shape (n_components,)

    Raises
    ------
    TypeError
        If `by` is of another type.
    ValueError
        If there is no such feature, a word means a feature too, or a component is missing or comes twice.
    """
    if isinstance(by, str) and by in _WORDS:
        if columns is not None and by in columns:
            raise ValueError(
                f"by={by!r} is the name of a feature too: give its number, {columns.index(by)}, or the "
                "components in their order"
            )
        return np.argsort(-weights, kind="stable") if by == "weight" else np.lexsort(means.T[::-1])
    if isinstance(by, str):
        if columns is None or by not in columns:
            known = "" if columns is None else f", which are {', '.join(map(arguments.shown, columns[:20]))}"
            raise ValueError(f"{_ALLOWED}{known}; got {arguments.shown(by)}")
        return np.argsort(means[:, columns.index(by)], kind="stable")
    if isinstance(by, int | np.integer) and not isinstance(by, bool):
        return np.argsort(means[:, arguments.integer("by", by, 0, means.shape[1] - 1)], kind="stable")
    if not hasattr(by, "__len__"):
        raise TypeError(f"{_ALLOWED}; got {arguments.shown(by)}")
    given, numbers = arrays.real(by, "by"), np.arange(len(weights))
    if given.dtype.kind not in "iu" or given.ndim != 1 or not np.array_equal(np.sort(given), numbers):
        raise ValueError(
            f"by must hold each component from 0 to {len(weights) - 1} once, got {arguments.shown(by)}"
        )
    return given.astype(np.intp)
