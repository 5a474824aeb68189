"""What a linear dynamical system says of sequences: functions that can be sent elsewhere."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fit.data.sequences import Lengths, starts
from iterscope.validation.arrays import Samples

Array = NDArray[np.float64]
Given = Literal["past", "all"]
"""Which rows a state is given: those up to its own, or all of its sequence."""


def paths(
    values: Samples,
    system: _core.LinearSystem,
    given: Given,
    lengths: Lengths | None,
) -> tuple[Array, Array, Array]:
    """Return means and covariances of the states, and log densities of the rows, given those before.

    Parameters
    ----------
    values : ndarray of shape (n_samples, n_features)
    system : LinearSystem
    given : {'past', 'all'}
        The rows by which a state is known.
    lengths : ndarray of shape (n_sequences,) or None
    """
    rows = [len(values)] if lengths is None else lengths.tolist()
    return _core.kalman_paths(values, rows, system, smooth=given == "all")


def means(values: Samples, system: _core.LinearSystem, given: Given, lengths: Lengths | None) -> Array:
    """Return the means of the states, shape (n_samples, n_states)."""
    return paths(values, system, given, lengths)[0]


def covariances(values: Samples, system: _core.LinearSystem, given: Given, lengths: Lengths | None) -> Array:
    """Return the covariances of the states, shape (n_samples, n_states, n_states)."""
    return paths(values, system, given, lengths)[1]


def log_densities(values: Samples, system: _core.LinearSystem, lengths: Lengths | None) -> Array:
    """Return the log density of each row, given those before it."""
    return paths(values, system, "past", lengths)[2]


def predicted(values: Samples, system: _core.LinearSystem, lengths: Lengths | None) -> Array:
    """Return what is expected of each row, given those before it, shape (n_samples, n_features)."""
    found = means(values, system, "past", lengths)
    before = np.vstack([np.zeros(system.n_states), found[:-1] @ system.transition.T])
    before[0 if lengths is None else starts(lengths)] = system.initial_mean
    return np.asarray(before @ system.observation.T)


def log_likelihoods(values: Samples, system: _core.LinearSystem, lengths: Lengths | None) -> Array:
    """Return the log-likelihood of each sequence."""
    first = np.zeros(1, np.intp) if lengths is None else starts(lengths)
    return np.add.reduceat(log_densities(values, system, lengths), first)
