"""What a brush does to data: samples come, go, and weigh more or less; the principal axes stay."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fit.data import sequences
from iterscope.fit.data.data import NO_LABEL, Data

MOST_WEIGHING = 2.0**20
"""Times that one sample weighs more than another."""

Places = Sequence[Sequence[float]]


def added(data: Data, dims: Sequence[int], at: Places) -> Data:
    """Return data with more samples.

    They are as near to the mean of all samples as their coordinates allow; they weigh 1, have no label, and
    end the last sequence. Samples of weight 0 are forgotten.

    Parameters
    ----------
    data : Data
    dims : sequence of int
        Features, or beyond them principal axes.
    at : sequence of sequence of float
        A coordinate along each of these for each new sample.

    Returns
    -------
    Data

    Raises
    ------
    ValueError
        If there is no such feature, or a sample would be too far away for its squared distance.
    """
    _check_dims(data, dims)
    values, weights, labels = data.values.astype(np.float64, copy=False), data.weights, data.labels
    filled = data.filled
    middle = np.average(filled.values, axis=0, weights=filled.weights).astype(np.float64, copy=False)
    more = data.projection.moved(middle, dims, at)
    with np.errstate(over="ignore"):
        finite = np.isfinite(np.square(more).sum())
    if not finite:
        largest = np.abs(more).max()
        raise ValueError(f"at must be of a scale at which squared distances are finite, got {largest:g}")
    return _changed(
        data,
        values=np.concatenate([values, more]),
        weights=None if weights is None else np.concatenate([weights, np.ones(len(more))]),
        labels=None if labels is None else np.append(labels, np.full(len(more), NO_LABEL, np.uint8)),
        lengths=None if data.lengths is None else np.append(data.lengths[:-1], data.lengths[-1] + len(more)),
    )


def erased(data: Data, dims: Sequence[int], at: Places, radius: Sequence[float]) -> Data:
    """Return data without the samples around some places; see `near`.

    Raises
    ------
    ValueError
        If there is no such feature, or no sample would be left.
    """
    kept = ~near(data, dims, at, radius)
    if not kept.any():
        raise ValueError("no sample would be left")
    return _changed(
        data,
        values=data.values[kept],
        weights=None if data.weights is None else data.weights[kept],
        labels=None if data.labels is None else data.labels[kept],
        lengths=sequences.kept(data.lengths, kept),
    )


def weighed(data: Data, rows: NDArray[Any], factor: float) -> Data:
    """Return data with some samples weighing so many times as much.

    Samples of weight 0 are forgotten.

    Parameters
    ----------
    data : Data
    rows : ndarray of int, or of bool and shape (n_samples,)
    factor : float
        Above 0.

    Returns
    -------
    Data
        These data themselves if there are no such rows.

    Raises
    ------
    ValueError
        If one sample would weigh more than 2**20 times as much as another.
    """
    chosen = np.unique(np.flatnonzero(rows) if rows.dtype == np.bool_ else rows)
    if not chosen.size:
        return data
    weights = np.ones(len(data)) if data.weights is None else data.weights.copy()
    weights[chosen] *= factor
    if not weights.max() <= MOST_WEIGHING * weights.min():
        raise ValueError(f"a sample may weigh 2**20 times as much as another at most, got factor={factor}")
    return _changed(data, weights=weights)


def near(data: Data, dims: Sequence[int], at: Places, radius: Sequence[float]) -> NDArray[np.bool_]:
    """Tell which samples lie around some places.

    Parameters
    ----------
    data : Data
    dims : sequence of int
        Features, or beyond them principal axes.
    at : sequence of sequence of float
    radius : sequence of float
        Half axes of the ellipse around each place.

    Returns
    -------
    ndarray of bool, shape (n_samples,)

    Raises
    ------
    ValueError
        If there is no such feature.
    """
    _check_dims(data, dims)
    found = np.zeros(len(data), np.bool_)
    seen = data.projection.coordinates(data.values, dims)
    with np.errstate(over="ignore"):
        for place in at:
            found |= np.square((seen - place) / radius).sum(axis=1) <= 1
    return found


def _changed(data: Data, **changes: Any) -> Data:
    if not data.in_memory:
        raise ValueError("samples that are not in memory cannot be changed: the view shows some of them")
    return replace(data, **changes, revision=data.revision + 1, _whole=None, _kept_principal=data.principal)


def _check_dims(data: Data, dims: Sequence[int]) -> None:
    if max(dims) >= len(data.projection):
        raise ValueError(f"dims must be from 0 to {len(data.projection) - 1}, got {list(dims)}")
