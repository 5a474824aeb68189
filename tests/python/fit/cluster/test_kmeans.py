"""k-means against scikit-learn's."""

import numpy as np
import pytest
import sklearn.cluster
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import KMeans, _core, make_blobs
from iterscope.fit.cluster import agreement, lloyd
from iterscope.fit.cluster.moments import variances
from iterscope.fit.data import Data


@pytest.mark.parametrize(
    "n_features", [1, 2, 8, *(pytest.param(n, marks=pytest.mark.slow) for n in (3, 17, 64))]
)
@pytest.mark.parametrize("init", ["k-means++", "random"])
@pytest.mark.parametrize("weighted", [False, True])
def test_same_clusters(n_features: int, init: str, *, weighted: bool) -> None:
    X, _ = make_blobs(n_samples=900, centers=6, n_features=n_features, cluster_std=2.0, random_state=1)
    weights = np.random.default_rng(0).uniform(0.1, 2, len(X)) if weighted else None
    parameters = {"n_clusters": 6, "init": init, "random_state": 5, "n_init": 3}
    ours = KMeans(**parameters).fit(X, sample_weight=weights)
    theirs = sklearn.cluster.KMeans(**parameters).fit(X, sample_weight=weights)
    np.testing.assert_array_equal(ours.labels_, theirs.labels_)
    np.testing.assert_allclose(ours.cluster_centers_, theirs.cluster_centers_, rtol=1e-9, atol=1e-9)
    assert ours.inertia_ == pytest.approx(theirs.inertia_, rel=1e-9)
    assert ours.n_iter_ == theirs.n_iter_
    np.testing.assert_array_equal(ours.predict(X[::3] + 0.1), theirs.predict(X[::3] + 0.1))
    np.testing.assert_allclose(ours.transform(X[:50]), theirs.transform(X[:50]), rtol=1e-9, atol=1e-9)
    assert ours.score(X, sample_weight=weights) == pytest.approx(theirs.score(X, sample_weight=weights))
    np.testing.assert_array_equal(ours.get_feature_names_out(), theirs.get_feature_names_out())


@pytest.mark.parametrize("weighted", [False, True])
def test_the_first_seed_is_numpys_choice(*, weighted: bool) -> None:
    X = np.random.default_rng(0).normal(size=(300_000, 2))
    weights = np.random.default_rng(1).uniform(0, 2, len(X)) if weighted else None
    shares = np.ones(len(X)) if weights is None else weights
    for seed in range(20):
        ours, theirs = np.random.RandomState(seed), np.random.RandomState(seed)
        expected = theirs.choice(len(X), p=shares / shares.sum())
        assert lloyd.seeds(Data.of(X, weights), 1, ours).tolist() == [expected]


def test_an_empty_cluster_is_moved_as_scikit_learn_does() -> None:
    X = np.random.default_rng(0).normal(size=(500, 2))
    X[0] = [40.0, 40.0]
    centers = np.array([[0.0, 0.0], [1.0, 0.0], [-900.0, 0.0], [900.0, 900.0]])
    for max_iter in (1, 2, 5, 100):
        ours = KMeans(4, init=centers, max_iter=max_iter).fit(X)
        theirs = sklearn.cluster.KMeans(4, init=centers, max_iter=max_iter).fit(X)
        np.testing.assert_allclose(ours.cluster_centers_, theirs.cluster_centers_, rtol=1e-10, atol=1e-10)
        np.testing.assert_array_equal(ours.labels_, theirs.labels_)


def test_a_callable_chooses_the_centers(blobs: NDArray[np.float64]) -> None:
    def first(
        X: NDArray[np.float64], n_clusters: int, random_state: np.random.RandomState
    ) -> NDArray[np.float64]:
        return X[random_state.permutation(10)[:n_clusters]]

    ours = KMeans(3, init=first, random_state=0, n_init=4).fit(blobs)
    theirs = sklearn.cluster.KMeans(3, init=first, random_state=0, n_init=4).fit(blobs)
    assert ours.inertia_ == pytest.approx(theirs.inertia_, rel=1e-9)


def test_explicit_centers_start_once(blobs: NDArray[np.float64]) -> None:
    with pytest.warns(RuntimeWarning, match="performing only one init in KMeans instead of n_init=5"):
        KMeans(2, init=blobs[:2], n_init=5).fit(blobs)


