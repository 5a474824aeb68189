"""Each case of the gallery fails in the way that it says."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.cluster import KMeans as SklearnKMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score, confusion_matrix

from iterscope import GaussianMixture, KMeans, select
from iterscope.fit.recording import Recording
from iterscope.mixture import gallery


def mislabelled(labels: np.ndarray, found: np.ndarray) -> float:
    """Share of samples outside of the group that their component finds most of."""
    table = confusion_matrix(labels, found)
    return float(1 - table.max(axis=0).sum() / len(labels))


def test_the_local_optimum_is_not_the_best() -> None:
    case = gallery.local_optimum()
    stuck = clone(case.model).fit(case.X)
    free = GaussianMixture(3, random_state=0, tol=1e-6, max_iter=300).fit(case.X)
    assert stuck.converged_
    assert stuck.lower_bound_ < free.lower_bound_ - 0.1
    assert mislabelled(case.labels, stuck.predict(case.X)) > 0.3
    assert mislabelled(case.labels, free.predict(case.X)) < 0.01


def test_the_net_stays_twisted() -> None:
    case = gallery.folded_net()
    twisted = clone(case.model).fit(case.X)
    unfolded = clone(case.model).set_params(radius=None).fit(case.X)
    assert twisted.stop_reason_ == unfolded.stop_reason_ == "converged"
    assert 0.03 < twisted.topographic_error_ < 0.07
    assert unfolded.topographic_error_ == 0
    assert unfolded.quantization_error_ < 0.92 * twisted.quantization_error_


def test_degrees_of_freedom_run_away() -> None:
    case = gallery.runaway_tails()
    model = clone(case.model).fit(case.X)
    tailed, square = model.reordered("mean").degrees_of_freedom_
    assert 1.5 < tailed < 2.7
    assert square == 200
    assert model.reordered("mean").capped_ == (1,)
    assert mislabelled(case.labels, model.predict(case.X)) < 0.05


def test_the_component_collapses() -> None:
    case = gallery.collapse()
    with pytest.warns(ConvergenceWarning, match="degenerate"):
        steps = list(clone(case.model).iterate(case.X))
    assert steps[-1].degenerate == (2,)
    np.testing.assert_allclose(steps[-1].means[2], [-3, 3], atol=1e-3)
    assert np.linalg.eigvalsh(steps[-1].covariances[2]).max() < 2e-6
    with pytest.raises(ValueError, match="ill-defined"):
        clone(case.model).set_params(reg_covar=0).fit(case.X)


def test_the_convergence_is_slow() -> None:
    case = gallery.slow_convergence()
    patient = clone(case.model).fit(case.X)
    hasty = clone(case.model).set_params(tol=1e-3).fit(case.X)
    assert patient.n_iter_ > 200
    assert hasty.n_iter_ < 30
    assert np.abs(hasty.means_ - patient.means_).max() > 0.3


def test_the_number_of_components_is_wrong() -> None:
    case = gallery.wrong_k()
    assert clone(case.model).fit(case.X).converged_
    found = select(case.X, range(1, 8), "full", random_state=0)
    assert found.best_.n_components == len(np.unique(case.labels)) != case.model.n_components


def test_k_means_divides_the_large_group() -> None:
    case = gallery.unequal_sizes()
    mixture = clone(case.model).fit(case.X)
    hard = KMeans(3, init=np.asarray(case.model.means_init), n_init=1).fit(case.X)
    assert mislabelled(case.labels, mixture.predict(case.X)) < 0.03
    assert mislabelled(case.labels, hard.labels_) > 0.15


def densities(X: np.ndarray, means: np.ndarray, covariances: np.ndarray) -> np.ndarray:
    """Densities of Gaussians, shape (n_samples, n_components), from the definition."""
    off = X[:, np.newaxis] - means
    exponents = np.einsum("nki,kij,nkj->nk", off, np.linalg.inv(covariances), off)
    return np.exp(-exponents / 2) / np.sqrt(np.linalg.det(2 * np.pi * covariances))


def test_two_starts_find_the_same_groups_under_other_numbers() -> None:
    case = gallery.label_switching()
    first = clone(case.model).fit(case.X)
    second = clone(case.model).set_params(random_state=1).fit(case.X)
    assert first.score(case.X) == pytest.approx(second.score(case.X), rel=1e-12)
    np.testing.assert_allclose(first.means_[[0, 2, 1]], second.means_, atol=1e-5)
    assert np.linalg.norm(first.means_ - second.means_, axis=1).max() > 3
    same = [adjusted_rand_score(case.labels, model.predict(case.X)) for model in (first, second)]
    assert same[0] == same[1]


def test_components_that_coincide_are_never_parted() -> None:
    case = gallery.singular_start()
    with pytest.warns(ConvergenceWarning, match="components 0 and 1 coincide"):
        stuck = clone(case.model).fit(case.X)
    np.testing.assert_allclose(stuck.means_[0], stuck.means_[1], atol=1e-12)
    # Scores of weight and means where components coincide: the Fisher information has no full rank.
    p = densities(case.X, stuck.means_, stuck.covariances_)
    total = p @ stuck.weights_
    slopes = np.einsum(
        "nk,kij,nkj->nki",
        p * stuck.weights_,
        np.linalg.inv(stuck.covariances_),
        case.X[:, np.newaxis] - stuck.means_,
    )
    scores = np.column_stack([p[:, 0] - p[:, 1], slopes.reshape(len(p), -1)]) / total[:, np.newaxis]
    values = np.linalg.eigvalsh(scores.T @ scores)
    assert np.sum(values > 1e-10 * values[-1]) == 2 < len(values)
    nudged = clone(case.model).set_params(means_init=[[0.1, 0.0], [0.0, 0.0]]).fit(case.X)
    assert len(case.X) * (nudged.score(case.X) - stuck.score(case.X)) > 100
    assert mislabelled(case.labels, nudged.predict(case.X)) < 0.02


def test_one_covariance_for_a_long_and_a_high_group_cuts_both() -> None:
    case = gallery.unequal_covariances()
    tied = clone(case.model).fit(case.X)
    full = clone(case.model).set_params(covariance_type="full").fit(case.X)
    agreements = [adjusted_rand_score(case.labels, model.predict(case.X)) for model in (tied, full)]
    assert np.round(agreements, 1).tolist() == [0.4, 0.9]


def test_heavy_tails_want_more_components_than_groups() -> None:
    case = gallery.heavy_tails()
    assert len(np.unique(case.labels)) == 2
    assert (
        select(case.X, range(1, 8), "full", random_state=0).best_.n_components == 4 == case.model.n_components
    )
    found = clone(case.model).fit(case.X)
    widths = np.sort(np.sqrt(np.linalg.eigvalsh(found.covariances_).max(axis=1)))
    assert widths[2:].min() > 1.5 * widths[:2].max(), "two of them are wide"
    assert np.sort(found.weights_)[:2].sum() < 0.25, "and hold few samples"


def test_the_smaller_epsilon_is_the_nearer_are_the_means_of_k_means() -> None:
    distances, certainty = [], []
    for epsilon in (1.0, 0.3, 0.1, 0.01):
        case = gallery.hard_limit(epsilon)
        found = clone(case.model).fit(case.X)
        hard = SklearnKMeans(3, init=np.array(case.model.means_init), n_init=1, tol=0).fit(case.X)
        distances.append(np.abs(found.means_ - hard.cluster_centers_).max())
        certainty.append(found.predict_proba(case.X).max(axis=1).mean())
        np.testing.assert_allclose(found.covariances_, epsilon)
        np.testing.assert_allclose(found.weights_, 1 / 3)
    assert distances == sorted(distances, reverse=True)
    assert certainty == sorted(certainty)
    assert distances[0] > 0.1
    assert distances[-1] < 1e-4
    with pytest.raises(ValueError, match="epsilon must be greater than 0, got 0"):
        gallery.hard_limit(0)
    with pytest.raises(TypeError, match="epsilon must be a real number"):
        gallery.hard_limit("small")  # type: ignore[arg-type]


def test_far_from_zero_the_shortcut_loses_all_digits() -> None:
    case = gallery.off_center()
    found = clone(case.model).fit(case.X)
    about_zero = clone(case.model).fit(case.X - 1e8)
    np.testing.assert_allclose(found.means_ - 1e8, about_zero.means_, atol=1e-7)
    np.testing.assert_allclose(found.covariances_, about_zero.covariances_, atol=1e-8)
    shares = found.predict_proba(case.X)
    members = shares.sum(axis=0)[:, np.newaxis, np.newaxis]
    squares = np.einsum("nk,ni,nj->kij", shares, case.X, case.X) / members
    one_pass = squares - np.einsum("ki,kj->kij", found.means_, found.means_)
    assert np.abs(one_pass - found.covariances_).max() > 100


def test_in_many_dimensions_a_wrong_partition_is_likelier() -> None:
    case = gallery.spurious_optimum()
    wrong = clone(case.model).fit(case.X)
    right = clone(case.model).set_params(random_state=3).fit(case.X)
    totals = [round(len(case.X) * model.score(case.X)) for model in (wrong, right)]
    assert totals == [-651, -662]
    assert adjusted_rand_score(case.labels, wrong.predict(case.X)) < 0.3
    assert adjusted_rand_score(case.labels, right.predict(case.X)) == 1
    for seed in range(5):
        plain = clone(case.model).set_params(covariance_type="spherical", random_state=seed).fit(case.X)
        assert adjusted_rand_score(case.labels, plain.predict(case.X)) == 1


FEATURES = {"spurious_optimum": 10, "unvisited_state": 1, "heywood": 3}
"""Of cases that have not two."""


@pytest.mark.parametrize("name", [name for name in gallery.__all__ if name != "Case"])
def test_a_case_is_the_same_every_time_and_can_be_watched(name: str) -> None:
    case, again = getattr(gallery, name)(), getattr(gallery, name)()
    np.testing.assert_array_equal(case.X, again.X)
    assert case.X.shape == (len(case.labels), FEATURES.get(name, 2))
    view = case.explore(height=400)
    view.step(4)
    assert (view.lesson, view.height, view.index) == (case.lesson, 400, 4)
    assert not hasattr(case.model, "means_")
    view.close()


def test_nobody_visits_the_third_state() -> None:
    case = gallery.unvisited_state()
    with pytest.warns(ConvergenceWarning, match="degenerate"):
        steps = list(clone(case.model).iterate(case.X))
    assert steps[-1].degenerate == (2,)
    assert (steps[-1].means[2, 0], steps[0].means[2, 0]) == (60.0, 60.0)
    np.testing.assert_array_equal(steps[-1].transition[:2, 2], 0)
    np.testing.assert_array_equal(steps[-1].transition[2], np.full(3, 1 / 3))
    recording = Recording(clone(case.model), case.X)
    while recording.advance():
        pass
    moved = recording.moved(len(recording) - 1, 2, (0,), (2.0,))
    led = moved.adjusted(0, "transition", (0, 2), 0.3) if moved.advance() else moved
    for fit, degenerate in ((moved, (2,)), (led, ())):
        while fit.advance():
            pass
        assert fit.step(len(fit) - 1).degenerate == degenerate


def test_the_noise_of_a_feature_vanishes() -> None:
    case = gallery.heywood()
    shares = np.corrcoef(case.X.T)
    assert (
        shares[0, 1] * shares[0, 2] / shares[1, 2] > 1
    )  # more than all of the first feature would be the factor's
    with pytest.warns(ConvergenceWarning, match="Heywood"):
        steps = list(clone(case.model).iterate(case.X))
    noises = np.array([step.noise_variance[0] for step in steps])
    assert steps[-1].degenerate == (0,)
    assert noises[-1] < 0.005 * case.X[:, 0].var()
    assert (np.diff(noises[50:]) < 0).all()
    assert (np.diff([step.lower_bound for step in steps[1:]]) > -1e-12).all()
