"""The bound that an E step makes of the objective, along the line to the next parameters."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope._core import check_cancelled
from iterscope.fit.recording import Recording
from iterscope.validation import arrays

FRACTIONS = np.linspace(-0.5, 2, 51)
"""Places on the line: 0 is at the present parameters, 1 at the next ones."""


@dataclass(frozen=True, eq=False, kw_only=True)
class BoundCurves:
    """The objective and its bound from the parameters of an E step to those of the M step, and beyond.

    Both touch at 0. Of a mixture they are the log-likelihood and the lower bound that EM makes larger: the
    expectation of the complete data's log-likelihood plus the entropy of the responsibilities (Neal and
    Hinton 1998; Bishop 2006, section 9.4). Of k-means they are minus the inertia, and minus the squared
    distances to the centers as assigned.
    """

    fractions: NDArray[np.float64]
    """Places on the line, shape (n,)."""
    objective: NDArray[np.float64]
    """Shape (n,); NaN where the parameters are none of a model."""
    bound: NDArray[np.float64]
    """Shape (n,); nowhere above the objective."""


def curves(recording: Recording, index: int, fractions: ArrayLike = FRACTIONS) -> BoundCurves:
    """Return the curves of the last E step up to a step.

    Parameters
    ----------
    recording : Recording
    index : int
        Of a step; the one after an E step is recorded.
    fractions : array-like of shape (n,)

    Returns
    -------
    BoundCurves

    Raises
    ------
    ValueError
        If no E step has been taken, or no M step follows it; if the model has no such bound.
    """
    given = arrays.real(fractions, "fractions")
    places = arrays.parameter(given, "fractions", (given.size,))
    shown = recording.step(index)
    ahead = shown if shown.phase != "expect" else recording.step(min(index + 1, len(recording) - 1))
    present = shown.shading
    if present is None or ahead.phase not in {"maximize", "step"} or ahead.init != shown.init:
        raise ValueError("the bound leads from an E step to its M step: none is shown, or none follows")
    algorithm, data = recording.algorithm, recording.data
    weights = np.ones(len(data)) if data.weights is None else data.weights
    shares = algorithm.responsibilities(data.values, present)
    algorithm.joint(data.values[:1], present)  # a model without says so
    values = np.full((2, len(places)), np.nan)
    for place, fraction in enumerate(places):
        check_cancelled()
        try:
            parameters = algorithm.between(present, ahead.parameters, float(fraction))
        except ValueError:  # beyond both ends may be no model
            continue
        values[:, place] = _sums(algorithm.joint(data.values, parameters), shares, weights, algorithm.hard)
    return BoundCurves(fractions=places, objective=values[0], bound=values[1])


def _sums(joint: Any, shares: Any, weights: NDArray[np.float64], hard: bool) -> tuple[float, float]:  # noqa: FBT001
    """Return the objective and the bound from logarithms of weight times density."""
    largest = joint.max(axis=1, keepdims=True)
    logs = largest[:, 0]
    if not hard:
        logs = logs + np.log(np.exp(joint - largest).sum(axis=1))
    taken = shares > 0
    expected = np.where(taken, shares * (joint - np.log(np.where(taken, shares, 1.0))), 0.0)
    return float(weights @ logs), float(weights @ expected.sum(axis=1))
