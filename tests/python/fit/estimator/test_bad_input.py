"""Bad input: the right exception, the argument's name, a short message."""

from typing import Any

import numpy as np
import pytest
import scipy.sparse
from sklearn.exceptions import NotFittedError

from iterscope import (
    GaussianMixture,
    GaussianMixtureModel,
    GaussianMixtureRegressor,
    KMeans,
    expect,
    expect_statistics,
    initialize,
    maximize,
    maximize_native,
    maximize_statistics,
    select,
)

GOOD = np.random.default_rng(0).normal(size=(30, 2))
FITTED = GaussianMixture(2, random_state=0).fit(GOOD)
CLUSTERED = KMeans(2, random_state=0).fit(GOOD)
START = FITTED.parameters_
MODEL = FITTED.to_dataclass()
SHARES = FITTED.predict_proba(GOOD)


def put(value: Any, row: int = 3, column: int = 1) -> np.ndarray:
    X = GOOD.copy() if isinstance(value, float) else GOOD.astype(object)
    X[row, column] = value
    return X


def after(n_samples_seen: Any) -> GaussianMixture:
    model = GaussianMixture(2, random_state=0).partial_fit(GOOD)
    model.n_samples_seen_ = n_samples_seen
    return model.partial_fit(GOOD)


def masked() -> np.ma.MaskedArray:
    mask = np.zeros(GOOD.shape, np.bool_)
    mask[4, 0] = True
    return np.ma.array(GOOD, mask=mask)


HOSTILE: dict[str, tuple[Any, type[Exception], str]] = {
    "NaN": (put(np.nan), ValueError, r"X contains NaN \(first at row 3, column 1\)"),
    "inf": (put(np.inf), ValueError, r"X contains inf \(first at row 3, column 1\)"),
    "minus inf": (put(-np.inf, 29, 0), ValueError, r"X contains inf \(first at row 29, column 0\)"),
    "long double beyond float64": (
        GOOD.astype(np.longdouble) * np.longdouble("1e4000"),
        ValueError,
        "X contains inf",
    ),
    "complex": (GOOD + 1j, ValueError, "Complex data not supported: X"),
    "complex object": (put(1j), ValueError, "Complex data not supported: X"),
    "strings": (GOOD.astype(str), ValueError, "X has dtype"),
    "bytes": (GOOD.astype("S8"), ValueError, "X has dtype"),
    "a string among numbers": (put("seven"), ValueError, "X holds text"),
    "None among numbers": (
        [[0.0, None], [1.0, 2.0]],
        ValueError,
        r"X contains NaN \(first at row 0, column 1\)",
    ),
    "a dict among numbers": ([[0.0, {}], [1.0, 2.0]], TypeError, "X holds objects"),
    "dates": (np.full((4, 2), np.datetime64("2024-01-01")), ValueError, "X has dtype"),
    "durations": (np.full((4, 2), np.timedelta64(1, "s")), ValueError, "X has dtype"),
    "records": (np.zeros((4, 2), "f8,i4"), ValueError, "X has dtype"),
    "sparse": (scipy.sparse.csr_array(GOOD), TypeError, "Sparse data was passed for X"),
    "sparse matrix": (scipy.sparse.coo_matrix(GOOD), TypeError, "Sparse data was passed for X"),
    "masked": (masked(), ValueError, r"X has masked values \(first at row 4, column 0\)"),
    "ragged": ([[1.0, 2.0], [3.0]], ValueError, "X is not an array of numbers, or is ragged"),
    "a number": (3.0, ValueError, "Expected 2D array, got 0D array instead: X"),
    "one dimension": (GOOD[:, 0], ValueError, "Expected 2D array, got 1D array instead: X"),
    "three dimensions": (GOOD[np.newaxis], ValueError, "Found array with dim 3: X"),
    "no samples": (GOOD[:0], ValueError, r"0 sample\(s\).*X"),
    "no features": (GOOD[:, :0], ValueError, r"0 feature\(s\).*X"),
    "an empty list": ([], ValueError, "X"),
    "None": (None, ValueError, "X"),
    "a string": ("hello", ValueError, "X"),
    "an object": (object(), (TypeError, ValueError), "X"),
    "a set": ({1.0, 2.0}, (TypeError, ValueError), "X"),
    "huge integers": ([[10**400, 1], [1, 2]], ValueError, "X holds objects"),
}


