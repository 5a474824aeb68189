"""Factor analysis and probabilistic principal components, against eigenvalues, printed values and scikit-learn."""

import warnings
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import multivariate_normal
from sklearn.datasets import load_iris
from sklearn.decomposition import PCA
from sklearn.decomposition import FactorAnalysis as Peer
from sklearn.exceptions import ConvergenceWarning

from iterscope import PPCA, FactorAnalysis, select

X = load_iris().data
pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
BOTH = pytest.mark.parametrize("cls", [FactorAnalysis, PPCA])


def converged(model: Any, **options: Any) -> Any:
    return model.set_params(random_state=0, **options).fit(X)


@pytest.mark.parametrize(
    ("q", "noise", "log_likelihood"),
    [(1, 0.1141390795573, -470.669458321), (2, 0.0506821478648, -404.962780156)],
)
def test_ppca_ends_in_the_plane_of_the_principal_components(
    q: int, noise: float, log_likelihood: float
) -> None:
    model = converged(PPCA(q), tol=1e-12, max_iter=5000)
    assert model.noise_variance_ == pytest.approx(noise, rel=1e-7)
    assert model.score(X) * 150 == pytest.approx(log_likelihood, abs=1e-8)
    axes = PCA(q).fit(X).components_
    off = model.components_ - model.components_ @ axes.T @ axes
    assert np.abs(off).max() < 1e-4
    variances = np.sort(np.linalg.eigvalsh(np.cov(X.T, bias=True)))[::-1]
    lengths = np.linalg.svd(model.components_, compute_uv=False)
    np.testing.assert_allclose(lengths**2 + noise, variances[:q], rtol=1e-6)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize(("q", "printed"), [(1, -422.3784), (2, -389.8749)])
def test_factor_analysis_of_iris_is_a_heywood_case(q: int, printed: float) -> None:
    model = converged(FactorAnalysis(q), tol=0, max_iter=4000)
    total = model.score(X) * 150
    assert total > printed - 0.05
    if q == 1:  # of two factors there are several optima, of which that which is printed is not the best
        assert total < printed + 2e-4
    assert np.argmin(model.noise_variance_ / X.var(axis=0)) == (
        2 if q == 1 else np.argmin(model.noise_variance_)
    )


def test_a_constant_feature_is_told_and_is_no_heywood_case() -> None:
    rng = np.random.default_rng(0)
    Z = rng.normal(size=(300, 1)) + 0.8 * rng.normal(size=(300, 4))
    Z[:, 2] = 5
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        FactorAnalysis(1, random_state=0).fit(Z)
    assert [str(each.message)[:23] for each in caught] == ["feature(s) x2 are const"]


def test_a_noise_that_vanishes_is_told() -> None:
    rng = np.random.default_rng(0)
    z = rng.normal(size=(300, 1))
    Z = np.hstack([z, z + 0.5 * rng.normal(size=(300, 1)), z - 0.7 * rng.normal(size=(300, 1))])
    Z = np.hstack([Z, Z[:, :1] * 2])
    with pytest.warns(ConvergenceWarning, match="Heywood"):
        model = FactorAnalysis(1, random_state=0, tol=1e-8, max_iter=3000).fit(Z)
    assert {0, 3} >= set(model.degenerate_) > set()
    assert np.isfinite(model.score(Z))
    assert (model.noise_variance_ >= 1e-8 * Z.var(axis=0) * (1 - 1e-9)).all()


def test_a_step_is_that_of_rubin_and_thayer() -> None:
    first, second = list(FactorAnalysis(2, random_state=3, max_iter=1).iterate(X))
    W, noise = first.loadings, np.diag(first.noise_variance)
    S = np.cov(X.T, bias=True)
    beta = W.T @ np.linalg.inv(W @ W.T + noise)
    z = np.eye(2) - beta @ W + beta @ S @ beta.T
    loadings = S @ beta.T @ np.linalg.inv(z)
    np.testing.assert_allclose(second.loadings, loadings, rtol=1e-10)
    np.testing.assert_allclose(second.noise_variance, np.diag(S - loadings @ beta @ S), rtol=1e-10)
    normal = multivariate_normal(X.mean(axis=0), W @ W.T + noise)
    assert second.log_likelihood == pytest.approx(normal.logpdf(X).sum(), rel=1e-12)


def test_it_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(1)
    W = rng.normal(size=(6, 2))
    Z = rng.normal(size=(2000, 2)) @ W.T + rng.normal(size=(2000, 6)) * rng.uniform(0.5, 2, 6) + 5
    ours = FactorAnalysis(2, random_state=0, tol=1e-9, max_iter=5000).fit(Z)
    peer = Peer(2, tol=1e-10, max_iter=5000, svd_method="lapack").fit(Z)
    assert ours.score(Z) == pytest.approx(peer.score(Z), abs=1e-8)
    np.testing.assert_allclose(ours.get_covariance(), peer.get_covariance(), atol=1e-3)
    np.testing.assert_allclose(ours.noise_variance_, peer.noise_variance_, rtol=1e-3)
    np.testing.assert_allclose(ours.get_precision() @ ours.get_covariance(), np.eye(6), atol=1e-10)
    turned, *_ = np.linalg.lstsq(ours.transform(Z), peer.transform(Z), rcond=None)
    np.testing.assert_allclose(ours.transform(Z) @ turned, peer.transform(Z), atol=1e-2)


@BOTH
def test_the_likelihood_never_falls(cls: Any) -> None:
    for seed in range(3):
        bounds = [step.lower_bound for step in cls(2, random_state=seed, tol=1e-9).iterate(X)][1:]
        assert (np.diff(bounds) >= -1e-12).all()


