"""Hidden Markov models in plain NumPy, over all paths of states."""

import itertools

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def all_paths(start: Matrix, transition: Matrix, logs: Matrix) -> tuple[list[tuple[int, ...]], Matrix]:
    """Return the paths through (n_samples, n_states) log densities, and the logarithms of their probabilities."""
    n_samples, n_states = logs.shape
    paths = list(itertools.product(range(n_states), repeat=n_samples))
    with np.errstate(divide="ignore"):
        first, then = np.log(start), np.log(transition)
    probabilities = [
        first[path[0]]
        + sum(then[i, j] for i, j in itertools.pairwise(path))
        + sum(logs[t, state] for t, state in enumerate(path))
        for path in paths
    ]
    return paths, np.array(probabilities)


def expected(start: Matrix, transition: Matrix, logs: Matrix) -> tuple[float, Matrix, Matrix, list[int]]:
    """Return log-likelihood, shares of states, expected numbers of transitions, and the best path."""
    paths, probabilities = all_paths(start, transition, logs)
    total = np.logaddexp.reduce(probabilities)
    shares, pairs = np.zeros(logs.shape), np.zeros(transition.shape)
    for path, share in zip(paths, np.exp(probabilities - total), strict=True):
        for t, state in enumerate(path):
            shares[t, state] += share
        for i, j in itertools.pairwise(path):
            pairs[i, j] += share
    return float(total), shares, pairs, list(paths[int(probabilities.argmax())])
