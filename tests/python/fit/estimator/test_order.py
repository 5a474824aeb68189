"""Components in another order: every model of the registry, and the same model but for the numbers."""

from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import NotFittedError

from iterscope import (
    BayesianGaussianMixture,
    BernoulliHMM,
    BernoulliMixture,
    CategoricalHMM,
    CategoricalMixture,
    GaussianHMM,
    GaussianMixture,
    KMeans,
    MixtureOfRegressions,
    PoissonHMM,
    PoissonMixture,
    StudentMixture,
    make_blobs,
)
from iterscope.fit import registry
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.fit.sequence.hmm import chain

X = make_blobs(n_samples=[50, 200, 100], centers=[[0, 5], [9, 0], [-4, 9]], random_state=0)[0]
BITS = (
    np.random.default_rng(0).random((300, 4)) < np.repeat([[0.9] * 4, [0.1] * 4], [100, 200], axis=0)
) * 1.0
MIXED = np.random.default_rng(0).permutation(X)
BITS = np.random.default_rng(0).permutation(BITS)
MODELS: list[Any] = [
    *(GaussianMixture(3, covariance_type=kind, random_state=1).fit(X) for kind in COVARIANCE_TYPES),
    KMeans(3, random_state=1).fit(X),
    BernoulliMixture(2, random_state=1).fit(BITS),
    CategoricalMixture(2, random_state=1).fit(BITS),
    PoissonMixture(2, random_state=1).fit(BITS),
    *(StudentMixture(3, covariance_type=kind, random_state=1).fit(X) for kind in COVARIANCE_TYPES),
    *(
        BayesianGaussianMixture(
            3,
            covariance_type=kind,
            weight_concentration_prior_type="dirichlet_distribution",
            random_state=1,
        ).fit(X)
        for kind in COVARIANCE_TYPES
    ),
    MixtureOfRegressions(3, random_state=1, n_init=3, max_iter=500).fit(X),
    *(GaussianHMM(3, covariance_type=kind, random_state=1).fit(MIXED) for kind in COVARIANCE_TYPES),
    BernoulliHMM(2, random_state=1).fit(BITS),
    CategoricalHMM(2, random_state=1).fit(BITS),
    PoissonHMM(2, random_state=1).fit(BITS),
]
ALL = pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.kind))


def places(model: Any) -> np.ndarray:
    """What says where a component is."""
    if model.kind.startswith("categorical"):
        means: np.ndarray = model.probabilities_ @ np.arange(2)
        return means
    names = {
        "gaussian": "means_",
        "kmeans": "cluster_centers_",
        "bernoulli": "probabilities_",
        "poisson": "rates_",
    }
    found: np.ndarray = getattr(model, names.get(model.kind.partition("_")[0], "means_"))
    return found


def weights(model: Any) -> np.ndarray:
    """How often each component comes."""
    if not model.sequential:
        found: np.ndarray = model.weights_
        return found
    return chain.long_run(model.startprob_, model.transmat_)


def test_all_kinds_are_here() -> None:
    # The nodes of a map have the order of their lattice; states and factors are known up to a basis only.
    without = {"self_organizing_map", "kalman_smoother", "factor_analysis", "ppca"}
    assert {model.kind for model in MODELS} == set(registry.MODELS) - without


@ALL
def test_only_the_numbers_change(model: Any) -> None:
    samples = X if model.n_features_in_ == 2 else BITS
    k = len(places(model))
    order = np.roll(np.arange(k), 1)
    other = model.reordered(order)
    assert type(other) is type(model)
    np.testing.assert_array_equal(places(other), places(model)[order])
    np.testing.assert_array_equal(order[other.predict(samples)], model.predict(samples))
    np.testing.assert_allclose(other.score(samples), model.score(samples), rtol=1e-14)
    if model.kind == "kmeans":
        np.testing.assert_array_equal(other.labels_, other.predict(samples))
        np.testing.assert_array_equal(other.transform(samples), model.transform(samples)[:, order])
    else:
        np.testing.assert_allclose(weights(other), weights(model)[order], rtol=1e-12)
        np.testing.assert_allclose(
            other.predict_proba(samples), model.predict_proba(samples)[:, order], rtol=1e-12, atol=1e-300
        )
        if getattr(model, "has_criteria", True):
            assert other.bic(samples) == pytest.approx(model.bic(samples), rel=1e-14)
    assert (other.n_iter_, other.stop_reason_) == (model.n_iter_, model.stop_reason_)
    assert other.get_params() == model.get_params()
    back = other.reordered(np.argsort(order))
    np.testing.assert_array_equal(places(back), places(model))


