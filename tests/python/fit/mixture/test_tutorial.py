"""The tutorial's functions, and the readable references, against each other and scikit-learn."""

import numpy as np
import pytest
import scipy.stats
import sklearn.datasets
from numpy.typing import NDArray

from iterscope import (
    GaussianMixtureModel,
    Likelihood,
    expect,
    initialize,
    make_blobs,
    maximize,
    maximize_native,
)
from iterscope.fit.data import draws
from iterscope.reference import einsum, loops


@pytest.fixture(scope="module")
def data() -> NDArray[np.float64]:
    return make_blobs(n_samples=10_000, centers=10, n_features=2, random_state=7)[0]


@pytest.mark.parametrize(
    ("alpha", "n_components"), [(1e-3, 2), (1e-3, 3), (0.02, 3), (1e-10, 4), (5e-324, 2)]
)
def test_draws_are_those_of_dirichlet_however_small_alpha_is(alpha: float, n_components: int) -> None:
    shares = draws.dirichlets(np.random.RandomState(0), 20_000, n_components, alpha)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-12)
    for place in (1e-12, 0.3, 0.5, 0.999):
        below = scipy.stats.beta(alpha, (n_components - 1) * alpha).cdf(place) if alpha > 1e-9 else None
        expected = 1 - 1 / n_components if below is None else below
        deviation = np.sqrt(expected * (1 - expected) / len(shares))
        assert abs((shares[:, 0] <= place).mean() - expected) < 5 * deviation


def test_the_start_of_a_small_alpha_is_of_whole_samples(data: NDArray[np.float64]) -> None:
    model = initialize(data, 3, alpha=1e-3, random_state=0)
    assert np.isfinite(model.covs).all()
    np.testing.assert_allclose(model.means, np.broadcast_to(data.mean(axis=0), (3, 2)), atol=0.5)


def two_pass(
    data: NDArray[np.float64], responsibilities: NDArray[np.float64]
) -> tuple[NDArray[np.float64], ...]:
    """In long double, so that what is compared is the other one's error."""
    X, r = data.astype(np.longdouble), responsibilities.astype(np.longdouble)
    sums = r.sum(axis=0)
    means = r.T @ X / sums[:, np.newaxis]
    covs = [(r[:, k, np.newaxis] * (X - m)).T @ (X - m) / sums[k] for k, m in enumerate(means)]
    return (sums / sums.sum()).astype(float), means.astype(float), np.array(covs).astype(float)


def test_make_blobs_has_scikit_learns_values() -> None:
    ours = make_blobs(n_samples=100, centers=3, n_features=4, random_state=9)
    theirs = sklearn.datasets.make_blobs(n_samples=100, centers=3, n_features=4, random_state=9)
    for left, right in zip(ours, theirs, strict=True):
        np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("step", [maximize, maximize_native])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("offset", [0.0, 1e6])
def test_the_m_step_is_two_pass_numpy(
    data: NDArray[np.float64], step: type(maximize), order: str, offset: float
) -> None:
    X = data + offset
    responsibilities = np.random.default_rng(0).dirichlet(np.full(10, 0.3), len(X))
    model = GaussianMixtureModel(np.zeros(0), np.zeros(0), np.zeros(0))
    step(model, Likelihood(np.array(responsibilities, order=order)), X)
    weights, means, covs = two_pass(X, responsibilities)
    np.testing.assert_allclose(model.weights, weights, rtol=1e-12)
    np.testing.assert_allclose(model.means, means, rtol=1e-12)
    # A mean rounded at this offset moves the covariance by the square of the rounding, and no more.
    np.testing.assert_allclose(model.covs, covs, rtol=1e-12, atol=1e-12 * np.abs(covs).max())


@pytest.mark.parametrize("reference", [loops, einsum])
def test_references_agree_with_the_compiled_steps(data: NDArray[np.float64], reference: type(loops)) -> None:
    model = initialize(data, 4, alpha=0.5, random_state=1)
    for _ in range(5):
        shares, _ = reference.expect(data, model.weights, model.means, model.covs)
        np.testing.assert_allclose(expect(model, data), shares, atol=1e-9)
        weights, means, covs = reference.maximize(data, shares)
        maximize_native(model, Likelihood(shares), data)
        np.testing.assert_allclose(model.weights, weights, rtol=1e-11)
        np.testing.assert_allclose(model.means, means, rtol=1e-11)
        np.testing.assert_allclose(model.covs, covs, rtol=1e-10, atol=1e-10)


def test_em_by_hand_finds_the_groups() -> None:
    data, groups = make_blobs(n_samples=600, centers=[[0, 0], [12, 0], [0, 12]], random_state=0)
    model = initialize(data, 3, alpha=0.1, random_state=2)
    for _ in range(60):
        maximize_native(model, expect(model, data), data)
    found = expect(model, data).argmax(axis=1)
    assert len(np.unique(np.stack([found, groups]), axis=1).T) == 3
    np.testing.assert_allclose(np.sort(model.weights), 1 / 3, atol=1e-3)


def test_expect_works_where_densities_underflow() -> None:
    model = GaussianMixtureModel(np.array([[0.0], [1.0]]), np.ones((2, 1, 1)), np.array([0.5, 0.5]))
    shares = expect(model, [[1e6], [-1e6], [0.5]])
    np.testing.assert_allclose(shares, [[0, 1], [1, 0], [0.5, 0.5]], atol=1e-12)


def test_initialize_draws_from_numpys_state_by_default() -> None:
    data = np.random.default_rng(0).normal(size=(50, 2))
    np.random.seed(3)  # noqa: NPY002  the state is what is tested
    first = initialize(data, 3)
    second = initialize(data, 3, random_state=3)
    np.testing.assert_array_equal(first.means, second.means)
    np.random.seed(3)  # noqa: NPY002
    shares = np.random.dirichlet(3 * [1.0], 50)  # noqa: NPY002
    np.testing.assert_array_equal(first.means, loops_free_means(data, shares))


def loops_free_means(data: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    return einsum.maximize(data, shares)[1]


def test_the_model_is_a_mutable_dataclass_in_the_tutorials_order() -> None:
    model = GaussianMixtureModel(np.zeros((1, 2)), np.eye(2)[np.newaxis], np.ones(1))
    model.weights = np.array([1.0])
    assert list(vars(model)) == ["means", "covs", "weights"]
