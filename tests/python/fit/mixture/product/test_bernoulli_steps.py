"""E and M steps of a mixture of Bernoulli distributions in the core, against NumPy."""

import pickle
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import logsumexp

from iterscope import _core

Matrix = NDArray[np.float64]


@pytest.fixture
def threads() -> Iterator[None]:
    yield
    _core.configure()


def case(n: int = 3000, k: int = 4, d: int = 11, *, shares: bool = False) -> tuple[Matrix, Matrix, Matrix]:
    """Return rows, weights and probabilities."""
    rng = np.random.default_rng(n + d)
    probabilities = rng.uniform(0.02, 0.98, size=(k, d))
    weights = rng.dirichlet(np.ones(k))
    X = rng.uniform(size=(n, d)) < probabilities[rng.choice(k, n, p=weights)]
    return (rng.uniform(size=X.shape) if shares else X.astype(float)), weights, probabilities


def joint(X: Matrix, weights: Matrix, probabilities: Matrix) -> Matrix:
    """Return the log of weight times probability of each row and component."""
    return np.log(weights) + X @ np.log(probabilities).T + (1 - X) @ np.log1p(-probabilities).T


@pytest.mark.parametrize("shares", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
def test_both_steps_are_numpy_s(*, shares: bool, weighted: bool) -> None:
    X, weights, probabilities = case(shares=shares)
    sample_weight = np.random.default_rng(1).uniform(0, 3, len(X)) if weighted else None
    parameters = _core.BernoulliParameters(weights, probabilities)
    logs = joint(X, weights, probabilities)
    densities = logsumexp(logs, axis=1)
    responsibilities = np.exp(logs - densities[:, np.newaxis])
    found, found_densities = _core.responsibilities(X, parameters)
    np.testing.assert_allclose(found, responsibilities, rtol=1e-11, atol=1e-14)
    np.testing.assert_allclose(found_densities, densities, rtol=1e-13)
    np.testing.assert_array_equal(found_densities, _core.log_densities(X, parameters))
    np.testing.assert_array_equal(_core.predict(X, parameters), logs.argmax(axis=1))

    w = np.ones(len(X)) if sample_weight is None else sample_weight
    r = responsibilities * w[:, np.newaxis]
    statistics = _core.expect_statistics(X, parameters, sample_weight)
    assert isinstance(statistics, _core.BernoulliStatistics)
    np.testing.assert_allclose(statistics.log_likelihood, w @ densities, rtol=1e-12)
    np.testing.assert_allclose(statistics.weight_sums, r.sum(axis=0), rtol=1e-12)
    np.testing.assert_allclose(statistics.first, r.T @ X, rtol=1e-11)
    for after, degenerate in (
        statistics.maximize(),
        _core.BernoulliParameters.maximize(X, np.asfortranarray(responsibilities), sample_weight),
    ):
        assert degenerate == []
        np.testing.assert_allclose(after.weights, r.sum(axis=0) / w.sum(), rtol=1e-12)
        np.testing.assert_allclose(after.probabilities, r.T @ X / r.sum(axis=0)[:, np.newaxis], rtol=1e-11)


@pytest.mark.usefixtures("threads")
def test_threads_and_chunks_change_no_bit() -> None:
    X, weights, probabilities = case(20_011)
    parameters = _core.BernoulliParameters(weights, probabilities)
    outcomes = set()
    for n_threads in (1, 2, 3):
        _core.configure(n_threads=n_threads)
        outcomes.add(_core.expect_statistics(X, parameters).to_bytes())
    half = 9 * _core.ROW_BLOCK
    parts = [
        _core.expect_statistics(X[i : i + _core.ROW_BLOCK], parameters)
        for i in range(half, len(X), _core.ROW_BLOCK)
    ]
    total = _core.expect_statistics(X[:half], parameters)
    for part in parts:
        total = total + part
    outcomes.add(total.to_bytes())
    assert len(outcomes) == 1


def test_pickles_keep_every_bit() -> None:
    X, weights, probabilities = case()
    parameters = _core.BernoulliParameters(weights, probabilities)
    statistics = _core.expect_statistics(X, parameters)
    again = pickle.loads(pickle.dumps((parameters, statistics)))  # noqa: S301
    assert [x.to_bytes() for x in again] == [parameters.to_bytes(), statistics.to_bytes()]
    assert (again[1] + statistics).n_samples == 2 * len(X)
    for name in ("BernoulliParameters", "BernoulliStatistics"):
        assert getattr(_core, name).__module__ == "iterscope._core"
    assert (_core.Parameters.kind, _core.BernoulliParameters.kind) == (
        "gaussian_mixture",
        "bernoulli_mixture",
    )


def test_structural_zeros_stay_and_a_floor_keeps_from_them() -> None:
    X = np.array([[1.0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 1]])
    parameters = _core.BernoulliParameters(np.array([0.5, 0.5]), np.array([[1.0, 0.5, 0], [0, 0.4, 1]]))
    responsibilities, densities = _core.responsibilities(X, parameters)
    np.testing.assert_array_equal(responsibilities, np.repeat(np.eye(2), 2, axis=0))
    np.testing.assert_allclose(np.exp(densities), [0.25, 0.25, 0.3, 0.2], rtol=1e-14)
    statistics = _core.expect_statistics(X, parameters)
    np.testing.assert_array_equal(statistics.maximize(floor=0.0)[0].probabilities, [[1, 0.5, 0], [0, 0.5, 1]])
    assert statistics.maximize()[0].probabilities.min() == 1e-10
    with pytest.raises(ValueError, match="X must be possible under some component, got row 1"):
        _core.log_densities(np.array([[1.0, 1, 0], [1, 0, 1]]), parameters)


@pytest.mark.parametrize("value", [-0.5, 1.01, np.nan, np.inf])
def test_values_that_are_no_shares_are_refused(value: float) -> None:
    X, weights, probabilities = case()
    X[1234, 5] = value
    with pytest.raises(ValueError, match=r"X must be from 0 .* at row 1234, column 5"):
        _core.expect_statistics(X, _core.BernoulliParameters(weights, probabilities))
    with pytest.raises(ValueError, match="probabilities must be from 0 to 1"):
        _core.BernoulliParameters(np.ones(1), np.array([[value]]))


def test_statistics_of_another_kind_are_not_added() -> None:
    X, weights, probabilities = case()
    gaussian = _core.Parameters(weights, probabilities, np.ones(4), "spherical")
    bernoulli = _core.BernoulliParameters(weights, probabilities)
    with pytest.raises(TypeError):
        _core.expect_statistics(X, gaussian) + _core.expect_statistics(X, bernoulli)  # type: ignore[operator]
    with pytest.raises(TypeError, match="parameters"):
        _core.expect_statistics(X, probabilities)  # type: ignore[call-overload]