@BOTH
def test_weights_are_repetitions(cls: Any) -> None:
    counts = np.random.default_rng(0).integers(0, 4, len(X))
    options = {"random_state": 0, "max_iter": 30, "tol": 0}
    weighted = cls(2, **options).fit(X, sample_weight=counts)
    repeated = cls(2, **options).fit(np.repeat(X, counts, axis=0))
    np.testing.assert_allclose(weighted.components_, repeated.components_, rtol=1e-8)
    np.testing.assert_allclose(weighted.noise_variance_, repeated.noise_variance_, rtol=1e-8)


@BOTH
def test_data_far_from_the_origin_lose_no_digits(cls: Any) -> None:
    options = {"random_state": 0, "max_iter": 40, "tol": 0}
    near, far = cls(1, **options).fit(X), cls(1, **options).fit(X + 1e6)
    np.testing.assert_allclose(near.noise_variance_, far.noise_variance_, rtol=1e-6)


@BOTH
def test_samples_have_the_model_s_covariance(cls: Any) -> None:
    model = converged(cls(2), tol=1e-2)
    drawn, factors = model.sample(40000)
    assert factors.shape == (40000, 2)
    np.testing.assert_allclose(np.cov(drawn.T), model.get_covariance(), atol=0.08)
    np.testing.assert_allclose(model.inverse_transform([[0, 0]])[0], model.mean_)


@pytest.mark.parametrize(
    ("Z", "options", "message"),
    [
        (X, {"n_components": 5}, "n_components must be at most the 4 features"),
        (X, {"n_components": 0}, "n_components"),
        (np.ones((5, 2)), {}, "samples that differ"),
        ([[1.0, 2.0]], {}, "minimum of 2"),
    ],
)
@BOTH
def test_what_cannot_be_is_refused(cls: Any, Z: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        cls(**options).fit(Z)


@BOTH
def test_a_feature_that_does_not_vary_gives_numbers(cls: Any) -> None:
    Z = np.hstack([X, np.full((150, 1), 7.0)])
    model = cls(2, random_state=0, max_iter=200, tol=1e-4).fit(Z)
    assert np.isfinite(model.components_).all()
    assert np.isfinite(model.score(Z))


def few_factors() -> NDArray[np.float64]:
    rng = np.random.default_rng(1)
    noise = rng.normal(size=(2000, 6)) * np.array([0.5, 1, 1.5, 1, 2, 1])
    return np.asarray(rng.normal(size=(2000, 2)) @ rng.normal(size=(2, 6)) * 2 + noise)


def log_likelihood_of_components(Z: NDArray[np.float64], q: int) -> float:
    """The largest one of PPCA, of the eigenvalues alone (Tipping and Bishop, 1999, eq. 8)."""
    n, d = Z.shape
    values = np.linalg.eigvalsh(np.cov(Z.T, bias=True))[::-1]
    kept, left = values[:q], values[q:].mean()
    return float(-n / 2 * (d * np.log(2 * np.pi) + np.log(kept).sum() + (d - q) * np.log(left) + d))


@BOTH
def test_select_finds_the_number_of_factors(cls: type[Any]) -> None:
    Z = few_factors()
    n, d = Z.shape
    found = select(Z, range(1, 5), model=cls(), random_state=0, tol=1e-6, max_iter=20_000)
    assert found.table["n_components"].tolist() == [1, 2, 3, 4]
    assert [model.components_.shape for model in found.models] == [(q, d) for q in range(1, 5)]
    for row in found.table:
        q = int(row["n_components"])
        if cls is PPCA:
            expected, noises = log_likelihood_of_components(Z, q), 1
        else:
            peer = Peer(q, tol=1e-10, max_iter=20_000, svd_method="lapack").fit(Z)
            expected, noises = n * peer.score(Z), d
        # Means, noises, and loadings but for the rotations: of d numbers, d - 1, and so on.
        count = d + noises + sum(d - factor for factor in range(q))
        total = row["log_likelihood"]
        assert total >= expected - 1e-2
        if cls is PPCA or q <= 2:  # of more factors than there are scikit-learn finds a lower optimum
            assert total == pytest.approx(expected, abs=1e-2)
        assert row["bic"] == pytest.approx(count * np.log(n) - 2 * total, rel=1e-12)
        assert row["aic"] == pytest.approx(count * 2 - 2 * total, rel=1e-12)
        assert row["icl"] == row["bic"]
    if cls is FactorAnalysis:  # PPCA explains unlike noises by factors
        assert found.best_.n_components == 2
    assert found.best_index_ == found.table["bic"].argmin()


@BOTH
def test_select_asks_for_no_more_factors_than_features(cls: type[Any]) -> None:
    found = select(X, model=cls(), random_state=0, tol=1e-2)
    assert found.table["n_components"].tolist() == [1, 2, 3, 4]
    with pytest.raises(ValueError, match="n_components must be"):
        select(X, 5, model=cls())


@BOTH
def test_select_passes_over_noises_that_vanish(cls: type[Any]) -> None:
    # A feature that another one repeats is explained in all by one factor: that likelihood has no bound.
    Z = few_factors()[:300]
    Z[:, 1] = Z[:, 0]
    with warnings.catch_warnings(record=True):
        found = select(Z, (1, 2, 3), model=cls(), random_state=0, tol=1e-3)
    sound = np.where(found.table["degenerate"], np.inf, found.table["bic"])
    assert found.table["degenerate"].any() == (cls is FactorAnalysis)
    assert found.best_index_ == (sound if np.isfinite(sound).any() else found.table["bic"]).argmin()


@BOTH
def test_a_view_compares_numbers_of_factors(cls: type[Any]) -> None:
    view = cls(2, random_state=0, tol=1e-2).explore(few_factors())
    found = view.select()
    assert type(found.best_) is cls
    assert found.table["n_components"].tolist() == list(range(1, 7))
