"""Samples that lack values, against marginal densities and conditional moments in NumPy and SciPy."""

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.utils import get_tags
from tests.python.fit.plain import Moments, by_type, moments

from iterscope import GaussianMixture, _core
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES, dense

Array = NDArray[np.float64]
pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


def maximize(found: Moments, sample_weight: Array, covariance_type: str) -> tuple[Array, Array, Array]:
    """Take the M step of the formulas; rows without any value are not among the samples."""
    shares = found.shares * sample_weight[:, np.newaxis]
    mass = shares.sum(axis=0)
    means = np.einsum("nk,nkd->kd", shares, found.filled) / mass[:, np.newaxis]
    return mass / mass.sum(), means, by_type(found, shares, means, covariance_type)


def holed(n_samples: int, n_features: int, share: float = 0.3, seed: int = 0) -> Array:
    """Draw samples of two groups with correlated features, and leave values out."""
    rng = np.random.default_rng(seed)
    mix = rng.normal(size=(n_features, n_features))
    X = rng.normal(size=(n_samples, n_features)) @ mix + 3 * rng.integers(2, size=(n_samples, 1))
    X[rng.random(X.shape) < share] = np.nan
    return X


def start(covariance_type: str, **parameters: Any) -> GaussianMixture:
    """Return a mixture of three Gaussians that is still to be fitted."""
    options = {"tol": 0.0, "max_iter": 3, "reg_covar": 0.0, "init_params": "kmeans", "random_state": 0}
    return GaussianMixture(
        3, covariance_type=covariance_type, missing="marginal", **{**options, **parameters}
    )


def parts(parameters: Any) -> tuple[Array, Array, Array]:
    """Return weights, means and whole covariance matrices."""
    covariances = dense(
        parameters.covariances, parameters.covariance_type, parameters.n_components, parameters.n_features
    )
    return parameters.weights, parameters.means, np.array(covariances)


def bits(model: GaussianMixture) -> bytes:
    """Return the bits of a fit."""
    return b"".join(
        np.asarray(value).tobytes()
        for value in (model.weights_, model.means_, model.covariances_, model.lower_bounds_)
    )


