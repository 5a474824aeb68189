"""Mixtures of t distributions: reference values, plain formulas, outliers, and degrees of freedom that run away."""

import itertools
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import digamma
from scipy.stats import f, kstest, multivariate_t

from iterscope import GaussianMixture, StudentMixture, make_blobs, select
from iterscope.fit import loop
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES, dense

NEWCOMB = np.array([
    28, -44, 29, 30, 24, 28, 37, 32, 36, 27, 26, 28, 29, 26, 27, 22, 23, 20, 25, 25, 36, 23, 31, 32, 24, 27, 33,
    16, 24, 29, 36, 21, 28, 26, 27, 27, 32, 25, 28, 24, 40, 21, 31, 32, 28, 26, 30, 27, 26, 24, 32, 29, 34, -2,
    25, 19, 36, 29, 30, 22, 28, 33, 39, 25, 16, 23,
], float)[:, np.newaxis]  # fmt: skip
"""Newcomb's measurements of the passage time of light (data set ``newcomb`` of R's MASS)."""

RNG = np.random.default_rng(0)
BLOBS = make_blobs(n_samples=400, centers=[[0, 0, 0], [5, 5, 0], [0, 7, 3]], random_state=0)[0]


def parameters(kind: str) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
    rng = np.random.default_rng(1)
    root = rng.normal(size=(3, 3, 3))
    full = root @ np.swapaxes(root, 1, 2) + np.eye(3)
    scales = {
        "full": full,
        "tied": full[0],
        "diag": full[:, 0] ** 2 + 1,
        "spherical": np.array([1.0, 2.0, 3.0]),
    }
    return np.array([0.2, 0.3, 0.5]), BLOBS[:3].copy(), scales[kind], np.array([2.5, 7.0, 60.0])


def test_newcomb_s_measurements() -> None:
    # Maximum likelihood by direct optimization (scipy.optimize) of scipy.stats.t.
    model = StudentMixture(tol=1e-14, max_iter=5000, reg_covar=0).fit(NEWCOMB)
    assert model.means_[0, 0] == pytest.approx(27.401751, abs=2e-6)
    assert np.sqrt(model.scales_[0, 0, 0]) == pytest.approx(3.810366, abs=3e-6)
    assert model.degrees_of_freedom_[0] == pytest.approx(2.131133, abs=3e-6)
    assert 66 * model.score(NEWCOMB) == pytest.approx(-215.375904, abs=1e-6)
    assert model.capped_ == ()


@pytest.mark.parametrize("kind", COVARIANCE_TYPES)
def test_densities_are_scipy_s(kind: str) -> None:
    weights, means, scales, freedom = parameters(kind)
    model = StudentMixture.from_parameters(weights, means, scales, freedom, kind)
    matrices = dense(scales, kind, 3, 3)
    logs = np.stack(
        [
            np.log(weight) + multivariate_t(mean, scale, nu).logpdf(BLOBS)
            for weight, mean, scale, nu in zip(weights, means, matrices, freedom, strict=True)
        ],
        axis=1,
    )
    total = np.logaddexp.reduce(logs, axis=1)
    np.testing.assert_allclose(model.score_samples(BLOBS), total, rtol=1e-13)
    shares = np.exp(logs - total[:, np.newaxis])
    np.testing.assert_allclose(model.predict_proba(BLOBS), shares, atol=1e-14)
    np.testing.assert_array_equal(model.predict(BLOBS), shares.argmax(axis=1))


