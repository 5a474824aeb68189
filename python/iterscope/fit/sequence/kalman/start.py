"""Where the fit of a linear dynamical system begins: what the user gives, and what the data say."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.data.sequences import starts
from iterscope.fit.sequence.kalman.parameters import shapes, system_of
from iterscope.validation import arrays

Array = NDArray[np.float64]


def given(model: Any, n_features: int) -> dict[str, Array]:
    """Return the parameters that the user gives, checked.

    Raises
    ------
    TypeError, ValueError
        If one has another shape or is no array of finite numbers.
    """
    found = {}
    for name, shape in shapes(model.n_states, n_features).items():
        value = getattr(model, f"{name}_init")
        if value is None:
            continue
        if name.startswith("initial") and model.initialization == "diffuse":
            raise ValueError(
                f"{name}_init must be None with initialization='diffuse', which knows nothing of the "
                "first state"
            )
        found[name] = arrays.parameter(value, f"{name}_init", shape)
    return found


def start(
    model: Any, data: Data, given: dict[str, Array], draws: np.random.RandomState, *, free: bool
) -> _core.LinearSystem:
    """Return the system of a start.

    Without other knowledge states stay where they are, and the first ones are seen as they are; half of the
    variance of what changes from row to row is theirs. Where the observation matrix is to be found, its rows
    are drawn.

    Parameters
    ----------
    model : KalmanSmoother
    data : Data
    given : dict of ndarray
        What the user gives.
    free : bool
        Whether entries of the observation matrix are to be found.
    draws : RandomState

    Raises
    ------
    ValueError
        If what the user gives is no system.
    """
    n, p = model.n_states, data.n_features
    means, changes = levels(data), steps(data)
    observation = draws.standard_normal((p, n)) if free else np.eye(p, n)
    observation = given.get("observation", observation)
    level = np.linalg.lstsq(observation, means, rcond=None)[0]
    scale = float(changes.mean())
    spread = float(np.square(means).mean()) + 10 * scale
    found = {
        "transition": np.eye(n),
        "transition_covariance": np.eye(n) * scale / 2,
        "observation": observation,
        "observation_covariance": np.diag(changes / 4),
        "initial_mean": level,
        "initial_covariance": np.eye(n) * spread,
    }
    return system_of({**found, **given}, diffuse=model.initialization == "diffuse")


def levels(data: Data) -> Array:
    """Return the mean of each feature; 0 of one without a value."""
    return _means(np.asarray(data.values, np.float64), data.weights)


def steps(data: Data) -> Array:
    """Return the mean square of each feature's changes from row to row; 1 where there are none."""
    changes = np.diff(np.asarray(data.values, np.float64), axis=0)
    weights = None if data.weights is None else data.weights[1:]
    if data.lengths is not None:
        between = starts(data.lengths)[1:] - 1
        changes = np.delete(changes, between, axis=0)
        weights = None if weights is None else np.delete(weights, between)
    squares = _means(np.square(changes), weights)
    found: Array = np.where(squares > 0, squares, 1.0)
    return found


def _means(values: Array, weights: Array | None) -> Array:
    """Return the mean of each column, a weight being a number of copies; 0 of one without a value."""
    known = np.isfinite(values)
    counts = known if weights is None else known * weights[:, np.newaxis]
    totals = counts.sum(axis=0)
    means: Array = (np.where(known, values, 0) * counts).sum(axis=0) / np.where(totals > 0, totals, 1)
    return means
