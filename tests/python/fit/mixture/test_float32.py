"""float32: what is fitted to it can be drawn from, conditioned, and asked again."""

import warnings
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import BernoulliMixture, GaussianMixture, GaussianMixtureRegressor, KMeans, expect, make_blobs
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES


def blobs() -> NDArray[np.float32]:
    return make_blobs(n_samples=500, centers=5, n_features=3, random_state=1)[0].astype(np.float32)


@pytest.mark.parametrize(
    "weights", [[0.5, 0.500000009, 0.0], [0.3333333, 0.3333333, 0.3333334], [1.0, 0.0, 0.0]]
)
def test_weights_that_rounding_makes_too_heavy_can_be_drawn_by(weights: list[float]) -> None:
    model = GaussianMixture.from_parameters(weights, [[0.0], [9.0], [18.0]], [[[1.0]]] * 3)
    for dtype in (np.float32, np.float64):
        model.weights_ = np.array(weights, dtype)
        X, labels = model.sample(1000)
        np.testing.assert_array_equal(np.bincount(labels, minlength=3) > 0, np.array(weights) > 0)
        assert X.shape == (1000, 1)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize("n_components", [2, 7, 11])
def test_fits_with_empty_components_can_be_drawn_from(covariance_type: str, n_components: int) -> None:
    X = np.repeat(blobs()[:2], 50, axis=0)
    model = GaussianMixture(
        n_components, covariance_type=covariance_type, init_params="random_from_data", random_state=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        model.fit(X)
    assert model.weights_.dtype == np.float32
    for count in (1, 10_000):
        assert model.sample(count)[0].shape == (count, 3)


@pytest.mark.parametrize("model", [BernoulliMixture(3, random_state=0), GaussianMixture(3, random_state=0)])
def test_every_mixture_draws(model: Any) -> None:
    X = (blobs() > 0).astype(np.float32)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        model.fit(X)
    assert model.sample(100)[0].shape == (100, 3)


@pytest.mark.filterwarnings("ignore:degenerate")
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_what_can_be_scored_can_be_conditioned_and_expected(covariance_type: str) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(300, 1))
    X = np.hstack([x, x * 2, x + 1e-4 * rng.normal(size=(300, 1))]).astype(np.float32)
    model = GaussianMixture(2, covariance_type=covariance_type, reg_covar="relative", random_state=0).fit(X)
    assert np.isfinite(model.score(X))
    shares = expect(model.to_dataclass(), X.astype(float))
    np.testing.assert_allclose(shares, model.predict_proba(X), atol=1e-6)
    given = model.condition([0], [0.3])
    assert given.weights.sum() == pytest.approx(1)
    assert np.isfinite(given.means).all()
    assert (np.linalg.eigvalsh(given.covs) >= -1e-12).all()
    both = model.condition([0, 1], [0.3, 0.6])
    assert both.means.shape == (2, 1)


def test_a_conditional_is_that_of_the_formula() -> None:
    rng = np.random.default_rng(1)
    root = rng.normal(size=(4, 4))
    cov, mean = root @ root.T + np.eye(4), rng.normal(size=4)
    model = GaussianMixture.from_parameters([1.0], [mean], [cov])
    given = model.condition([2, 0], [0.5, -1.0])
    known, left = [2, 0], [1, 3]
    gain = cov[np.ix_(left, known)] @ np.linalg.inv(cov[np.ix_(known, known)])
    expected = mean[left] + gain @ ([0.5, -1.0] - mean[known])
    np.testing.assert_allclose(given.means[0], expected, rtol=1e-10)
    rest = cov[np.ix_(left, left)] - gain @ cov[np.ix_(known, left)]
    np.testing.assert_allclose(given.covs[0], rest, rtol=1e-9)


@pytest.mark.parametrize("offset", [0.0, 1e3, 1e6])
def test_labels_are_predictions(offset: float) -> None:
    rng = np.random.default_rng(2)
    X = (rng.uniform(size=(4000, 2)) + offset).astype(np.float32)
    clusters = KMeans(20, random_state=0).fit(X)
    np.testing.assert_array_equal(clusters.labels_, clusters.predict(X))
    for covariance_type in COVARIANCE_TYPES:
        model = GaussianMixture(9, covariance_type=covariance_type, random_state=0, max_iter=5, tol=1.0)
        np.testing.assert_array_equal(model.fit_predict(X), model.predict(X))
        np.testing.assert_array_equal(model.predict_proba(X).argmax(axis=1), model.predict(X))


@pytest.mark.parametrize("offset", [0.0, 1e3])
def test_reordered_fits_predict_the_same(offset: float) -> None:
    rng = np.random.default_rng(3)
    X = (rng.uniform(size=(4000, 2)) + offset).astype(np.float32)
    bits = (rng.uniform(size=(400, 6)) < np.where(np.arange(400)[:, np.newaxis] < 200, 1e-3, 0.999)).astype(
        np.float32
    )
    for model, data in [
        (KMeans(20, random_state=0), X),
        (GaussianMixture(5, random_state=0, tol=1.0), X),
        (BernoulliMixture(2, random_state=0, tol=1e-9), bits),
    ]:
        fitted = model.fit(data)
        labels = fitted.predict(data)
        last = labels.max()
        again = fitted.reordered(by=list(range(last, -1, -1)))
        np.testing.assert_array_equal(again.predict(data), last - labels)
    assert np.isfinite(again.score(1 - bits))


def test_degenerate_components_are_renumbered() -> None:
    X = np.vstack([blobs()[:200, :2] * 0.1, np.full((20, 2), 50.0, np.float32)])
    model = GaussianMixture(2, random_state=0, means_init=[X[:200].mean(axis=0), [50.0, 50.0]])
    with pytest.warns(UserWarning, match=r"degenerate component\(s\) 1"):
        model.fit(X)
    assert model.degenerate_ == (1,)
    assert model.reordered(by=[1, 0]).degenerate_ == (0,)
    assert model.partial_fit(X[:5]).degenerate_ == (1,)


def test_a_regression_of_float32_predicts() -> None:
    X = blobs()
    model = GaussianMixtureRegressor(3, random_state=0).fit(X[:, :2], X[:, 2])
    assert np.isfinite(model.predict(X[:, :2])).all()
