"""Covariances of many features: turned block by block, and given up as soon as they are cancelled."""

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import GaussianMixture, _core
from iterscope.fit.mixture import covariance

Array = NDArray[np.float64]


def matrices(n_components: int, n_features: int) -> Array:
    """Return covariance matrices, of which no two entries are alike."""
    rng = np.random.default_rng(n_features)
    roots = rng.normal(size=(n_components, n_features, n_features))
    return np.asarray(roots @ np.swapaxes(roots, 1, 2) / n_features + np.eye(n_features))


@pytest.mark.parametrize("n_features", [8, 31, 32, 33, 64, 97])
def test_blocks_leave_no_gap(n_features: int) -> None:
    rng = np.random.default_rng(0)
    covariances, means = matrices(2, n_features), rng.normal(size=(2, n_features))
    parameters = _core.Parameters(np.array([0.4, 0.6]), means, covariances, "full")
    for factor, matrix in zip(parameters.precisions_cholesky, covariances, strict=True):
        np.testing.assert_array_equal(factor, np.triu(factor))
        np.testing.assert_allclose(factor @ factor.T @ matrix, np.eye(n_features), atol=1e-9)
    inverse = np.linalg.inv(covariances)
    back = _core.Parameters.from_precisions(np.array([0.4, 0.6]), means, inverse, "full")
    np.testing.assert_allclose(back.covariances, covariances, rtol=1e-9, atol=1e-9)
    X = rng.normal(size=(300, n_features))
    statistics = _core.expect_statistics(X, parameters)
    shares, _ = _core.responsibilities(X, parameters)
    apart = X[:, np.newaxis] - means
    np.testing.assert_allclose(
        statistics.second, np.einsum("nk,nka,nkb->kab", shares, apart, apart), rtol=1e-9, atol=1e-9
    )
    np.testing.assert_array_equal(statistics.second, np.swapaxes(statistics.second, 1, 2))
    made, _ = _core.maximize_statistics(statistics, reg_covar=0.5)
    shift = statistics.first / statistics.weight_sums[:, np.newaxis]
    expected = statistics.second / statistics.weight_sums[:, np.newaxis, np.newaxis]
    expected += 0.5 * np.eye(n_features) - shift[:, :, np.newaxis] * shift[:, np.newaxis]
    np.testing.assert_allclose(made.covariances, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("kind", ["full", "tied"])
def test_precisions_by_rows_are_those_of_the_whole(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    factors = np.triu(matrices(3, 40)) if kind == "full" else np.triu(matrices(1, 40)[0])
    whole = covariance.precisions(factors, kind)
    monkeypatch.setattr(covariance, "_AT_ONCE", 3 * factors.size + 1)
    np.testing.assert_allclose(covariance.precisions(factors, kind), whole, rtol=1e-12)
    with _core.Cancellation() as cancellation:
        cancellation.cancel()
        with pytest.raises(_core.CancelledError):
            covariance.precisions(factors, kind)


@pytest.mark.parametrize("kind", ["full", "tied"])
def test_what_is_cancelled_factorizes_nothing(kind: str) -> None:
    d = 300
    matrix = matrices(1, d) if kind == "full" else matrices(1, d)[0]
    X = np.random.default_rng(1).normal(size=(20, d))
    statistics = _core.expect_statistics(X, _core.Parameters(np.ones(1), np.zeros((1, d)), matrix, kind))
    calls = [
        lambda: _core.Parameters(np.ones(1), np.zeros((1, d)), matrix, kind),
        lambda: _core.Parameters.from_precisions(np.ones(1), np.zeros((1, d)), matrix, kind),
        lambda: _core.maximize_statistics(statistics, reg_covar=1.0),
        lambda: GaussianMixture(covariance_type=kind).fit(X),
    ]
    with _core.Cancellation() as cancellation:
        cancellation.cancel()
        for call in calls:
            with pytest.raises(_core.CancelledError):
                call()


def test_moments_by_responsibilities_need_no_factor() -> None:
    X = np.random.default_rng(2).normal(size=(50, 70)) * 1e3
    shares = np.full((50, 1), 1.0)
    parameters, _ = _core.maximize_responsibilities(X, shares, covariance_type="full", reg_covar=1.0)
    expected = np.cov(X.T, bias=True) + np.eye(70)
    np.testing.assert_allclose(parameters.covariances[0], expected, rtol=1e-9, atol=1e-6)
