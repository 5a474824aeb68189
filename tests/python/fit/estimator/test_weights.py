"""Sample weights, and learning from batches."""

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

from iterscope import BernoulliMixture, GaussianMixture, KMeans
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES

pytestmark = pytest.mark.filterwarnings("ignore:Best performing:sklearn.exceptions.ConvergenceWarning")


def started(X: NDArray[np.float64], covariance_type: str) -> GaussianMixture:
    return GaussianMixture(
        3,
        covariance_type=covariance_type,
        means_init=X[[10, 500, 900]],
        weights_init=[0.5, 0.3, 0.2],
        precisions_init={
            "full": np.array([np.eye(3)] * 3),
            "tied": np.eye(3),
            "diag": np.ones((3, 3)),
            "spherical": np.ones(3),
        }[covariance_type],
        max_iter=8,
        tol=0,
    )


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_weight_is_a_number_of_copies(blobs: NDArray[np.float64], covariance_type: str) -> None:
    counts = np.random.default_rng(0).integers(0, 4, len(blobs))
    weighted = started(blobs, covariance_type).fit(blobs, sample_weight=counts)
    repeated = started(blobs, covariance_type).fit(np.repeat(blobs, counts, axis=0))
    for name in ("weights_", "means_", "covariances_", "lower_bounds_"):
        np.testing.assert_allclose(getattr(weighted, name), getattr(repeated, name), rtol=1e-9, atol=1e-9)
    assert weighted.n_samples_seen_ == counts.sum()


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_the_unit_of_weights_does_not_matter(blobs: NDArray[np.float64], covariance_type: str) -> None:
    weights = np.random.default_rng(1).uniform(size=len(blobs))
    one = started(blobs, covariance_type).fit(blobs, sample_weight=weights)
    other = started(blobs, covariance_type).fit(blobs, sample_weight=weights * 2.0**20)
    np.testing.assert_allclose(other.means_, one.means_, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(other.covariances_, one.covariances_, rtol=1e-9, atol=1e-9)
    assert other.lower_bound_ == pytest.approx(one.lower_bound_, rel=1e-12)


@pytest.mark.parametrize("init_params", ["kmeans", "k-means++", "random", "random_from_data"])
def test_every_start_takes_weights(blobs: NDArray[np.float64], init_params: str) -> None:
    weights = (blobs[:, 0] > 0).astype(float)
    model = GaussianMixture(2, init_params=init_params, random_state=0, max_iter=300)
    model.fit(blobs, sample_weight=weights)
    without = np.average(blobs, axis=0, weights=weights)
    np.testing.assert_allclose(model.weights_ @ model.means_, without, rtol=1e-6)


def test_kmeans_weights_are_copies(blobs: NDArray[np.float64]) -> None:
    counts = np.random.default_rng(0).integers(0, 3, len(blobs))
    weighted = KMeans(4, init=blobs[:4]).fit(blobs, sample_weight=counts)
    repeated = KMeans(4, init=blobs[:4]).fit(np.repeat(blobs, counts, axis=0))
    np.testing.assert_allclose(weighted.cluster_centers_, repeated.cluster_centers_, rtol=1e-9)
    assert weighted.inertia_ == pytest.approx(repeated.inertia_, rel=1e-9)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_one_component_learns_from_batches_what_it_learns_from_all(
    blobs: NDArray[np.float64], covariance_type: str
) -> None:
    whole = GaussianMixture(covariance_type=covariance_type, reg_covar=1e-3).fit(blobs)
    online = GaussianMixture(covariance_type=covariance_type, reg_covar=1e-3)
    weights = np.ones(len(blobs))
    for rows in np.array_split(np.arange(len(blobs)), [10, 500, 501, 1800]):
        online.partial_fit(blobs[rows], sample_weight=weights[rows])
    np.testing.assert_allclose(online.means_, whole.means_, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(online.covariances_, whole.covariances_, rtol=1e-10, atol=1e-10)
    assert online.n_samples_seen_ == len(blobs)
    assert online.n_iter_ == len(online.lower_bounds_) == 5


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_batches_find_the_groups(covariance_type: str) -> None:
    rng = np.random.default_rng(0)
    groups = rng.integers(3, size=6000)
    X = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 9.0]])[groups] + rng.normal(size=(6000, 2))
    model = GaussianMixture(3, covariance_type=covariance_type, random_state=0)
    for batch in np.array_split(X, 20):
        assert model.partial_fit(batch) is model
    assert len(np.unique(np.stack([model.predict(X), groups]), axis=1).T) == 3
    np.testing.assert_allclose(model.weights_, 1 / 3, atol=0.02)
    best = GaussianMixture(3, covariance_type=covariance_type, random_state=0).fit(X)
    assert model.score(X) > best.score(X) - 0.05


def test_a_batch_after_a_fit_counts_by_its_size(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(1).fit(blobs)
    model.partial_fit(np.full((1, 3), 1000.0))
    expected = (blobs.sum(axis=0) + 1000) / (len(blobs) + 1)
    np.testing.assert_allclose(model.means_[0], expected, rtol=1e-12)


def test_a_batch_of_other_features_is_refused(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(2, random_state=0).partial_fit(blobs)
    with pytest.raises(ValueError, match="X has 2 features, but GaussianMixture is expecting 3"):
        model.partial_fit(blobs[:, :2])


def test_weights_of_zero_leave_samples_out_of_the_degenerate_too(blobs: NDArray[np.float64]) -> None:
    X = np.vstack([blobs, np.full((50, 3), 30.0)])
    weights = np.r_[np.ones(len(blobs)), np.zeros(50)]
    model = GaussianMixture(2, means_init=[blobs.mean(axis=0), [30.0] * 3], random_state=0)
    with pytest.warns(ConvergenceWarning, match="degenerate"):
        last = list(model.iterate(X, sample_weight=weights))[-1]
    assert np.isfinite(model.means_).all()
    assert last.degenerate


def test_an_iteration_never_begun_leaves_the_model_as_it_was(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(1).fit(blobs)
    model.iterate(blobs[:10], sample_weight=np.full(10, 100.0))
    model.partial_fit(np.full((1, 3), 1000.0))
    np.testing.assert_allclose(model.means_[0], (blobs.sum(axis=0) + 1000) / (len(blobs) + 1), rtol=1e-12)


@pytest.mark.parametrize("unit", [1e290, 1e-290])
def test_nor_does_an_extreme_unit(unit: float) -> None:
    rng = np.random.default_rng(0)
    weights, halves = rng.uniform(0.5, 2.0, 200), np.where(np.arange(200) < 90, 0.8, 0.2)[:, np.newaxis]
    rows = (rng.random((200, 3)) < halves).astype(float)
    points = rng.normal(size=(200, 3)) + 10 * halves
    for model, samples, name in [
        (BernoulliMixture(2, random_state=0), rows, "probabilities_"),
        (GaussianMixture(2, random_state=0, covariance_type="tied"), points, "means_"),
        (KMeans(2, random_state=0), points, "cluster_centers_"),
    ]:
        one = getattr(clone(model).fit(samples, sample_weight=weights), name)
        other = getattr(clone(model).fit(samples, sample_weight=weights * unit), name)
        np.testing.assert_allclose(other, one, rtol=1e-9)
