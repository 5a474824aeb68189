"""The same parameters as scikit-learn's after any number of iterations."""

from typing import Any

import numpy as np
import pytest
import sklearn.mixture
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning

from iterscope import GaussianMixture, make_blobs
from iterscope.fit.mixture import density
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
Pair = tuple[GaussianMixture, sklearn.mixture.GaussianMixture]


def start(X: NDArray[np.float64], covariance_type: str, n_components: int) -> dict[str, object]:
    """An explicit start, off every optimum."""
    rng = np.random.default_rng(3)
    d = X.shape[1]
    raw = rng.normal(size=(n_components, d, d)) * 0.2 + np.eye(d)
    full = raw @ np.swapaxes(raw, 1, 2) / X.var()
    precisions = {
        "full": full,
        "tied": full[0],
        "diag": np.einsum("kii->ki", full).copy(),
        "spherical": full[:, 0, 0].copy(),
    }[covariance_type]
    weights = rng.dirichlet(np.full(n_components, 5.0))
    return {
        "n_components": n_components,
        "covariance_type": covariance_type,
        "weights_init": weights / weights.sum(),
        "means_init": X[rng.choice(len(X), n_components, replace=False)],
        "precisions_init": precisions,
    }


def fit(X: NDArray[np.float64], **parameters: object) -> Pair:
    return GaussianMixture(**parameters).fit(X), sklearn.mixture.GaussianMixture(**parameters).fit(X)


def assert_close(ours: GaussianMixture, theirs: sklearn.mixture.GaussianMixture, tolerance: float) -> None:
    names = ("weights_", "means_", "covariances_", "precisions_cholesky_", "precisions_", "lower_bounds_")
    for name in names:
        expected = np.asarray(getattr(theirs, name))
        scale = np.abs(expected).max()
        np.testing.assert_allclose(
            getattr(ours, name), expected, rtol=0, atol=tolerance * scale, err_msg=name
        )
    assert ours.n_iter_ == theirs.n_iter_
    assert ours.converged_ == theirs.converged_


@pytest.mark.parametrize("iterations", [1, 2, 5, 20])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_same_parameters_from_the_same_start(
    blobs: NDArray[np.float64], covariance_type: str, iterations: int
) -> None:
    parameters = start(blobs, covariance_type, 5)
    assert_close(*fit(blobs, **parameters, max_iter=iterations, tol=0), 1e-9)


@pytest.mark.parametrize("n_features", [1, 2, 4, 7, 8, 13, 16, 33, 64])
@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_same_parameters_in_any_dimension(covariance_type: str, n_features: int) -> None:
    rng = np.random.default_rng(n_features)
    centers = rng.normal(size=(3, n_features)) * 2
    X = centers[rng.integers(3, size=700)] + rng.normal(size=(700, n_features))
    assert_close(*fit(X, **start(X, covariance_type, 3), max_iter=5, tol=0), 1e-9)


# From samples scikit-learn starts with a tied covariance that is too wide: see `iterscope.fit.mixture.start`.
STARTS = [
    (covariance_type, init_params)
    for covariance_type in COVARIANCE_TYPES
    for init_params in ("kmeans", "k-means++", "random", "random_from_data")
    if covariance_type != "tied" or init_params in ("kmeans", "random")
]


@pytest.mark.parametrize(("covariance_type", "init_params"), STARTS)
def test_same_start(blobs: NDArray[np.float64], covariance_type: str, init_params: str) -> None:
    parameters = {"n_components": 4, "covariance_type": covariance_type, "init_params": init_params}
    ours = next(GaussianMixture(**parameters, random_state=2).iterate(blobs))
    theirs = sklearn.mixture.GaussianMixture(**parameters)
    theirs._initialize_parameters(blobs, np.random.RandomState(2))  # noqa: SLF001
    # scikit-learn's covariances are differences of mean squares, and lose the digits that cancel.
    lost = 1e-14 * np.square(blobs).max()
    # Its weights of a start from samples are all 1 / n_samples, which sum to less than one.
    theirs.weights_ /= theirs.weights_.sum()
    for name in ("weights", "means", "covariances"):
        expected = getattr(theirs, f"{name}_")
        np.testing.assert_allclose(getattr(ours, name), expected, rtol=1e-9, atol=lost)


