"""The sample and the component whose numbers stand in the formulas."""

import math
from collections.abc import Sequence
from typing import Any

from iterscope.fit.recording import Recording
from iterscope.fit.typeset.formulas import Example


def example(recording: Recording, step: Any, dims: Sequence[int], rows: Any) -> Example:
    """Choose the most doubtful of some samples, and the component to which it belongs most.

    Parameters
    ----------
    recording : Recording
    step : Step
    dims : sequence of int
        Features that are shown.
    rows : ndarray of int or slice
        Of the samples that are looked at.

    Returns
    -------
    Example
    """
    sample, component, share = 0, 0, math.nan
    if step.shading is not None:
        shares = recording.algorithm.shares(rows, step.shading)
        doubtful = int(shares.max(axis=1).argmin())
        component = int(shares[doubtful].argmax())
        share = float(shares[doubtful, component])
        sample = doubtful if isinstance(rows, slice) else int(rows[doubtful])
    centers = recording.algorithm.centers(step)
    center = tuple(recording.data.projection.coordinates(centers[[component]], dims)[0].tolist())
    variant = recording.algorithm.description.get("covariance_type", "")
    return Example(
        sample, component, share, float(recording.algorithm.weights(step)[component]), center, variant
    )
