"""Weights of sequences: all rows of one have the same."""

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.data import Blocks, Data
from iterscope.fit.data.sequences import starts


def weights_of(data: Data) -> NDArray[np.float64] | None:
    """Return the weight of each sequence, None where each counts once."""
    weights, lengths = data.all_weights, data.sequences if isinstance(data, Blocks) else data.lengths
    if weights is None or lengths is None:
        return None if weights is None else weights[:1]
    return weights[starts(lengths)]


def total(logs: NDArray[np.float64], data: Data) -> float:
    """Return the sum of a value of each sequence, a weight being a number of copies."""
    weights = weights_of(data)
    return float(logs.sum() if weights is None else (logs * weights).sum())


def check_weights(data: Data) -> None:
    """Refuse weights that differ within a sequence.

    Raises
    ------
    ValueError
        That names the first row.
    """
    whole = data.whole
    weights, first = whole.all_weights, weights_of(whole)
    if weights is None or first is None:
        return
    lengths = whole.sequences if isinstance(whole, Blocks) else whole.lengths
    each = first if lengths is None else np.repeat(first, lengths)
    if (weights != each).any():
        row = int(np.flatnonzero(weights != each)[0])
        raise ValueError(
            f"sample_weight must be the same for all rows of a sequence, got {weights[row]} at row "
            f"{row}, which is not that of its sequence's first row"
        )
