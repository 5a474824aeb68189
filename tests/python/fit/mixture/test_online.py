"""Online EM: what `partial_fit` makes of batches is what one fit makes of all samples."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.mixture import GaussianMixture as Theirs

from iterscope import GaussianMixture, SufficientStatistics
from iterscope._core import Parameters, expect_statistics
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES, variances

FLOORS = [0.0, 1e-6, "relative"]


def samples(seed: int, scale: float = 1.0) -> NDArray[np.float64]:
    """Return three features, of which two go together."""
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(60, 2)) @ [[1, 2, 0], [0, 1, 3]] + rng.normal(size=(60, 3))) * scale


@settings(max_examples=60)
@given(
    seed=st.integers(0, 9),
    cuts=st.lists(st.integers(5, 59), max_size=6, unique=True),
    covariance_type=st.sampled_from(COVARIANCE_TYPES),
    reg_covar=st.sampled_from(FLOORS),
    scale=st.sampled_from([1e-30, 1e-6, 1.0, 1e30]),
    offset=st.sampled_from([0.0, 1e4]),
    weighted=st.booleans(),
)
def test_batches_in_any_order_give_the_fit_of_all(
    seed: int,
    cuts: list[int],
    covariance_type: str,
    reg_covar: float | str,
    scale: float,
    offset: float,
    weighted: bool,  # noqa: FBT001  Hypothesis calls it by name
) -> None:
    if reg_covar == 1e-6:
        scale = max(scale, 1.0)
    X = (samples(seed) + offset) * scale
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.5, 2, len(X)) if weighted else np.ones(len(X))
    order = rng.permutation(len(X))
    model = GaussianMixture(covariance_type=covariance_type, reg_covar=reg_covar)
    online, whole = copy.copy(model), model.fit(X, sample_weight=weights)
    for rows in np.array_split(order, sorted(cuts)):
        online.partial_fit(X[rows], sample_weight=weights[rows])
    np.testing.assert_allclose(online.means_, whole.means_, rtol=1e-12, atol=1e-12 * scale)
    tolerance = 1e-9 * scale**2
    np.testing.assert_allclose(online.covariances_, whole.covariances_, rtol=1e-9, atol=tolerance)
    assert online.n_samples_seen_ == pytest.approx(weights.sum(), rel=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_rows_one_by_one_lose_nothing_to_a_narrow_type(covariance_type: str, dtype: type) -> None:
    rng = np.random.default_rng(0)
    X = np.r_[rng.normal(10_000, 1, (3000, 2)), rng.normal(10_001, 1, (3000, 2))].astype(dtype)
    model = GaussianMixture(covariance_type=covariance_type)
    for row in X:
        model.partial_fit(row[np.newaxis])
    assert model.means_.dtype == dtype
    double = X.astype(np.float64)
    np.testing.assert_allclose(model.parameters_.means[0], double.mean(axis=0), rtol=1e-13)
    tolerance = max(1e-13, np.finfo(dtype).eps)
    np.testing.assert_allclose(model.means_[0], double.mean(axis=0), rtol=tolerance)
    spread = np.square(double - double.mean(axis=0)).mean(axis=0) + 1e-6
    expected = np.full(2, spread.mean()) if covariance_type == "spherical" else spread
    np.testing.assert_allclose(variances(model.parameters_)[0], expected, rtol=1e-9)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_relative_is_of_all_samples_not_of_a_row(covariance_type: str, size: float) -> None:
    X = samples(1, size)
    online = GaussianMixture(covariance_type=covariance_type, reg_covar="relative")
    for row in X:
        online.partial_fit(row[np.newaxis])
    whole = GaussianMixture(covariance_type=covariance_type, reg_covar="relative").fit(X)
    np.testing.assert_allclose(online.covariances_, whole.covariances_, rtol=1e-10, atol=1e-10 * size**2)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_batch_without_a_spread_of_its_own_is_taken(covariance_type: str) -> None:
    X = samples(2)
    model = GaussianMixture(covariance_type=covariance_type, reg_covar=0).partial_fit(X)
    model.partial_fit(X[:1]).partial_fit(np.tile(X[1], (5, 1)))
    expected = GaussianMixture(covariance_type=covariance_type, reg_covar=0)
    expected.fit(np.vstack([X, X[:1], np.tile(X[1], (5, 1))]))
    np.testing.assert_allclose(model.covariances_, expected.covariances_, rtol=1e-10, atol=1e-12)


@pytest.mark.filterwarnings("ignore::iterscope.VarianceFloorWarning")  # the first rows lie close
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_groups_far_apart_are_found_row_by_row(covariance_type: str) -> None:
    rng = np.random.default_rng(3)
    means = np.array([[0.0, 0.0], [1e3, 0.0], [0.0, 1e3]])
    groups = rng.permutation(np.repeat(np.arange(3), 50))
    X = means[groups] + rng.normal(size=(150, 2))
    unit = {"full": [np.eye(2)] * 3, "tied": np.eye(2), "diag": np.ones((3, 2)), "spherical": np.ones(3)}
    start = {"weights_init": [1 / 3] * 3, "means_init": means, "precisions_init": unit[covariance_type]}
    model = GaussianMixture(3, covariance_type=covariance_type, reg_covar=1e-3, **start)
    online = copy.copy(model)
    for row in X:
        online.partial_fit(row[np.newaxis])
    model.fit(X)
    np.testing.assert_allclose(online.weights_, model.weights_, rtol=1e-9)
    np.testing.assert_allclose(online.means_, model.means_, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(online.covariances_, model.covariances_, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("reg_covar", FLOORS)
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_fit_counts_with_its_samples(covariance_type: str, reg_covar: float | str) -> None:
    X = samples(4, 1e-3)
    model = GaussianMixture(covariance_type=covariance_type, reg_covar=reg_covar).fit(X[:40])
    model.partial_fit(X[40:])
    whole = GaussianMixture(covariance_type=covariance_type, reg_covar=reg_covar).fit(X)
    np.testing.assert_allclose(model.means_, whole.means_, rtol=1e-10)
    np.testing.assert_allclose(model.covariances_, whole.covariances_, rtol=1e-9, atol=1e-15)


def test_what_is_seen_survives_a_pickle_and_another_fit_forgets_it() -> None:
    X = samples(5).astype(np.float32) + np.float32(1e4)
    model = GaussianMixture().partial_fit(X[:30])
    restored = pickle.loads(pickle.dumps(model))  # noqa: S301
    for each in (model, restored):
        each.partial_fit(X[30:])
    np.testing.assert_array_equal(model.parameters_.means, restored.parameters_.means)
    np.testing.assert_array_equal(model.parameters_.covariances, restored.parameters_.covariances)
    model.fit(X[:10]).partial_fit(X[10:])
    np.testing.assert_allclose(model.parameters_.means[0], X.astype(float).mean(axis=0), rtol=1e-14)


def test_parameters_set_by_hand_are_gone_on_from() -> None:
    X = samples(6)
    model = GaussianMixture().partial_fit(X)
    model.means_ = model.means_ + 100.0
    model.partial_fit(X[:20])
    expected = (60 * (X.mean(axis=0) + 100) + X[:20].sum(axis=0)) / 80
    np.testing.assert_allclose(model.means_[0], expected, rtol=1e-12)
    model.n_samples_seen_ = 0.0
    model.partial_fit(X)
    np.testing.assert_allclose(model.means_[0], X.mean(axis=0), rtol=1e-10, atol=1e-12)


def test_what_is_refused_changes_nothing() -> None:
    X = samples(7)
    model = GaussianMixture(2, random_state=0).partial_fit(X)
    before = copy.deepcopy(vars(model))
    for change, batch, message in [
        ({"n_components": 3}, X, r"partial_fit goes on from a fit with n_components=2, got n_components=3"),
        ({"covariance_type": "diag"}, X, "a fit with covariance_type='full', got covariance_type='diag'"),
        ({}, X[:, :2], "X has 2 features, but GaussianMixture is expecting 3"),
        ({}, X * np.nan, "X contains NaN"),
    ]:
        old = model.get_params()
        model.set_params(**change)
        with pytest.raises(ValueError, match=message):
            model.partial_fit(batch)
        model.set_params(**old)
    for name, value in before.items():
        if isinstance(value, np.ndarray | float | int | str | list):
            np.testing.assert_array_equal(getattr(model, name), value)
    collapsing = GaussianMixture(2, reg_covar=0)
    with pytest.raises(ValueError, match="ill-defined"):
        collapsing.partial_fit(np.ones((5, 2)))
    assert not hasattr(collapsing, "n_features_in_")


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_statistics_about_other_means_are_those_of_their_e_step(covariance_type: str) -> None:
    X = samples(8)
    fitted = GaussianMixture(2, covariance_type=covariance_type, random_state=0).fit(X).parameters_
    found = expect_statistics(X, fitted)
    moved = Parameters(
        fitted.weights, fitted.means + np.array([0.5, -1.0, 2.0]), fitted.covariances, covariance_type
    )
    about = found.about(moved)
    r = shares(X, fitted)
    apart = X[:, np.newaxis] - moved.means
    np.testing.assert_allclose(about.first, np.einsum("nk,nkd->kd", r, apart), rtol=1e-10)
    if covariance_type in ("full", "tied"):
        expected = np.einsum("nk,nkd,nke->kde", r, apart, apart)
    else:
        expected = np.einsum("nk,nkd->kd", r, apart**2)
    np.testing.assert_allclose(about.second, expected, rtol=1e-10)
    assert (about + expect_statistics(X, moved)).weight == 2 * len(X)
    with pytest.raises(ValueError, match="parameters must be of the statistics' own shape"):
        about.about(GaussianMixture(3, random_state=0).fit(X).parameters_)


@pytest.mark.parametrize("weight", [0.0, -1.0, np.inf, np.nan])
def test_statistics_weigh_something(weight: float) -> None:
    parameters = GaussianMixture().fit(samples(9)).parameters_
    with pytest.raises(ValueError, match="weight must be positive and finite"):
        SufficientStatistics.of(parameters, weight, reg_covar=0.0)


def shares(X: NDArray[np.float64], parameters: Parameters) -> NDArray[np.float64]:
    """Return responsibilities by scikit-learn's way."""
    model = Theirs(parameters.n_components, covariance_type=parameters.covariance_type)
    model.weights_, model.means_ = parameters.weights, parameters.means
    model.precisions_cholesky_ = parameters.precisions_cholesky
    return np.asarray(np.exp(model._estimate_log_prob_resp(X)[1]))  # noqa: SLF001
