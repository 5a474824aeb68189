"""Choosing among mixtures."""

import itertools
import warnings
from typing import Any

import numpy as np
import pytest

from iterscope import (
    BernoulliMixture,
    GaussianMixture,
    GaussianMixtureRegressor,
    KMeans,
    MixtureWidget,
    VarianceFloorWarning,
    make_blobs,
    select,
)

X, _ = make_blobs(n_samples=500, centers=[[0, 0], [9, 0], [0, 9]], random_state=0)


@pytest.mark.parametrize("criterion", ["bic", "icl"])
def test_the_true_number_is_found(criterion: str) -> None:
    selection = select(X, range(1, 6), criterion=criterion, random_state=0)
    assert selection.best_.n_components == 3
    assert len(selection.table) == len(selection.models) == 20


def test_the_table_tells_what_the_models_say() -> None:
    selection = select(X, (2, 3), ("full", "diag"), "aic", random_state=0)
    assert selection.criterion == "aic"
    for row, model in zip(selection.table, selection.models, strict=True):
        assert isinstance(model, GaussianMixture)
        assert (row["n_components"], row["covariance_type"]) == (model.n_components, model.covariance_type)
        assert row["bic"] == model.bic(X)
        assert row["aic"] == model.aic(X)
        assert row["icl"] == model.icl(X)
        assert row["log_likelihood"] == pytest.approx(model.score(X) * len(X))
        assert (row["n_iter"], row["converged"]) == (model.n_iter_, model.converged_)
    assert selection.best_ is selection.models[int(np.argmin(selection.table["aic"]))]


def test_progress_is_told_mixture_by_mixture_also_of_those_that_fail() -> None:
    told: list[tuple[int, int]] = []
    Y = np.vstack([X, np.full((30, 2), 20.0)])
    with pytest.warns(RuntimeWarning):
        select(Y, (1, 4, 2), "full", reg_covar=0.0, random_state=0, progress=lambda *at: told.append(at))
    assert told == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(TypeError, match="progress must be a function or a bool, got 'yes'"):
        select(X, 2, "full", progress="yes")  # type: ignore[arg-type]


def test_a_mixture_that_collapses_is_passed_over() -> None:
    Y = np.vstack([X, np.full((30, 2), 20.0)])
    with pytest.warns(RuntimeWarning, match="4 components, full: Fitting the mixture model failed"):
        selection = select(Y, (1, 4), "full", reg_covar=0.0, random_state=0)
    assert selection.models[1] is None
    assert selection.table["bic"][1] == np.inf
    assert selection.best_.n_components == 1


@pytest.mark.filterwarnings(
    "ignore:degenerate component", "ignore:.* coincide", "ignore:.* is most of the variance"
)
@pytest.mark.parametrize("n_samples", [15, 30])
@pytest.mark.parametrize("seed", range(3))
def test_a_mixture_that_has_collapsed_is_not_the_best(n_samples: int, seed: int) -> None:
    """Its likelihood has no bound but what `reg_covar` sets."""
    Y, _ = make_blobs(n_samples=n_samples, centers=[[0, 0], [9, 0], [0, 9]], random_state=seed)
    selection = select(Y, random_state=0)
    assert selection.best_.n_components == 3
    assert selection.best_ is selection.models[selection.best_index_]
    sound = selection.table[~selection.table["degenerate"]]
    assert selection.table["bic"][selection.best_index_] == sound["bic"].min()
    if n_samples == 15:
        assert selection.table["bic"].min() < sound["bic"].min()
    for row, model in zip(selection.table, selection.models, strict=True):
        assert row["degenerate"] == (len(model.degenerate_) > 0)


@pytest.mark.filterwarnings(
    "ignore:degenerate component", "ignore:.* coincide", "ignore:.* is most of the variance"
)
def test_where_all_have_collapsed_the_lowest_is_the_best() -> None:
    selection = select(np.ones((20, 2)), (1, 2), "full", random_state=0)
    assert selection.table["degenerate"].all()
    assert selection.best_index_ == selection.table["bic"].argmin()


