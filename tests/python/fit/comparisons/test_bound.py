"""Curves of the lower bound: against densities of SciPy, scikit-learn's log-likelihood and the M step."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import multivariate_normal, poisson
from sklearn.mixture import GaussianMixture as Peer

from iterscope import (
    BayesianGaussianMixture,
    BernoulliMixture,
    CategoricalMixture,
    FactorAnalysis,
    GaussianHMM,
    GaussianMixture,
    KalmanSmoother,
    KMeans,
    MixtureOfRegressions,
    PoissonMixture,
    SelfOrganizingMap,
    StudentMixture,
    make_blobs,
)
from iterscope.fit.comparisons.bound import FRACTIONS, curves
from iterscope.fit.recording import Recording

MODELS = [
    *(
        GaussianMixture(3, covariance_type=kind, random_state=1)
        for kind in ("full", "tied", "diag", "spherical")
    ),
    KMeans(3, init="random", n_init=1, random_state=1),
    BernoulliMixture(2, random_state=0),
    PoissonMixture(2, random_state=0),
    CategoricalMixture(2, random_state=0),
    MixtureOfRegressions(2, random_state=0),
]


@pytest.fixture(scope="module")
def X() -> NDArray[np.float64]:  # noqa: N802
    X: NDArray[np.float64] = make_blobs(n_samples=300, centers=3, n_features=2, random_state=4)[0]
    return X


def recorded(model: Any, X: Any, length: int) -> Recording:
    recording = Recording(model, X)
    while len(recording) < length and recording.advance():
        pass
    return recording


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_it_touches_at_the_present_parameters_and_is_highest_at_the_next(
    model: Any, X: NDArray[np.float64]
) -> None:
    tables = isinstance(model, (BernoulliMixture, CategoricalMixture, PoissonMixture))
    values = (X.mean(axis=0) < X).astype(float) if tables else X
    recording = recorded(model, values, 4)
    found = curves(recording, 1)
    touch, end = (int(np.flatnonzero(np.isclose(FRACTIONS, place))[0]) for place in (0, 1))
    assert found.objective[touch] == pytest.approx(recording.step(1).log_likelihood, rel=1e-12)
    assert found.bound[touch] == pytest.approx(found.objective[touch], rel=1e-12)
    assert found.objective[end] == pytest.approx(recording.step(3).log_likelihood, rel=1e-12)
    known = np.isfinite(found.objective)
    assert known[touch : end + 1].all()
    assert (found.bound[known] <= found.objective[known] + 1e-9).all()
    assert np.nanargmax(found.bound) == end or model.get_params().get("reg_covar")
    gains = found.objective[end] - found.objective[touch], found.bound[end] - found.bound[touch]
    assert gains[0] >= gains[1] > 0
    # After the M step the same curves are shown, from the other end.
    np.testing.assert_array_equal(curves(recording, 2).bound, found.bound)


def test_its_values_are_those_of_scipy_and_scikit_learn(X: NDArray[np.float64]) -> None:
    weights = np.random.default_rng(0).integers(1, 4, len(X)).astype(float)
    recording = Recording(GaussianMixture(2, random_state=0), X, weights)
    for _ in range(3):
        recording.advance()
    present, following = recording.step(0), recording.step(2)
    found = curves(recording, 1, [0.25])

    def mixed(name: str) -> NDArray[np.float64]:
        return np.asarray(0.75 * getattr(present, name) + 0.25 * getattr(following, name))

    peer = Peer(2)
    peer.weights_, peer.means_, peer.covariances_ = map(mixed, ("weights", "means", "covariances"))
    peer.precisions_cholesky_ = np.linalg.inv(np.linalg.cholesky(peer.covariances_)).transpose(0, 2, 1)
    assert found.objective[0] == pytest.approx(weights @ peer.score_samples(X), rel=1e-12)

    def joint(w: Any, means: Any, covariances: Any) -> NDArray[np.float64]:
        parts = zip(w, means, covariances, strict=True)
        return np.stack([np.log(a) + multivariate_normal(m, c).logpdf(X) for a, m, c in parts], axis=1)

    shares = np.exp(joint(present.weights, present.means, present.covariances))
    shares /= shares.sum(axis=1, keepdims=True)
    terms = shares * (joint(peer.weights_, peer.means_, peer.covariances_) - np.log(shares + 1e-300))
    assert found.bound[0] == pytest.approx(weights @ terms.sum(axis=1), rel=1e-12)


def test_counts_have_the_densities_of_scipy() -> None:
    X = np.random.default_rng(3).poisson([2, 7], (200, 2)).astype(float)
    recording = recorded(PoissonMixture(2, random_state=0), X, 3)
    start = recording.step(0)
    logs = np.log(start.weights) + poisson(start.rates).logpmf(X[:, np.newaxis]).sum(axis=2)
    wanted = np.logaddexp(*logs.T).sum()
    assert curves(recording, 1, [0]).objective[0] == pytest.approx(wanted, rel=1e-12)


def test_missing_values_count_by_their_marginal_densities(X: NDArray[np.float64]) -> None:
    X = np.where(np.random.default_rng(1).random(X.shape) < 0.2, np.nan, X)
    X = X[~np.isnan(X).all(axis=1)]
    recording = recorded(GaussianMixture(3, missing="marginal", random_state=0), X, 4)
    found = curves(recording, 1, [0, 1])
    wanted = [recording.step(1).log_likelihood, recording.step(3).log_likelihood]
    np.testing.assert_allclose(found.objective, wanted, rtol=1e-12)
    assert found.bound[0] == pytest.approx(wanted[0], rel=1e-12)
    assert found.bound[1] <= wanted[1]


def test_of_t_distributions_it_lies_below_the_log_likelihood(X: NDArray[np.float64]) -> None:
    found = curves(recorded(StudentMixture(3, random_state=1), X, 4), 1)
    known = np.isfinite(found.objective)
    touch = int(np.flatnonzero(np.isclose(FRACTIONS, 0))[0])
    assert known[touch:].sum() > 10
    assert (found.bound[known] <= found.objective[known] + 1e-9).all()
    assert found.bound[touch] == pytest.approx(found.objective[touch], rel=1e-12)


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (BayesianGaussianMixture(3, random_state=1), "its objective is a lower bound"),
        (GaussianHMM(2, random_state=0), "shares out no single samples"),
        (KalmanSmoother(1), "shares out no single samples"),
        (FactorAnalysis(1), "shares out no single samples"),
        (SelfOrganizingMap(2, 2), "shares out no single samples"),
    ],
    ids=lambda value: value.kind if hasattr(value, "kind") else "",
)
def test_a_model_without_a_bound_says_why(X: NDArray[np.float64], model: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=f"no bound along a line: .*{reason}"):
        curves(recorded(model, X, 4), 1)


def test_without_an_e_step_or_an_m_step_there_is_none(X: NDArray[np.float64]) -> None:
    recording = recorded(GaussianMixture(2, random_state=0), X, 2)
    for index in (0, 1):
        with pytest.raises(ValueError, match="none is shown, or none follows"):
            curves(recording, index)
