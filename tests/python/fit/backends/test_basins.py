"""Basins of fits, against scikit-learn's fits from the same starts."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris
from sklearn.mixture import GaussianMixture

from iterscope import _core

X = np.ascontiguousarray(load_iris().data[:, [0, 2]])
COLUMNS, ROWS = np.linspace(4, 8, 21), np.linspace(1, 7, 17)
ORIGIN, AXES = np.zeros(2), np.eye(2)
MEANS = X[[0, 60, 110]]


def explored(start: "_core.Parameters | np.ndarray", component: int) -> _core.Basins:
    basins = _core.Basins(start, component, ORIGIN, AXES, COLUMNS, ROWS)
    progress = [basins.progress]
    while basins.refine(X, max_iter=5000):
        progress.append(basins.progress)
    assert progress == sorted(progress)
    assert basins.progress == 1
    return basins


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_mixtures_end_where_scikit_learn_s_end() -> None:
    start = _core.Parameters(np.full(3, 1 / 3), MEANS, np.ones((3, 2)), "diag")
    basins = explored(start, 1)
    assert len(basins.optima) == len(basins.log_likelihoods) > 1
    for row, column in [(0, 0), (3, 17), (8, 8), (11, 2), (16, 20), (5, 12)]:
        means = MEANS.copy()
        means[1] = COLUMNS[column], ROWS[row]
        peer = GaussianMixture(
            3, covariance_type="diag", tol=1e-10, max_iter=5000, weights_init=np.full(3, 1 / 3),
            means_init=means, precisions_init=np.ones((3, 2)),
        ).fit(X)  # fmt: skip
        optimum = basins.optima[basins.optimum[row, column]]
        assert isinstance(optimum, _core.Parameters)
        moved = basins.component[row, column]
        np.testing.assert_allclose(optimum.means[moved], peer.means_[1], atol=1e-3)
        np.testing.assert_allclose(
            basins.log_likelihoods[basins.optimum[row, column]], peer.lower_bound_ * len(X), atol=1e-4
        )


def test_k_means_ends_where_scikit_learn_s_ends() -> None:
    basins = explored(MEANS, 2)
    for row, column in [(0, 0), (3, 17), (8, 8), (11, 2), (16, 20)]:
        centers = MEANS.copy()
        centers[2] = COLUMNS[column], ROWS[row]
        peer = KMeans(3, init=centers, n_init=1, tol=0).fit(X)
        optimum = basins.optimum[row, column]
        np.testing.assert_allclose(-basins.log_likelihoods[optimum], peer.inertia_, rtol=1e-12)
        np.testing.assert_allclose(
            basins.optima[optimum][basins.component[row, column]], peer.cluster_centers_[2], rtol=1e-12
        )


def test_a_cancel_changes_nothing() -> None:
    basins = _core.Basins(MEANS, 0, ORIGIN, AXES, COLUMNS, ROWS)
    basins.refine(X)
    before = basins.optimum, basins.progress
    stop = _core.Cancellation()
    stop.cancel()
    with pytest.raises(_core.CancelledError):
        basins.refine(X, cancellation=stop)
    np.testing.assert_array_equal(basins.optimum, before[0])
    assert basins.progress == before[1]


def test_what_is_no_plane_is_refused() -> None:
    with pytest.raises(ValueError, match="component must be below 3, got 3"):
        _core.Basins(MEANS, 3, ORIGIN, AXES, COLUMNS, ROWS)
    with pytest.raises(ValueError, match="origin must be of 2 features, got 3"):
        _core.Basins(MEANS, 0, np.zeros(3), np.zeros((2, 3)), COLUMNS, ROWS)
