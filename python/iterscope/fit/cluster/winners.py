"""The nodes of a self-organizing map that samples go to."""

from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.validation.arrays import Samples


class Winners(NamedTuple):
    """The nodes that samples go to, and what the M step needs."""

    labels: NDArray[np.int32] | None
    """The node of each sample; None of samples that are not in memory."""
    mark: int
    """Tells such labels apart from others."""
    sums: _core.MapStatistics

    def __add__(self, after: Any) -> "Winners":
        return Winners(None, (self.mark + after.mark) % 2**64, self.sums + after.sums)


def matched(data: Data, means: NDArray[np.float64], radius: float, geometry: dict[str, Any]) -> Winners:
    """Return the winners of samples, and their sums.

    Parameters
    ----------
    data : Data
    means : ndarray of shape (n_nodes, n_features)
    radius : float
    geometry : dict
        What the core must know besides.

    Returns
    -------
    Winners
    """
    found: Winners = data.total(_kept if data.in_memory else _marked, means, radius, geometry)
    return found


def _kept(
    values: Samples,
    means: NDArray[np.float64],
    radius: float,
    geometry: dict[str, Any],
    sample_weight: NDArray[np.float64] | None,
    *,
    first_row: int,
) -> Winners:
    """Return the winners of all samples."""
    labels, sums = _core.map_statistics(
        values, means, sample_weight, radius=radius, first_row=first_row, **geometry
    )
    return Winners(labels, 0, sums)


def _marked(*block: Any, first_row: int) -> Winners:
    """Return the sums of a block, and a mark of its winners."""
    found = _kept(*block, first_row=first_row)
    return found._replace(labels=None, mark=_mark(found.labels, first_row))


def _mark(labels: Any, first_row: int) -> int:
    """Return a number that labels share with others in one case of 2^64, however they are divided."""
    unit, total = _core.ROW_BLOCK, 0
    for start in range(0, len(labels), unit):
        place = (first_row + start).to_bytes(8, "little")
        digest = blake2b(labels[start : start + unit].tobytes(), digest_size=8, salt=place).digest()
        total += int.from_bytes(digest, "little")
    return total % 2**64


def winners(
    values: Samples, means: NDArray[np.float64], radius: float, geometry: dict[str, Any]
) -> NDArray[np.int32]:
    """Return the node that each of some samples goes to, shape (n_samples,)."""
    return _core.map_statistics(values, means, radius=radius, **geometry)[0]