@pytest.mark.parametrize(("covariance_type", "init_params"), STARTS)
def test_same_random_state_same_result(
    blobs: NDArray[np.float64], covariance_type: str, init_params: str
) -> None:
    ours, theirs = fit(
        blobs,
        n_components=4,
        covariance_type=covariance_type,
        init_params=init_params,
        random_state=2,
        n_init=2,
        max_iter=30,
    )
    np.testing.assert_allclose(ours.means_, theirs.means_, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(ours.covariances_, theirs.covariances_, rtol=1e-5, atol=1e-6)
    assert abs(ours.n_iter_ - theirs.n_iter_) <= 1


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_same_answers_of_a_fitted_model(blobs: NDArray[np.float64], covariance_type: str) -> None:
    ours, theirs = fit(blobs, **start(blobs, covariance_type, 4), max_iter=20)
    new = blobs[::7] + 0.25
    np.testing.assert_array_equal(ours.predict(new), theirs.predict(new))
    np.testing.assert_allclose(ours.predict_proba(new), theirs.predict_proba(new), atol=1e-9)
    np.testing.assert_allclose(ours.score_samples(new), theirs.score_samples(new), rtol=1e-9)
    for method in ("score", "bic", "aic"):
        assert getattr(ours, method)(new) == pytest.approx(getattr(theirs, method)(new), rel=1e-9)
    ours.random_state = theirs.random_state = 4
    for drawn, expected in zip(ours.sample(50), theirs.sample(50), strict=True):
        np.testing.assert_allclose(drawn, expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_warm_start_goes_on(blobs: NDArray[np.float64], covariance_type: str) -> None:
    parameters = {**start(blobs, covariance_type, 4), "max_iter": 1, "tol": 0, "warm_start": True}
    ours, theirs = fit(blobs, **parameters)
    for _ in range(4):
        ours.fit(blobs)
        theirs.fit(blobs)
    assert_close(ours, theirs, 1e-9)


def test_no_iteration_gives_the_start(blobs: NDArray[np.float64]) -> None:
    parameters = start(blobs, "full", 3)
    model = GaussianMixture(**parameters, max_iter=0).fit(blobs)
    np.testing.assert_array_equal(model.means_, parameters["means_init"])
    np.testing.assert_allclose(model.precisions_, parameters["precisions_init"], rtol=1e-12)
    assert (model.n_iter_, model.lower_bounds_, model.converged_) == (0, [], False)


def test_parameters_set_by_hand_count() -> None:
    theirs = sklearn.mixture.GaussianMixture(2)
    ours = GaussianMixture(2)
    for model in (ours, theirs):
        model.weights_ = np.array([0.25, 0.75])
        model.means_ = np.array([[0.0, 1.0], [3.0, -1.0]])
        model.precisions_cholesky_ = np.array([[[2.0, 0.5], [0.0, 1.0]], [[1.0, -0.25], [0.0, 0.5]]])
    X = np.random.default_rng(0).normal(size=(40, 2)) * 2
    np.testing.assert_allclose(ours.score_samples(X), theirs.score_samples(X), rtol=1e-12)
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), rtol=1e-9)


def test_a_prediction_copies_no_factors(blobs: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch) -> None:
    model = GaussianMixture(3, random_state=0).fit(blobs)
    known = model.parameters_
    compare, read = density.same, []

    def same(*pairs: Any) -> bool:
        read.append(len(pairs))
        return compare(*pairs)

    monkeypatch.setattr(density, "same", same)
    labels = model.predict(blobs)
    assert model.parameters_ is known
    assert not read
    model.means_[0] += 100.0  # by hand, in the same array
    assert model.parameters_ is not known
    assert not np.array_equal(model.predict(blobs), labels)
    model.means_[0] -= 100.0
    np.testing.assert_array_equal(model.predict(blobs), labels)
    again = model.fit(blobs[::2]).parameters_
    assert again is not known
    np.testing.assert_array_equal(again.means, model.means_)


def test_float32_stays_float32(blobs: NDArray[np.float64]) -> None:
    single = blobs.astype(np.float32)
    parameters = start(blobs, "full", 4)
    for name in ("weights_init", "means_init", "precisions_init"):
        parameters[name] = np.asarray(parameters[name], np.float32)
    ours, theirs = fit(single, **parameters, max_iter=5)
    for name in ("weights_", "means_", "covariances_", "precisions_", "precisions_cholesky_"):
        assert getattr(ours, name).dtype == getattr(theirs, name).dtype == np.float32
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=2e-2, atol=1e-3)
    assert ours.score_samples(single).dtype == ours.predict_proba(single).dtype == np.float32


def test_it_warns_like_scikit_learn_when_it_does_not_converge(blobs: NDArray[np.float64]) -> None:
    model = GaussianMixture(4, max_iter=1, random_state=0)
    for fit_it in (model.fit, model.fit_predict, lambda X: list(model.iterate(X))):
        with pytest.warns(ConvergenceWarning, match="did not converge") as caught:
            fit_it(blobs)
        assert [warning.filename for warning in caught] == [__file__]


def test_verbose_prints_like_scikit_learn(
    blobs: NDArray[np.float64], capsys: pytest.CaptureFixture[str]
) -> None:
    parameters = {"n_components": 3, "random_state": 0, "n_init": 2, "verbose": 1, "verbose_interval": 2}
    GaussianMixture(**parameters).fit(blobs)
    ours = capsys.readouterr().out
    sklearn.mixture.GaussianMixture(**parameters).fit(blobs)
    assert ours == capsys.readouterr().out


@pytest.mark.parametrize("init_params", ["k-means++", "random_from_data"])
def test_a_tied_covariance_starts_narrow(init_params: str) -> None:
    X, groups = make_blobs(n_samples=600, centers=[[0, 0], [9, 0], [0, 9]], random_state=0)
    model = GaussianMixture(3, covariance_type="tied", init_params=init_params, n_init=5, random_state=0)
    found = model.fit_predict(X)
    assert len(np.unique(np.stack([found, groups]), axis=1).T) == 3
