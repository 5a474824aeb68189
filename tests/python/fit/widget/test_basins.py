"""Basins of a mean: each point against a fit that starts there, and maps that a page asks for."""

import base64
import io
import pathlib
import threading
import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import BernoulliMixture, GaussianMixture, KMeans, _core
from iterscope.fit.basins import BasinFinder

from .bench import Bench, settle, tell

START = {
    "weights_init": [0.5, 0.5],
    "means_init": [[0.0, 4.0], [1.0, 1.0]],
    "precisions_init": np.stack([np.eye(2)] * 2),
}


def end(X: NDArray[np.float64], mean: NDArray[np.float64]) -> float:
    """The log-likelihood at the end of a fit with the first mean elsewhere."""
    means = [mean, START["means_init"][1]]
    fitted = GaussianMixture(2, **{**START, "means_init": means}, tol=1e-12, max_iter=3000).fit(X)
    return float(fitted.score(X) * len(X))


def test_each_point_ends_where_a_fit_from_there_ends(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(2, **START))
    found = widget.basins(0, box=(-4, 5, -1, 7), shape=(5, 6))
    assert (found.optimum.shape, found.progress, found.n_samples) == ((5, 6), 1.0, len(X))
    assert found.x[0] == pytest.approx(-4 + 9 / 12)
    assert found.y[-1] == pytest.approx(7 - 8 / 10)
    for row, column in [(0, 0), (4, 0), (2, 3), (4, 5), (1, 4)]:
        wanted = end(X, np.array([found.x[column], found.y[row]]))
        number = found.optimum[row, column]
        assert number >= 0
        assert found.log_likelihoods[number] == pytest.approx(wanted, abs=1e-3)
        assert found.iterations[row, column] > 0


