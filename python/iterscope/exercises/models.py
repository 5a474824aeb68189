"""Exercises about models beyond Gaussian mixtures: maps, binary pictures, tails."""

import math

import numpy as np
from numpy.typing import NDArray

from iterscope.exercises.exercise import Exercise

Array = NDArray[np.float64]


def neighborhood(positions: Array, radius: float) -> Array:
    """Return how strongly each node of a map pulls at each other."""
    rows = [[math.dist(a, b) for b in positions] for a in positions]
    pulls: Array = np.exp(-np.square(rows) / (2 * radius**2))
    return pulls


def map_means(x: Array, winners: NDArray[np.int64], pulls: Array) -> Array:
    """Return where the nodes of a map move."""
    means = [np.average(x, axis=0, weights=[pull[winner] for winner in winners]) for pull in pulls]
    return np.array(means)


def outlier_weight(distance: Array, nu: float, d: int) -> Array:
    """Return how much samples count in the M step of a t distribution."""
    weights: Array = (nu + d) / (nu + np.square(distance))
    return weights


def _net(seed: int, n: int, k: int) -> tuple[Array, NDArray[np.int64], Array]:
    rng = np.random.default_rng(seed)
    positions = rng.normal(size=(k, 2))
    return rng.normal(size=(n, 3)), rng.integers(0, k, n), neighborhood(positions, 1.2)


_SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])

EXERCISES = (
    Exercise(
        name="neighborhood",
        arguments=("positions", "radius"),
        truth=neighborhood,
        inputs=[
            (_SQUARE, 1.0),
            (_SQUARE, 0.5),
            (np.random.default_rng(0).normal(size=(7, 2)), 2.0),
            (np.array([[3.0, 4.0]]), 1.0),
        ],
        hints=(
            "It is a table: a row and a column for each node, with 1 on the diagonal.",
            "`positions[:, np.newaxis] - positions` has each node less each other one.",
            "Squared distances, summed over the two coordinates, stand in the exponent: no root is needed.",
        ),
        mistakes={
            "Is the radius squared?": lambda positions, radius: neighborhood(positions, radius**0.5),
            "The exponent has a 2 in its denominator.": lambda positions, radius: (
                neighborhood(positions, radius) ** 2
            ),
            "Is the distance squared?": lambda positions, radius: np.exp(
                -np.array([[math.dist(a, b) for b in positions] for a in positions]) / (2 * radius**2)
            ),
        },
    ),
    Exercise(
        name="map_means",
        arguments=("x", "winners", "pulls"),
        truth=map_means,
        inputs=[
            (np.array([[0.0], [4.0]]), np.array([0, 1]), np.array([[1.0, 0.5], [0.5, 1.0]])),
            _net(0, 20, 4),
            _net(1, 60, 9),
        ],
        hints=(
            "Each node is a weighted mean of all samples.",
            "Sample n counts for node k as the winner of n pulls at k: `pulls[winners]` has a row for each.",
            "With `weights = pulls[winners]` the sums are `weights.T @ x`. Divided by what?",
        ),
        mistakes={
            "These are sums: divide by the sums of the weights.": lambda x, winners, pulls: (
                pulls[winners].T @ x
            ),
            "Divide by the sum of each node's own weights, not by the number of samples.": (
                lambda x, winners, pulls: pulls[winners].T @ x / len(x)
            ),
        },
    ),
    Exercise(
        name="outlier_weight",
        arguments=("distance", "nu", "d"),
        truth=outlier_weight,
        inputs=[
            (np.array([0.0, 1.0, 2.0, 10.0]), 3.0, 2),
            (np.linspace(0, 6, 9), 30.0, 5),
            (np.array([4.0]), 1.0, 1),
        ],
        hints=(
            "A sample in the middle counts most: (nu + d) / nu.",
            "Far away the weight falls as one over the squared distance.",
            "The distance stands in the denominator only, and squared.",
        ),
        mistakes={
            "Is the distance squared?": lambda distance, nu, d: (nu + d) / (nu + distance),
            "The dimension d belongs to the numerator.": lambda distance, nu, d: (
                nu / (nu + distance**2) + 0 * d
            ),
        },
    ),
)