def test_duplicates_warn() -> None:
    with pytest.warns(ConvergenceWarning, match=r"Number of distinct clusters \(2\) found smaller"):
        KMeans(3, random_state=0).fit([[0.0], [0.0], [1.0], [1.0]])


@pytest.mark.parametrize("seed", range(5))
def test_the_inertia_never_grows(blobs: NDArray[np.float64], seed: int) -> None:
    steps = KMeans(9, init="random", n_init=1, random_state=seed).iterate(blobs)
    inertias = np.array([step.inertia for step in steps])
    assert (np.diff(inertias[1:]) <= 1e-12 * inertias[1:-1]).all()


def test_float32_centers(blobs: NDArray[np.float64]) -> None:
    model = KMeans(3, random_state=0).fit(blobs.astype(np.float32))
    assert model.cluster_centers_.dtype == np.float32
    assert model.labels_.dtype == np.int32


@pytest.mark.parametrize("far", [1e3, 1e9, 1e15, 1e100])
@pytest.mark.parametrize("n_features", [1, 2, 5, 19])
def test_a_far_center_takes_no_digits_from_near_distances(far: float, n_features: int) -> None:
    rng = np.random.default_rng(0)
    centers = np.vstack([rng.normal(size=(5, n_features)), np.full((1, n_features), far)])
    X = np.vstack([rng.normal(size=(2000, n_features)), centers])
    model = KMeans(6, init=centers, max_iter=1).fit(centers)
    distances = model.transform(X)
    apart = X[:, np.newaxis].astype(np.longdouble) - model.cluster_centers_
    np.testing.assert_allclose(distances, np.sqrt(np.square(apart).sum(axis=2)).astype(float), rtol=1e-14)
    np.testing.assert_array_equal(distances.argmin(axis=1), model.predict(X))
    np.testing.assert_array_equal(np.diag(distances[-6:]), 0)


def test_distances_between_two_that_are_near_agree_with_labels() -> None:
    X = np.linspace(0, 1, 101)[:, np.newaxis]
    model = KMeans(3, init=[[0.25], [0.75], [1e9]], max_iter=1).fit([[0.25], [0.75], [1e9]])
    np.testing.assert_array_equal(model.transform(X).argmin(axis=1), model.predict(X))


