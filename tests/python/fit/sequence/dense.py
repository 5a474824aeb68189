"""A linear dynamical system as one Gaussian of all its states and rows: the plain truth about filter, smoother and EM."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
System = tuple[Array, Array, Array, Array, Array, Array]
"""F, Q, H, R, and the mean and covariance of the first state."""


def posterior(system: System, Y: Array) -> tuple[float, Array, Array]:
    """Return the log-likelihood, and mean (T, n) and covariance (T, n, T, n) of the states given all rows."""
    F, Q, H, R, mean, covariance = system
    T, n = len(Y), len(F)
    push = np.kron(np.eye(T), Q)
    push[:n, :n] = covariance
    ways = np.zeros((T, n, T, n))
    for t in range(T):
        ways[t, :, t] = np.eye(n)
        for s in range(t):
            ways[t, :, s] = F @ ways[t - 1, :, s]
    way = ways.reshape(T * n, T * n)
    prior = way @ push @ way.T
    expected = way[:, :n] @ mean
    seen = ~np.isnan(Y.ravel())
    rows = np.kron(np.eye(T), H)[seen]
    noise = np.kron(np.eye(T), R)[np.ix_(seen, seen)]
    spread = rows @ prior @ rows.T + noise
    apart = Y.ravel()[seen] - rows @ expected
    log_likelihood = -0.5 * (
        seen.sum() * np.log(2 * np.pi) + np.linalg.slogdet(spread)[1] + apart @ np.linalg.solve(spread, apart)
    )
    gain = np.linalg.solve(spread, rows @ prior).T
    found = expected + gain @ apart
    return float(log_likelihood), found.reshape(T, n), (prior - gain @ rows @ prior).reshape(T, n, T, n)


def em_step(system: System, Y: Array) -> tuple[float, System]:
    """Return the log-likelihood, and the system after one step of EM, in which nothing stays."""
    F, _, H, R, _, _ = system
    log_likelihood, X, V = posterior(system, Y)
    T, n, p = len(Y), len(F), len(H)

    def square(s: int, t: int) -> Array:
        return np.asarray(np.outer(X[s], X[t]) + V[s, :, t])

    before = sum(square(t, t) for t in range(T - 1))
    cross = sum(square(t + 1, t) for t in range(T - 1))
    after = sum(square(t + 1, t + 1) for t in range(T - 1))
    transition = np.linalg.solve(before, cross.T).T
    push = (after - transition @ cross.T) / (T - 1)
    seen, states, rows = np.zeros((p, n)), np.zeros((n, n)), np.zeros((p, p))
    for t in range(T):
        known = ~np.isnan(Y[t])
        share, rest = np.zeros((p, p)), R.copy()
        share[:, known] = R[:, known] @ np.linalg.pinv(R[np.ix_(known, known)])
        rest -= share[:, known] @ R[known]
        slope = H - share @ (H * known[:, np.newaxis])
        row = slope @ X[t] + share @ np.where(known, np.nan_to_num(Y[t]), 0)
        seen += np.outer(row, X[t]) + slope @ V[t, :, t]
        rows += np.outer(row, row) + slope @ V[t, :, t] @ slope.T + rest
        states += square(t, t)
    observation = np.linalg.solve(states, seen.T).T
    noise = (rows - observation @ seen.T) / T
    return log_likelihood, (transition, push, observation, noise, X[0], V[0, :, 0])


def draw(n: int, p: int, rng: np.random.Generator) -> System:
    """Return a stable system whose matrices are drawn."""

    def covariance(size: int) -> Array:
        root = rng.normal(size=(size, size))
        return np.asarray(root @ root.T + 0.1 * np.eye(size))

    F = rng.normal(size=(n, n))
    F *= 0.9 / np.abs(np.linalg.eigvals(F)).max()
    return F, covariance(n), rng.normal(size=(p, n)), covariance(p), rng.normal(size=n), covariance(n)


def simulate(system: System, T: int, rng: np.random.Generator) -> Array:
    """Return rows that are drawn from a system."""
    F, Q, H, R, mean, covariance = system
    x, rows = rng.multivariate_normal(mean, covariance), []
    for _ in range(T):
        rows.append(H @ x + rng.multivariate_normal(np.zeros(len(R)), R))
        x = F @ x + rng.multivariate_normal(np.zeros(len(F)), Q)
    return np.array(rows)
