"""Exercises about series: hidden Markov models and Kalman filters."""

from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from iterscope.exercises.exercise import Exercise

Array = NDArray[np.float64]


def stationary(transition: Array) -> Array:
    """Return how much of the time a chain spends in each state."""
    states = np.full(len(transition), 1 / len(transition))
    for _ in range(10_000):
        states = states @ transition
    shares: Array = states / states.sum()
    return shares


def forward(start: Array, transition: Array, densities: Array) -> Array:
    """Return p(state | values so far) for each row."""
    return np.array([_ends(start, transition, densities[: t + 1]) for t in range(len(densities))])


def best_path(start: Array, transition: Array, densities: Array) -> NDArray[np.int64]:
    """Return the most likely states, one for each row."""
    paths = product(range(len(start)), repeat=len(densities))
    return np.array(max(paths, key=lambda path: _weight(path, start, transition, densities)))


def update(mean: float, variance: float, value: float, q: float, r: float) -> tuple[float, float]:
    """Return mean and variance of a level that has moved on, and of which a value was seen."""
    spread = variance + q
    gain = spread / (spread + r)
    return mean + gain * (value - mean), (1 - gain) * spread


def _weight(path: tuple[int, ...], start: Array, transition: Array, densities: Array) -> float:
    weight = start[path[0]] * np.prod([densities[t, state] for t, state in enumerate(path)])
    return float(weight * np.prod([transition[i, j] for i, j in pairwise(path)]))


def _ends(start: Array, transition: Array, densities: Array) -> Array:
    """Sum over all paths by where they end."""
    sums = np.zeros(len(start))
    for path in product(range(len(start)), repeat=len(densities)):
        sums[path[-1]] += _weight(path, start, transition, densities)
    normalized: Array = sums / sums.sum()
    return normalized


def _greedy(start: Array, transition: Array, densities: Array) -> NDArray[np.int64]:
    """Go to the most likely next state, one step after the other."""
    path = [int(np.argmax(start * densities[0]))]
    for row in densities[1:]:
        path.append(int(np.argmax(transition[path[-1]] * row)))
    return np.array(path)


def _chain(seed: int, n: int, k: int) -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.dirichlet(np.ones(k)), rng.dirichlet(np.ones(k), size=k), rng.random((n, k)) + 0.05


def _unscaled(start: Array, transition: Array, densities: Array) -> Array:
    rows = [start * densities[0]]
    for row in densities[1:]:
        rows.append(rows[-1] @ transition * row)
    return np.array(rows)


EXERCISES = (
    Exercise(
        name="stationary",
        arguments=("transition",),
        truth=stationary,
        inputs=[
            (np.array([[0.9, 0.1], [0.3, 0.7]]),),
            (_chain(0, 1, 3)[1],),
            (_chain(1, 1, 5)[1],),
        ],
        hints=(
            "After one more step the shares must be the same: `shares @ transition` is `shares`.",
            "That is an eigenvector of the transposed matrix, for the eigenvalue 1; or just take many steps.",
            "The shares sum to one.",
        ),
        mistakes={
            "Which way do the rows go? Row i holds the probabilities to leave state i for each other one.": (
                lambda transition: np.full(len(transition), 1 / len(transition))
            ),
            "These are shares of one step only.": lambda transition: transition.mean(axis=0),
        },
    ),
    Exercise(
        name="forward",
        arguments=("start", "transition", "densities"),
        truth=forward,
        inputs=[
            (np.array([0.5, 0.5]), np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([[1.0, 2.0], [3.0, 1.0]])),
            _chain(2, 1, 3),
            _chain(3, 6, 2),
            _chain(4, 5, 3),
        ],
        hints=(
            "Of the first row, each state's share is its start times its density, over the sum.",
            "`forward[t - 1] @ transition` is what is expected of row t before its value is seen.",
            "Multiply by the densities of the row, and divide by the sum: so nothing underflows.",
        ),
        mistakes={
            "Each row is to sum to one.": _unscaled,
            "Is the transition used the other way round?": lambda start, transition, densities: forward(
                start, transition.T, densities
            ),
            "Is the transition left out?": lambda start, transition, densities: (  # noqa: ARG005
                start * densities / (start * densities).sum(axis=1, keepdims=True)
            ),
        },
    ),
    Exercise(
        name="best_path",
        arguments=("start", "transition", "densities"),
        truth=best_path,
        inputs=[
            (np.array([0.5, 0.5]), np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([[1.0, 2.0], [3.0, 1.0]])),
            _chain(9, 6, 3),
            _chain(6, 7, 2),
            _chain(10, 7, 3),
        ],
        hints=(
            "The best way to a state at row t comes from the best way to one of the states at row t - 1.",
            "Keep for each row and state where its best way came from.",
            "At the end take the best state, and follow what you have kept back to the first row.",
        ),
        mistakes={
            "Is the best next state taken, one step after the other? What comes later counts, too.": _greedy,
            "Those are the states that are most likely one by one; their path need not be likely.": (
                lambda start, transition, densities: forward(start, transition, densities).argmax(axis=1)
            ),
        },
    ),
    Exercise(
        name="update",
        arguments=("mean", "variance", "value", "q", "r"),
        truth=update,
        results=("mean", "variance"),
        inputs=[
            (0.0, 1.0, 2.0, 0.0, 1.0),
            (1.0, 0.5, 0.0, 2.0, 1.0),
            (1120.0, 1e7, 1160.0, 1469.0, 15099.0),
        ],
        hints=(
            "First the level moves on: its mean stays, its variance grows by q.",
            "The gain is the share of the level's variance in that of a value: variance / (variance + r).",
            "The mean goes to the value by the gain, and the variance is multiplied by 1 - gain.",
        ),
        mistakes={
            "Has the level moved on? Its variance grows by q before the value is seen.": (
                lambda mean, variance, value, q, r: update(mean, variance, value, 0.0, r)  # noqa: ARG005
            ),
            "Is the gain that of the noise? The smaller r is, the more a value counts.": (
                lambda mean, variance, value, q, r: (
                    mean + r / (variance + q + r) * (value - mean),
                    update(mean, variance, value, q, r)[1],
                )
            ),
            "The variance shrinks when a value is seen.": lambda mean, variance, value, q, r: (
                update(mean, variance, value, q, r)[0],
                variance + q,
            ),
        },
    ),
)
