"""A chain of states: checks, the long run, one number changed, a walk."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from iterscope.fit.data import draws
from iterscope.validation import arguments, arrays

Matrix = NDArray[np.float64]

_ROUNDING = 1e-6
"""Probabilities sum to one up to this much, the least that float32 keeps."""
_SQUARINGS = 24
"""Squarings of the matrix: after 2 ** 24 steps nothing changes any more."""


def check(value: ArrayLike | None, name: str, shape: tuple[int, ...]) -> Matrix:
    """Return probabilities of states, whose rows sum to one.

    Parameters
    ----------
    value : array-like or None
        None: all states are alike.
    name : str
        What messages call the argument.
    shape : tuple of int

    Returns
    -------
    ndarray of this shape

    Raises
    ------
    ValueError
        If the shape is another, a probability is not from 0 to 1, or a row does not sum to 1.
    """
    if value is None:
        return np.full(shape, 1.0 / shape[-1])
    given = arrays.parameter(value, name, shape)
    if given.min() < 0 or given.max() > 1:
        outside = given[(given < 0) | (given > 1)][0]
        raise ValueError(f"{name} must be made of probabilities from 0 to 1, got {outside}")
    totals = np.atleast_1d(given.sum(axis=-1))
    if (wrong := np.flatnonzero(np.abs(totals - 1) > _ROUNDING)).size:
        where = f" in row {wrong[0]}" if given.ndim > 1 else ""
        raise ValueError(f"{name} must sum to 1, got the sum {totals[wrong[0]]}{where}")
    return np.asarray(given / given.sum(axis=-1, keepdims=True))


def check_frozen(frozen: Any, starts: dict[str, Any]) -> frozenset[str]:
    """Return which parameters stay as they start.

    Parameters
    ----------
    frozen : sequence of str or None
    starts : dict
        The names that there are, each with what the user has given to start from, or None.

    Returns
    -------
    frozenset of str

    Raises
    ------
    ValueError
        If there is no such name, or it is not given where it starts.
    """
    names = () if frozen is None else frozen
    several = isinstance(names, Sequence) and not isinstance(names, str)
    if not several or not all(isinstance(name, str) and name in starts for name in names):
        raise ValueError(f"frozen must name some of {tuple(starts)}, got {arguments.shown(frozen)}")
    for name in names:
        if starts[name] is None:
            raise ValueError(f"frozen {name!r} needs {name}_init, which says where it stays")
    return frozenset(names)


def long_run(start: Matrix, transition: Matrix) -> Matrix:
    """Return the share of the time that a chain spends in each state in the long run.

    That is the limit of the powers of ``(A + 1) / 2``, which is there for chains that turn in circles, too.

    Parameters
    ----------
    start : ndarray of shape (n_components,)
    transition : ndarray of shape (n_components, n_components)

    Returns
    -------
    ndarray of shape (n_components,)
    """
    power = (transition + np.eye(len(start))) / 2
    for _ in range(_SQUARINGS):
        power = power @ power
        power /= power.sum(axis=1, keepdims=True)  # rounding would grow with the powers
    return np.asarray(start @ power)


def changed(row: Matrix, state: int, value: float) -> Matrix:
    """Return probabilities of which one has another value; the others share the rest as before.

    Parameters
    ----------
    row : ndarray of shape (n_components,)
    state : int
    value : float
        From 0 to 1.

    Returns
    -------
    ndarray of shape (n_components,)

    Raises
    ------
    ValueError
        If it is no probability, or there is no other state for the rest.
    """
    if not 0 <= value <= 1:
        raise ValueError(f"value must be a probability from 0 to 1, got {value}")
    if len(row) == 1:
        if value != 1:
            raise ValueError(f"value must be 1 where there is only one state, got {value}")
        return row
    others = np.delete(row, state)
    total = others.sum()
    rest = others / total if total > 0 else np.full(len(others), 1.0 / len(others))
    return np.asarray(np.insert(rest * (1 - value), state, value))


def walk(start: Matrix, transition: Matrix, chances: Matrix) -> NDArray[np.int64]:
    """Return the states of a chain, given a uniform random number for each.

    Parameters
    ----------
    start : ndarray of shape (n_components,)
    transition : ndarray of shape (n_components, n_components)
    chances : ndarray of shape (n_samples,)

    Returns
    -------
    ndarray of shape (n_samples,)
    """
    first, rows = _bounds(start), [_bounds(row) for row in transition]
    states = np.empty(len(chances), np.int64)
    bounds = first
    for part in draws.parts(len(chances), 1):
        for at, chance in enumerate(chances[part], part.start):
            states[at] = state = bounds.searchsorted(chance, side="right")
            bounds = rows[state]
    return states


def _bounds(probabilities: Matrix) -> Matrix:
    """Return where in [0, 1) each state but the last possible one ends."""
    exact = probabilities.astype(np.float64)
    last = int(np.flatnonzero(exact)[-1])
    return np.asarray((exact / exact.sum()).cumsum()[:last])
