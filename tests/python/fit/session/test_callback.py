"""The view as a callback: it sees every iteration of a fit, and changes none."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.preprocessing import StandardScaler

from iterscope import GaussianMixture, KMeans, MixtureWidget, make_blobs

pytest.importorskip("sklearn.callback", reason="scikit-learn has callbacks since 1.9")


@pytest.fixture(scope="module")
def data() -> NDArray[np.float64]:
    return make_blobs(n_samples=2000, centers=3, n_features=2, random_state=0)[0]


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    sent: list[Any] = []
    monkeypatch.setattr(MixtureWidget, "_send", lambda _self, message, **_: sent.append(message))
    widget = MixtureWidget()
    widget.sent = sent
    yield widget
    widget.close()


MODELS = [
    GaussianMixture(3, random_state=0, init_params="random_from_data"),
    GaussianMixture(3, random_state=0, n_init=3, init_params="random", covariance_type="tied"),
    KMeans(4, random_state=0, init="random", n_init=2),
]


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("model", MODELS, ids=repr)
def test_every_iteration_is_seen_and_nothing_changes(
    widget: Any, data: NDArray[np.float64], model: Any, *, weighted: bool
) -> None:
    weights = np.random.default_rng(0).uniform(1, 2, len(data)) if weighted else None
    plain = clone(model).fit(data, sample_weight=weights)
    watched = clone(model).set_callbacks(widget).fit(data, sample_weight=weights)
    names = [name for name in vars(plain) if name.endswith("_")]
    for fitted in (watched, widget.model):
        assert fitted is not model
        for name in names:
            assert np.array_equal(getattr(fitted, name), getattr(plain, name)), name
    steps = list(clone(model).iterate(data, sample_weight=weights))
    assert (widget.n_steps, widget.index, widget.complete) == (len(steps), len(steps) - 1, True)
    for mine, step in zip(widget.history, steps, strict=True):
        assert (mine.phase, mine.iteration, mine.init) == (step.phase, step.iteration, step.init)
        np.testing.assert_array_equal(mine.means, step.means)
        np.testing.assert_allclose(mine.weights, step.weights, rtol=1e-14)
        assert mine.change == pytest.approx(step.change, rel=1e-12)
    custom = [message["content"] for message in widget.sent if message["method"] == "custom"]
    frames = [step for message in custom if message["kind"] == "steps" for step in message["steps"]]
    assert [message["kind"] for message in custom[:2]] == ["points", "steps"]
    assert [frame["parameters"]["means"] for frame in frames] == [step.means.tolist() for step in steps]


def test_one_can_go_on_from_a_fit_that_was_watched(widget: Any, data: NDArray[np.float64]) -> None:
    model = clone(MODELS[0]).set_callbacks(widget).fit(data)
    means = model.means_.copy()
    step = widget.history[3]
    content = {
        "kind": "move",
        "vid": "v",
        "seq": 1,
        "run": 1,
        "index": 3,
        "component": 1,
        "dims": [0],
        "at": [4.0],
        "done": True,
    }
    widget._handle_custom_msg(content, [])  # noqa: SLF001
    widget.step(2)
    assert (widget.run, widget.index) == (2, 2)
    expected = step.means.copy()
    expected[1, 0] = 4.0
    np.testing.assert_array_equal(widget.history[0].means, expected)
    np.testing.assert_array_equal(model.means_, means)


def test_a_second_fit_takes_the_place_of_the_first(widget: Any, data: NDArray[np.float64]) -> None:
    clone(MODELS[0]).set_callbacks(widget).fit(data)
    KMeans(2, random_state=0).set_callbacks(widget).fit(data[:, :1])
    assert (widget.run, widget.algorithm, widget.n_components, widget.dims) == (2, "kmeans", 2, [0])
    assert widget.history[-1].means.shape == (2, 1)


def test_features_that_somebody_has_chosen_stay() -> None:
    X = np.random.default_rng(0).normal(size=(90, 4)) * [1, 2, 3, 4]
    model = GaussianMixture(2, random_state=0, max_iter=2, tol=1e9)
    views = [MixtureWidget(), MixtureWidget(dims=[0, 1]), MixtureWidget(), MixtureWidget(dims=[9, 3])]
    views[2].dims = [1]
    for view in views:
        clone(model).set_callbacks(view).fit(X)
    assert [view.dims for view in views] == [[2, 3], [0, 1], [1], [3]]
    clone(model).set_callbacks(views[1]).fit(X[:, ::-1])
    assert views[1].dims == [0, 1]
    for view in views:
        view.close()


def test_a_fit_that_fails_leaves_what_was_seen(widget: Any) -> None:
    X = np.vstack([np.random.default_rng(0).normal(size=(50, 2)), np.full((20, 2), 9.0)])
    model = GaussianMixture(2, reg_covar=0, means_init=[[0, 0], [9, 9]], precisions_init=[np.eye(2)] * 2)
    with pytest.raises(ValueError, match="ill-defined"):
        model.set_callbacks(widget).fit(X)
    assert widget.n_steps >= 1
    assert not widget.complete


def test_other_estimators_are_refused(widget: Any, data: NDArray[np.float64]) -> None:
    with pytest.raises(TypeError, match="StandardScaler"):
        StandardScaler().set_callbacks(widget).fit(data)


@pytest.mark.filterwarnings("ignore:degenerate component", "ignore:.* is most of the variance")
def test_components_that_collapse_are_seen(widget: Any) -> None:
    X = np.vstack([np.random.default_rng(0).normal(size=(60, 2)), np.full((20, 2), 9.0)])
    model = GaussianMixture(2, means_init=[[0.0, 0.0], [9.0, 9.0]], random_state=0)
    expected = [step.degenerate for step in clone(model).iterate(X)]
    assert expected[-1] == (1,)
    fitted = clone(model).set_callbacks(widget).fit(X)
    assert [step.degenerate for step in widget.history] == expected
    assert fitted.degenerate_ == widget.model.degenerate_ == (1,)
    assert model.fit(X).degenerate_ == model.partial_fit(X[:50]).degenerate_ == (1,)


@pytest.mark.filterwarnings("ignore:.* is most of the variance")
def test_variances_that_are_mostly_regularization_are_seen(widget: Any, data: NDArray[np.float64]) -> None:
    model = GaussianMixture(2, random_state=0, covariance_type="diag")
    expected = [step.floored for step in clone(model).iterate(data * 1e-4)]
    assert expected[-1]
    model.set_callbacks(widget).fit(data * 1e-4)
    assert [step.floored for step in widget.history] == expected
