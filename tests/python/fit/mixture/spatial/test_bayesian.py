"""Bayesian mixtures of Gaussians against scikit-learn: step by step from the same start, and its own tests."""

import importlib.util
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.mixture import BayesianGaussianMixture as Theirs

from iterscope import BayesianGaussianMixture, make_blobs, select
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES

pytestmark = pytest.mark.filterwarnings("ignore")

X = np.concatenate([
    make_blobs(n_samples=300, centers=[[0, 0, 0], [6, 6, 0]], random_state=0)[0],
    make_blobs(n_samples=50, centers=[[0, 5, -3]], random_state=1)[0] * [2, 1, 1],
])  # fmt: skip
TYPES = ("dirichlet_process", "dirichlet_distribution")
ATTRIBUTES = (
    "weights_", "means_", "covariances_", "precisions_", "precisions_cholesky_", "mean_precision_",
    "degrees_of_freedom_", "weight_concentration_", "weight_concentration_prior_", "mean_precision_prior_",
    "mean_prior_", "degrees_of_freedom_prior_", "covariance_prior_",
)  # fmt: skip
OPTIONS: dict[str, dict[str, Any]] = {
    "defaults": {},
    "few": {"weight_concentration_prior": 1e-3, "mean_precision_prior": 0.1},
    "many": {"weight_concentration_prior": 100.0, "mean_prior": [1.0, 2.0, 3.0]},
    "wide": {"degrees_of_freedom_prior": 20.5, "reg_covar": 1e-2},
}


@pytest.mark.parametrize("kind", COVARIANCE_TYPES)
@pytest.mark.parametrize("concentration", TYPES)
@pytest.mark.parametrize("init", ["kmeans", "random", "random_from_data", "k-means++"])
def test_every_step_is_theirs(kind: str, concentration: str, init: str) -> None:
    if kind == "tied" and init in ("random_from_data", "k-means++"):
        pytest.skip("their start is so wide that nothing tells the components apart: ours is another")
    options: dict[str, Any] = {
        "n_components": 5,
        "covariance_type": kind,
        "weight_concentration_prior_type": concentration,
        "init_params": init,
        "random_state": 0,
        "tol": 0,
    }
    theirs = Theirs(**options, max_iter=12).fit(X)
    steps = list(BayesianGaussianMixture(**options, max_iter=12).iterate(X))
    assert_allclose([step.lower_bound for step in steps[1:]], np.ravel(theirs.lower_bounds_), rtol=1e-11)
    ours = BayesianGaussianMixture(**options, max_iter=12).fit(X)
    for name in ATTRIBUTES:
        one, other = getattr(ours, name), getattr(theirs, name)
        assert np.shape(one) == np.shape(other), name
        assert_allclose(one, other, rtol=1e-7, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("name", OPTIONS)
@pytest.mark.parametrize("concentration", TYPES)
def test_a_whole_fit_is_theirs(name: str, concentration: str) -> None:
    options = OPTIONS[name] | {
        "n_components": 6,
        "weight_concentration_prior_type": concentration,
        "random_state": 1,
        "max_iter": 300,
    }
    ours, theirs = BayesianGaussianMixture(**options).fit(X), Theirs(**options).fit(X)
    assert (ours.n_iter_, ours.converged_) == (theirs.n_iter_, theirs.converged_)
    assert ours.lower_bound_ == pytest.approx(float(np.ravel(theirs.lower_bound_)[0]), rel=1e-10)
    assert_allclose(ours.score_samples(X), theirs.score_samples(X), rtol=1e-9)
    assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), atol=1e-9)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    # The lower bound belongs to the final parameters.
    assert ours.lower_bounds_[-1] == ours.lower_bound_


def test_components_that_are_not_needed_fade() -> None:
    model = BayesianGaussianMixture(10, random_state=0, max_iter=1000, tol=1e-6).fit(X)
    assert model.n_effective_ == 3
    assert (np.sort(model.weights_)[:-3] < 0.01).all()
    assert model.degenerate_ == ()


def test_weights_are_repetitions() -> None:
    counts = np.random.default_rng(0).integers(0, 4, len(X)).astype(float)
    model = BayesianGaussianMixture(3, random_state=0, max_iter=200, tol=1e-9)
    weighted = model.fit(X, sample_weight=counts)
    attributes = {name: getattr(weighted, name) for name in ATTRIBUTES}
    repeated = BayesianGaussianMixture(3, random_state=0, max_iter=200, tol=1e-9).fit(
        np.repeat(X, counts.astype(int), axis=0)
    )
    order = [np.linalg.norm(repeated.means_ - mean, axis=1).argmin() for mean in attributes["means_"]]
    assert_allclose(attributes["means_"], repeated.means_[order], atol=1e-4)
    assert_allclose(attributes["covariance_prior_"], repeated.covariance_prior_, rtol=1e-12)


def test_it_goes_on_from_where_it_is() -> None:
    model = BayesianGaussianMixture(4, random_state=0, max_iter=3, tol=0, warm_start=True)
    model.fit(X)
    bound = model.lower_bound_
    model.fit(X)
    assert model.lower_bound_ > bound
    whole = BayesianGaussianMixture(4, random_state=0, max_iter=6, tol=0).fit(X)
    assert_allclose(model.means_, whole.means_, rtol=1e-12)


def test_there_are_no_criteria() -> None:
    model = BayesianGaussianMixture(3, random_state=0).fit(X)
    assert not hasattr(model, "n_parameters_")
    with pytest.raises(AttributeError, match="no information criteria"):
        model.bic(X)
    with pytest.raises(TypeError, match="likelihoods can be compared"):
        select(X, [2, 3], model=model)


def test_an_order_of_ones_own_is_for_distributions() -> None:
    model = BayesianGaussianMixture(3, random_state=0).fit(X)
    with pytest.raises(ValueError, match="order of their own"):
        model.reordered()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weight_concentration_prior": 0.0}, "weight_concentration_prior"),
        ({"mean_precision_prior": -1.0}, "mean_precision_prior"),
        ({"mean_prior": [0.0, 1.0]}, r"means.*shape.*\(mean_prior\)"),
        ({"degrees_of_freedom_prior": 1.5}, "degrees_of_freedom_prior.*greater than 2"),
        ({"covariance_prior": -np.eye(3)}, r"full precision.*positive-definite \(covariance_prior\)"),
        ({"covariance_prior": np.eye(2)}, "covariance_prior.*shape"),
        ({"covariance_prior": -1.0, "covariance_type": "spherical"}, "covariance_prior"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        BayesianGaussianMixture(2, **given).fit(X)


UNFAIR = {
    "test_log_dirichlet_norm": "a private function of theirs",
    "test_log_wishart_norm": "a private function of theirs",
    "test_compare_covar_type": "a start from responsibilities, `_initialize`",
}
"""Tests of what no user of ours sees, by their name, and what they look at."""


def _theirs() -> ModuleType:
    """Return a copy of scikit-learn's tests in which our estimator has the name of theirs."""
    found = importlib.util.find_spec("sklearn.mixture.tests.test_bayesian_mixture")
    if found is None or found.loader is None:
        pytest.skip("scikit-learn comes without its tests", allow_module_level=True)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    own = type("BayesianGaussianMixture", (BayesianGaussianMixture,), {})
    module.BayesianGaussianMixture = own  # type: ignore[attr-defined]
    return module


_MODULE = _theirs()
globals().update({
    f"{name}_of_theirs": test
    for name, test in vars(_MODULE).items()
    if name.startswith("test_") and name not in UNFAIR
})  # fmt: skip
