"""scikit-learn's fit beside ours: the same optimum from the same start, and a word where there is none."""

import sys
from typing import Any

import numpy as np
import pytest
from sklearn.cluster import KMeans as SklearnKMeans
from sklearn.mixture import GaussianMixture as SklearnMixture

from iterscope import BernoulliMixture, GaussianMixture, KMeans, MixtureWidget, _core, make_blobs
from iterscope.fit.comparisons import peer

X = make_blobs(n_samples=300, centers=3, n_features=2, cluster_std=1.8, random_state=7)[0]


@pytest.mark.parametrize("kind", ["full", "tied", "diag", "spherical"])
def test_mixtures_end_at_the_same_optimum(kind: str) -> None:
    model = GaussianMixture(3, covariance_type=kind, random_state=1, tol=1e-6, max_iter=300)
    view = MixtureWidget(X, model)
    found = view.scikit_learn()
    assert view.complete, "ours is fitted to its end"
    assert view.index == 0, "what is shown stays"
    assert found.same
    assert abs(found.difference) < 1e-9
    assert found.n_iter == found.our_n_iter == view.history[-1].iteration
    direct = SklearnMixture(3, covariance_type=kind, tol=1e-6, max_iter=300)
    step = view.history[-1]
    direct.weights_, direct.means_ = step.weights, step.means
    view.finish()
    direct.precisions_cholesky_ = view.model.precisions_cholesky_
    assert found.ours == pytest.approx(direct.score_samples(X).sum(), rel=1e-12)
    assert str(found).startswith("scikit-learn ")
    assert "from the same start: the same optimum, relative difference" in str(found)


def test_k_means_ends_at_the_same_inertia() -> None:
    found = MixtureWidget(X, KMeans(3, random_state=0, n_init=1)).scikit_learn()
    assert found.name == "inertia"
    assert found.same
    assert found.ours == pytest.approx(found.theirs, rel=1e-12)


@pytest.mark.parametrize("tol", [0.0, 1e-4, 1e-2])
@pytest.mark.parametrize("max_iter", [3, 300])
def test_k_means_takes_the_iterations_of_scikit_learns_fit(tol: float, max_iter: int) -> None:
    data = np.random.default_rng(0).normal(size=(2000, 2)) * [1.0, 5.0] + 1e3
    view = MixtureWidget(data, KMeans(6, random_state=0, n_init=1, tol=tol, max_iter=max_iter))
    found = view.scikit_learn()
    start = view.history[0].means
    direct = SklearnKMeans(6, init=start, n_init=1, tol=tol, max_iter=max_iter).fit(data)
    assert found.n_iter == direct.n_iter_
    assert found.theirs == pytest.approx(direct.inertia_, rel=1e-12)


def test_another_optimum_is_not_called_the_same() -> None:
    view = MixtureWidget(X, GaussianMixture(3, random_state=1, tol=1e-6, max_iter=300))
    found = view.scikit_learn()
    other = type(found)(found.version, found.name, found.theirs - 1, found.ours, 3, 4)
    assert not other.same
    minus = "\N{MINUS SIGN}"
    assert f"log-likelihood {minus}{1 - found.theirs:.6g}, here {minus}{-found.ours:.6g}," in str(other)
    assert "3 iterations, here 4" in str(other)


@pytest.mark.parametrize(
    ("model", "options", "error", "words"),
    [
        (BernoulliMixture(2, random_state=0), {}, TypeError, "no model like BernoulliMixture"),
        (GaussianMixture(2, reg_covar="relative"), {}, ValueError, "no relative reg_covar"),
        (GaussianMixture(2), {"sample_weight": np.arange(1, 301)}, ValueError, "no weights of samples"),
    ],
)
def test_where_there_is_nothing_to_compare_it_says_so(
    model: Any, options: dict[str, Any], error: type[Exception], words: str
) -> None:
    data = (X > 0).astype(float) if isinstance(model, BernoulliMixture) else X
    with pytest.raises(error, match=words):
        MixtureWidget(data, model, **options).scikit_learn()
    with pytest.raises(ValueError, match="there are no data"):
        MixtureWidget().scikit_learn()


def test_without_scikit_learn_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    view = MixtureWidget(X, GaussianMixture(2, random_state=0))
    view.finish()
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(ImportError, match="pip install scikit-learn"):
        view.scikit_learn()


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_a_single_iteration_is_one_and_none_is_refused() -> None:
    one = MixtureWidget(X, GaussianMixture(2, random_state=0, max_iter=1)).scikit_learn()
    assert "; 1 iteration, " in str(one)
    with pytest.raises(ValueError, match="at least one iteration"):
        MixtureWidget(X, GaussianMixture(2, random_state=0, max_iter=0)).scikit_learn()


def test_even_weights_count_on_both_sides() -> None:
    model = GaussianMixture(3, random_state=1, tol=1e-6, max_iter=300)
    found = MixtureWidget(X, model, sample_weight=np.full(len(X), 2.0)).scikit_learn()
    assert found.same
    plain = MixtureWidget(X, model).scikit_learn()
    assert found.theirs == pytest.approx(2 * plain.theirs, rel=1e-9)


def test_k_means_takes_weights_of_samples() -> None:
    weights = np.random.default_rng(0).uniform(0.2, 5, len(X))
    model = KMeans(3, random_state=0, n_init=1, tol=0)
    view = MixtureWidget(X, model, sample_weight=weights)
    found = view.scikit_learn()
    assert found.same
    view.finish()
    squares = np.square(X[:, np.newaxis] - model.cluster_centers_).sum(axis=2).min(axis=1)
    assert found.theirs == pytest.approx(weights @ squares, rel=1e-9)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_of_several_starts_the_last_is_compared_from_its_beginning() -> None:
    model = GaussianMixture(3, init_params="random_from_data", random_state=3, tol=0, max_iter=3, n_init=3)
    view = MixtureWidget(X, model)
    found = view.scikit_learn()
    assert view.history[-1].init == 2
    assert found.same, "after as few iterations only the same start leads there"
    assert found.n_iter == found.our_n_iter == 3


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@pytest.mark.parametrize(
    "model",
    [GaussianMixture(3, random_state=1, tol=0, max_iter=50), KMeans(3, random_state=0, n_init=1, tol=0)],
    ids=["mixture", "k-means"],
)
def test_a_fit_of_scikit_learn_is_cancelled_between_its_iterations(model: Any, monkeypatch: Any) -> None:
    view = MixtureWidget(X, model)
    view.finish()
    calls = []

    def cancel() -> None:
        calls.append(0)
        if len(calls) == 3:
            raise _core.CancelledError

    monkeypatch.setattr(peer, "check_cancelled", cancel)
    with pytest.raises(_core.CancelledError):
        view.scikit_learn()
    assert len(calls) == 3


def test_a_k_means_of_scikit_learn_that_would_take_long_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(peer, "_MOST_WORK", 1000)
    with pytest.raises(ValueError, match=r"at most 1e\+03 differences of coordinates, .* would take"):
        MixtureWidget(X, KMeans(3, random_state=0, n_init=1)).scikit_learn()