@pytest.mark.parametrize("seed", range(20))
def test_clusterings_are_the_same_up_to_their_numbers(seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels = rng.integers(5, size=40).astype(np.int32)
    others = rng.integers(5, size=40).astype(np.int32)
    renamed = rng.permutation(7).astype(np.int32)[labels]
    merged = np.where(labels == labels[0], labels[1], labels)
    for given in (labels, others, renamed, merged):
        pairs = len({*zip(labels.tolist(), given.tolist(), strict=True)})
        assert agreement.same(labels, given, 7) == (
            pairs == len({*labels.tolist()}) == len({*given.tolist()})
        )


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_variances_count_copies(dtype: type) -> None:
    rng = np.random.default_rng(0)
    samples = (rng.normal(size=(500, 3)) * [1, 10, 0.1] + [0, 1e4, -3]).astype(dtype)
    copies = rng.integers(0, 5, 500)
    repeated = np.repeat(samples, copies, axis=0).astype(np.float64)
    np.testing.assert_allclose(
        variances(Data.of(samples, copies.astype(float))), repeated.var(axis=0), rtol=1e-9
    )
    np.testing.assert_allclose(variances(Data.of(samples)), samples.astype(np.float64).var(axis=0), rtol=1e-9)


def test_centers_move_as_far_as_numbers_go() -> None:
    far = np.array([[1.2e154], [-1.2e154]])
    model = KMeans(2, init=[[1.0], [-1.0]], n_init=1).fit(far, sample_weight=[0.1, 0.1])
    np.testing.assert_array_equal(np.sort(model.cluster_centers_, axis=0), np.sort(far, axis=0))
    assert model.stop_reason_ == "converged"


@pytest.mark.parametrize(
    ("n_clusters", "n_features"), [(3, 2), (40, 2), (40, 7), pytest.param(9, 60, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("far", [0.0, 1e6])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_bounds_change_no_bit(n_clusters: int, n_features: int, far: float, dtype: type) -> None:
    rng = np.random.default_rng(n_features)
    X = (rng.normal(size=(5000, n_features)).round(1) + far).astype(dtype)
    start = X[: 2 * n_clusters : 2].copy()
    start[-1] += 1000  # a cluster that is empty at first
    centers, labels = start.astype(np.float64), np.empty(0, np.int32)
    steps = KMeans(n_clusters, init=start, algorithm="elkan", tol=0).iterate(X, half_steps=True)
    for step in steps:
        if step.phase == "maximize":
            labels, centers, inertia, _ = _core.lloyd_step(X, centers)
            np.testing.assert_array_equal(step.means, centers)
            np.testing.assert_array_equal(step.labels, labels)
            assert step.inertia == inertia
    fits = [KMeans(n_clusters, init=start, algorithm=how).fit(X) for how in ("lloyd", "elkan")]
    np.testing.assert_array_equal(fits[0].cluster_centers_, fits[1].cluster_centers_)
    np.testing.assert_array_equal(fits[0].labels_, fits[1].labels_)
    assert (fits[0].inertia_, fits[0].n_iter_) == (fits[1].inertia_, fits[1].n_iter_)


def test_bounds_outlive_an_interrupt_and_other_centers() -> None:
    X = np.random.default_rng(0).normal(size=(4000, 8))
    bounds, stop = _core.ClusterBounds(), _core.Cancellation()
    stop.cancel()
    centers = X[:20].copy()
    for _ in range(3):
        centers = _core.lloyd_step(X, centers, bounds=bounds)[1]
    with pytest.raises(_core.CancelledError):
        _core.lloyd_step(X, centers, bounds=bounds, cancellation=stop)
    for others in (centers, X[40:60].copy(), X[:5].copy()):
        for found, expected in zip(
            _core.lloyd_step(X, others, bounds=bounds), _core.lloyd_step(X, others), strict=True
        ):
            np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("weighted", [False, True])
def test_partial_fit_is_that_of_mini_batches(*, weighted: bool) -> None:
    X, _ = make_blobs(n_samples=900, centers=5, n_features=3, cluster_std=2.0, random_state=1)
    weights = np.random.default_rng(0).uniform(0.1, 2, len(X)) if weighted else np.ones(len(X))
    start = X[:6].copy()
    ours = KMeans(6, init=start)
    theirs = sklearn.cluster.MiniBatchKMeans(6, init=start, n_init=1, reassignment_ratio=0)
    for rows in np.split(np.arange(len(X)), [10, 14, 100, 103, 700]):
        assert ours.partial_fit(X[rows], sample_weight=weights[rows]) is ours
        theirs.partial_fit(X[rows], sample_weight=weights[rows])
        np.testing.assert_allclose(ours.cluster_centers_, theirs.cluster_centers_, rtol=1e-9, atol=1e-9)
        np.testing.assert_array_equal(ours.labels_, theirs.labels_)
    assert ours.n_iter_ == 6


def test_a_fit_counts_with_its_samples_in_partial_fit(blobs: NDArray[np.float64]) -> None:
    first, more = blobs[:100], blobs[100:]
    weights = np.random.default_rng(0).uniform(0.5, 2, len(blobs))
    model = KMeans(1).fit(first, sample_weight=weights[:100]).partial_fit(more, sample_weight=weights[100:])
    np.testing.assert_allclose(model.cluster_centers_[0], np.average(blobs, axis=0, weights=weights))
    three = KMeans(3, random_state=0).fit(first).reordered(by="weight")
    expected, labels = three.cluster_centers_.copy(), three.labels_
    one = more[:1]
    nearest = int(three.predict(one)[0])
    expected[nearest] += (one[0] - expected[nearest]) / (1 + np.count_nonzero(labels == nearest))
    np.testing.assert_allclose(three.partial_fit(one).cluster_centers_, expected, rtol=1e-12)


def test_partial_fit_goes_on_with_as_many_clusters(blobs: NDArray[np.float64]) -> None:
    model = KMeans(3, random_state=0).partial_fit(blobs)
    with pytest.raises(
        ValueError, match="partial_fit goes on from a fit with n_clusters=3, got n_clusters=4"
    ):
        model.set_params(n_clusters=4).partial_fit(blobs)
    with pytest.raises(ValueError, match="n_samples=2 should be >= n_clusters=3"):
        KMeans(3).partial_fit(blobs[:2])
