"""Views of samples that lack values."""

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.stats import multivariate_normal

from iterscope import GaussianMixture, KMeans, _core, make_blobs
from iterscope.fit.drawing.plane import PlaneDrawing
from iterscope.fit.replies import points

from .bench import Bench, settle, tell


@pytest.fixture(scope="module")
def holed() -> NDArray[np.float64]:
    X = make_blobs(n_samples=200, centers=3, n_features=3, random_state=1)[0]
    gaps = np.random.default_rng(2).random(X.shape) < 0.15
    gaps[7] = True
    return np.where(gaps, np.nan, X)


def model(**parameters: Any) -> GaussianMixture:
    return GaussianMixture(3, missing="marginal", random_state=0, **parameters)


def test_it_is_fitted_as_without_a_view(bench: Bench, holed: NDArray[np.float64]) -> None:
    view = bench.show(holed, model(), dims=[0, 1])
    view.finish()
    np.testing.assert_array_equal(view.model.means_, model().fit(holed).means_)


def test_a_page_has_what_is_there_and_where_it_lies(bench: Bench, holed: NDArray[np.float64]) -> None:
    view = bench.show(holed, model())
    tell(view, "open")
    settle(view)
    (sent,) = bench.messages("points")
    assert sent["low"] == np.nanmin(holed, axis=0).tolist()
    assert sent["high"] == np.nanmax(holed, axis=0).tolist()
    assert sent == points(view.session.present_data())


def test_pictures_mark_what_is_missing_at_the_axes(
    bench: Bench, holed: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = bench.show(holed, model(), dims=[0, 1], width=600, height=400)

    def picture() -> NDArray[np.int_]:
        return np.asarray(Image.open(io.BytesIO(view.to_png())), np.int_)

    marked = picture()
    monkeypatch.setattr(PlaneDrawing, "_draw_gaps", lambda *_: None)
    changed = np.abs(marked - picture()).max(axis=2) > 40
    y, x = changed.nonzero()
    assert ((y > 400 - 60) | (x < 80)).all(), "only near the axes"
    drawing: Any = view.session.pictures.drawing((600, 400), 1.0)
    axes = drawing.axes(_core.Figure((400, 600), (0, 0, 0, 0)), 0)
    lacks = np.isnan(holed[:, :2])
    places = np.rint(axes.place(np.where(lacks, 0, holed[:, :2]))).astype(int)
    for across, _ in places[~lacks[:, 0] & lacks[:, 1]]:
        assert changed[340:, across - 4 : across + 5].any()
    for _, down in places[lacks[:, 0] & ~lacks[:, 1]]:
        assert changed[down - 4 : down + 5, :80].any()
    view.dims = [2]
    assert view.to_png()


def test_what_needs_complete_samples_says_so(bench: Bench, holed: NDArray[np.float64]) -> None:
    view = bench.show(holed, model(), dims=[0, 1])
    with pytest.raises(ValueError, match="complete samples"):
        view.basins(0)
    with pytest.raises(ValueError, match="complete samples"):
        view.scikit_learn()
    with pytest.raises(ValueError, match="complete samples"):
        view.compare = True
    assert not view.compare
    with pytest.raises(ValueError, match="column 1"):
        bench.show(np.where(np.arange(3) == 1, np.nan, holed), model())
    with pytest.raises(ValueError, match="NaN"):
        bench.show(holed, GaussianMixture(3))


def test_starts_criteria_brush_and_quiz_go_on(bench: Bench, holed: NDArray[np.float64]) -> None:
    view = bench.show(holed, model(), dims=[0, 1])
    assert len(view.starts(2)) == 2
    found = view.select([2, 3], covariance_type="full")
    wanted = model().fit(holed)
    assert found.table["bic"][1] == pytest.approx(wanted.bic(holed), rel=1e-9)
    place: list[Any] = [float(np.nanmean(holed[:, 0])), 0.0]
    tell(view, "brush", tool="add", dims=[0, 1], at=[place], radius=[1.0, 1.0], stroke=1)
    settle(view)
    assert view.X is not None
    np.testing.assert_allclose(view.X[-1], [*place, np.nanmean(holed[:, 2])])
    tell(view, "brush", tool="erase", dims=[0, 1], at=[place], radius=[1e-3, 1e-3], stroke=2)
    settle(view)
    assert len(view.X) == len(holed)
    view.seek(1)
    row = 3 if not np.isnan(holed[3]).all() else 4
    step, known = view.history[1], ~np.isnan(holed[row])
    parts = [
        weight * multivariate_normal(mean[known], covariance[np.ix_(known, known)]).pdf(holed[row][known])
        for weight, mean, covariance in zip(step.weights, step.means, step.covariances, strict=True)
    ]
    shares = view.session.recording.algorithm.responsibilities(holed[row : row + 1], step.parameters)[0]
    np.testing.assert_allclose(shares, np.array(parts) / sum(parts), rtol=1e-9)


def test_who_refuses_missing_values_says_what_helps(bench: Bench, holed: NDArray[np.float64]) -> None:
    for attempt in (lambda: bench.show(holed, GaussianMixture(3)), lambda: GaussianMixture(3).fit(holed)):
        with pytest.raises(ValueError, match="NaN") as caught:
            attempt()
        assert "missing='marginal'" in caught.value.__notes__[0]
    with pytest.raises(ValueError, match="NaN") as caught:
        KMeans(3).fit(holed)
    assert not hasattr(caught.value, "__notes__")
