"""What a page gets of a fit, in all its forms, and what is left once it is closed."""

import base64
import gc
import io
import sys
import threading
import time
import weakref
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from sklearn.base import clone
from traitlets import TraitError

from iterscope import GaussianMixture, KMeans, MixtureWidget, make_blobs

from .bench import Bench, same, settle, tell


def test_an_open_is_answered_by_all_there_is(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, labels=["a", "b"] * 300)
    widget.seek(5)
    bench.sent.clear()
    tell(widget, "open")
    settle(widget)
    points, frames = bench.messages()
    data = np.frombuffer(base64.b64decode(points["data"]), "<f8").reshape(
        points["n_points"], points["n_features"]
    )
    np.testing.assert_array_equal(data, X)
    assert base64.b64decode(points["labels"]) == bytes([0, 1] * 300)
    assert (points["low"], points["high"]) == (X.min(axis=0).tolist(), X.max(axis=0).tolist())
    assert (frames["first"], len(frames["steps"]), frames["run"]) == (0, 6, 1)


@pytest.mark.parametrize(("weights", "expected"), [(None, None), (3.0, None), ([1e300, 2e300], [0.5, 1.0])])
def test_a_page_knows_what_samples_weigh(bench: Bench, weights: Any, expected: Any) -> None:
    X = np.random.default_rng(0).normal(size=(200, 1))
    given = np.resize(weights, 200) / 200 if isinstance(weights, list) else weights
    widget = bench.show(X, KMeans(2, random_state=0), sample_weight=given)
    tell(widget, "open")
    settle(widget)
    found = bench.messages("points")[-1]["weights"]
    if expected is None:
        assert found is None
    else:
        np.testing.assert_array_equal(np.frombuffer(base64.b64decode(found), "<f4"), np.resize(expected, 200))


def test_a_large_data_set_is_sampled_and_drawn_by_the_kernel(bench: Bench) -> None:
    X = np.random.default_rng(0).normal(size=(50_000, 3))
    widget = bench.show(X, dims=[0, 2])
    tell(widget, "open")
    settle(widget)
    (points,) = bench.messages("points")
    assert (points["n_points"], points["n_samples"]) == (20_000, 50_000)
    rows = np.frombuffer(base64.b64decode(points["data"])).reshape(-1, 3)
    assert {*map(tuple, rows)} <= {*map(tuple, X)}
    wish = {"run": 1, "index": 0, "dims": [0, 2], "box": [-3, 3, -3, 3], "width": 60, "height": 40}
    for seq, layer in enumerate(("samples", "density")):
        tell(widget, "picture", **wish, seq=seq, layer=layer)
    first, second = bench.wait_for(lambda: len(bench.messages("picture")) == 2 and bench.messages("picture"))
    for picture, layer in ((first, "samples"), (second, "density")):
        assert (picture["layer"], picture["box"], picture["vid"]) == (layer, wish["box"], "v")
        assert Image.open(io.BytesIO(base64.b64decode(picture["png"]))).size == (60, 40)
    tell(widget, "picture", **{**wish, "run": 7}, seq=9, layer="samples")
    tell(widget, "picture", **{**wish, "dims": [0, 3]}, seq=10, layer="samples")
    (failure,) = bench.wait_for(lambda: bench.messages("error"))
    assert (failure["seq"], failure["code"]) == (10, "refused")
    assert len(bench.messages("picture")) == 2


