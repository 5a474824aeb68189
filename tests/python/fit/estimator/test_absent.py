"""A sample of weight 0 is as good as absent: every fit has the same bits without it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import (
    BernoulliMixture,
    GaussianMixture,
    GaussianMixtureRegressor,
    KMeans,
    expect_statistics,
    select,
)
from iterscope.fit.backends import ENGINES
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.fit.recording import Recording
from iterscope.fit.widget import MixtureWidget

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

STARTS = ("kmeans", "k-means++", "random", "random_from_data")
RNG = np.random.default_rng(0)
N_PRESENT, N_ABSENT = 1500, 800
ORDER = RNG.permutation(N_PRESENT + N_ABSENT)
PRESENT = ORDER < N_PRESENT
GROUPS = np.where(RNG.integers(2, size=(N_PRESENT, 1)), [0.0, 0.0], [8.0, -3.0])
WEIGHTS = np.zeros(len(ORDER))
WEIGHTS[PRESENT] = RNG.uniform(0.5, 2, N_PRESENT)
X = np.empty((len(ORDER), 2))
X[PRESENT] = GROUPS + RNG.normal(size=(N_PRESENT, 2))
X[~PRESENT] = RNG.normal(1e4, 300.0, size=(N_ABSENT, 2))
BITS = (RNG.uniform(size=X.shape) < np.where(PRESENT, 0.3, 0.9)[:, np.newaxis]).astype(float)


def first(X: NDArray[np.float64], n_clusters: int, random_state: np.random.RandomState) -> Any:
    return X[random_state.permutation(len(X))[:n_clusters]]


MODELS: dict[str, tuple[Callable[[], Any], NDArray[np.float64]]] = {
    **{
        f"gaussian {kind} {start} {reg_covar}": (
            lambda kind=kind, start=start, reg_covar=reg_covar: GaussianMixture(
                3, covariance_type=kind, init_params=start, reg_covar=reg_covar, random_state=4, max_iter=5
            ),
            X,
        )
        for kind in COVARIANCE_TYPES
        for start in STARTS
        for reg_covar in (1e-6, "relative")
    },
    **{
        f"gaussian {engine}": (
            lambda engine=engine: GaussianMixture(
                2, engine=engine, reg_covar="relative", random_state=4, max_iter=5
            ),
            X,
        )
        for engine in ENGINES
        if engine != "sklearn"
    },
    **{
        f"bernoulli {start}": (
            lambda start=start: BernoulliMixture(2, init_params=start, random_state=4, max_iter=5),
            BITS,
        )
        for start in STARTS
    },
    **{
        f"kmeans {getattr(init, '__name__', init)}": (
            lambda init=init: KMeans(4, init=init, n_init=3, tol=1e-2, random_state=4),
            X,
        )
        for init in ("k-means++", "random", first)
    },
    "kmeans given, one of them empty": (
        lambda: KMeans(3, init=[[0.0, 0.0], [1e6, 1e6], [8.0, -3.0]], max_iter=2),
        X,
    ),
}


def fitted(model: Any) -> dict[str, Any]:
    per_sample = {"labels_"}
    return {
        name: value
        for name, value in vars(model).items()
        if name.endswith("_") and not name.startswith("_") and name not in per_sample
    }


def assert_same(one: Any, other: Any) -> None:
    found, expected = fitted(one), fitted(other)
    assert found.keys() == expected.keys()
    assert expected
    for name, value in expected.items():
        np.testing.assert_array_equal(found[name], value, err_msg=name)


@pytest.mark.parametrize("name", MODELS)
def test_every_fit_is_the_same_without_them(name: str) -> None:
    make, samples = MODELS[name]
    with_them = make().fit(samples, sample_weight=WEIGHTS)
    assert_same(with_them, make().fit(samples[PRESENT], sample_weight=WEIGHTS[PRESENT]))


@pytest.mark.parametrize("name", MODELS)
def test_weights_of_one_and_zero_choose_samples(name: str) -> None:
    make, samples = MODELS[name]
    with_them = make().fit(samples, sample_weight=PRESENT)
    assert_same(with_them, make().fit(samples[PRESENT]))


@pytest.mark.parametrize("name", ["gaussian full kmeans 1e-06", "bernoulli kmeans", "kmeans k-means++"])
def test_results_have_a_row_for_each_sample_that_was_given(name: str) -> None:
    make, samples = MODELS[name]
    model = make()
    labels = model.fit_predict(samples, sample_weight=WEIGHTS)
    np.testing.assert_array_equal(labels, model.predict(samples))
    np.testing.assert_array_equal(getattr(model, "labels_", labels), labels)
    last = list(make().iterate(samples, sample_weight=WEIGHTS, responsibilities=True))[-1]
    assert len(last.responsibilities) == len(getattr(last, "labels", last.responsibilities)) == len(samples)
    without = list(make().iterate(samples[PRESENT], responsibilities=True, sample_weight=WEIGHTS[PRESENT]))
    np.testing.assert_array_equal(last.responsibilities[PRESENT], without[-1].responsibilities)


def test_far_samples_of_weight_0_do_not_hide_two_groups() -> None:
    rng = np.random.default_rng(1)
    X = np.r_[rng.normal(0, 1, (100, 2)), rng.normal(9, 1, (100, 2)), rng.normal(500, 1, (300, 2))]
    weights = np.r_[np.ones(200), np.zeros(300)]
    for seed in range(20):
        model = GaussianMixture(2, init_params="random_from_data", random_state=seed, max_iter=500)
        model.fit(X, sample_weight=weights)
        assert model.means_.max() < 20


def test_a_relative_floor_is_of_the_scale_of_those_that_weigh_something() -> None:
    model = GaussianMixture(2, reg_covar="relative", random_state=0)
    model.fit([[0.0], [1.0], [10.0], [11.0], [1e6]], sample_weight=[1, 1, 1, 1, 0])
    np.testing.assert_allclose(np.sort(model.means_[:, 0]), [0.5, 10.5], rtol=1e-9)


def test_an_empty_cluster_moves_to_none_of_them() -> None:
    X = np.array([[0.0], [1.0], [2.0], [100.0]])
    start = [[1.0], [-500.0]]
    model = KMeans(2, init=start, max_iter=1).fit(X, sample_weight=[1, 1, 1, 0])
    assert np.abs(model.cluster_centers_).max() <= 2


def test_the_regressor_is_the_same_without_them() -> None:
    y = X @ [2.0, -1.0] + np.where(PRESENT, 0.0, 1e5)
    with_them = GaussianMixtureRegressor(2, random_state=0).fit(X, y, sample_weight=WEIGHTS)
    without = GaussianMixtureRegressor(2, random_state=0).fit(X[PRESENT], y[PRESENT], WEIGHTS[PRESENT])
    np.testing.assert_array_equal(with_them.predict(X[:50]), without.predict(X[:50]))


def test_batches_are_the_same_without_them() -> None:
    with_them, without = (GaussianMixture(2, random_state=0) for _ in range(2))
    for rows in np.array_split(np.arange(len(X)), 5):
        with_them.partial_fit(X[rows], sample_weight=WEIGHTS[rows])
        kept = rows[PRESENT[rows]]
        without.partial_fit(X[kept], sample_weight=WEIGHTS[kept])
    assert_same(with_them, without)


def test_a_selection_is_the_same_without_them() -> None:
    options: dict[str, Any] = {"n_components": [1, 2], "covariance_type": "diag", "random_state": 0}
    with_them = select(X, sample_weight=WEIGHTS, **options)
    without = select(X[PRESENT], sample_weight=WEIGHTS[PRESENT], **options)
    for one, other in zip(with_them.models, without.models, strict=True):
        assert_same(one, other)


def test_statistics_are_the_same_without_them() -> None:
    start = GaussianMixture.from_parameters([1.0], [[0.0, 0.0]], [np.eye(2)])
    with_them = expect_statistics(X, start, WEIGHTS)
    without = expect_statistics(X[PRESENT], start, WEIGHTS[PRESENT])
    np.testing.assert_array_equal(with_them.second, without.second)
    assert with_them.n_samples == without.n_samples == N_PRESENT


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (GaussianMixture(3), "n_components = 3"),
        (BernoulliMixture(3), "n_components = 3"),
        (KMeans(3), "n_clusters=3"),
    ],
)
def test_fewer_than_components_are_refused_without_counting_them(model: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        model.fit([[0.0], [1.0], [0.5], [0.25]], sample_weight=[1, 0, 2, 0])


def test_a_fit_needs_two_that_weigh_something() -> None:
    with pytest.raises(ValueError, match=r"1 sample.*X without its samples of weight 0 is too small"):
        GaussianMixture().fit([[0.0], [1.0]], sample_weight=[1, 0])


def test_a_view_shows_the_others_alone() -> None:
    recording = Recording(KMeans(2, random_state=0), X, WEIGHTS)
    low, high = recording.data.extent([0, 1], 0.0)
    np.testing.assert_array_equal([low, high], [X[PRESENT].min(axis=0), X[PRESENT].max(axis=0)])
    view = MixtureWidget(X, KMeans(2, random_state=0), sample_weight=WEIGHTS, labels=PRESENT)
    np.testing.assert_array_equal(view.X, X[PRESENT])
    view.close()


def test_a_recording_leaves_labels_for_all() -> None:
    model = KMeans(2, random_state=0)
    recording = Recording(model, X, WEIGHTS)
    while recording.advance():
        pass
    recording.fit_model(len(recording) - 1)
    np.testing.assert_array_equal(model.labels_, model.predict(X))
    recording.fit_model(3)
    assert len(model.labels_) == len(X)


def test_shares_that_vanish_beside_others_do_not_stop_a_choice() -> None:
    weights = np.array([1e300, 1e-300, 1e-300, 1.0])
    for model in (
        KMeans(3, init="random", random_state=0),
        GaussianMixture(3, init_params="random_from_data"),
    ):
        model.fit([[0.0], [1.0], [2.0], [3.0]], sample_weight=weights)
