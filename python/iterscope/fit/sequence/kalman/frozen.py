"""Which entries of the parameters stay as they are at the start."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.sequence.kalman.parameters import COVARIANCES, NAMES, shapes
from iterscope.validation.arguments import shown

Masks = dict[str, NDArray[np.bool_]]


def masks(frozen: Any, n_states: int, n_features: int) -> Masks:
    """Return for each parameter which of its entries stay.

    Parameters
    ----------
    frozen : iterable of str, or mapping of str to bool or array-like of bool
    n_states, n_features : int

    Returns
    -------
    dict of ndarray of bool

    Raises
    ------
    TypeError, ValueError
        If it names another parameter, or a mask has another shape or is no mask.
    """
    if isinstance(frozen, str) or not isinstance(frozen, Iterable):
        raise TypeError(f"frozen must be names of parameters, or a mapping from these, got {shown(frozen)}")
    entries: Mapping[Any, Any] = frozen if isinstance(frozen, Mapping) else dict.fromkeys(frozen, True)
    for name in entries:
        if name not in NAMES:
            raise ValueError(f"frozen must be of {', '.join(NAMES)}, got {shown(name)}")
    found = {}
    for name, shape in shapes(n_states, n_features).items():
        mask = np.asarray(entries.get(name, False))
        if mask.dtype != np.bool_ or mask.shape not in ((), shape):
            raise ValueError(
                f"frozen[{name!r}] must be a bool or an array of bool of shape {shape}, got one of "
                f"{mask.dtype} of shape {mask.shape}"
            )
        found[name] = np.ascontiguousarray(np.broadcast_to(mask, shape))
        if name in COVARIANCES and not (found[name] == found[name].T).all():
            raise ValueError(f"frozen[{name!r}] must be symmetric, as the covariance is")
    return found


def check_blocks(masks: Masks, name: str, covariance: NDArray[np.float64]) -> None:
    """Refuse a mask that frees a part only of variables of a covariance that depend on one another.

    Raises
    ------
    ValueError
        That names the variables. What is left of such a block has no maximum in closed form.
    """
    stays = masks[name]
    joined = ~stays | (covariance != 0)
    left = set(range(len(stays)))
    while left:
        block: list[int] = []
        reached = [min(left)]
        while reached:
            variable = reached.pop()
            if variable in left:
                left.remove(variable)
                block.append(variable)
                reached += np.flatnonzero(joined[variable]).tolist()
        square = stays[np.ix_(block, block)]
        if square.any() and not square.all():
            raise ValueError(
                f"frozen[{name!r}] must keep or free whole blocks of variables that depend on one another: "
                f"of {sorted(block)} some entries stay and some do not"
            )


def rows(frozen: Masks) -> list[NDArray[np.bool_]]:
    """Return the masks as the core takes them: matrices, in their order."""
    return [np.atleast_2d(frozen[name]) for name in NAMES]
