"""Covariances of filter and smoother that stay once they are steady, against those of each row."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.python.fit.sequence.dense import draw, posterior, simulate

from iterscope import KalmanSmoother


def close(found: Any, expected: Any, rtol: float) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=rtol * np.abs(expected).max())


@pytest.mark.slow
@pytest.mark.parametrize(("n", "p"), [(1, 1), (2, 1), (4, 2)])
def test_steps_that_repeat_are_those_that_are_computed(n: int, p: int) -> None:
    # A value that is missing ends the repetition: far from it nothing may change, in any bit.
    rng = np.random.default_rng([n, p])
    system = draw(n, p, rng)
    Y = simulate(system, 3000, rng)
    model = KalmanSmoother.from_parameters(*system)
    whole = model.filter(Y)
    assert (whole[1][2000:] == whole[1][2000]).all()
    first = model.filter(Y[:700])
    np.testing.assert_array_equal(first[0], whole[0][:700])
    np.testing.assert_array_equal(first[1], whole[1][:700])
    _, means, covariances = posterior(system, Y[2800:])
    smoothed = model.smooth(Y)
    close(smoothed[0][-60:], means[-60:], 1e-7)
    close(smoothed[1][-60:], [covariances[t, :, t] for t in range(140, 200)], 1e-7)


def covariances_of(system: Any, Y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Filtered covariances, by the formulas of the filter."""
    F, Q, H, R, _, P = system
    found = []
    for row in Y:
        seen = ~np.isnan(row)
        rows, noise = H[seen], R[np.ix_(seen, seen)]
        filtered = P - P @ rows.T @ np.linalg.solve(rows @ P @ rows.T + noise, rows @ P)
        found.append(filtered)
        P = F @ filtered @ F.T + Q
    return np.array(found)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_covariances_stay_once_they_are_steady(seed: int) -> None:
    # By rounding some of these would go on for ever, or return after 6 to 367 steps.
    rng = np.random.default_rng(seed)
    system = draw(4, 2, rng)
    Y = simulate(system, 1600, rng)
    Y[900, 0] = np.nan
    found = KalmanSmoother.from_parameters(*system).filter(Y)[1]
    assert (found[600:900] == found[600]).all()
    assert (found[1500:] == found[1500]).all()
    assert not (found[901] == found[600]).all()
    close(found, covariances_of(system, Y), 1e-12)


@pytest.mark.parametrize("push", [0.0, 1e-10, 1e-6])
def test_a_covariance_that_changes_little_is_not_steady(push: float) -> None:
    # A level that hardly moves, or not at all, is known the better the longer it is seen.
    one = np.ones((1, 1))
    system = (one, push * one, one, one, np.zeros(1), one)
    Y = np.random.default_rng(0).normal(size=(5000, 1))
    found = KalmanSmoother.from_parameters(*system).filter(Y)[1]
    expected = covariances_of(system, Y)
    np.testing.assert_allclose(found, expected, rtol=1e-11)
