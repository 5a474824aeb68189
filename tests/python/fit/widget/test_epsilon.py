"""Covariances that are held at a multiple of the identity, drawn smaller until k-means appears."""

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray
from sklearn.cluster import KMeans as Peer

from iterscope import GaussianMixture, KMeans

from .bench import Bench


def model() -> GaussianMixture:
    return GaussianMixture(3, init_params="random_from_data", random_state=0, tol=1e-10, max_iter=2000)


def test_the_smaller_the_nearer_are_the_means_of_k_means(bench: Bench, X: NDArray[np.float64]) -> None:
    view = bench.show(X, model())
    start = view.history[0].means
    distances = []
    for epsilon in (3.0, 0.3, 0.001):
        view.epsilon = epsilon
        view.session.playback.wait()
        assert view.complete
        assert view.covariance_type == "spherical"
        np.testing.assert_allclose(view.model.covariances_, epsilon)
        np.testing.assert_allclose(view.model.weights_, 1 / 3)
        peer = Peer(3, init=start, n_init=1, tol=0).fit(X)
        distances.append(np.abs(view.model.means_ - peer.cluster_centers_).max())
    assert distances[0] > distances[1] > distances[2]
    assert distances[2] < 0.01


def test_what_is_held_is_freed_taken_back_and_forgotten_with_other_types(
    bench: Bench, X: NDArray[np.float64]
) -> None:
    view = bench.show(X, model())
    assert view.epsilon is None
    for epsilon in (2.0, 1.0, 0.5):
        view.epsilon = epsilon
        view.session.playback.wait()
    view.undo()
    assert (view.epsilon, view.covariance_type, view.model.frozen) == (None, "full", None)
    view.redo()
    assert view.epsilon == 0.5
    view.epsilon = None
    assert (view.model.frozen, view.model.precisions_init) == (None, None)
    view.epsilon = 0.5
    view.n_components = 2
    assert view.epsilon is None
    view.epsilon = 0.25
    view.covariance_type = "full"
    assert view.epsilon is None
    assert view.model.frozen is None


def test_a_model_that_is_held_already_says_so(bench: Bench, X: NDArray[np.float64]) -> None:
    from iterscope.mixture import gallery

    assert gallery.hard_limit(0.2).explore().epsilon == pytest.approx(0.2)
    own = GaussianMixture(2, covariance_type="spherical", precisions_init=[1, 2], weights_init=[0.5, 0.5])
    assert bench.show(X, own.set_params(frozen=["weights", "covariances"])).epsilon is None


@pytest.mark.parametrize("bad", [0, -1.0, float("inf"), "small"])
def test_what_is_no_variance_is_refused(bench: Bench, X: NDArray[np.float64], bad: object) -> None:
    view = bench.show(X, model())
    with pytest.raises(traitlets.TraitError, match="epsilon"):
        view.epsilon = bad
    assert view.epsilon is None


def test_a_model_without_covariances_holds_none(bench: Bench, X: NDArray[np.float64]) -> None:
    view = bench.show(X, KMeans(3, random_state=0), epsilon=1.0)
    assert view.epsilon is None
