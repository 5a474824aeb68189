"""Where the fit of a linear dynamical system begins: what the user gives, and what the data say."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data import Data
from iterscope.fit.data.sequences import Lengths, starts
from iterscope.fit.sequence.kalman.parameters import shapes, system_of
from iterscope.fit.sequence.results import of_sequences
from iterscope.fit.sequence.weights import weights_of
from iterscope.validation import arrays
from iterscope.validation.arrays import Samples
from iterscope.validation.renamed import renamed

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
    model: Any, moments: "Moments", given: dict[str, Array], draws: np.random.RandomState, *, free: bool
) -> _core.LinearSystem:
    """Return the system of a start.

    Without other knowledge states stay where they are, and the first ones are seen as they are; half of the
    variance of what changes from row to row is theirs. Where the observation matrix is to be found, its rows
    are drawn.

    Parameters
    ----------
    model : KalmanSmoother
    moments : Moments
        Of the rows.
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
    n, p = model.n_states, len(moments.levels)
    means, changes = moments.levels, moments.steps
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
    with renamed({name: f"{name}_init" for name in given}):
        return system_of({**found, **given}, diffuse=model.initialization == "diffuse")


class Moments(NamedTuple):
    """What rows say of a start, a weight being a number of copies."""

    levels: Array
    """Mean of each feature; 0 of one without a value."""
    steps: Array
    """Mean square of each feature's changes from row to row; 1 where there are none."""


def moments(data: Data) -> Moments:
    """Return what rows say of a start; the bits depend on the sequences alone.

    Parameters
    ----------
    data : Data

    Returns
    -------
    Moments
    """
    found, weights = of_sequences(data, _sums), weights_of(data)
    if weights is not None:
        found *= weights[:, np.newaxis, np.newaxis]
    sums, counts, squares, changes = found.sum(axis=0)
    steps = squares / np.where(changes > 0, changes, 1)
    return Moments(sums / np.where(counts > 0, counts, 1), np.where(steps > 0, steps, 1.0))


def _sums(values: Samples, lengths: Lengths | None) -> Array:
    """Return sums of each sequence: of its values, their number, squares of changes, and their number.

    Of shape (n_sequences, 4, n_features).
    """
    first = np.zeros(1, np.intp) if lengths is None else starts(lengths)
    rows = np.asarray(values, np.float64)
    known = np.isfinite(rows)
    changes = np.diff(rows, axis=0, prepend=np.nan)
    changes[first] = np.nan  # there is no row before
    changed = np.isfinite(changes)
    squares = np.square(np.where(changed, changes, 0.0))
    each = (np.where(known, rows, 0.0), known.astype(np.float64), squares, changed.astype(np.float64))
    return np.stack([np.add.reduceat(one, first, axis=0) for one in each], axis=1)
