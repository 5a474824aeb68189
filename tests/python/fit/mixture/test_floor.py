"""What `reg_covar` adds: relative to each feature, and said where it is most of a variance."""

import warnings
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

from iterscope import (
    BayesianGaussianMixture,
    BernoulliMixture,
    GaussianHMM,
    GaussianMixture,
    GaussianMixtureRegressor,
    MixtureOfRegressions,
    StudentMixture,
    VarianceFloorWarning,
)
from iterscope._core import Parameters, SufficientStatistics, maximize_statistics
from iterscope.fit.backends import ENGINES
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES, variances
from iterscope.fit.recording import Recording
from iterscope.fit.replies import step as reply

INITS = ["kmeans", "k-means++", "random", "random_from_data"]


def incomes(seed: int = 0) -> NDArray[np.float64]:
    """Return incomes and rates: deviations 2e4 and 0.02."""
    rng = np.random.default_rng(seed)
    return np.c_[rng.normal(5e4, 2e4, 2000), rng.normal(0.05, 0.02, 2000)]


def groups(width: float) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return two groups of this width, ten times as far apart, and their labels."""
    rng = np.random.default_rng(0)
    labels = np.repeat([0, 1], 200)
    return (rng.normal(size=(400, 2)) + [10, 0] * labels[:, np.newaxis]) * width, labels


@pytest.mark.parametrize("engine", ENGINES)
def test_relative_is_relative_to_each_feature(engine: str) -> None:
    X = incomes()
    model = GaussianMixture(reg_covar="relative", engine=engine).fit(X)
    np.testing.assert_allclose(np.diag(model.covariances_[0]), X.var(axis=0) * (1 + 1e-6), rtol=1e-9)


@pytest.mark.parametrize("init_params", INITS)
@pytest.mark.parametrize("covariance_type", ["full", "tied", "diag"])
def test_units_of_features_change_nothing(covariance_type: str, init_params: str) -> None:
    X, units = groups(1.0)[0], np.array([1e-6, 1e5])
    means = [[0.0, 0.0], [10.0, 0.0]]
    model = GaussianMixture(
        2, covariance_type=covariance_type, init_params=init_params, reg_covar="relative", random_state=0
    )
    plain = clone(model).set_params(means_init=means).fit(X)
    scaled = clone(model).set_params(means_init=np.multiply(means, units)).fit(X * units)
    if init_params in ("random", "random_from_data"):  # the others start from distances, which units change
        np.testing.assert_allclose(scaled.means_ / units, plain.means_, rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(scaled.predict(X * units), plain.predict(X))


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # there are three iterations
@pytest.mark.parametrize("engine", ["rust", "sklearn"])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_what_is_added_is_a_share_of_the_whole_variance(covariance_type: str, engine: str) -> None:
    X = groups(3.0)[0] * [1.0, 1e3]
    model = GaussianMixture(2, covariance_type=covariance_type, random_state=0, max_iter=3, engine=engine)
    unit = np.array([0.1, 1e-7])
    precisions = {
        "full": [np.diag(unit)] * 2, "tied": np.diag(unit), "diag": [unit] * 2, "spherical": [1e-7] * 2
    }  # fmt: skip
    start = {"means_init": [[0, 0], [30, 0]], "weights_init": [0.5, 0.5]}
    start["precisions_init"] = precisions[covariance_type]
    relative, none = (
        list(clone(model).set_params(reg_covar=reg_covar, **start).iterate(X))[1]
        for reg_covar in ("relative", 0.0)
    )
    added = variances(relative.parameters) - variances(none.parameters)
    whole = X.var(axis=0) * 1e-6
    expected = np.full(2, whole.mean()) if covariance_type == "spherical" else whole
    np.testing.assert_allclose(added, [expected] * 2, rtol=1e-3)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_constant_feature_takes_the_scale_of_the_others(covariance_type: str) -> None:
    X = np.c_[incomes()[:, 0], np.full(2000, 0.1)]
    with pytest.warns(ConvergenceWarning, match="degenerate") if covariance_type != "spherical" else quiet():
        model = GaussianMixture(covariance_type=covariance_type, reg_covar="relative").fit(X)
    found = variances(model.parameters_)[0, 1]
    share = 0.5 if covariance_type == "spherical" else 1e-6
    assert found == pytest.approx(X[:, 0].var() * share, rel=1e-3)


def quiet() -> Any:
    """Return a context in which warnings stay errors."""
    return warnings.catch_warnings()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_floor_that_is_most_of_a_variance_is_told(engine: str) -> None:
    X, _ = groups(1e-5)
    model = GaussianMixture(2, random_state=0, engine=engine)
    message = r"reg_covar=1e-06 is most of the variance of feature\(s\) x0, x1 in component\(s\) 0, 1"
    with pytest.warns(VarianceFloorWarning, match=message) as caught:
        model.fit(X)
    assert len([each for each in caught if each.category is VarianceFloorWarning]) == 1
    assert caught[0].filename == __file__
    with quiet():
        right = clone(model).set_params(reg_covar="relative").fit(X)
    assert len(set(right.predict(X[:200]))) == len(set(right.predict(X[200:]))) == 1


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
@pytest.mark.parametrize("n_init", [1, 3])
def test_every_way_to_fit_tells_it_once(covariance_type: str, n_init: int) -> None:
    X, _ = groups(1e-5)
    model = GaussianMixture(2, covariance_type=covariance_type, random_state=0, n_init=n_init)
    for fit in (model.fit, model.fit_predict, lambda X: list(model.iterate(X)), clone(model).partial_fit):
        with pytest.warns(VarianceFloorWarning) as caught:
            fit(X)
        assert len([each for each in caught if each.category is VarianceFloorWarning]) == 1
    online = clone(model)
    with pytest.warns(VarianceFloorWarning):
        online.partial_fit(X)
    with quiet():
        online.partial_fit(X)
    with pytest.warns(VarianceFloorWarning):
        GaussianMixtureRegressor(2, covariance_type=covariance_type, reg_covar=1e-6, random_state=0).fit(
            X[:, :1], X[:, 1]
        )


@pytest.mark.filterwarnings("ignore:degenerate", "ignore:components", "ignore:Best performing")
@pytest.mark.parametrize(
    "kind", [StudentMixture, BayesianGaussianMixture, MixtureOfRegressions, GaussianHMM], ids=str
)
def test_every_model_with_a_floor_tells_it(kind: Any) -> None:
    X, _ = groups(1e-5)
    model = kind(2, random_state=0)
    with pytest.warns(VarianceFloorWarning, match=r"reg_covar=1e-06 is most of the variance") as caught:
        model.fit(X)
    assert len([each for each in caught if each.category is VarianceFloorWarning]) == 1
    with quiet():
        warnings.simplefilter("error", VarianceFloorWarning)
        model.set_params(reg_covar="relative").fit(X)
        kind(2, random_state=0).fit(X * 1e5)


def test_a_relative_floor_keeps_lines_at_every_scale() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=400)
    X = np.c_[x, np.where(np.arange(400) % 2, 1 + 2 * x, -1 - x) + 0.1 * rng.normal(size=400)]
    for scale in (1e-8, 1e-3, 1.0, 1e6):
        model = MixtureOfRegressions(2, reg_covar="relative", random_state=0, n_init=5).fit(X * scale)
        np.testing.assert_allclose(np.sort(model.coef_[:, 0]), [-1, 2], atol=0.05)
        np.testing.assert_allclose(model.variances_ / scale**2, 0.01, rtol=0.3)


def test_names_of_columns_are_told() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(incomes() * [1, 1e-3], columns=["income", "rate"])
    with pytest.warns(VarianceFloorWarning, match=r"feature\(s\) rate in component\(s\) 0"):
        GaussianMixture().fit(frame)


def test_steps_and_views_know_it() -> None:
    X = incomes() * [1, 1e-3]
    with pytest.warns(VarianceFloorWarning):
        *_, last = GaussianMixture().iterate(X)
    assert last.floored == ((0, 1),)
    recording = Recording(GaussianMixture(), X)
    while recording.advance():
        pass
    assert reply(recording.algorithm, recording.step(len(recording) - 1))["floored"] == [[0, 1]]
    assert reply(recording.algorithm, recording.step(0))["floored"] == []


def test_a_component_on_a_single_place_is_degenerate_and_no_more() -> None:
    X = np.vstack([groups(1.0)[0], np.full((20, 2), 50.0)])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        means, units = [[0, 0], [10, 0], [50, 50]], [np.eye(2)] * 3
        *_, last = GaussianMixture(3, means_init=means, precisions_init=units, random_state=0).iterate(X)
    assert last.degenerate == (2,)
    assert last.floored == ()
    assert [type(each.message) for each in caught] == [ConvergenceWarning]


@pytest.mark.filterwarnings("ignore:degenerate")
def test_a_drowned_feature_beside_a_constant_one_is_told() -> None:
    X = np.c_[groups(1e-6)[0][:, 0], np.full(400, 3.0)]
    with pytest.warns(VarianceFloorWarning, match=r"feature\(s\) x0 in component\(s\) 0"):
        GaussianMixture().fit(X)


@pytest.mark.parametrize("exponent", [-140, -20, -6, -3, 0, 3, 20, 140])
@pytest.mark.parametrize("n_components", [1, 3])
def test_a_regressor_keeps_its_slope_at_every_scale(n_components: int, exponent: int) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=500)
    y = 2 * x + rng.normal(size=500) * 0.01
    scale = 10.0**exponent
    for scales in [(scale, scale), (scale, 1.0), (1.0, scale)]:
        model = GaussianMixtureRegressor(n_components, random_state=0).fit(
            x[:, np.newaxis] * scales[0], y * scales[1]
        )
        low, high = model.predict(np.array([[-1.0], [1.0]]) * scales[0]) / scales[1]
        assert (high - low) / 2 == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_components_that_coincide_are_told(covariance_type: str) -> None:
    X, _ = groups(1.0)
    model = GaussianMixture(3, covariance_type=covariance_type, means_init=[[0, 0], [10, 0], [0, 0]])
    unit = {"full": [np.eye(2)] * 3, "tied": np.eye(2), "diag": np.ones((3, 2)), "spherical": np.ones(3)}
    model.set_params(precisions_init=unit[covariance_type], weights_init=[0.2, 0.5, 0.3])
    with pytest.warns(ConvergenceWarning, match="components 0 and 2 coincide"):
        model.fit(X)
    with quiet():
        GaussianMixture(2, covariance_type=covariance_type, random_state=0).fit(X)


@pytest.mark.filterwarnings("ignore:Best performing")
def test_classes_that_coincide_are_told() -> None:
    X = np.random.default_rng(0).integers(2, size=(300, 4)).astype(float)
    with pytest.warns(ConvergenceWarning, match="components 0 and 1 coincide"):
        BernoulliMixture(2, init_params="random", random_state=0, max_iter=1, tol=10.0).fit(
            X * 0 + X.mean(axis=0)
        )


@pytest.mark.parametrize("relative", [False, True])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_statistics_of_parameters_lead_back_to_them(covariance_type: str, relative: bool) -> None:  # noqa: FBT001
    X = groups(1.0)[0] * [1.0, 50.0]
    start = GaussianMixture(2, covariance_type=covariance_type, random_state=0).fit(X).parameters_
    reg_covar = 0.01
    fitted: Parameters = maximize_statistics(
        SufficientStatistics.of(start, 30.0, reg_covar=0.0), reg_covar=reg_covar, relative=relative
    )[0]
    back = SufficientStatistics.of(fitted, 30.0, reg_covar=reg_covar, relative=relative)
    again = maximize_statistics(back, reg_covar=reg_covar, relative=relative)[0]
    np.testing.assert_allclose(again.covariances, fitted.covariances, rtol=1e-12)
    np.testing.assert_allclose(again.weights, fitted.weights, rtol=1e-12)
    np.testing.assert_array_equal(again.means, fitted.means)