def refuse(kind: Any, pattern: str, call: Any) -> None:
    with pytest.raises(kind, match=pattern) as caught:
        call()
    message = str(caught.value)
    assert len(message) <= 600
    for word in ("PyArray", "unwrap", ".rs:", "panicked"):
        assert word not in message


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "call",
    [
        lambda X: GaussianMixture(2).fit(X),
        lambda X: GaussianMixture(2).iterate(X),
        lambda X: GaussianMixture(2).partial_fit(X),
        FITTED.predict,
        FITTED.predict_proba,
        FITTED.score_samples,
        FITTED.bic,
        lambda X: KMeans(2).fit(X),
        lambda X: KMeans(2).iterate(X),
        CLUSTERED.predict,
        CLUSTERED.transform,
        CLUSTERED.score,
        lambda X: GaussianMixtureRegressor().fit(X, np.arange(30.0)),
        lambda X: select(X, 2, "full"),
        lambda X: expect_statistics(X, START),
    ],
)
def test_hostile_samples(call: Any, name: str) -> None:
    X, kind, pattern = HOSTILE[name]
    refuse(kind, pattern, lambda: call(X))


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in ("no samples", "no features")])
@pytest.mark.parametrize("call", [lambda X: initialize(X, 2), lambda X: expect(MODEL, X)])
def test_hostile_samples_of_the_tutorial(call: Any, name: str) -> None:
    X, kind, pattern = HOSTILE[name]
    refuse(kind, pattern.replace("X", "data"), lambda: call(X))


NAN = float("nan")
PARAMETERS: list[tuple[type, dict[str, Any]]] = [
    *((GaussianMixture, {"n_components": value}) for value in (0, -1, 1.5, "2", None, NAN, [2], [2] * 10**5)),
    *((GaussianMixture, {"covariance_type": value}) for value in ("round", "", None, 3, b"full")),
    *((GaussianMixture, {"tol": value}) for value in (-1e-3, NAN, "small", None, 10**400)),
    *(
        (GaussianMixture, {"reg_covar": value})
        for value in (-1e-9, NAN, 10**400, "x" * 10**5, "absolute", None, [1e-6])
    ),
    *((GaussianMixture, {"max_iter": value}) for value in (-1, 1.0, "10", None)),
    *((GaussianMixture, {"n_init": value}) for value in (0, -3, 2.0, None)),
    *((GaussianMixture, {"init_params": value}) for value in ("kmeans++", None, 1, "RANDOM")),
    *((GaussianMixture, {"random_state": value}) for value in ("seed", -1, 1.5)),
    *((GaussianMixture, {"warm_start": value}) for value in ("yes", None, 2)),
    *((GaussianMixture, {"verbose": value}) for value in ("loud", -1)),
    *((GaussianMixture, {"verbose_interval": value}) for value in (0, 1.5)),
    *((KMeans, {"n_clusters": value}) for value in (0, -1, 1.5, "2", None)),
    *((KMeans, {"init": value}) for value in ("kmeans++", None, 3)),
    *((KMeans, {"n_init": value}) for value in (0, "many", 1.5)),
    *((KMeans, {"max_iter": value}) for value in (0, 1.5)),
    *((KMeans, {"tol": value}) for value in (-1, "x")),
    *((KMeans, {"algorithm": value}) for value in ("full", None)),
    *((GaussianMixtureRegressor, {"n_components": value}) for value in (0, 1.5)),
    *((GaussianMixtureRegressor, {"covariance_type": value}) for value in ("round", None)),
]


@pytest.mark.parametrize(("kind", "parameters"), PARAMETERS)
def test_parameters(kind: type, parameters: dict[str, Any]) -> None:
    (name,) = parameters
    targets = {"y": GOOD[:, 0]} if kind is GaussianMixtureRegressor else {}
    refuse(ValueError, name, lambda: kind(**parameters).fit(GOOD, **targets))
    if kind is not GaussianMixtureRegressor:
        refuse(ValueError, name, lambda: kind(**parameters).iterate(GOOD))