@pytest.mark.parametrize("known", [None, 4.0])
def test_a_step_is_that_of_the_formulas(known: float | None) -> None:
    model = StudentMixture(3, degrees_of_freedom=known, random_state=0, reg_covar=0)
    start, step = itertools.islice(model.iterate(BLOBS, responsibilities=True), 2)
    r, (n, d) = step.responsibilities, BLOBS.shape
    for k, (mean, scale, nu) in enumerate(
        zip(start.means, start.scales, start.degrees_of_freedom, strict=True)
    ):
        off = BLOBS - mean
        delta = np.einsum("ni,ij,nj->n", off, np.linalg.inv(scale), off)
        u = (nu + d) / (nu + delta)
        pull, mass = r[:, k] * u, r[:, k].sum()
        mu = pull @ BLOBS / pull.sum()
        np.testing.assert_allclose(step.means[k], mu, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(step.scales[k], ((BLOBS - mu).T * pull) @ (BLOBS - mu) / mass, rtol=1e-11)
        assert step.weights[k] == pytest.approx(mass / n, rel=1e-12)
        found = step.degrees_of_freedom[k]
        if known is None:
            rest = (r[:, k] @ (np.log(u) - u)) / mass + digamma((nu + d) / 2) - np.log((nu + d) / 2)
            assert 1 + np.log(found / 2) - digamma(found / 2) + rest == pytest.approx(0, abs=1e-12)
        else:
            assert found == known


def test_a_point_that_goes_far_away_moves_nothing() -> None:
    means = []
    for far in (1e6, 1e9):
        X = np.vstack([BLOBS, [[far, far, far]]])
        start = np.array([[0.0, 0, 0], [5, 5, 0], [0, 7, 3]])
        model = StudentMixture(
            3, degrees_of_freedom=3, means_init=start, random_state=0, tol=1e-11, max_iter=9999
        )
        gaussian = StudentMixture(3, degrees_of_freedom=3, means_init=start, random_state=0).fit(BLOBS)
        means.append(settled(model, X, gaussian))
    np.testing.assert_allclose(means[0], means[1], atol=1e-6)
    alone = StudentMixture(
        3, degrees_of_freedom=3, means_init=start, random_state=0, tol=1e-11, max_iter=9999
    )
    np.testing.assert_allclose(means[0], alone.fit(BLOBS).means_, atol=0.02)


def settled(model: StudentMixture, X: NDArray[Any], start: StudentMixture) -> NDArray[Any]:
    """Return the means in which a fit ends that begins where another has ended."""
    *_, last = loop.Loop(model.prepare(X), start=start.parameters_)
    means: NDArray[Any] = last.parameters.gaussian.means
    return means


def test_degrees_of_freedom_run_to_the_cap_where_there_are_no_tails() -> None:
    X = np.random.default_rng(0).uniform(-1, 1, (500, 2))
    model = StudentMixture(max_iter=20000, tol=1e-12).fit(X)
    assert model.degrees_of_freedom_.tolist() == [200.0]
    assert model.capped_ == (0,)
    *_, last = StudentMixture(max_iter=20000, tol=1e-12).iterate(X)
    assert last.capped == (0,)
    gaussian = GaussianMixture().fit(X)
    np.testing.assert_allclose(model.means_, gaussian.means_, atol=5e-3)


@pytest.mark.filterwarnings("ignore:reg_covar")  # a component on a few samples is as narrow as that
@pytest.mark.parametrize("kind", COVARIANCE_TYPES)
def test_the_bound_never_falls_for_any_type(kind: str) -> None:
    X = BLOBS / np.sqrt(RNG.chisquare(2, (len(BLOBS), 1)))
    steps = list(StudentMixture(3, covariance_type=kind, random_state=0, tol=1e-9, max_iter=300).iterate(X))
    bounds = np.array([step.lower_bound for step in steps[1:]])
    assert (np.diff(bounds) >= -1e-12 * np.abs(bounds[1:])).all()


def test_samples_have_its_tails() -> None:
    model = StudentMixture.from_parameters([1.0], [[1.0, -1.0]], [[[2.0, 0.5], [0.5, 1.0]]], [5.0])
    X, _ = model.sample(200_000)
    np.testing.assert_allclose(X.mean(axis=0), [1, -1], atol=0.02)
    np.testing.assert_allclose(np.cov(X.T), 5 / 3 * np.array([[2.0, 0.5], [0.5, 1.0]]), atol=0.1)
    delta = np.einsum("ni,ij,nj->n", X - [1, -1], np.linalg.inv([[2.0, 0.5], [0.5, 1.0]]), X - [1, -1])
    # Delta over d has an F distribution with d and nu degrees of freedom.
    assert kstest(delta / 2, f(2, 5).cdf).pvalue > 1e-3


def test_sizes_and_types_are_compared() -> None:
    found = select(BLOBS, [1, 2, 3, 4], "full", model=StudentMixture(random_state=0, max_iter=500))
    assert found.best_.n_components == 3
    best = found.best_
    assert best.n_parameters_ == 3 * (1 + 3 + 6 + 1) - 1
    total = best.score(BLOBS) * len(BLOBS)
    assert best.bic(BLOBS) == pytest.approx(-2 * total + best.n_parameters_ * np.log(len(BLOBS)))


def test_attributes_that_are_changed_by_hand_count() -> None:
    model = StudentMixture(2, random_state=0).fit(BLOBS)
    before = model.score(BLOBS)
    model.degrees_of_freedom_ = model.degrees_of_freedom_ / 5
    assert model.score(BLOBS) != before


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"degrees_of_freedom": 0.05}, "degrees_of_freedom"),
        ({"degrees_of_freedom": [1.0, 2.0, 3.0]}, "degrees_of_freedom.*shape"),
        ({"degrees_of_freedom": [1.0, 201.0]}, "degrees_of_freedom must be from 0.1 to 200"),
        ({"degrees_of_freedom": [1.0, np.nan]}, "degrees_of_freedom"),
        ({"reg_covar": -1.0}, "reg_covar"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        StudentMixture(2, **given).fit(BLOBS)


def test_what_is_not_finite_is_refused() -> None:
    for value in (np.nan, np.inf, 1e200):
        X = BLOBS.copy()
        X[5, 1] = value
        with pytest.raises(ValueError, match=r"X|Input"):
            StudentMixture(2, random_state=0).fit(X)