def test_basins_of_k_means_and_of_a_principal_plane(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, KMeans(3, random_state=0))
    found = widget.basins(1, shape=(8, 8))
    inertias = [
        KMeans(
            3,
            init=np.vstack([widget.history[0].means[0], [x, y], widget.history[0].means[2]]),
            n_init=1,
            tol=0,
        )
        .fit(X)
        .inertia_
        for x, y in [(found.x[0], found.y[0]), (found.x[7], found.y[3])]
    ]
    seen = [-found.log_likelihoods[found.optimum[row, column]] for row, column in [(0, 0), (3, 7)]]
    np.testing.assert_allclose(seen, inertias, rtol=1e-6)
    wide = np.hstack([X, X @ [[1.0, 0.5], [-0.3, 1.0]]])
    many = bench.show(wide, GaussianMixture(2, random_state=0, reg_covar=0.1), dims="pca")
    assert (many.basins(0, shape=(3, 4)).optimum >= 0).any()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"component": 5}, "component must be from 0 to 1"),
        ({"dims": [0]}, "dims must be two different"),
        ({"dims": [0, 7]}, "dims must be two different"),
        ({"box": (1, 0, 0, 1)}, "box must be left, right"),
        ({"box": (0, 1)}, "box"),
        ({"shape": (0, 3)}, "shape"),
        ({"shape": (3000, 3)}, "shape"),
        ({"shape": (3,)}, "shape"),
        ({"shape": 5}, "shape must be rows and columns, got 5"),
    ],
)
def test_what_is_no_plane_is_refused(
    bench: Bench, X: NDArray[np.float64], options: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        bench.show(X, GaussianMixture(2, **START)).basins(**options)


def test_maps_whose_models_would_fill_the_memory_are_refused(bench: Bench) -> None:
    wide = np.random.default_rng(0).normal(size=(300, 128))
    widget = bench.show(
        wide, GaussianMixture(8, init_params="random_from_data", random_state=0, reg_covar=1.0)
    )
    size = 8 * (8 + 8 * 128 + 8 * 128**2)
    with pytest.raises(ValueError, match=f"hold 258 models of {size} bytes at a time, more than 268435456"):
        widget.basins(0, dims=[0, 1], shape=(1, 2))


def test_a_row_ends_at_once_when_its_map_is_not_wanted_any_more(
    bench: Bench, X: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def refine(_: BasinFinder, cancellation: _core.Cancellation) -> bool:
        begun.set()
        while not cancellation.cancelled:  # a row that takes for ever
            time.sleep(0.001)
        ended.set()
        raise _core.CancelledError

    monkeypatch.setattr(BasinFinder, "refine", refine)
    widget = bench.show(X, GaussianMixture(2, **START))
    place = {"run": 1, "index": 0, "dims": [0, 1], "box": [-4, 5, -1, 7], "rows": 8, "columns": 10}
    tell(widget, "basins", **place, seq=1, component=0)
    assert begun.wait(60)
    assert not ended.is_set()
    tell(widget, "basins", **place, seq=2, component=None)
    assert ended.wait(60)
    settle(widget)
    assert not bench.messages("basins", "error")


def test_models_without_basins_say_so(bench: Bench, X: NDArray[np.float64]) -> None:
    with pytest.raises(ValueError, match="nothing frozen"):
        bench.show(X, GaussianMixture(2, **START, frozen=["weights"])).basins()
    with pytest.raises(ValueError, match="this model has none"):
        bench.show(np.eye(4)[[0, 1, 2, 3] * 5], BernoulliMixture(2, random_state=0)).basins(dims=[0, 1])


def test_a_page_is_sent_ever_finer_maps_and_none_that_it_does_not_want(
    bench: Bench, X: NDArray[np.float64]
) -> None:
    widget = bench.show(X, GaussianMixture(2, **START))
    place = {"run": 1, "index": 0, "dims": [0, 1], "box": [-4, 5, -1, 7], "rows": 8, "columns": 10}
    tell(widget, "basins", **place, seq=1, component=0)
    bench.wait_for(lambda: any(message["progress"] == 1 for message in bench.messages("basins")))
    last = bench.messages("basins")[-1]
    optimum = np.frombuffer(base64.b64decode(last["optimum"]), "<i2").reshape(8, 10)
    own = widget.basins(0, box=(-4, 5, -1, 7), shape=(8, 10))
    np.testing.assert_array_equal(optimum, own.optimum)
    np.testing.assert_allclose(last["log_likelihoods"], own.log_likelihoods)
    assert len(last["colors"]) == len(own.log_likelihoods)
    bench.sent.clear()
    tell(widget, "basins", **{**place, "rows": 400, "columns": 400}, seq=2, component=0)
    bench.wait_for(lambda: bench.messages("basins"))
    tell(widget, "basins", **place, seq=3, component=None)
    settle(widget)
    bench.sent.clear()
    widget.step()
    assert not bench.messages("basins")
    tell(widget, "basins", **place, seq=4, component=7)
    assert bench.wait_for(lambda: bench.messages("error"))


def test_a_file_holds_the_map_that_a_page_shows(
    bench: Bench, X: NDArray[np.float64], tmp_path: pathlib.Path
) -> None:
    widget = bench.show(X, GaussianMixture(2, **START))
    file = tmp_path / "fit.html"
    widget.to_html(file)
    assert '"kind": "basins"' not in file.read_text()
    place = {"run": widget.run, "index": 0, "dims": [0, 1], "box": [-4.0, 5.0, -1.0, 7.0]}
    tell(widget, "basins", seq=1, component=0, rows=3, columns=4, **place)
    bench.wait_for(lambda: [found for found in bench.messages("basins") if found["progress"] == 1])
    widget.to_html(file)
    assert '"kind": "basins"' in file.read_text()
    tell(widget, "basins", seq=2, component=None, rows=1, columns=1, **place)
    widget.to_html(file)
    assert '"kind": "basins"' not in file.read_text()


def test_pictures_and_the_poster_hold_the_map_that_a_page_shows(bench: Bench, X: NDArray[np.float64]) -> None:
    widget = bench.show(X, GaussianMixture(2, **START))

    def colorful() -> float:
        pixels = np.asarray(Image.open(io.BytesIO(widget.to_png(400, 300))).convert("RGB"), int)
        return float((np.ptp(pixels, axis=2) > 12).mean())

    before, poster = colorful(), widget.poster
    place = {"run": widget.run, "index": 0, "dims": [0, 1], "box": [-9.0, 9.0, -9.0, 15.0]}
    tell(widget, "basins", seq=1, component=0, rows=12, columns=12, **place)
    bench.wait_for(lambda: [found for found in bench.messages("basins") if found["progress"] == 1])
    assert colorful() > max(0.8, before)
    bench.wait_for(lambda: widget.poster != poster)
    widget.dims = [1, 0]
    assert colorful() < 0.5
    widget.dims = [0, 1]
    tell(widget, "basins", seq=2, component=None, rows=1, columns=1, **place)
    assert colorful() == before
