"""Views of samples that are not in memory draw some of them, and fit all."""

import numpy as np
import pytest
from sklearn.base import clone

from iterscope import GaussianMixture, KMeans, MixtureWidget, make_blobs
from iterscope.fit.data import blocks

from .cases import FIRST_OF_KIND, Case, Parts, assert_same

pytestmark = pytest.mark.filterwarnings("ignore:Best performing")

X = make_blobs(n_samples=5000, centers=3, n_features=2, random_state=0)[0]


@pytest.mark.parametrize(
    "model", [GaussianMixture(3, random_state=0), KMeans(3, random_state=0)], ids=["em", "kmeans"]
)
def test_a_view_draws_some_samples_and_fits_all(
    model: GaussianMixture | KMeans, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "SHOWN_ROWS", 300)
    widget = model.explore(Parts(X, [0, 1024, 3000]))
    widget.finish()
    expected = type(model)(3, random_state=0).fit(X)
    assert len(widget.X) == 300
    assert set(map(tuple, widget.X)) <= set(map(tuple, X))
    for name in ("means_", "covariances_", "cluster_centers_", "n_iter_"):
        np.testing.assert_array_equal(getattr(model, name, 0), getattr(expected, name, 0))
    with pytest.raises(ValueError, match="samples that are not in memory cannot be changed"):
        widget.weigh([0], 2.0)
    with pytest.raises(ValueError, match="scikit-learn needs all samples in memory"):
        widget.scikit_learn()
    widget.close()


def test_a_view_follows_a_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SHOWN_ROWS", 300)
    for model in (GaussianMixture(3, random_state=0), KMeans(3, random_state=0)):
        widget = MixtureWidget()
        model.set_callbacks(widget).fit(Parts(X, [0, 1024]))
        assert widget.n_steps > 2
        assert len(widget.X) == 300
        widget.close()


@pytest.mark.parametrize("kind", ["gaussian_hmm", "kalman_smoother"])
def test_a_view_of_series_draws_the_first_rows(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "SHOWN_ROWS", 700)
    case: Case = next(case for case in FIRST_OF_KIND if case.name == kind)
    model = clone(case.model)
    widget = model.explore(Parts(case.X, [0, 1024, 3000]), lengths=case.lengths)
    widget.finish()
    np.testing.assert_array_equal(widget.X, case.X[:700])
    assert widget.session.data.lengths.tolist() == [1, 7, 2, 500, 40, 150]
    assert_same(model, case.fitted())
    assert widget.to_png().startswith(b"\x89PNG")
    widget.close()


def test_a_view_of_any_model_takes_sources() -> None:
    for case in FIRST_OF_KIND:
        widget = clone(case.model).explore(Parts(case.X, [0, 1024]), lengths=case.lengths)
        widget.step(2)
        assert widget.to_png().startswith(b"\x89PNG"), case.name
        widget.close()