WEIGHTS: dict[str, tuple[Any, type[Exception], str]] = {
    "too few": (np.ones(29), ValueError, r"sample_weight.shape == \(29,\), expected \(30,\)!"),
    "a column": (np.ones((30, 1)), ValueError, "Sample weights must be 1D"),
    "negative": (np.r_[np.ones(29), -1e-9], ValueError, "Negative values in sample_weight.*row 29"),
    "all zero": (np.zeros(30), ValueError, "sample_weight"),
    "zero": (0, ValueError, "sample_weight"),
    "NaN": (np.r_[NAN, np.ones(29)], ValueError, "sample_weight contains NaN"),
    "inf": (np.r_[np.inf, np.ones(29)], ValueError, "sample_weight contains inf"),
    "an infinite sum": (np.full(30, 1e308), ValueError, "sample_weight must have a finite sum"),
    "complex": (np.ones(30) * 1j, ValueError, "sample_weight"),
    "strings": (["1"] * 30, ValueError, "sample_weight has dtype"),
    "text": ("balanced", ValueError, "sample_weight has dtype"),
    "ragged": ([[1.0], [1.0, 2.0]], ValueError, "sample_weight"),
}


@pytest.mark.parametrize("name", WEIGHTS)
@pytest.mark.parametrize(
    "call",
    [
        lambda weights: GaussianMixture(2).fit(GOOD, sample_weight=weights),
        lambda weights: GaussianMixture(2).iterate(GOOD, sample_weight=weights),
        lambda weights: GaussianMixture(2).partial_fit(GOOD, sample_weight=weights),
        lambda weights: KMeans(2).fit(GOOD, sample_weight=weights),
        lambda weights: CLUSTERED.score(GOOD, sample_weight=weights),
        lambda weights: GaussianMixtureRegressor().fit(GOOD, GOOD[:, 0], sample_weight=weights),
        lambda weights: expect_statistics(GOOD, START, weights),
    ],
)
def test_sample_weight(call: Any, name: str) -> None:
    weights, kind, pattern = WEIGHTS[name]
    refuse(kind, pattern, lambda: call(weights))


EYES = np.array([np.eye(2), np.eye(2)])
INIT: list[tuple[dict[str, Any], str]] = [
    ({"weights_init": [0.5, 0.3, 0.2]}, r"'weights' should have the shape of \(2,\), but got \(3,\)"),
    ({"weights_init": [[0.5, 0.5]]}, "'weights' should have the shape"),
    ({"weights_init": [0.5, 0.6]}, r"'weights' should be normalized.*1\.1"),
    ({"weights_init": [1.5, -0.5]}, r"'weights' should be in the range \[0, 1\]"),
    ({"weights_init": [NAN, 1.0]}, "weights_init contains NaN"),
    ({"weights_init": ["a", "b"]}, "weights_init"),
    ({"means_init": [[0.0, 1.0]]}, r"'means' should have the shape of \(2, 2\), but got \(1, 2\)"),
    ({"means_init": [0.0, 1.0]}, "'means' should have the shape"),
    ({"means_init": [[0.0, np.inf], [0.0, 0.0]]}, r"means_init contains inf \(first at row 0, column 1\)"),
    ({"precisions_init": np.eye(2)}, r"'full precision' should have the shape.*\(precisions_init\)"),
    ({"precisions_init": -EYES}, "'full precision' should be symmetric, positive-definite"),
    ({"precisions_init": EYES * 0}, "'full precision' should be symmetric, positive-definite"),
    ({"precisions_init": np.triu(EYES + 1)}, "'full precision' should be symmetric"),
    ({"precisions_init": EYES * NAN}, "precisions_init contains NaN"),
    ({"precisions_init": np.eye(3), "covariance_type": "tied"}, "'tied precision' should have the shape"),
    ({"precisions_init": -np.eye(2), "covariance_type": "tied"}, "'tied precision' should be symmetric"),
    (
        {"precisions_init": [[1.0, 0.0], [1.0, 1.0]], "covariance_type": "diag"},
        "'diag precision' should be positive",
    ),
    (
        {"precisions_init": [1.0, -1.0], "covariance_type": "spherical"},
        "'spherical precision' should be positive",
    ),
    ({"n_components": 31}, "n_components = 31, n_samples = 30"),
]


@pytest.mark.parametrize(("parameters", "pattern"), INIT)
def test_explicit_start(parameters: dict[str, Any], pattern: str) -> None:
    model = GaussianMixture(**{"n_components": 2, **parameters})
    refuse(ValueError, pattern, lambda: model.fit(GOOD))
    refuse(ValueError, pattern, lambda: model.iterate(GOOD))


