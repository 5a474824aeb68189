"""k-means||: the same samples however they are divided, and as good a start as k-means++ is."""

import numpy as np
import pytest
from sklearn.base import clone

from iterscope import BernoulliMixture, GaussianMixture, KMeans, make_blobs
from iterscope.fit.cluster.oversampling import _uniform, parallel_seeds
from iterscope.fit.cluster.seeding import seeds
from iterscope.fit.data import Data

from .cases import Parts, assert_same

X = make_blobs(n_samples=6000, centers=12, n_features=2, random_state=3)[0]


@pytest.mark.parametrize(
    "model",
    [
        KMeans(12, init="k-means||", random_state=0),
        GaussianMixture(12, init_params="k-means||", random_state=0),
        BernoulliMixture(2, init_params="k-means||", random_state=0),
    ],
    ids=["kmeans", "gaussian", "bernoulli"],
)
def test_starts_do_not_depend_on_blocks(model: KMeans | GaussianMixture | BernoulliMixture) -> None:
    samples = (X > 0).astype(float) if isinstance(model, BernoulliMixture) else X
    expected = clone(model).fit(samples)
    for offsets in ([0, 1024, 3072], [0, 10, 4000]):
        assert_same(clone(model).fit(Parts(samples, offsets)), expected)


def potential(rows: np.ndarray, weights: np.ndarray) -> float:
    squares = np.square(X[:, np.newaxis] - X[rows]).sum(axis=2).min(axis=1)
    return float(squares @ weights)


@pytest.mark.parametrize("weighted", [False, True])
def test_seeds_are_as_good_as_those_of_one_after_another(*, weighted: bool) -> None:
    weights = np.random.default_rng(0).integers(1, 5, len(X)).astype(float) if weighted else np.ones(len(X))
    data = Data.of(X, weights)
    found: dict[str, list[float]] = {"parallel": [], "one": [], "random": []}
    for seed in range(10):
        random_state = np.random.RandomState(seed)
        rows = parallel_seeds(data, 12, random_state)
        assert len(set(rows.tolist())) == 12
        found["parallel"].append(potential(rows, weights))
        found["one"].append(potential(seeds(data, 12, random_state), weights))
        found["random"].append(potential(random_state.choice(len(X), 12, replace=False), weights))
    medians = {name: np.median(values) for name, values in found.items()}
    assert medians["parallel"] < 1.15 * medians["one"] < 0.8 * medians["random"]


def test_more_clusters_than_different_samples() -> None:
    few = np.repeat([[0.0, 1.0], [5.0, 5.0]], 30, axis=0)
    with pytest.warns(match="Number of distinct clusters"):
        model = KMeans(3, init="k-means||", random_state=0).fit(few)
    assert model.inertia_ == 0


def test_random_numbers_are_uniform_and_of_their_row() -> None:
    rows = np.arange(100_000)
    found = _uniform(rows, 7 << 32)
    assert 0 < found.min() < 1e-3
    assert 1 - 1e-3 < found.max() <= 1
    assert np.histogram(found, 20, (0, 1))[0] == pytest.approx(5000, rel=0.06)
    assert abs(np.corrcoef(found[:-1], found[1:])[0, 1]) < 0.01
    assert abs(np.corrcoef(found, _uniform(rows, (7 << 32) + 1))[0, 1]) < 0.01
    np.testing.assert_array_equal(_uniform(rows[5000:5010], 7 << 32), found[5000:5010])
