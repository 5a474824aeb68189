"""Each case of the gallery fails in the way that it says."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import confusion_matrix

from iterscope import GaussianMixture, KMeans, select
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


@pytest.mark.parametrize("name", [name for name in gallery.__all__ if name != "Case"])
def test_a_case_is_the_same_every_time_and_can_be_watched(name: str) -> None:
    case, again = getattr(gallery, name)(), getattr(gallery, name)()
    np.testing.assert_array_equal(case.X, again.X)
    assert case.X.shape == (len(case.labels), 2)
    view = case.explore(height=400)
    view.step(4)
    assert (view.lesson, view.height, view.index) == (case.lesson, 400, 4)
    assert not hasattr(case.model, "means_")
    view.close()
