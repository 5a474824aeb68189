"""Regression with a mixture."""

import pickle
import tracemalloc

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from iterscope import GaussianMixtureRegressor


def test_one_component_is_linear_regression() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 4))
    y = X @ rng.normal(size=(4, 2)) + rng.normal(size=(300, 2)) * 0.3 + 5
    ours = GaussianMixtureRegressor(reg_covar=0.0).fit(X, y)
    theirs = LinearRegression().fit(X, y)
    mean, std = ours.predict(X, return_std=True)
    np.testing.assert_allclose(mean, theirs.predict(X), rtol=1e-8, atol=1e-8)
    residuals = (y - theirs.predict(X)).std(axis=0)
    np.testing.assert_allclose(std, np.broadcast_to(residuals, std.shape), rtol=1e-8)


def test_weights_are_those_of_linear_regression() -> None:
    rng = np.random.default_rng(1)
    X, weights = rng.normal(size=(200, 2)), rng.uniform(size=200)
    y = X[:, 0] ** 2 + X[:, 1]
    ours = GaussianMixtureRegressor(reg_covar=0.0).fit(X, y, sample_weight=weights)
    theirs = LinearRegression().fit(X, y, sample_weight=weights)
    np.testing.assert_allclose(ours.predict(X), theirs.predict(X), rtol=1e-7, atol=1e-7)


def test_several_components_bend() -> None:
    rng = np.random.default_rng(2)
    x = rng.uniform(-3, 3, 2000)
    y = np.sin(x) + rng.normal(size=2000) * 0.1
    model = GaussianMixtureRegressor(8, random_state=0).fit(x[:, np.newaxis], y)
    grid = np.linspace(-2.8, 2.8, 50)
    mean, std = model.predict(grid[:, np.newaxis], return_std=True)
    assert mean.shape == std.shape == grid.shape
    assert np.abs(mean - np.sin(grid)).max() < 0.15
    assert 0.08 < np.median(std) < 0.2


@pytest.mark.parametrize("covariance_type", ["full", "tied", "diag", "spherical"])
def test_predictions_are_conditional_means(covariance_type: str) -> None:
    rng = np.random.default_rng(3)
    X = rng.normal(size=(400, 2)) + 4 * rng.integers(2, size=(400, 1))
    y = np.c_[X[:, 0] * X[:, 1], X[:, 0]] + rng.normal(size=(400, 2)) * 0.1
    model = GaussianMixtureRegressor(3, covariance_type=covariance_type, random_state=0).fit(X, y)
    mean, std = model.predict(X[:5], return_std=True)
    for row, expected, deviation in zip(X, mean, std, strict=False):
        given = model.mixture_.condition([0, 1], row)
        np.testing.assert_allclose(given.weights @ given.means, expected, rtol=1e-9)
        second = given.weights @ (np.einsum("kii->ki", given.covs) + given.means**2)
        np.testing.assert_allclose(np.sqrt(second - expected**2), deviation, rtol=1e-6)


@pytest.mark.parametrize("return_std", [False, True])
def test_a_prediction_takes_at_most_twice_the_memory_of_its_result(*, return_std: bool) -> None:
    rng = np.random.default_rng(3)
    X = rng.normal(size=(400_000, 3))
    y = X @ [1.0, -2.0, 0.5]
    model = GaussianMixtureRegressor(8, random_state=0, init_params="random_from_data", max_iter=5, tol=10.0)
    model.fit(X[:2000], y[:2000] + rng.normal(size=2000))
    tracemalloc.start()
    found = model.predict(X, return_std=return_std)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    results = found if isinstance(found, tuple) else (found,)
    assert peak < 2 * sum(result.nbytes for result in results)
    for whole, part in zip(
        results, np.atleast_2d(model.predict(X[-1500:], return_std=return_std)), strict=True
    ):
        np.testing.assert_allclose(whole[-1500:], part, rtol=1e-12)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_what_a_prediction_takes_from_the_fit_is_computed_once() -> None:
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(300, 64)), rng.normal(size=300)
    model = GaussianMixtureRegressor(50, init_params="random_from_data", max_iter=1, random_state=0).fit(X, y)
    copy = pickle.loads(pickle.dumps(model))  # noqa: S301
    for fitted in (model, copy):
        kept = fitted.predict(X, return_std=True)
        del fitted._kept  # noqa: SLF001 - as of a model that an earlier version has pickled
        np.testing.assert_array_equal(fitted.predict(X, return_std=True), kept)
    np.testing.assert_array_equal(copy.predict(X), model.predict(X))
    model.fit(X, y)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(np.linalg, "solve", None)
        before = model.predict(X[:1])
    model.mixture_.means_[:, -1] += 1  # by hand
    np.testing.assert_allclose(model.predict(X[:1]), before + 1)
