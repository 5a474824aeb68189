"""What a view compares: starts, numbers of components, components with true classes; and what it forgets."""

import threading
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.metrics import adjusted_rand_score
from sklearn.metrics.cluster import contingency_matrix

from iterscope import CategoricalMixture, GaussianMixture, KMeans, make_blobs
from iterscope.fit.data import Data
from iterscope.fit.session import agreement
from iterscope.mixture import gallery

from .bench import Bench, settle, tell


def show(bench: Bench, case: gallery.Case) -> GaussianMixture:
    widget = case.explore()
    bench.widgets.append(widget)
    model: GaussianMixture = widget.model
    return model


def test_another_start_leaves_the_means_that_were_given(bench: Bench) -> None:
    model = show(bench, gallery.local_optimum())
    (widget,) = bench.widgets
    widget.finish()
    stuck = model.lower_bound_
    widget.restart()
    widget.finish()
    assert model.means_init is None
    assert model.lower_bound_ > stuck + 0.1
    widget.undo()
    assert model.means_init is not None, "undo brings the start back"
    widget.restart()
    widget.reset()
    assert model.means_init is not None


def test_several_starts_leave_the_means_that_were_given(bench: Bench) -> None:
    model = show(bench, gallery.local_optimum())
    (widget,) = bench.widgets
    widget.finish()
    stuck = model.lower_bound_
    ends = widget.starts(3)
    assert max(end.lower_bound for end in ends) > stuck + 0.1
    assert model.means_init is not None, "comparing changes nothing"
    tell(widget, "start", n=int(np.argmax([end.lower_bound for end in ends])))
    bench.wait_for(lambda: widget.run == 2 and widget.complete and not widget.playing)
    assert model.lower_bound_ > stuck + 0.1


def test_another_start_of_k_means_leaves_its_centers(bench: Bench, X: NDArray[np.float64]) -> None:
    model = KMeans(3, init=X[:3].copy(), n_init=1, random_state=0)
    widget = bench.show(X, model)
    widget.restart()
    assert model.init == "k-means++"
    widget.finish()
    assert model.inertia_ == clone(model).fit(X).inertia_


def test_numbers_of_components_are_compared_from_the_page(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(8, covariance_type="diag", random_state=0))
    tell(widget, "select")
    (message,) = bench.wait_for(lambda: bench.messages("selection"))
    assert [row["n_components"] for row in message["rows"]] == list(range(1, 12))
    assert {row["model"]["covariance_type"] for row in message["rows"]} == {"diag"}
    fits = [GaussianMixture(k, covariance_type="diag", random_state=0).fit(X).bic(X) for k in (1, 3)]
    assert [message["rows"][0]["bic"], message["rows"][2]["bic"]] == fits