ONE_WEIGHT = (np.array([1.0]), np.zeros((1, 2)))
OTHERS: dict[str, tuple[type[Exception], str, Any]] = {
    "too few samples": (ValueError, "n_samples=30 should be >= n_clusters=31", lambda: KMeans(31).fit(GOOD)),
    "one sample": (ValueError, "1 sample", lambda: GaussianMixture().fit(GOOD[:1])),
    "not fitted": (NotFittedError, "GaussianMixture", lambda: GaussianMixture().predict(GOOD)),
    "not fitted sample": (NotFittedError, "GaussianMixture", lambda: GaussianMixture().sample()),
    "not fitted ellipses": (NotFittedError, "GaussianMixture", lambda: GaussianMixture().ellipses()),
    "not fitted kmeans": (NotFittedError, "KMeans", lambda: KMeans().transform(GOOD)),
    "not fitted regressor": (NotFittedError, "Regressor", lambda: GaussianMixtureRegressor().predict(GOOD)),
    "no sample": (ValueError, "Invalid value for 'n_samples': 0", lambda: FITTED.sample(0)),
    "other features": (
        ValueError,
        "X has 1 features, but GaussianMixture",
        lambda: FITTED.predict(GOOD[:, :1]),
    ),
    "other features of kmeans": (
        ValueError,
        "X has 1 features, but KMeans",
        lambda: CLUSTERED.predict(GOOD[:, :1]),
    ),
    "centers of another number": (ValueError, "init", lambda: KMeans(2, init=GOOD[:3]).fit(GOOD)),
    "centers of other features": (ValueError, "init", lambda: KMeans(2, init=GOOD[:2, :1]).fit(GOOD)),
    "centers with NaN": (ValueError, "init contains NaN", lambda: KMeans(2, init=GOOD[:2] * NAN).fit(GOOD)),
    "dims the same": (ValueError, "dims", lambda: FITTED.ellipses(dims=(1, 1))),
    "dims out of range": (ValueError, "dims", lambda: FITTED.ellipses(dims=(0, 2))),
    "dims negative": (ValueError, "dims", lambda: FITTED.ellipses(dims=(0, -1))),
    "one dim": (ValueError, "dims", lambda: FITTED.ellipses(dims=(0,))),
    "dims not integers": (ValueError, "dims", lambda: FITTED.ellipses(dims=(0.0, 1.0))),
    "no sigma": (ValueError, "n_sigma", lambda: FITTED.ellipses(n_sigma=())),
    "zero sigma": (ValueError, "n_sigma", lambda: FITTED.ellipses(n_sigma=(0, 1))),
    "NaN sigma": (ValueError, "n_sigma", lambda: FITTED.ellipses(n_sigma=NAN)),
    "all conditioned": (ValueError, "indices", lambda: FITTED.condition([0, 1], [0.0, 0.0])),
    "conditioned twice": (ValueError, "indices", lambda: FITTED.condition([0, 0], [0.0, 0.0])),
    "condition out of range": (ValueError, "indices", lambda: FITTED.condition(2, 0.0)),
    "condition not integer": (ValueError, "indices", lambda: FITTED.condition(0.5, 0.0)),
    "condition on nothing": (ValueError, "indices", lambda: FITTED.condition([], [])),
    "condition values": (ValueError, "values", lambda: FITTED.condition(0, [1.0, 2.0])),
    "condition NaN": (ValueError, "values", lambda: FITTED.condition(0, NAN)),
    "criterion": (ValueError, "criterion", lambda: select(GOOD, 2, criterion="aicc")),
    "nothing to select": (ValueError, "n_components", lambda: select(GOOD, [])),
    "select size": (ValueError, "n_components", lambda: select(GOOD, [1, 0])),
    "select type": (ValueError, "covariance_type", lambda: select(GOOD, 2, "round")),
    "targets missing": (ValueError, "y", lambda: GaussianMixtureRegressor().fit(GOOD, None)),
    "targets too few": (ValueError, "y", lambda: GaussianMixtureRegressor().fit(GOOD, GOOD[:5, 0])),
    "targets NaN": (
        ValueError,
        "y contains NaN",
        lambda: GaussianMixtureRegressor().fit(GOOD, GOOD[:, 0] * NAN),
    ),
    "targets of three dimensions": (
        ValueError,
        "y",
        lambda: GaussianMixtureRegressor().fit(GOOD, np.ones((30, 1, 1))),
    ),
    "indefinite parameters": (
        ValueError,
        "component 0",
        lambda: GaussianMixture.from_parameters(*ONE_WEIGHT, -np.eye(2)[np.newaxis]),
    ),
    "parameters of a wrong shape": (
        ValueError,
        "covariances",
        lambda: GaussianMixture.from_parameters(*ONE_WEIGHT, np.eye(2)),
    ),
    "parameters of a wrong type": (
        ValueError,
        "covariance_type",
        lambda: GaussianMixture.from_parameters(*ONE_WEIGHT, [1.0], "round"),
    ),
    "weights not normalized": (
        ValueError,
        "weights",
        lambda: GaussianMixture.from_parameters([0.4], np.zeros((1, 2)), [1.0], "spherical"),
    ),
    "reg_covar of statistics": (
        ValueError,
        "reg_covar",
        lambda: maximize_statistics(expect_statistics(GOOD, START), reg_covar=-1.0),
    ),
    "reg_covar of statistics, a word": (
        TypeError,
        "reg_covar",
        lambda: maximize_statistics(expect_statistics(GOOD, START), reg_covar="relative"),
    ),
    "samples seen": (ValueError, "n_samples_seen_", lambda: after(-5)),
    "no number of samples seen": (TypeError, "n_samples_seen_", lambda: after("many")),
    "parameters of no kind": (TypeError, "parameters", lambda: expect_statistics(GOOD, [1.0])),
    "statistics of no kind": (TypeError, "statistics", lambda: maximize_statistics(None)),
    "statistics of other features": (ValueError, "X", lambda: expect_statistics(GOOD[:, :1], START)),
    "statistics of a model not fitted": (
        NotFittedError,
        "GaussianMixture",
        lambda: expect_statistics(GOOD, GaussianMixture()),
    ),
    "no components": (ValueError, "n_components", lambda: initialize(GOOD, 0)),
    "half a component": (ValueError, "n_components", lambda: initialize(GOOD, 1.5)),
    "more components than samples": (ValueError, "n_components", lambda: initialize(GOOD, 2**64)),
    "alpha of text": (ValueError, "alpha", lambda: initialize(GOOD, 2, alpha="1")),
    "alpha": (ValueError, "alpha", lambda: initialize(GOOD, 2, alpha=0.0)),
    "responsibilities of other samples": (
        ValueError,
        "responsibilities",
        lambda: maximize(MODEL, SHARES[:9], GOOD),
    ),
    "negative responsibilities": (
        ValueError,
        "responsibilities",
        lambda: maximize_native(MODEL, -SHARES, GOOD),
    ),
    "transposed responsibilities": (
        ValueError,
        "responsibilities",
        lambda: maximize_native(MODEL, SHARES.T, GOOD),
    ),
    "an empty component": (ValueError, "component 1", lambda: maximize(MODEL, SHARES * [1, 0], GOOD)),
    "an empty component, natively": (
        ValueError,
        "component 1",
        lambda: maximize_native(MODEL, SHARES * [1, 0], GOOD),
    ),
    "a singular model": (
        ValueError,
        "component 0",
        lambda: expect(GaussianMixtureModel(np.zeros((1, 2)), np.zeros((1, 2, 2)), np.ones(1)), GOOD),
    ),
    "a model of other features": (
        ValueError,
        "means",
        lambda: expect(GaussianMixtureModel(np.zeros((1, 3)), np.eye(3)[np.newaxis], np.ones(1)), GOOD),
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_others(name: str) -> None:
    kind, pattern, call = OTHERS[name]
    refuse(kind, pattern, call)


@pytest.mark.filterwarnings("ignore:degenerate:sklearn.exceptions.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore:Number of distinct clusters:sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize(
    "X",
    [
        np.ones((20, 2)),
        np.repeat(GOOD[:3], 5, axis=0),
        np.outer(np.arange(20.0), [1.0, 2.0]),
        np.c_[GOOD, np.ones(30)],
        GOOD[:3],
        np.random.default_rng(1).normal(size=(10, 50)),
        np.zeros((20, 2)),
        GOOD * 1e-310,
    ],
    ids=["identical", "duplicates", "collinear", "constant column", "n = k", "d > n", "zeros", "subnormal"],
)
@pytest.mark.parametrize("covariance_type", ["full", "tied", "diag", "spherical"])
def test_degenerate_data_give_a_finite_model(X: np.ndarray, covariance_type: str) -> None:
    model = GaussianMixture(3, covariance_type=covariance_type, random_state=0, max_iter=200).fit(X)
    for name in ("weights_", "means_", "covariances_", "precisions_", "precisions_cholesky_", "lower_bound_"):
        assert np.isfinite(getattr(model, name)).all(), name
    np.testing.assert_allclose(model.predict_proba(X).sum(axis=1), 1.0, rtol=1e-12)