@ALL
def test_components_in_order(model: Any) -> None:
    heavy = model.reordered()
    sizes = np.bincount(heavy.labels_) if model.kind == "kmeans" else weights(heavy)
    assert (np.diff(sizes) < 0).all()
    for feature in (0, 1):
        assert (np.diff(places(model.reordered(by=feature))[:, feature]) > 0).all()
    assert (np.diff(places(model.reordered(by="mean"))[:, 0]) > 0).all()


def test_the_heaviest_cluster_has_the_largest_weights() -> None:
    """Repeated rows are the truth: three clusters of as many samples, whose weights differ."""
    samples = np.array([[0.0], [1.0], [50.0], [51.0], [90.0], [91.0]])
    counts = np.array([1, 1, 3, 3, 2, 2])
    weighted = KMeans(3, init=[[0.0], [50.0], [90.0]]).fit(samples, sample_weight=counts)
    repeated = KMeans(3, init=[[0.0], [50.0], [90.0]]).fit(np.repeat(samples, counts, axis=0))
    for model in (weighted, repeated):
        assert model.reordered("weight").cluster_centers_.ravel().tolist() == [50.5, 90.5, 0.5]
    # A batch has labels of its own, and clusters keep what came before.
    later = weighted.partial_fit([[0.5], [50.5]])
    assert later.reordered("weight").cluster_centers_.ravel().tolist() == [50.5, 90.5, 0.5]


def test_the_second_feature_decides_between_equals() -> None:
    means = [[1.0, 5.0], [0.0, 7.0], [1.0, 3.0], [0.0, 7.0]]
    model = GaussianMixture.from_parameters([0.1, 0.2, 0.3, 0.4], means, np.ones(4), "spherical")
    assert model.reordered("mean").weights_.tolist() == [0.2, 0.4, 0.3, 0.1]
    assert model.reordered(0).weights_.tolist() == [0.2, 0.4, 0.1, 0.3]
    assert model.reordered(1).weights_.tolist() == [0.3, 0.1, 0.2, 0.4]


@pytest.mark.parametrize("covariance_type", COVARIANCE_TYPES)
def test_a_fit_goes_on_from_it(covariance_type: str) -> None:
    model = GaussianMixture(3, covariance_type=covariance_type, random_state=1, warm_start=True).fit(X)
    more = X[::3] + 0.1
    for step in (lambda fitted: fitted.partial_fit(more), lambda fitted: fitted.fit(more)):
        one, other = step(model.reordered([0, 1, 2])), step(model.reordered([2, 0, 1]))
        np.testing.assert_allclose(other.means_, one.means_[[2, 0, 1]], rtol=1e-12, atol=1e-14)


def test_single_precision_stays() -> None:
    model = GaussianMixture(3, random_state=1).fit(X.astype(np.float32))
    other = model.reordered("mean")
    assert other.means_.dtype == np.float32
    order = np.argsort(model.means_[:, 0])
    np.testing.assert_array_equal(order[other.predict(X)], model.predict(X))
    np.testing.assert_array_equal(other.score_samples(X), model.score_samples(X))


@pytest.mark.filterwarnings("ignore:degenerate component", "ignore:.* is most of the variance")
def test_components_that_have_collapsed_stay_so() -> None:
    Y = np.vstack([X, np.full((20, 2), 90.0)])
    model = GaussianMixture(2, means_init=[[0.0, 0.0], [90.0, 90.0]], random_state=0).fit(Y)
    assert model.degenerate_ == (1,)
    assert model.reordered([1, 0]).degenerate_ == (0,)


def test_names_of_features() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(X, columns=["height", "weight"])
    model = GaussianMixture(3, random_state=1).fit(frame)
    assert (np.diff(model.reordered("height").means_[:, 0]) > 0).all()
    assert model.reordered("height").feature_names_in_.tolist() == ["height", "weight"]
    with pytest.raises(ValueError, match="by='weight' is the name of a feature too: give its number, 1"):
        model.reordered("weight")
    assert (np.diff(model.reordered(1).means_[:, 1]) > 0).all()
    with pytest.raises(ValueError, match="which are 'height', 'weight'; got 'depth'"):
        model.reordered("depth")


@ALL
def test_anything_else_is_refused(model: Any) -> None:
    for wrong in (None, 1.5, True, 1j):
        with pytest.raises(TypeError, match="by must be 'weight', 'mean', the number or name of a feature"):
            model.reordered(wrong)
    for wrong in (
        "bic",
        -1,
        9,
        [0],
        [0, 0, 1],
        [0.0, 1.0],
        [[0, 1, 2]],
        [],
        [1, 2, 3],
        ["0", "1"],
        [True, False],
    ):
        with pytest.raises(ValueError, match=r"^by "):
            model.reordered(wrong)


@pytest.mark.parametrize("model", [GaussianMixture(), KMeans(), BernoulliMixture()])
def test_there_must_be_a_fit(model: Any) -> None:
    with pytest.raises(NotFittedError):
        model.reordered()