def test_a_view_that_opens_later_is_told_what_was_compared(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    widget.select(range(1, 4), covariance_type="full")
    widget.starts(2)
    bench.sent.clear()
    tell(widget, "open")
    settle(widget)
    (selection,) = bench.wait_for(lambda: bench.messages("selection"))
    assert len(selection["rows"]) == 3
    assert len(bench.messages("starts")) == 1
    bench.sent.clear()
    widget.session.page.send_all()
    assert len(bench.messages("selection")) == 1
    assert not bench.messages("starts"), "nobody asks for them a second time"


def test_what_was_compared_is_forgotten_with_the_data(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X)
    widget.select(range(1, 4), covariance_type="full")
    widget.starts(2)
    tell(widget, "brush", tool="add", dims=[0, 1], at=[[10, 10]], radius=[1, 1])
    settle(widget)
    bench.sent.clear()
    widget.session.page.send_all()
    assert not bench.messages("selection", "starts")
    tell(widget, "choose", n=0)
    settle(widget)
    assert [failure["code"] for failure in bench.messages("error")] == ["refused"]


@pytest.mark.parametrize("model", [GaussianMixture(4, random_state=1), KMeans(4, n_init=1, random_state=1)])
def test_the_agreement_with_true_classes_is_that_of_scikit_learn(
    bench: Bench, model: GaussianMixture | KMeans
) -> None:
    X, classes = make_blobs(n_samples=300, centers=3, n_features=2, cluster_std=3, random_state=1)
    names = np.array(["ada", "bee", "cat"])[classes]
    widget = bench.show(X, model, labels=names)
    assert widget.class_names == ["ada", "bee", "cat"]
    tell(widget, "agreement", seq=1, run=1, index=0)
    settle(widget)
    assert not bench.messages("agreement"), "before the first E step nothing is shared out"
    for seq, index in enumerate((3, 4), 2):
        widget.seek(index)
        before = widget.history[index].shading
        assert before is not None
        tell(widget, "agreement", seq=seq, run=1, index=index)
        found = bench.wait_for(lambda: bench.messages("agreement"))[-1]
        bench.sent.clear()
        shares = widget.session.recording.algorithm.responsibilities(X, before)
        predicted = shares.argmax(axis=1)
        assert found["rand"] == adjusted_rand_score(classes, predicted)
        table = np.array(found["table"])
        columns = np.unique(predicted)
        np.testing.assert_array_equal(table[:, columns], contingency_matrix(classes, predicted))
        assert table.sum() == 300
        assert (found["run"], found["index"], found["vid"], found["seq"]) == (1, index, "v", seq)
    tell(widget, "agreement", seq=9, run=7, index=0)
    settle(widget)
    assert not bench.messages("agreement", "error"), "of another run nothing is said"


def test_a_file_holds_the_agreement_of_each_iteration(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, labels=np.arange(600) % 3)
    assert not list(agreement.everything(widget.session)), "before the first E step"
    widget.finish()
    found = list(agreement.everything(widget.session))
    assert [each["index"] for each in found] == list(range(1, widget.n_steps, 2))
    tell(widget, "agreement", seq=1, run=1, index=widget.n_steps - 1)
    (last,) = bench.wait_for(lambda: bench.messages("agreement"))
    assert (last["rand"], last["table"]) == (found[-1]["rand"], found[-1]["table"])
    plain = bench.show(X)
    plain.step()
    assert not list(agreement.everything(plain.session)), "no classes are known"


def test_samples_without_a_class_are_left_out(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, labels=np.zeros(600))
    tell(widget, "brush", tool="add", dims=[0, 1], at=[[10, 10], [11, 11]], radius=[1, 1])
    settle(widget)
    widget.seek(1)
    tell(widget, "agreement", seq=1, run=widget.run, index=1)
    (found,) = bench.wait_for(lambda: bench.messages("agreement"))
    assert np.sum(found["table"]) == 600


def test_a_view_begins_at_the_features_of_most_variance(bench: Bench) -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 5)) * [0, 3, 1e-3, 0, 8]
    widget = bench.show(X, GaussianMixture(2, random_state=0))
    assert widget.dims == [1, 4]
    assert bench.show(X, dims=[0, 2]).dims == [0, 2]
    assert bench.show(np.ones((4, 3)), GaussianMixture(1)).dims == [0, 1]
    assert Data.of(X * 1e200).telling_dims == [1, 4]
    holes = np.where(rng.random(X.shape) < 0.3, np.nan, X)
    assert replace(Data.of(X), values=holes).telling_dims == [1, 4], "what is missing does not count"


def test_categorical_mixtures_of_the_same_categories_are_compared(bench: Bench) -> None:
    answers = np.random.default_rng(0).integers(0, 5, (40, 3))
    model = CategoricalMixture(2, n_categories=5, random_state=0)
    found = bench.show(answers, model).select([1, 2])
    assert [each.n_categories for each in found.models] == [5, 5]


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_a_fit_that_never_ends_leaves_room_for_other_commands(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(2, random_state=0, tol=0, max_iter=10**6))
    tell(widget, "peer")
    bench.wait_for(lambda: widget.n_steps > 10)
    assert not widget.complete
    assert widget.index == 0
    widget.max_iter = 3
    (failure,) = bench.wait_for(lambda: bench.messages("error"))
    assert "another fit has begun" in failure["message"]
    tell(widget, "peer")
    (found,) = bench.wait_for(lambda: bench.messages("peer"))
    assert (found["vid"], found["same"], widget.complete) == ("v", True, True)


def test_two_views_do_not_replace_each_other_s_requests(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(2, random_state=0))
    held = threading.Event()
    widget.session.do(held.wait, wait=False)
    for kind in ("ask", "peer"):
        for vid in ("v", "w"):
            tell(widget, kind, vid=vid)
    held.set()
    for kind in ("question", "peer"):
        bench.wait_for(lambda kind=kind: len(bench.messages(kind)) == 2)
        assert {message["vid"] for message in bench.messages(kind)} == {"v", "w"}
