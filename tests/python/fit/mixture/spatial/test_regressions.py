"""Mixtures of regressions against plain formulas, least squares and what is known of the data."""

import itertools
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LinearRegression

from iterscope import MixtureOfRegressions, select
from iterscope.fit import loop

RNG = np.random.default_rng(0)
SLOPES = np.array([[2.0, 0.0], [-1.0, 1.0]])
WHICH = RNG.integers(0, 2, 500)
FEATURES = RNG.normal(size=(500, 2))
X = np.column_stack(
    [
        FEATURES,
        (FEATURES * SLOPES[WHICH]).sum(axis=1)
        + [3.0, -2.0] @ np.eye(2)[WHICH].T
        + 0.3 * RNG.normal(size=500),
    ]
)


def joint(model: Any, data: NDArray[Any]) -> NDArray[np.float64]:
    heights = model.intercept_ + data[:, :-1] @ model.coef_.T
    logs: NDArray[np.float64] = np.log(model.weights_) + norm(heights, np.sqrt(model.variances_)).logpdf(
        data[:, -1:]
    )
    return logs


def test_the_lines_are_found() -> None:
    model = MixtureOfRegressions(2, n_init=5, random_state=0, tol=1e-8, max_iter=500).fit(X)
    order = model.coef_[:, 0].argsort()
    np.testing.assert_allclose(model.coef_[order], SLOPES[::-1], atol=0.06)
    np.testing.assert_allclose(model.intercept_[order], [-2, 3], atol=0.06)
    np.testing.assert_allclose(np.sqrt(model.variances_), 0.3, atol=0.05)
    assert (order[1 - WHICH] == model.predict(X)).mean() > 0.95
    assert model.n_parameters_ == 2 * 4 + 1
    total = model.score(X) * len(X)
    assert model.bic(X) == pytest.approx(-2 * total + 9 * np.log(len(X)))


def test_densities_are_of_the_target_given_the_features() -> None:
    model = MixtureOfRegressions(2, n_init=2, random_state=0).fit(X)
    logs = joint(model, X)
    total = np.logaddexp.reduce(logs, axis=1)
    np.testing.assert_allclose(model.score_samples(X), total, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(model.predict_proba(X), np.exp(logs - total[:, np.newaxis]), atol=1e-11)
    np.testing.assert_allclose(
        model.regress(X[:, :-1]), model.intercept_ + X[:, :-1] @ model.coef_.T, rtol=1e-10, atol=1e-12
    )
    again = MixtureOfRegressions.from_parameters(
        model.weights_, model.coef_, model.intercept_, model.variances_
    )
    np.testing.assert_allclose(again.score_samples(X), total, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("init_params", ["random_from_data", "random", "kmeans"])
def test_a_start_takes_no_notice_of_samples_that_weigh_next_to_nothing(init_params: str) -> None:
    far = X * [1e3, 1e3, 1e6]
    weights = np.repeat([1.0, 1e-30], len(X))
    model = MixtureOfRegressions(2, init_params=init_params, random_state=0, max_iter=200)
    for seed in range(4):
        start = next(iter(model.set_params(random_state=seed).prepare(np.vstack([X, far]), weights).starts()))
        assert (start.variances <= 2 * X[:, -1].var()).all()
        assert (np.abs(start.means) < 30).all()


def test_a_step_is_weighted_least_squares() -> None:
    weights = RNG.uniform(0.5, 3, len(X))
    model = MixtureOfRegressions(2, random_state=0, reg_covar=0)
    _, step = itertools.islice(model.iterate(X, sample_weight=weights, responsibilities=True), 2)
    for k in range(2):
        share = step.responsibilities[:, k] * weights
        line = LinearRegression().fit(X[:, :-1], X[:, -1], sample_weight=share)
        np.testing.assert_allclose(step.coefficients[k], line.coef_, rtol=1e-9, atol=1e-11)
        rest = X[:, -1] - line.predict(X[:, :-1])
        assert step.variances[k] == pytest.approx((share @ rest**2) / share.sum(), rel=1e-9)
        assert step.weights[k] == pytest.approx(share.sum() / weights.sum(), rel=1e-12)


def test_samples_far_from_the_origin_lose_no_digits() -> None:
    model = MixtureOfRegressions(2, n_init=3, random_state=0, tol=1e-9, max_iter=500)
    near = model.fit(X).coef_.copy()
    far = model.fit(X + 1e6).coef_
    np.testing.assert_allclose(far, near, atol=1e-7)


def test_one_line_is_linear_regression() -> None:
    model = MixtureOfRegressions(reg_covar=0).fit(X)
    line = LinearRegression().fit(X[:, :-1], X[:, -1])
    np.testing.assert_allclose(model.coef_[0], line.coef_, rtol=1e-9)
    assert model.intercept_[0] == pytest.approx(line.intercept_, rel=1e-9)


def test_a_line_through_few_samples_keeps_a_variance() -> None:
    few = np.vstack([np.column_stack([np.arange(30.0), np.arange(30.0) ** 2]), [[5.0, 500.0], [6.0, 700.0]]])
    start = MixtureOfRegressions.from_parameters([0.9, 0.1], [[30.0], [200.0]], [-100.0, -500.0], [1e4, 1.0])
    algorithm = MixtureOfRegressions(2, max_iter=500).prepare(few)
    *_, last = loop.Loop(algorithm, start=start.parameters_)
    with pytest.warns(ConvergenceWarning, match="degenerate"):
        algorithm.warn(last)
    assert last.parameters.variances[1] == pytest.approx(1e-6, rel=0.1)
    assert last.degenerate == (1,)


def test_numbers_of_lines_are_compared() -> None:
    model = MixtureOfRegressions(n_init=5, random_state=0, max_iter=300)
    assert select(X, [1, 2, 3], model=model).best_.n_components == 2


@pytest.mark.parametrize(
    ("given", "data", "message"),
    [
        ({}, X[:, :1], "X must have a feature and the target"),
        ({"reg_covar": -1.0}, X, "reg_covar"),
        ({"n_components": 501}, X, "n_samples >= n_components"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], data: NDArray[Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        MixtureOfRegressions(**{"n_components": 2, **given}).fit(data)


def test_what_has_no_distribution_cannot_be_drawn() -> None:
    model = MixtureOfRegressions(2, random_state=0, n_init=2).fit(X)
    with pytest.raises(NotImplementedError, match="regress"):
        model.sample(3)
    with pytest.raises(ValueError, match="leave the target out"):
        model.regress(X)
