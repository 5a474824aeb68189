"""The categorical mixture: sums that are written out, the Bernoulli mixture, its edges, and its table in a view."""

import itertools
import tracemalloc
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.utils.estimator_checks import parametrize_with_checks

from iterscope import BernoulliMixture, CategoricalMixture, MixtureWidget
from iterscope.fit.data import Data
from iterscope.fit.recording import Recording
from iterscope.mixture import CategoricalStep, select

STARTS = ("kmeans", "k-means++", "random", "random_from_data")


class Cut(CategoricalMixture):
    """Takes any numbers, so that scikit-learn's checks can feed their normal samples."""

    def _check_data(self, data: Data) -> Data:
        return replace(data, values=np.clip(np.floor(data.values + 1), 0, self.n_categories - 1))


@parametrize_with_checks([Cut(1, n_categories=3, max_iter=1000, random_state=0)])
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_check(estimator: Any, check: Any) -> None:
    check(estimator)


def drawn(probabilities: NDArray[np.float64], labels: NDArray[Any], seed: int) -> NDArray[np.int64]:
    chance = np.random.default_rng(seed).random((len(labels), probabilities.shape[1], 1))
    answers: NDArray[np.int64] = (chance >= probabilities[labels].cumsum(axis=2)[:, :, :-1]).sum(axis=2)
    return answers


def table(seed: int = 0, n_samples: int = 400, n_categories: int = 4) -> NDArray[np.int64]:
    rng = np.random.default_rng(seed)
    probabilities = rng.dirichlet(np.full(n_categories, 0.5), (3, 5))
    return drawn(probabilities, rng.integers(0, 3, n_samples), seed)


@pytest.mark.parametrize("init_params", STARTS)
def test_a_step_is_that_of_the_formulas(init_params: str) -> None:
    X = table()
    weights = np.random.default_rng(1).uniform(0.5, 2, len(X))
    model = CategoricalMixture(3, n_categories=4, init_params=init_params, random_state=0)
    steps = list(itertools.islice(model.iterate(X, sample_weight=weights, responsibilities=True), 4))
    for before, after in itertools.pairwise(steps):
        features = np.arange(5)
        logs = np.log(before.weights) + np.array(
            [np.log(before.probabilities[:, features, row]).sum(axis=1) for row in X]
        )
        densities = np.logaddexp.reduce(logs, axis=1)
        assert after.log_likelihood == pytest.approx(weights @ densities, rel=1e-12)
        shares = np.exp(logs - densities[:, np.newaxis])
        np.testing.assert_allclose(after.responsibilities, shares, atol=1e-12)
        sums = weights @ shares
        np.testing.assert_allclose(after.weights, sums / sums.sum(), rtol=1e-10)
        for category in range(4):
            found = (shares * weights[:, np.newaxis]).T @ (category == X) / sums[:, np.newaxis]
            np.testing.assert_allclose(after.probabilities[:, :, category], found, atol=1e-9)
        assert isinstance(after, CategoricalStep)
        with pytest.raises(ValueError, match="read-only"):
            after.probabilities[...] = 0


@pytest.mark.parametrize("init_params", STARTS)
def test_two_categories_are_a_bernoulli_mixture(init_params: str) -> None:
    X = table(n_categories=2)
    options: dict[str, Any] = {"init_params": init_params, "random_state": 0, "tol": 1e-9, "max_iter": 500}
    one, other = CategoricalMixture(3, **options).fit(X), BernoulliMixture(3, **options).fit(X)
    np.testing.assert_allclose(one.probabilities_[:, :, 1], other.probabilities_, atol=1e-8)
    np.testing.assert_allclose(one.lower_bounds_, other.lower_bounds_[: len(one.lower_bounds_)], rtol=1e-10)
    assert one.n_parameters_ == other.n_parameters_
    assert one.bic(X) == pytest.approx(other.bic(X), rel=1e-8)


def test_classes_are_found_again_and_drawn() -> None:
    probabilities = np.array([[[0.8, 0.1, 0.1], [0.7, 0.2, 0.1]], [[0.1, 0.1, 0.8], [0.1, 0.3, 0.6]]] * 1)
    probabilities = np.repeat(probabilities, 3, axis=1)
    rng = np.random.default_rng(0)
    X = drawn(probabilities, (rng.random(20_000) < 0.3).astype(int), 1)
    model = CategoricalMixture(2, n_categories=3, random_state=0, tol=1e-8).fit(X).reordered("weight")
    np.testing.assert_allclose(model.weights_, [0.7, 0.3], atol=0.02)
    np.testing.assert_allclose(model.probabilities_, probabilities, atol=0.02)
    assert model.n_parameters_ == 2 * 6 * 2 + 1
    Y, classes = model.sample(40_000)
    for k, category in itertools.product(range(2), range(3)):
        shares = (Y[classes == k] == category).mean(axis=0)
        np.testing.assert_allclose(shares, model.probabilities_[k, :, category], atol=0.02)
    selection = select(X[:2000], [1, 2, 3], model=CategoricalMixture(n_categories=3, random_state=0))
    assert selection.best_.n_components == 2