@pytest.mark.parametrize("n_features", [1, 2, 3, 7])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_steps_are_those_of_the_formulas(covariance_type: str, n_features: int) -> None:
    X = holed(200, n_features)
    sample_weight = np.random.default_rng(1).integers(1, 4, len(X)).astype(float)
    some = ~np.isnan(X).all(axis=1)
    before = None
    for step in start(covariance_type).iterate(X, sample_weight=sample_weight, half_steps=True):
        if step.phase == "expect":
            before = moments(X, *parts(step.parameters))
            total = (before.logs * sample_weight).sum()
            assert step.log_likelihood == pytest.approx(total, rel=1e-11)
        elif before is not None:
            present = Moments(*(array[some] for array in before))
            weights, means, covariances = maximize(present, sample_weight[some], covariance_type)
            np.testing.assert_allclose(step.weights, weights, rtol=1e-10)
            np.testing.assert_allclose(step.means, means, rtol=1e-9, atol=1e-9)
            np.testing.assert_allclose(step.covariances, covariances, rtol=1e-8, atol=1e-9)
    assert before is not None


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_what_a_fitted_model_says_is_of_what_is_observed(covariance_type: str) -> None:
    X = holed(3000, 4)
    X[7] = np.nan
    model = start(covariance_type).fit(X)
    few = X[:120]
    found = moments(few, *parts(model.parameters_))
    np.testing.assert_allclose(model.score_samples(X)[:120], found.logs, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(model.predict_proba(X)[:120], found.shares, rtol=1e-9, atol=1e-13)
    np.testing.assert_allclose(model.predict_proba(X)[7], model.weights_, rtol=1e-14)
    np.testing.assert_array_equal(model.predict(X)[:120], found.shares.argmax(axis=1))
    np.testing.assert_allclose(
        model.impute(X)[:120], np.einsum("nk,nkd->nd", found.shares, found.filled), rtol=1e-9, atol=1e-10
    )
    assert model.score(X) == pytest.approx(model.score_samples(X).mean())
    assert model.bic(X) == pytest.approx(
        -2 * model.score_samples(X).sum() + model.n_parameters_ * np.log(len(X))
    )
    shares = model.predict_proba(X)
    entropy = -(shares * np.log(np.maximum(shares, 1e-300))).sum()
    assert model.icl(X) == pytest.approx(model.bic(X) + 2 * entropy)


def test_what_is_imputed_is_the_mean_of_the_condition() -> None:
    X = holed(400, 3)
    model = start("full").fit(X)
    condition = model.condition([0, 2], [0.5, -1.0])
    assert model.impute([[0.5, np.nan, -1.0]])[0, 1] == pytest.approx(
        condition.weights @ condition.means[:, 0]
    )
    whole = np.random.default_rng(0).normal(size=(5, 3))
    np.testing.assert_array_equal(GaussianMixture().fit(whole).impute(whole), whole)
    np.testing.assert_allclose(model.impute([[np.nan] * 3])[0], model.weights_ @ model.means_)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_the_likelihood_never_falls(covariance_type: str) -> None:
    X = holed(500, 4, share=0.5)
    bounds = np.array(start(covariance_type, max_iter=60).fit(X).lower_bounds_)
    assert (np.diff(bounds) > -1e-12).all()
    assert bounds[-1] > bounds[0]


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize("n_features", [2, 9, 30])
def test_without_a_gap_the_bits_are_those_of_other_fits(covariance_type: str, n_features: int) -> None:
    X = np.random.default_rng(0).normal(size=(700, n_features))
    model = start(covariance_type).fit(X)
    assert bits(model) == bits(clone(model).set_params(missing="refuse").fit(X))


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_row_of_gaps_moves_nothing(covariance_type: str) -> None:
    X = holed(300, 3)
    X = X[~np.isnan(X).all(axis=1)]
    more = np.concatenate([X, np.full((50, 3), np.nan)])
    given = {"weights_init": [0.2, 0.3, 0.5], "means_init": np.nan_to_num(X[:3])}
    fit, other = (start(covariance_type, **given).fit(data) for data in (X, more))
    np.testing.assert_allclose(other.means_, fit.means_, rtol=1e-9)
    np.testing.assert_allclose(other.weights_, fit.weights_, rtol=1e-9)
    np.testing.assert_allclose(other.score_samples(more)[-50:], 0, atol=1e-15)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_weight_is_a_number_of_copies(covariance_type: str) -> None:
    X = holed(200, 3)
    counts = np.random.default_rng(2).integers(0, 3, len(X))
    given = {
        "weights_init": [0.2, 0.3, 0.5],
        "means_init": np.nan_to_num(X[:3]),
        "precisions_init": start(covariance_type).fit(X).precisions_,
    }
    model = start(covariance_type, **given)
    weighted = clone(model).fit(X, sample_weight=counts)
    repeated = clone(model).fit(np.repeat(X, counts, axis=0))
    np.testing.assert_allclose(weighted.means_, repeated.means_, rtol=1e-9)
    np.testing.assert_allclose(weighted.covariances_, repeated.covariances_, rtol=1e-9, atol=1e-12)
    assert weighted.lower_bound_ == pytest.approx(repeated.lower_bound_)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_bits_do_not_depend_on_threads(covariance_type: str) -> None:
    X = holed(9000, 5)
    model, threads = start(covariance_type), _core.runtime()[0]
    found = set()
    try:
        for n_threads in (1, 2, 3, 7):
            _core.configure(n_threads=n_threads)
            fit = clone(model).fit(X)
            found.add(bits(fit) + fit.predict_proba(X).tobytes() + fit.impute(X).tobytes())
    finally:
        _core.configure(n_threads=threads)
    assert len(found) == 1


def test_single_precision_is_kept() -> None:
    X = holed(500, 3)
    model = start("full").fit(X.astype(np.float32))
    assert model.means_.dtype == model.impute(X.astype(np.float32)).dtype == np.float32
    np.testing.assert_allclose(model.means_, start("full").fit(X).means_, rtol=1e-3, atol=1e-3)


def test_batches_may_lack_values() -> None:
    X = holed(400, 3)
    model = GaussianMixture(1, reg_covar=0, missing="marginal").partial_fit(X[:300]).partial_fit(X[300:])
    assert model.n_samples_seen_ == 400
    assert np.isfinite(model.means_).all()
    alone = X[300:].copy()
    alone[:, 1] = np.nan
    assert np.isfinite(clone(model).partial_fit(X[:300]).partial_fit(alone).means_).all()


def test_pandas_own_gaps_count(blobs: Array) -> None:
    frame = pd.DataFrame({"a": blobs[:40, 0], "b": pd.array([*blobs[:39, 1], pd.NA], "Float64")})
    model = GaussianMixture(2, random_state=0, missing="marginal").fit(frame)
    assert list(model.feature_names_in_) == ["a", "b"]
    assert pickle.loads(pickle.dumps(model)).missing == "marginal"  # noqa: S301


def test_what_cannot_be_is_refused() -> None:
    X = holed(60, 3)
    model = start("full")
    assert get_tags(model).input_tags.allow_nan
    assert not get_tags(GaussianMixture()).input_tags.allow_nan
    infinite = X.copy()
    infinite[4, 1] = np.inf
    with pytest.raises(ValueError, match=r"X contains inf \(first at row 4, column 1\)"):
        model.fit(infinite)
    empty = pd.DataFrame(X, columns=["a", "b", "c"]).assign(b=np.nan)
    with pytest.raises(ValueError, match=r"X has no value in column 1 \(b\)"):
        model.fit(empty)
    with pytest.raises(ValueError, match=r"no value in column 1"):
        model.partial_fit(empty)
    with pytest.raises(ValueError, match="engine='sklearn' knows no missing values"):
        clone(model).set_params(engine="sklearn").fit(X)
    with pytest.raises(ValueError, match="'missing' parameter of GaussianMixture must be a str among"):
        GaussianMixture(missing="drop").fit(X)
    with pytest.raises(ValueError, match="of a scale at which squared distances are finite"):
        model.fit(X).score_samples([[1e200, np.nan, 0.0]])
    with pytest.raises(ValueError, match="X contains NaN"):
        model.set_params(missing="refuse").score_samples(X)


def test_what_is_cancelled_ends() -> None:
    X = holed(60, 3)
    model = start("full").fit(X)
    with _core.Cancellation() as cancellation:
        cancellation.cancel()
        for call in (model.fit, model.score_samples, model.predict_proba, model.impute):
            with pytest.raises(_core.CancelledError):
                call(X)
