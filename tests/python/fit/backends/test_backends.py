"""All engines fit alike, and say what they cannot do."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

from iterscope import GaussianMixture
from iterscope.fit.backends import ENGINES

OTHERS = [name for name in ENGINES if name != "rust"]
TEXTBOOKS = [name for name in OTHERS if name != "sklearn"]


def blobs(seed: int, n: int, k: int, d: int) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    centers = rng.uniform(-3, 3, size=(k, d))
    return rng.normal(size=(n, d)) + centers[rng.integers(k, size=n)]


def compare(model: GaussianMixture, other: GaussianMixture) -> None:
    for name in ("weights_", "means_", "covariances_", "precisions_", "lower_bounds_"):
        mine, theirs = np.asarray(getattr(model, name)), np.asarray(getattr(other, name))
        np.testing.assert_allclose(mine, theirs, rtol=1e-9, atol=1e-9 * np.abs(theirs).max(), err_msg=name)
    assert model.n_iter_ == other.n_iter_
    assert model.stop_reason_ == other.stop_reason_


def fit(
    engine: str, X: NDArray[np.float64], k: int, sample_weight: object = None, **options: object
) -> GaussianMixture:
    # From samples and not from k-means: the responsibilities are not all 0 and 1.
    model = GaussianMixture(k, engine=engine, random_state=0, init_params="random", tol=0, **options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(X, sample_weight=sample_weight)


@settings(max_examples=25)
@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(40, 300),
    k=st.integers(1, 5),
    d=st.integers(1, 4),
    max_iter=st.integers(1, 8),
    reg_covar=st.sampled_from([1e-6, 1e-2, "relative"]),
)
def test_all_engines_fit_alike(
    seed: int, n: int, k: int, d: int, max_iter: int, reg_covar: float | str
) -> None:
    X = blobs(seed, n, k, d)
    expected = fit("rust", X, k, max_iter=max_iter, reg_covar=reg_covar)
    for engine in OTHERS:
        compare(fit(engine, X, k, max_iter=max_iter, reg_covar=reg_covar), expected)


@pytest.mark.parametrize("engine", TEXTBOOKS)
def test_sample_weights(engine: str) -> None:
    X, weights = blobs(1, 200, 3, 2), np.random.default_rng(2).uniform(0, 3, 200)
    compare(fit(engine, X, 3, weights, max_iter=5), fit("rust", X, 3, weights, max_iter=5))


@pytest.mark.parametrize("kind", ["tied", "diag", "spherical"])
def test_scikit_learn_knows_all_covariances(kind: str) -> None:
    X = blobs(3, 250, 3, 3)
    options = {"covariance_type": kind, "max_iter": 5}
    compare(fit("sklearn", X, 3, **options), fit("rust", X, 3, **options))


@pytest.mark.parametrize("engine", ENGINES)
def test_half_steps_and_warm_starts(engine: str) -> None:
    X = blobs(4, 300, 2, 2)
    model = GaussianMixture(2, engine=engine, random_state=0, max_iter=3, tol=1e-12, warm_start=True)
    with pytest.warns(ConvergenceWarning):
        halves = list(model.iterate(X, half_steps=True))
    assert [step.phase for step in halves] == ["init", *3 * ["expect", "maximize"]]
    for expect, maximize in zip(halves[1::2], halves[2::2], strict=True):
        assert expect.log_likelihood == maximize.log_likelihood
        assert (expect.means != maximize.means).any()
    before = model.lower_bound_
    with pytest.warns(ConvergenceWarning):
        model.fit(X)
    assert model.lower_bound_ >= before - 1e-12


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("reg_covar", [1e-6, "relative"])
def test_a_collapsed_component_is_named(engine: str, reg_covar: float | str) -> None:
    X = np.vstack([blobs(5, 100, 1, 2), np.tile([30.0, 40.0], (20, 1))])
    model = GaussianMixture(2, engine=engine, random_state=0, reg_covar=reg_covar)
    with pytest.warns(ConvergenceWarning, match="degenerate"):
        *_, last = model.iterate(X)
    assert last.degenerate == (int(model.predict([[30.0, 40.0]]).item()),)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_covariance_that_is_lost_is_scikit_learns_error(engine: str) -> None:
    X = np.vstack([blobs(5, 100, 1, 2), np.tile([30.0, 40.0], (20, 1))])
    model = GaussianMixture(
        2, engine=engine, random_state=0, reg_covar=0, precisions_init=np.tile(np.eye(2), (2, 1, 1))
    )
    with pytest.raises(ValueError, match="ill-defined empirical covariance"):
        model.fit(X)


@pytest.mark.parametrize("engine", TEXTBOOKS)
def test_an_empty_component_is_refused(engine: str) -> None:
    X = blobs(6, 100, 1, 2)
    model = GaussianMixture(
        2, engine=engine, means_init=[[0, 0], [1e3, 1e3]], precisions_init=np.tile(np.eye(2), (2, 1, 1))
    )
    with pytest.raises(ValueError, match=r"component 1 is empty.*engine='rust'"):
        model.fit(X)


@pytest.mark.parametrize("engine", OTHERS)
def test_samples_that_are_too_far_are_an_error(engine: str) -> None:
    X = blobs(7, 50, 1, 2)
    start = {"weights_init": [1.0], "means_init": [[0, 0]], "precisions_init": [np.eye(2)]}
    X[7] = 1e200
    with pytest.raises(ValueError, match="squared distances are finite, got values up to 1e"):
        GaussianMixture(1, engine=engine, **start).fit(X)


def test_what_an_engine_cannot_do_is_refused_at_once() -> None:
    X = blobs(8, 50, 2, 2)
    for engine in TEXTBOOKS:
        with pytest.raises(
            ValueError, match=f"engine='{engine}' knows covariance_type='full' only, got 'diag'"
        ):
            GaussianMixture(2, engine=engine, covariance_type="diag").iterate(X)
    with pytest.raises(ValueError, match="engine='sklearn' takes no sample_weight"):
        GaussianMixture(2, engine="sklearn").iterate(X, sample_weight=np.ones(50))
    with pytest.raises(ValueError, match="partial_fit needs engine='rust', got 'loops'"):
        GaussianMixture(2, engine="loops").partial_fit(X)
    with pytest.raises(ValueError, match="'engine' parameter of GaussianMixture must be a str among"):
        GaussianMixture(2, engine="fortran").fit(X)


def test_an_engine_is_a_parameter_as_any_other() -> None:
    model = clone(GaussianMixture(2, engine="einsum"))
    assert model.engine == "einsum"
    assert model.set_params(engine="loops").get_params()["engine"] == "loops"
