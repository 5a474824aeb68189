"""The E step of a linear dynamical system against pykalman's, and against the smoother of statsmodels."""

from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from tests.benchmarks.peers.job import Contender, Job
from tests.python.fit.sequence.dense import System, draw, simulate

from iterscope import _core

ROWS, FEW = 100_000, 500
"""Rows of a series, and of the part of it that a slow package gets."""


def jobs() -> list[Job]:
    """Return the jobs: two sizes, and one with gaps."""
    found = []
    for name, n, p, gaps in (
        ("local level", 1, 1, 0.0),
        ("n = 4, p = 2", 4, 2, 0.0),
        ("n = 4, p = 2, gaps", 4, 2, 0.1),
    ):
        rng = np.random.default_rng(0)
        system = draw(n, p, rng)
        Y = simulate(system, 2000, rng)[np.arange(ROWS) % 2000]
        Y[rng.random(Y.shape) < gaps] = np.nan
        contenders = [ours(system, Y)]
        if find_spec("statsmodels"):
            contenders.append(statsmodels(system, Y))
        if find_spec("pykalman") and not gaps:  # which knows no rows of which a part is missing
            contenders.append(pykalman(system, Y))
        found.append(Job(f"Kalman smoother, E step: {name}", "row", contenders))
    return found


def ours(system: System, Y: NDArray[np.float64]) -> Contender:
    """Filter, smoother and all sums of the E step."""
    core = _core.LinearSystem(*system)
    return Contender("iterscope", lambda: _core.kalman_statistics(Y, [len(Y)], core), len(Y))


def statsmodels(system: System, Y: NDArray[np.float64]) -> Contender:
    """Filter and smoother alone."""
    from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

    F, Q, H, R, mean, covariance = system
    model = KalmanSmoother(k_endog=len(H), k_states=len(F))
    model.bind(Y[: 20 * FEW])
    model["transition"], model["state_cov"], model["selection"] = F, Q, np.eye(len(F))
    model["design"], model["obs_cov"] = H, R
    model.initialize_known(mean, covariance)
    return Contender("statsmodels, smoother alone", model.smooth, 20 * FEW)


def pykalman(system: System, Y: NDArray[np.float64]) -> Contender:
    """One iteration of its EM."""
    from pykalman import KalmanFilter

    F, Q, H, R, mean, covariance = system

    def work() -> None:
        model = KalmanFilter(F, H, Q, R, initial_state_mean=mean, initial_state_covariance=covariance)
        model.em(Y[:FEW], n_iter=1)

    return Contender("pykalman", work, FEW)