@pytest.mark.parametrize("shape", [(50, 1), (50, 7), (3, 2), (200, 40)])
def test_any_number_of_features(bench: Bench, shape: tuple[int, int]) -> None:
    X = np.random.default_rng(0).normal(size=shape)
    widget = bench.show(X)
    of_most_variance = sorted(np.argsort(-X.var(axis=0))[:2])
    assert widget.dims == (of_most_variance if shape[1] <= 8 else [shape[1], shape[1] + 1]), (
        "principal axes of many"
    )
    assert len(widget.feature_names) == shape[1]
    widget.finish()
    tell(widget, "open")
    settle(widget)
    assert bench.messages("points")[0]["n_points"] == min(shape[0], 400_000 // shape[1])
    assert widget.poster is not None


@pytest.mark.parametrize("model", [GaussianMixture(2, random_state=0), KMeans(2, random_state=0)], ids=str)
@pytest.mark.parametrize("form", [np.asarray, list, np.float32], ids=["array", "list", "single"])
def test_one_dimension_is_one_feature(X: NDArray[np.float64], model: Any, form: Any) -> None:
    widget, other = clone(model).explore(form(X[:, 0])), clone(model).explore(form(X[:, :1]))
    assert widget.X.shape == (len(X), 1)
    assert widget.dims == [0]
    for view in (widget, other):
        view.finish()
    np.testing.assert_array_equal(widget.history[-1].means, other.history[-1].means)
    for view in (widget, other):
        view.close()


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_a_value_that_is_none_is_refused_in_few_lines(X: NDArray[np.float64], wrong: float) -> None:
    X = X.copy()
    X[3, 1] = wrong
    with pytest.raises(ValueError, match=r"X contains (NaN|inf) \(first at row 3, column 1\)") as caught:
        GaussianMixture(2).explore(X)
    calls = [entry.name for entry in caught.traceback]
    assert len(calls) <= 3, "what a class sees above the last line"
    assert caught.value.__cause__ is caught.value.__context__ is None


@pytest.mark.parametrize("wrong", [{"dims": [0, 5]}, {"image_shape": (8, 8)}, {"density": "thick"}])
def test_an_option_is_refused_in_few_lines(X: NDArray[np.float64], wrong: dict[str, Any]) -> None:
    with pytest.raises(TraitError) as caught:
        GaussianMixture(2).explore(X, **wrong)
    assert len(caught.traceback) <= 3, "what a class sees above the last line"


def test_constant_data_is_shown(bench: Bench) -> None:
    widget = bench.show(np.full((30, 2), 1e12), GaussianMixture(2, random_state=0, init_params="random"))
    widget.finish()
    assert widget.complete
    assert np.isfinite(widget.model.means_).all()


def test_names_of_columns_are_shown(bench: Bench, X: NDArray[np.float64]) -> None:
    pandas = pytest.importorskip("pandas")
    widget = bench.show(pandas.DataFrame(X, columns=["<b>length</b>", "y" * 100]))
    assert widget.feature_names == ["<b>length</b>", "y" * 64]
    widget.step()
    assert widget.model.feature_names_in_[0] == "<b>length</b>"


def test_single_precision_is_kept(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X.astype(np.float32))
    widget.finish()
    assert widget.model.means_.dtype == np.float32
    assert same(widget.model, clone(widget.model).fit(X.astype(np.float32)))


def test_close_ends_all_and_frees_all(bench: Bench) -> None:
    data = np.random.default_rng(0).normal(size=(200_000, 2))
    kept = weakref.ref(data)
    widget = bench.show(data, n_components=20, tol=0, max_iter=10**5, speed=1000)
    widget.play()
    bench.wait_for(lambda: widget.index > 2)
    threads = threading.active_count()
    began = time.process_time()  # which other processes add nothing to
    widget.close()
    assert widget.session.worker.join(60)
    assert time.process_time() - began < 2
    assert threading.active_count() < threads
    with pytest.raises(RuntimeError, match="closed"):
        widget.step()
    tell(widget, "open")
    del data
    gc.collect()
    assert kept() is None
    assert widget.history == []


def test_the_poster_follows_and_stays_small(bench: Bench) -> None:
    X = make_blobs(n_samples=10_000, centers=5, n_features=2, random_state=0)[0]
    widget = bench.show(X)
    first = widget.poster
    assert first is not None
    widget.finish()
    bench.wait_for(lambda: widget.poster != first)
    assert widget.poster is not None
    image = Image.open(io.BytesIO(base64.b64decode(widget.poster["png"])))
    assert image.size == (widget.poster["width"], widget.poster["height"])
    bundle, metadata = widget._repr_mimebundle_()
    assert bundle["image/png"] == widget.poster["png"]
    mark = {"width": widget.width, "height": widget.height, "fluid": widget.fluid, "planes": 0}
    assert metadata == {"iterscope": mark}
    state = sum(len(str(getattr(widget, name))) for name in widget.keys if not name.startswith("_"))
    assert state + len(bundle["image/png"]) < 110_000


def test_a_picture_shows_what_the_page_shows(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, KMeans(3, random_state=0))
    widget.seek(4)
    whole = widget.to_png(400, 300)
    tell(widget, "camera", dims=[0, 1], box=[0.0, 1.0, 0.0, 1.0])
    part = widget.to_png(400, 300)
    assert part != whole
    widget.dims = [1, 0]  # the page shows all of these at first
    assert widget.to_png(400, 300) != part
    widget.dims = [0, 1]
    assert widget.to_png(400, 300) == part
    tell(widget, "camera", dims=[0, 1], box=None)
    assert widget.to_png(400, 300) == whole


@pytest.mark.slow
def test_closed_widgets_leave_nothing(X: NDArray[np.float64]) -> None:
    def use() -> None:
        widget = MixtureWidget(X)
        tell(widget, "open")
        widget.seek(6)
        widget.close()

    def held() -> int:
        for _ in range(10):
            use()
        gc.collect()
        return sys.getallocatedblocks()

    counts = [held() for _ in range(4)]
    # Ten that stay have many thousands; what is kept once for all comes early.
    assert min(np.diff(counts)) < 400
