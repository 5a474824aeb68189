"""Smoothers whose start is known but wide, against the dense Gaussian of rational numbers."""

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import KalmanSmoother

pytestmark = pytest.mark.slow

Array = NDArray[np.float64]

TREND = np.array([[1.0, 1.0], [0.0, 1.0]])
SEASON = np.array([[1.0, 0, 0, 0], [0, -1, -1, -1], [0, 1, 0, 0], [0, 0, 1, 0]])
SYSTEMS = {
    "trend": (TREND, np.diag([0.5, 0.1]), np.array([[1.0, 0.0]]), np.eye(1)),
    "a slope that stays": (TREND, np.diag([0.5, 0.0]), np.array([[1.0, 0.0]]), np.eye(1)),
    "two levels": (np.eye(2), np.diag([0.5, 0.3]), np.ones((1, 2)), np.eye(1)),
    "without noise": (TREND, np.diag([0.5, 0.1]), np.array([[1.0, 0.0]]), np.zeros((1, 1))),
    "seasons": (SEASON, np.diag([0.3, 0.1, 0, 0]), np.array([[1.0, 1, 0, 0]]), np.eye(1)),
    "two trends": (
        np.kron(np.eye(2), TREND),
        np.diag([0.5, 0.1, 0.2, 0.3]),
        np.array([[1.0, 0, 0, 0], [0, 0, 1, 0], [1, 0, 0.5, 0]]),
        np.array([[1.0, 0.3, 0], [0.3, 2, 0], [0, 0, 0.5]]),
    ),
}


def rational(block: Array) -> Any:
    return np.vectorize(Fraction, otypes=[object])(block)


def solve(square: Any, right: Any) -> tuple[Any, float]:
    """Return the solution, and the logarithm of the determinant of a positive definite matrix."""
    n, log_determinant = len(square), 0.0
    joint = np.hstack([square, right])
    for k in range(n):
        pivot = joint[k, k]
        log_determinant += math.log(pivot)
        joint[k] = joint[k] / pivot
        for i in range(n):
            if i != k and joint[i, k] != 0:
                joint[i] = joint[i] - joint[i, k] * joint[k]
    return joint[:, n:], log_determinant


def exact(system: Any, Y: Array) -> tuple[float, Array, Array]:
    """Return the log-likelihood, means and covariances of the states given all rows, of rational numbers."""
    F, Q, H, R, P = map(rational, system)
    T, n = len(Y), len(F)
    prior = rational(np.zeros((T, n, T, n)))
    for t in range(T):
        across = P
        for s in range(t, T):
            prior[s, :, t], prior[t, :, s] = across, across.T
            across = F @ across
        P = F @ P @ F.T + Q
    prior = prior.reshape(T * n, T * n)
    seen = ~np.isnan(Y.ravel())
    rows = rational(np.zeros((T, len(H), T, n)))
    noise = rational(np.zeros((T, len(H), T, len(H))))
    for t in range(T):
        rows[t, :, t], noise[t, :, t] = H, R
    rows = rows.reshape(-1, T * n)[seen]
    noise = noise.reshape(len(seen), len(seen))[np.ix_(seen, seen)]
    values = rational(Y.ravel()[seen][:, np.newaxis])
    reach = prior @ rows.T
    told, log_determinant = solve(rows @ reach + noise, np.hstack([values, reach.T]))
    square = float((values.T @ told[:, :1]).item())
    dense = (prior - reach @ told[:, 1:]).astype(float).reshape(T, n, T, n)
    return (
        -0.5 * (seen.sum() * math.log(2 * math.pi) + log_determinant + square),
        (reach @ told[:, :1]).astype(float).reshape(T, n),
        np.array([dense[t, :, t] for t in range(T)]),
    )


def close(found: Any, expected: Any) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9 * np.abs(expected).max())


@pytest.mark.parametrize("width", [1e-8, 1.0, 1e3, 1e5, 1e8, 1e12])
@pytest.mark.parametrize("name", SYSTEMS)
def test_a_wide_start_costs_no_digits(name: str, width: float) -> None:
    F, Q, H, R = SYSTEMS[name]
    n, p = len(F), len(H)
    Y = np.cumsum(np.random.default_rng(0).normal(size=(9, p)), axis=0)
    Y[0] = Y[4, 0] = np.nan
    start = width * np.eye(n)
    log_likelihood, means, covariances = exact((F, Q, H, R, start), Y)
    model = KalmanSmoother.from_parameters(F, Q, H, R, np.zeros(n), start)
    assert model.score_samples(Y).sum() == pytest.approx(log_likelihood, rel=1e-10)
    found = model.smooth(Y)
    for t in range(len(Y)):
        # Rows do not tell the two levels apart: their means hang on the last bits of H, as far as they are uncertain.
        off = np.abs(found[0][t] - means[t])
        assert (off <= 1e-9 * (np.abs(means[t]).max() + np.sqrt(covariances[t].diagonal()))).all()
        close(found[1][t], covariances[t])
