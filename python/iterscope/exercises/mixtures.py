"""Exercises about mixtures of Gaussians: the two halves of EM."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax
from scipy.stats import multivariate_normal

from iterscope.exercises.exercise import Exercise

Array = NDArray[np.float64]


def e_step(x: Array, weights: Array, means: Array, covariances: Array) -> Array:
    """Share the points out by the logarithms of the densities."""
    shares: Array = softmax(np.log(weights) + _logs(x, means, covariances), axis=1)
    return shares


def m_step(x: Array, shares: Array) -> tuple[Array, Array, Array]:
    """Estimate weights, means and covariances."""
    return shares.mean(axis=0), _means(x, shares), _covariances(x, shares, about=_means(x, shares))


def _logs(x: Array, means: Array, covariances: Array) -> Array:
    pairs = zip(means, covariances, strict=True)
    return np.stack([np.atleast_1d(multivariate_normal(m, S).logpdf(x)) for m, S in pairs], axis=1)


def _means(x: Array, shares: Array) -> Array:
    return np.array([np.average(x, axis=0, weights=column) for column in shares.T])


def _covariances(x: Array, shares: Array, about: Array) -> Array:
    return np.array([
        np.average([np.outer(d, d) for d in x - mean], axis=0, weights=column)
        for mean, column in zip(about, shares.T, strict=True)
    ])  # fmt: skip


def _densities(x: Array, weights: Array, means: Array, covariances: Array) -> Array:
    densities: Array = weights * np.exp(_logs(x, means, covariances))
    return densities


def _mixture(seed: int, n: int, k: int, d: int) -> tuple[Array, Array, Array, Array]:
    rng = np.random.default_rng(seed)
    turns = rng.normal(size=(k, d, d))
    covariances = turns @ turns.transpose(0, 2, 1) + 0.3 * np.eye(d)
    return rng.normal(size=(n, d)) * 2, rng.dirichlet(np.full(k, 3.0)), rng.normal(size=(k, d)), covariances


def _shared(seed: int, n: int, k: int, d: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.dirichlet(np.ones(k), n)


_FAR = (
    np.array([[1e3, 1e3], [0.0, 0.0]]),
    np.array([0.5, 0.5]),
    np.array([[0.0, 0.0], [1.0, 1.0]]),
    np.tile(np.eye(2), (2, 1, 1)),
)

EXERCISES = (
    Exercise(
        name="e_step",
        arguments=("x", "weights", "means", "covariances"),
        truth=e_step,
        inputs=[
            _mixture(0, 3, 2, 1),
            _mixture(1, 8, 3, 2),
            _mixture(2, 5, 1, 3),
            _mixture(3, 40, 4, 5),
            _FAR,
        ],
        hints=(
            "Every row sums to one: it says how one point is shared out among the components.",
            "Weight times density, for each component; then divide each row by its sum.",
            "Far away all densities underflow to 0. Take logarithms, and from all the largest of a row.",
        ),
        mistakes={
            "Are the weights forgotten?": lambda x, w, m, S: e_step(x, np.ones(len(w)), m, S),
            "These are weighted densities: the rows do not sum to one yet.": _densities,
            "It is the columns that sum to one, not the rows.": lambda *given: (
                _densities(*given) / _densities(*given).sum(axis=0)
            ),
            "This is hard assignment, as k-means has it.": lambda *given: (
                np.eye(len(given[1]))[_densities(*given).argmax(axis=1)]
            ),
        },
    ),
    Exercise(
        name="m_step",
        arguments=("x", "responsibilities"),
        truth=m_step,
        results=("weights", "means", "covariances"),
        inputs=[_shared(0, 4, 1, 1), _shared(1, 6, 2, 2), _shared(2, 50, 3, 4), _shared(3, 30, 5, 2)],
        hints=(
            "Everything is an average over the points, weighted by a column of the responsibilities.",
            "Divide by the sum of that column: as many points the component has, not all.",
            "The covariances are about the new means, and need no correction of n - 1.",
        ),
        mistakes={
            "Do you divide by the number of all points?": lambda x, r: (
                r.mean(axis=0), r.T @ x / len(x), _covariances(x, r, about=_means(x, r))
            ),
            "The weights are to sum to one.": lambda x, r: (r.sum(axis=0), *m_step(x, r)[1:]),
            "The covariances are about the mean of all points instead of the new means.": lambda x, r: (
                *m_step(x, r)[:2], _covariances(x, r, about=np.tile(x.mean(axis=0), (r.shape[1], 1)))
            ),
        },
    ),
)  # fmt: skip