@pytest.mark.parametrize(
    ("X", "match"),
    [
        (
            [[0, 1], [2, 3]],
            "X must be made of categories, whole numbers from 0 to 2, got 3.0 at row 1, column 1",
        ),
        ([[0, 1], [2, -1]], "got -1.0 at row 1, column 1"),
        ([[0.5, 1], [2, 1]], "got 0.5 at row 0, column 0"),
        ([[0, np.nan], [1, 0]], "X contains NaN"),
    ],
)
def test_what_is_no_category_is_refused(X: Any, match: str) -> None:
    for use in (CategoricalMixture(n_categories=3).fit, CategoricalMixture(n_categories=3).iterate):
        with pytest.raises(ValueError, match=match):
            use(X)
    with pytest.raises(ValueError, match=match):
        MixtureWidget(X, CategoricalMixture(n_categories=3))
    for wrong in (0, 2.5, 2**17):
        with pytest.raises(ValueError, match="n_categories"):
            CategoricalMixture(n_categories=wrong).fit([[0], [1]])  # type: ignore[arg-type]


@pytest.mark.parametrize("init_params", STARTS)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_categories_that_nobody_chose_make_no_nan(init_params: str) -> None:
    X = np.zeros((12, 3))
    X[:6, 1] = 2
    model = CategoricalMixture(3, n_categories=5, init_params=init_params, random_state=0).fit(X)
    assert (model.probabilities_ > 0).all()
    np.testing.assert_allclose(model.probabilities_.sum(axis=2), 1)
    assert np.isfinite(model.score_samples([[4, 4, 4], [0, 2, 0]])).all()


def test_a_drag_sets_the_last_category_and_the_others_share_the_rest() -> None:
    algorithm = CategoricalMixture(2, n_categories=4, random_state=0).prepare(table())
    start = next(algorithm.starts())
    before = start.probabilities
    after = algorithm.moved(start, 1, [2], np.array([0.75])).probabilities
    assert after[1, 2, 3] == pytest.approx(0.75, abs=1e-9)
    shares = before[1, 2, :3] / before[1, 2, :3].sum()
    np.testing.assert_allclose(after[1, 2, :3], 0.25 * shares, atol=1e-9)
    after[1, 2] = before[1, 2]
    np.testing.assert_array_equal(after, before)
    widget = MixtureWidget(table(), CategoricalMixture(2, n_categories=4, random_state=0))
    widget.seek(2)
    assert widget.to_png().startswith(b"\x89PNG")
    widget.close()


@pytest.mark.parametrize("init_params", ["kmeans", "k-means++", "random", "random_from_data"])
def test_a_table_that_would_fill_the_memory_is_refused(init_params: str) -> None:
    model = CategoricalMixture(10_000, n_categories=65_536, init_params=init_params, max_iter=0)
    X = np.zeros((10_000, 500))
    words = "at most 67108864 probabilities, got 10000 x 500 x 65536"
    for use in (model.fit, model.iterate):
        with pytest.raises(ValueError, match=words):
            use(X)


def test_drawn_categories_are_those_below_the_chance_and_need_little_memory() -> None:
    X = np.random.default_rng(0).integers(0, 40, (500, 5))
    model = CategoricalMixture(1, n_categories=40, random_state=0).fit(X)
    model.random_state = 3
    Y, _ = model.sample(1000)
    random_state = np.random.RandomState(3)
    random_state.multinomial(1000, model.weights_)
    chances = random_state.uniform(size=(1000, 5, 1))
    expected = (chances >= model.probabilities_[0].cumsum(axis=1)[:, :-1]).sum(axis=2)
    assert sorted(map(tuple, Y)) == sorted(map(tuple, expected.astype(float)))
    tracemalloc.start()
    model.sample(100_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 100_000 * 5 * 39, "less than a byte for each sample, feature and bound"


def test_a_table_moves_along_no_principal_axes() -> None:
    X = np.random.default_rng(0).integers(0, 3, (90, 5))
    recording = Recording(CategoricalMixture(2, n_categories=3, random_state=0), X)
    recording.advance()
    with pytest.raises(ValueError, match=r"dims must be features, .* got \[5, 6\]"):
        recording.moved(0, 0, (5, 6), (0.5, 0.5))
