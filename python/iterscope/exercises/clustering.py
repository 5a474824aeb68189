"""Exercises about clustering: k-means, criteria, projections, regression."""

import numpy as np
from numpy.typing import NDArray

from iterscope.exercises.exercise import Exercise

Array = NDArray[np.float64]


def assign(x: Array, centers: Array) -> NDArray[np.int64]:
    """Return the number of the nearest center of each point."""
    return np.array([np.argmin([np.linalg.norm(row - center) for center in centers]) for row in x])


def n_parameters(k: int, d: int, covariance_type: str) -> int:
    """Count the free numbers of a mixture."""
    symmetric = d * (d + 1) // 2
    spread = {"full": k * symmetric, "tied": symmetric, "diag": k * d, "spherical": k}[covariance_type]
    return k - 1 + k * d + spread


def explained(x: Array) -> Array:
    """Return the shares of the variance along the principal axes."""
    variances = np.linalg.svd(x - x.mean(axis=0), compute_uv=False) ** 2
    shares: Array = variances / variances.sum()
    return shares


def conditional_mean(x: float, weights: Array, means: Array, covariances: Array) -> float:
    """Return the mean of y given x."""
    return float(_shares(x, weights, means, covariances) @ _lines(x, means, covariances))


def _shares(x: float, weights: Array, means: Array, covariances: Array) -> Array:
    """Return to which component a point with this x belongs, whatever its y."""
    variances = covariances[:, 0, 0]
    logs = np.log(weights) - (x - means[:, 0]) ** 2 / (2 * variances) - np.log(variances) / 2
    densities = np.exp(logs - logs.max())
    shares: Array = densities / densities.sum()
    return shares


def _lines(x: float, means: Array, covariances: Array) -> Array:
    """Return what each component alone says of y."""
    lines: Array = means[:, 1] + covariances[:, 0, 1] / covariances[:, 0, 0] * (x - means[:, 0])
    return lines


def _points(seed: int, n: int, k: int, d: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=(k, d))


def _mixture(seed: int, k: int) -> tuple[Array, Array, Array]:
    rng = np.random.default_rng(seed)
    turns = rng.normal(size=(k, 2, 2))
    return (
        rng.dirichlet(np.full(k, 3.0)),
        rng.normal(size=(k, 2)),
        turns @ turns.transpose(0, 2, 1) + 0.2 * np.eye(2),
    )


EXERCISES = (
    Exercise(
        name="assign",
        arguments=("x", "centers"),
        truth=assign,
        inputs=[
            (np.array([[0.0], [1.0], [9.0]]), np.array([[0.0], [10.0]])),
            _points(0, 7, 3, 2),
            _points(1, 50, 4, 5),
            _points(2, 5, 1, 3),
            (np.array([[0.0, 0.0]]), np.array([[1.0, 0.0], [-1.0, 0.0]])),
        ],
        hints=(
            "The nearest center is the one with the least squared distance: no root is needed.",
            "`x[:, np.newaxis] - centers` has each point less each center; sum its squares over features.",
            "`argmin` along the axis of the centers gives their numbers, from 0 on, and of equals the first.",
        ),
        mistakes={
            "These are the farthest centers.": lambda x, centers: np.array(
                [np.argmax(np.linalg.norm(centers - row, axis=1)) for row in x]
            ),
            "Numbers count from 0.": lambda x, centers: assign(x, centers) + 1,
            "Is the distance taken by absolute values instead of squares?": lambda x, centers: (
                np.abs(x[:, np.newaxis] - centers).sum(axis=2).argmin(axis=1)
            ),
        },
    ),
    Exercise(
        name="n_parameters",
        arguments=("k", "d", "covariance_type"),
        truth=n_parameters,
        inputs=[
            (k, d, kind)
            for kind in ("spherical", "diag", "tied", "full")
            for k, d in ((1, 1), (3, 3), (10, 64))
        ],
        hints=(
            "Count weights, means and covariances each for itself.",
            "The weights sum to one: the last one is no longer free.",
            "A covariance matrix is symmetric: what is below the diagonal is known from above.",
        ),
        mistakes={
            "The weights sum to one, so one of them is not free.": lambda k, d, kind: (
                n_parameters(k, d, kind) + 1
            ),
            "A covariance matrix is symmetric.": lambda k, d, kind: (
                k - 1 + k * d + {"full": k * d * d, "tied": d * d, "diag": k * d, "spherical": k}[kind]
            ),
            "Are the means left out?": lambda k, d, kind: n_parameters(k, d, kind) - k * d,
        },
    ),
    Exercise(
        name="explained",
        arguments=("x",),
        truth=explained,
        inputs=[
            (np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 2.1]]),),
            (_points(0, 40, 1, 3)[0] * [1, 2, 5] + 7,),
            (_points(1, 90, 1, 6)[0] @ _points(2, 6, 1, 6)[0],),
        ],
        hints=(
            "Center the points first: a far mean is no variance.",
            "The variances along the principal axes are the eigenvalues of the covariance matrix.",
            "The largest comes first, and all sum to one.",
        ),
        mistakes={
            "The points are not centered.": lambda x: np.linalg.svd(x, compute_uv=False) ** 2 / (x**2).sum(),
            "The largest comes first.": lambda x: explained(x)[::-1],
            "They are to sum to one.": lambda x: explained(x) * np.var(x, axis=0, ddof=1).sum(),
            "These are shares of standard deviations: variances are their squares.": lambda x: (
                explained(x) ** 0.5 / (explained(x) ** 0.5).sum()
            ),
        },
    ),
    Exercise(
        name="conditional_mean",
        arguments=("x", "weights", "means", "covariances"),
        truth=conditional_mean,
        inputs=[
            (0.5, *_mixture(0, 1)),
            (-1.0, *_mixture(1, 2)),
            (2.0, *_mixture(2, 4)),
            (60.0, *_mixture(3, 3)),
        ],
        hints=(
            "One component alone gives a line through its mean. Its slope is a covariance by a variance.",
            "Several lines are averaged by how likely each component is once x is known.",
            "That is a responsibility in one dimension, that of x: y is what is asked for.",
        ),
        mistakes={
            "Are the lines averaged by the weights, as if x were not known?": lambda x, w, m, S: float(
                w @ _lines(x, m, S)
            ),
            "Each component says more than its mean: a line.": lambda x, w, m, S: float(
                _shares(x, w, m, S) @ m[:, 1]
            ),
            "Is the slope the other way round, that of x given y?": lambda x, w, m, S: float(
                _shares(x, w, m, S) @ (m[:, 1] + S[:, 0, 1] / S[:, 1, 1] * (x - m[:, 0]))
            ),
        },
    ),
)