def test_nothing_could_be_fitted() -> None:
    with pytest.warns(RuntimeWarning, match="1 components"):
        selection = select(np.ones((9, 2)), 1, "full", reg_covar=0.0)
    with pytest.raises(ValueError, match="none of the models"):
        _ = selection.best_


def histogram(seed: int, apart: float = 3.0, bins: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Two groups of 4000 as the middles of bins, and their counts."""
    rng = np.random.default_rng(seed)
    values = np.concatenate([rng.normal(0, 1, 4000), rng.normal(apart, 1, 4000)])
    counts, edges = np.histogram(values, bins)
    return (edges[1:, np.newaxis] + edges[:-1, np.newaxis]) / 2, counts


@pytest.mark.parametrize("criterion", ["bic", "aic", "icl"])
def test_counts_as_weights_are_repeated_rows(criterion: str) -> None:
    middles, counts = histogram(0)
    start = {"init_params": "k-means++", "tol": 1e-8, "max_iter": 2000, "random_state": 0}
    options: dict[str, Any] = {"means_init": [[-0.5], [3.5]], **start}
    one = select(middles, 2, "full", criterion, sample_weight=counts, **options)
    other = select(np.repeat(middles, counts, axis=0), 2, "full", criterion, **options)
    for name in ("log_likelihood", "bic", "aic", "icl"):
        assert one.table[name][0] == pytest.approx(other.table[name][0], rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_a_histogram_of_two_groups_has_two_components(seed: int) -> None:
    middles, counts = histogram(seed)
    weighted = select(middles, range(1, 5), sample_weight=counts, random_state=0)
    assert weighted.best_.n_components == 2
    assert select(np.repeat(middles, counts, axis=0), range(1, 5), random_state=0).best_.n_components == 2


def test_names_and_single_precision_survive() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(X.astype(np.float32), columns=["length", "width"])
    selection = select(frame, (2, 3), "full", random_state=0)
    for model in selection.models:
        assert model.feature_names_in_.tolist() == ["length", "width"]
        assert model.means_.dtype == model.score_samples(frame).dtype == np.float32
    assert selection.table["bic"][1] == pytest.approx(select(X, 3, "full", random_state=0).table["bic"][0])


@pytest.mark.filterwarnings("ignore")
def test_no_more_components_than_samples_are_asked_for() -> None:
    assert select(X[:5], covariance_type="diag").table["n_components"].tolist() == [1, 2, 3, 4, 5]
    assert select(X[:30], covariance_type="diag").table["n_components"].tolist() == list(range(1, 10))
    weights = np.append(np.ones(4), np.zeros(26))
    found = select(X[:30], covariance_type="diag", sample_weight=weights, random_state=0)
    alone = select(X[:4], covariance_type="diag", random_state=0)
    np.testing.assert_array_equal(found.table, alone.table)
    assert found.table["n_components"].tolist() == [1, 2, 3, 4]
    for wrong in (6, [1, 6], range(1, 10), itertools.count(1), [0], [-1]):
        with pytest.raises(ValueError, match="n_components must be from 1 to 5, got"):
            select(X[:5], wrong)
    for wrong in (True, 2.0, "2", [1.5], [None]):
        with pytest.raises(TypeError, match="n_components must be an integer, got"):
            select(X[:5], wrong)  # type: ignore[arg-type]


BITS = (np.random.default_rng(0).random((600, 8)) < np.repeat([[0.9] * 8, [0.1, 0.9] * 4], 300, axis=0)) * 1.0


def test_mixtures_of_other_kinds_are_compared() -> None:
    model = BernoulliMixture(7, init_params="k-means++", random_state=3, tol=1e-4)
    selection = select(BITS, range(1, 5), model=model, max_iter=500)
    assert selection.kind == "bernoulli_mixture"
    assert "covariance_type" not in selection.table.dtype.names
    assert selection.best_.n_components == 2
    for row, found in zip(selection.table, selection.models, strict=True):
        assert (found.init_params, found.random_state, found.max_iter) == ("k-means++", 3, 500)
        assert row["bic"] == found.bic(BITS)
    assert not hasattr(model, "weights_")


def test_the_copies_start_afresh() -> None:
    """What a mixture of three components starts from is nothing for one of two."""
    model = GaussianMixture(
        3, means_init=X[:3], weights_init=[0.2, 0.3, 0.5], tol=1e-5, n_init=2, random_state=1
    )
    selection = select(X, (1, 2), model=model)
    assert set(selection.table["covariance_type"]) == {"full", "tied", "diag", "spherical"}
    assert all((found.tol, found.n_init, found.means_init) == (1e-5, 2, None) for found in selection.models)


@pytest.mark.parametrize("model", [KMeans(3), GaussianMixtureRegressor(), "full", GaussianMixture])
def test_only_likelihoods_are_compared(model: Any) -> None:
    with pytest.raises(TypeError, match="model must be a GaussianMixture or a BernoulliMixture"):
        select(X, 2, model=model)


def test_a_parameter_that_the_model_has_not_is_refused() -> None:
    for wrong in (3, [None], "round", ["full", "round"]):
        with pytest.raises(ValueError, match="covariance_type"):
            select(X, 2, wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a BernoulliMixture has none, got 'full'"):
        select(BITS, 2, "full", model=BernoulliMixture())
    with pytest.raises(ValueError, match="reg_covar"):
        select(BITS, 2, model=BernoulliMixture(), reg_covar=1.0)


def test_a_view_compares_its_own_kind() -> None:
    model = BernoulliMixture(3, random_state=5, init_params="random", tol=1e-5)
    view = MixtureWidget(BITS, model, sample_weight=np.full(len(BITS), 2.0))
    selection = view.select(range(1, 4))
    plain = select(BITS, range(1, 4), model=model, sample_weight=2.0)
    np.testing.assert_array_equal(selection.table, plain.table)
    view.session.do(lambda: view.session.comparison.choose(1))
    view.session.worker.wait()
    assert (view.algorithm, view.n_components, view.random_state) == ("bernoulli_mixture", 2, 5)
    np.testing.assert_array_equal(view.model.probabilities_, selection.models[1].probabilities_)
    view.close()


def test_the_view_shows_what_was_compared() -> None:
    view = MixtureWidget(X, GaussianMixture(3, random_state=0))
    selection = view.select((2, 3), covariance_type="diag", tol=1e-7, random_state=4, reg_covar=0.5)
    view.session.do(lambda: view.session.comparison.choose(0))
    view.session.worker.wait()
    assert (view.n_components, view.covariance_type, view.tol, view.reg_covar) == (2, "diag", 1e-7, 0.5)
    np.testing.assert_array_equal(view.model.means_, selection.models[0].means_)
    view.close()


def test_k_means_has_no_likelihood_to_compare() -> None:
    view = MixtureWidget(X, KMeans(3, random_state=0))
    with pytest.raises(TypeError, match="model must be a GaussianMixture or a BernoulliMixture"):
        view.select()
    assert view.select(3, model=GaussianMixture(random_state=0)).best_.n_components == 3
    view.session.do(lambda: view.session.comparison.choose(0))
    assert view.algorithm == "gaussian_mixture"
    view.close()


def test_a_floor_is_told_once_for_all_mixtures() -> None:
    rng = np.random.default_rng(0)
    narrow = np.concatenate([1e-5 * rng.normal(size=100) + at for at in (0, 1)])[:, np.newaxis]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        select(narrow, range(1, 4), random_state=0)
    assert [warning.category for warning in told] == [VarianceFloorWarning]
    assert str(told[0].message).startswith("reg_covar=1e-06 is most of the variance of feature(s) x0")
    assert str(told[0].message).endswith("So it is in 8 of the 12 models.")
    assert told[0].filename == __file__
    with pytest.warns(VarianceFloorWarning, match="component"):
        GaussianMixture(2, random_state=0).fit(narrow)
