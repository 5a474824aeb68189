"""The integers by which a page colors fields, of their values."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.base import LENGTHS

_ANGLES = 252
"""Numbers of a turn."""
_FRACTIONS = 1 << 24
"""Numbers of what rounding leaves of a smooth count."""


def integers(name: str, values: NDArray[Any], max_iter: int) -> NDArray[np.uint32]:
    """Return the integers of `_core.tile_fields` for values of a field; lengths are in pixels."""
    if name == "count":
        return np.where(values >= max_iter, 0, values + 1).astype(np.uint32)
    if name in {"period", "root"}:
        return values.astype(np.uint32)
    with np.errstate(divide="ignore"):
        if name == "smooth":
            found = (values + 16) * 256
        elif name == "fraction":
            found = _FRACTIONS * values + 1
        elif name in LENGTHS:
            found = np.clip(1 + 32 * (np.log2(values) + 8), 1, 1023)
        elif name == "trap":
            found = np.clip(1 + 64 * (np.log2(values) + 16), 1, 1501)
        else:  # an angle
            found = 1 + np.floor(_ANGLES * values) % _ANGLES
    return np.where(np.isnan(values), 0, np.maximum(1, np.rint(found))).astype(np.uint32)
