"""A model is as it was until a step is taken: not begun, or refused, a fit leaves nothing behind."""

import copy
from collections.abc import Callable
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.base import clone

from iterscope import (
    BayesianGaussianMixture,
    BernoulliMixture,
    GaussianMixture,
    GaussianMixtureRegressor,
    KMeans,
    StudentMixture,
    make_blobs,
)

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # data are bits
X = make_blobs(n_samples=120, centers=3, n_features=3, random_state=0)[0]
BITS = np.greater(X, X.mean(axis=0)).astype(float)
MODELS: list[Any] = [
    GaussianMixture(2, random_state=0),
    GaussianMixture(2, random_state=0, covariance_type="tied"),
    KMeans(2, random_state=0),
    BernoulliMixture(2, random_state=0),
]
Use = Callable[[Any, Any], Any]
USES: dict[str, Use] = {
    "fit": lambda model, data: model.fit(data),
    "fit_predict": lambda model, data: model.fit_predict(data),
    "iterate": lambda model, data: next(model.iterate(data)),
    "explore": lambda model, data: model.explore(data),
}


def state(model: Any) -> dict[str, Any]:
    """Return a copy of what a model holds, without its parameters."""
    return copy.deepcopy(
        {name: value for name, value in vars(model).items() if name not in model.get_params()}
    )


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two states hold the same."""
    return bool(joblib.hash(one) == joblib.hash(other))


def bad(refused: str) -> Any:
    """Return data that are refused for this."""
    return {
        "NaN": np.where(BITS.max() == BITS, np.nan, BITS),
        "text": [["a", "b", "c"]] * 9,
        "too few": BITS[:1],
        "one dimension": BITS[:, 0],
        "mixed names": _named(["a", 1, "b"]),
    }[refused]


def _named(columns: list[Any]) -> Any:
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(BITS, columns=columns)


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_an_iteration_not_begun_changes_nothing(model: Any) -> None:
    fitted = clone(model).fit(BITS)
    before, labels = state(fitted), fitted.predict(BITS)
    fitted.iterate(BITS[:, :1])
    fitted.prepare(BITS[:, :2])
    assert same(state(fitted), before)
    np.testing.assert_array_equal(fitted.predict(BITS), labels)
    fresh = clone(model)
    fresh.iterate(BITS)
    assert state(fresh) == {}


@pytest.mark.parametrize("refused", ["NaN", "text", "too few", "one dimension", "mixed names"])
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("model", MODELS, ids=str)
def test_a_fit_that_is_refused_changes_nothing(model: Any, use: str, refused: str) -> None:
    if use == "explore" and refused == "one dimension":
        pytest.skip("a view takes it as one feature")
    fitted, fresh = clone(model).fit(BITS), clone(model)
    before = state(fitted)
    for each in (fitted, fresh):
        with pytest.raises((ValueError, TypeError)):
            USES[use](each, bad(refused))
    assert same(state(fitted), before)
    assert state(fresh) == {}


def test_a_fit_that_collapses_changes_nothing() -> None:
    model = GaussianMixture(2, random_state=0, reg_covar=0).fit(X)
    before = state(model)
    for use in ("fit", "fit_predict"):
        with pytest.raises(ValueError, match="ill-defined"):
            USES[use](model, np.ones((20, 2)))
    assert same(state(model), before)


@pytest.mark.parametrize("model", [GaussianMixture(8, reg_covar=0), StudentMixture(8, reg_covar=0)])
def test_a_start_that_collapses_does_not_end_the_others(model: Any) -> None:
    rng = np.random.RandomState(0)
    samples = np.vstack([rng.uniform(size=(20, 2)), rng.uniform(5, 6, size=(20, 2))])
    collapsed = 0
    for seed in (0, 1, 3):
        model.set_params(random_state=seed)
        try:
            clone(model).fit(samples)
        except ValueError as error:
            assert "ill-defined" in str(error)  # noqa: PT017 - only some of the starts collapse
            collapsed += 1
        assert np.isfinite(clone(model).set_params(n_init=10).fit(samples).score(samples))
    assert collapsed > 0


@pytest.mark.parametrize("refused", ["NaN", "text", "too few", "mixed names"])
def test_a_regression_that_is_refused_changes_nothing(refused: str) -> None:
    model = GaussianMixtureRegressor(2, random_state=0).fit(X[:, :2], X[:, 2])
    before = state(model)
    with pytest.raises((ValueError, TypeError)):
        model.fit(bad(refused), X[: len(bad(refused)), 2])
    with pytest.raises(ValueError, match="inconsistent numbers"):
        model.fit(X, X[:7])
    assert same(state(model), before)
    fresh = GaussianMixtureRegressor(2, reg_covar=0)
    with pytest.raises(ValueError, match="ill-defined"):
        fresh.fit(np.ones((20, 2)), np.ones(20))
    assert state(fresh) == {}


def test_names_of_columns_come_and_go_with_a_fit() -> None:
    frame = _named(["a", "b", "c"])
    model = GaussianMixture(2, random_state=0).fit(frame)
    assert list(model.feature_names_in_) == ["a", "b", "c"]
    model.partial_fit(frame[:50])
    assert list(model.feature_names_in_) == ["a", "b", "c"]
    with pytest.warns(UserWarning, match="does not have valid feature names"):
        model.partial_fit(BITS)
    assert list(model.feature_names_in_) == ["a", "b", "c"]
    model.fit(BITS[:, :2])
    assert not hasattr(model, "feature_names_in_")
    assert model.n_features_in_ == 2


@pytest.mark.parametrize("estimator", [GaussianMixture, BayesianGaussianMixture])
@pytest.mark.parametrize(("name", "value"), [("n_components", 3), ("covariance_type", "diag")])
def test_a_warm_start_says_that_it_cannot_go_on(estimator: Any, name: str, value: Any) -> None:
    model = estimator(2, warm_start=True, random_state=0).fit(X)
    before = state(model)
    model.set_params(**{name: value})
    with pytest.raises(
        ValueError, match=f"warm_start=True goes on from a fit with {name}=.*got {name}={value!r}"
    ):
        model.fit(X)
    with pytest.raises(ValueError, match=f"got {name}={value!r}"):
        model.iterate(X)
    assert same(state(model), before)
    model.set_params(warm_start=False).fit(X)
    model.set_params(warm_start=True)
    with pytest.raises(ValueError, match=f"X has 1 features, but {estimator.__name__} is expecting 3"):
        model.fit(X[:, :1])
