"""The Poisson mixture: published fits, sums that are written out, its edges, and its table in a view."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from sklearn.utils.estimator_checks import parametrize_with_checks

from iterscope import MixtureWidget, PoissonMixture
from iterscope.fit.data import Data
from iterscope.mixture import PoissonStep, select

STARTS = ("kmeans", "k-means++", "random", "random_from_data")

EARTHQUAKES = np.array([
    13, 14, 8, 10, 16, 26, 32, 27, 18, 32, 36, 24, 22, 23, 22, 18, 25, 21, 21, 14, 8, 11, 14, 23, 18, 17,
    19, 20, 22, 19, 13, 26, 13, 14, 22, 24, 21, 22, 26, 21, 23, 24, 27, 41, 31, 27, 35, 26, 28, 36, 39, 21,
    17, 22, 17, 19, 15, 34, 10, 15, 22, 18, 15, 20, 15, 22, 19, 16, 30, 27, 29, 23, 20, 16, 21, 21, 25, 16,
    18, 15, 18, 14, 10, 15, 8, 15, 6, 11, 8, 7, 18, 16, 13, 12, 13, 20, 15, 16, 12, 18, 15, 16, 13, 15,
    16, 11, 11,
])[:, np.newaxis]  # fmt: skip
"""Earthquakes of magnitude 7 or more, each year from 1900 to 2006 (Zucchini and MacDonald, 2009, table 1.1)."""


class Counted(PoissonMixture):
    """Takes any numbers, so that scikit-learn's checks can feed their normal samples."""

    def _check_data(self, data: Data) -> Data:
        return replace(data, values=np.floor(np.abs(data.values) * 4))


@parametrize_with_checks([Counted(1, max_iter=1000, random_state=0)])
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_check(estimator: Any, check: Any) -> None:
    check(estimator)


def table(seed: int = 0, n_samples: int = 400) -> NDArray[np.int64]:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.uniform(0.5, 30, (3, 4))[rng.integers(0, 3, n_samples)])


@pytest.mark.parametrize(
    ("n_components", "log_likelihood"),
    [(1, -391.918928), (2, -360.369044), (3, -356.848939), (4, -356.733701)],
)
def test_earthquakes_have_the_published_likelihoods(n_components: int, log_likelihood: float) -> None:
    model = PoissonMixture(n_components, tol=1e-13, max_iter=100_000, random_state=0, n_init=3).fit(
        EARTHQUAKES
    )
    assert model.score(EARTHQUAKES) * 107 == pytest.approx(log_likelihood, abs=2e-6)
    if n_components == 2:
        ordered = model.reordered("mean")
        np.testing.assert_allclose(ordered.rates_.ravel(), [15.77711, 26.83989], atol=2e-5)
        np.testing.assert_allclose(ordered.weights_, [0.67573, 0.32427], atol=1e-5)


@pytest.mark.parametrize("init_params", STARTS)
def test_a_step_is_that_of_the_formulas(init_params: str) -> None:
    X = table()
    weights = np.random.default_rng(1).uniform(0.5, 2, len(X))
    model = PoissonMixture(3, init_params=init_params, random_state=0)
    steps = list(itertools.islice(model.iterate(X, sample_weight=weights, responsibilities=True), 4))
    for before, after in itertools.pairwise(steps):
        logs = np.log(before.weights) + stats.poisson.logpmf(X[:, np.newaxis], before.rates).sum(axis=2)
        densities = np.logaddexp.reduce(logs, axis=1)
        assert after.log_likelihood == pytest.approx(weights @ densities, rel=1e-12)
        shares = np.exp(logs - densities[:, np.newaxis])
        np.testing.assert_allclose(after.responsibilities, shares, atol=1e-11)
        sums = weights @ shares
        np.testing.assert_allclose(after.weights, sums / sums.sum(), rtol=1e-10)
        rates = (shares * weights[:, np.newaxis]).T @ X / sums[:, np.newaxis]
        np.testing.assert_allclose(after.rates, np.maximum(rates, 1e-10), rtol=1e-9)
        assert isinstance(after, PoissonStep)
        with pytest.raises(ValueError, match="read-only"):
            after.rates[...] = 0


def test_rates_are_found_again_and_drawn() -> None:
    rates = np.array([[1.0, 20.0, 300.0], [6.0, 4.0, 250.0]])
    rng = np.random.default_rng(0)
    labels = (rng.random(20_000) < 0.3).astype(int)
    X = rng.poisson(rates[labels])
    model = PoissonMixture(2, random_state=0, tol=1e-8).fit(X).reordered("weight")
    np.testing.assert_allclose(model.weights_, [0.7, 0.3], atol=0.02)
    np.testing.assert_allclose(model.rates_, rates, rtol=0.02)
    assert model.n_parameters_ == 7
    drawn, classes = model.sample(40_000)
    assert (drawn == np.floor(drawn)).all()
    for k in range(2):
        np.testing.assert_allclose(drawn[classes == k].mean(axis=0), model.rates_[k], rtol=0.03)
    selection = select(X[:2000], [1, 2, 3], model=PoissonMixture(random_state=0))
    assert selection.best_.n_components == 2


@pytest.mark.parametrize(
    ("X", "match"),
    [
        ([[0, 1], [2, -1]], "X must be made of counts, whole numbers from 0, got -1.0 at row 1, column 1"),
        ([[0.5, 1], [2, 1]], "got 0.5 at row 0, column 0"),
        ([[0, np.nan], [1, 0]], "X contains NaN"),
        ([[1]], "minimum of 2"),
    ],
)
def test_what_is_no_count_is_refused(X: Any, match: str) -> None:
    for use in (PoissonMixture().fit, PoissonMixture().iterate):
        with pytest.raises(ValueError, match=match):
            use(X)
    with pytest.raises(ValueError, match=match):
        MixtureWidget(X, PoissonMixture())


@pytest.mark.parametrize("init_params", STARTS)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_features_without_counts_make_no_nan(init_params: str) -> None:
    X = np.zeros((12, 3))
    X[:6, 1] = 5
    model = PoissonMixture(3, init_params=init_params, random_state=0).fit(X)
    assert np.isfinite(model.rates_).all()
    assert (model.rates_ >= 1e-10).all()
    assert np.isfinite(model.score_samples([[0, 0, 0], [1, 2, 3], [0, 0, 2**31]])).all()


def test_a_full_bar_is_the_largest_count() -> None:
    X = table()
    widget = MixtureWidget(X, PoissonMixture(2, random_state=0, tol=1e-9))
    widget.seek(1)
    algorithm = PoissonMixture(2, random_state=0).prepare(X)
    np.testing.assert_array_equal(algorithm.full, X.max(axis=0))
    moved = algorithm.moved(next(algorithm.starts()), 1, [2], np.array([-7.5]))
    assert moved.rates[1, 2] == 1e-10
    assert widget.to_png().startswith(b"\x89PNG")
    widget.close()


def test_counts_whose_probability_would_lose_its_digits_are_refused() -> None:
    with pytest.raises(ValueError, match=r"counts below 2\*\*32, got 1e\+16 at row 1, column 0"):
        PoissonMixture(1).fit([[3.0], [1e16]])
    largest = 2.0**32 - 1
    model = PoissonMixture(1).fit([[largest], [largest]])
    stirling = -0.5 * np.log(2 * np.pi * largest)  # of the count that is the mean, to 1 / 12x
    assert model.score_samples([[largest]])[0] == pytest.approx(stirling, abs=1e-5)
