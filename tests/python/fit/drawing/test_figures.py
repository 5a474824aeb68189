"""Figures of steps: what stands on them is where the numbers say."""

import base64
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.python.fit.drawing.drawn import pixels, recorded

from iterscope import BernoulliMixture, GaussianMixture, KMeans, MixtureOfRegressions, StudentMixture, _core
from iterscope.fit.data import Data
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.drawing.histogram import HistogramDrawing
from iterscope.fit.drawing.layers import NEUTRAL
from iterscope.fit.drawing.palette import palette, rgb
from iterscope.fit.drawing.pictures import POSTER_BYTES, drawing, poster
from iterscope.fit.drawing.plane import PlaneDrawing
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.table import TableDrawing
from iterscope.fit.drawing.theme import CLEAR

SIZE = (480, 300)


def figure_of(view: Drawing) -> _core.Figure:
    return _core.Figure(view._shape, CLEAR.ground)  # noqa: SLF001


@pytest.fixture
def blobs() -> NDArray[np.float64]:
    return np.random.default_rng(0).normal(size=(300, 2)) @ [[2.0, 0.5], [0.0, 1.0]] + [40.0, -7.0]


@pytest.mark.parametrize("kind", ["full", "diag", "spherical", "tied"])
def test_ellipses_stand_where_the_covariances_say(blobs: NDArray[np.float64], kind: str) -> None:
    model = GaussianMixture(1, covariance_type=kind, tol=0)
    recording = recorded(model, blobs, 2)
    step = recording.step(2)
    view = drawing(recording, Style(sigmas=(2,)), size=SIZE)
    assert isinstance(view, PlaneDrawing)
    picture = pixels(view.png(2))
    figure = figure_of(view)
    axes = view.axes(figure, 2)
    (first,) = [step.covariances] if kind == "tied" else step.covariances
    dense = first if kind in {"full", "tied"} else np.eye(2) * first
    angles = np.linspace(0, 2 * np.pi, 200)
    ring = step.means[0] + 2 * (np.linalg.cholesky(dense) @ [np.cos(angles), np.sin(angles)]).T
    left, right, bottom, top = axes.box
    within = (ring[:, 0] > left) & (ring[:, 0] < right) & (ring[:, 1] > bottom) & (ring[:, 1] < top)
    places = axes.place(ring[within])
    marks = view._marks(figure, axes, step)  # noqa: SLF001
    ink = np.array(marks.outline(0)[:3]) * 0.6 + 255 * 0.4
    missed = 0
    for x, y in places:
        near = picture[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2, :3]
        missed += np.abs(near - ink).max(axis=2).min() > 45
    assert missed < 0.15 * len(places)  # where it crosses samples


def test_samples_stand_where_they_are_and_have_the_colors_of_their_shares() -> None:
    X = np.array([[0.0, 0.0], [0.0, 4.0], [10.0, 0.0], [10.0, 4.0]])
    recording = recorded(KMeans(2, random_state=0), X, 2)
    view = drawing(recording, Style(), size=SIZE, scale=1.0)
    assert isinstance(view, PlaneDrawing)
    shares = recording.algorithm.responsibilities(X, recording.step(2).shading)
    picture = pixels(view.png(2))
    for place, component in zip(view.axes(figure_of(view), 2).place(X), shares.argmax(axis=1), strict=True):
        x, y = place.astype(int)
        wanted = 0.85 * np.array(rgb(palette(2)[component])) + 0.15 * 255
        assert np.abs(picture[y, x, :3] - wanted).max() < 6  # the grid shines through


def test_a_part_of_the_data_is_drawn_where_it_is() -> None:
    X = np.array([[0.0, 0.0], [0.5, 0.5], [2.0, 1.0], [90.0, 40.0]])
    recording = recorded(GaussianMixture(1), X, 0)
    box = (-1.0, 3.0, -0.5, 1.5)
    view = drawing(recording, Style(sigmas=()), size=SIZE, box=box)
    assert isinstance(view, PlaneDrawing)
    axes = view.axes(figure_of(view), 0)
    assert axes.box == box
    picture = pixels(view.png(0))
    left, right, top, bottom = axes.frame
    for x, y in X[:3]:
        column = int(left + (x - box[0]) / (box[1] - box[0]) * (right - left))
        row = int(bottom - (y - box[2]) / (box[3] - box[2]) * (bottom - top))
        assert np.abs(picture[row, column, :3] - (0.85 * np.array(NEUTRAL) + 0.15 * 255)).max() < 6


def test_bars_of_a_part_are_halved_until_they_are_narrow() -> None:
    X = np.random.default_rng(1).normal(size=(500, 1))
    recording = recorded(KMeans(1, init=[[50.0]]), X, 0)
    bars = len(np.histogram_bin_edges(X[:, 0], "fd")) - 1
    edges = np.linspace(X.min(), X.max(), 8 * bars + 1)  # a bar would be 131 CSS pixels wide
    box = (edges[80], edges[80] + SIZE[0] / 131 * (edges[8] - edges[0]))
    picture = pixels(drawing(recording, Style(dims=(0,)), size=SIZE, box=box).png(0))
    grey = 255 - 140 / 255 * (255 - np.array(NEUTRAL))
    heights = (np.abs(picture[..., :3] - grey).max(axis=2) < 14).sum(axis=0)
    counts = np.histogram(X, edges)[0]
    highest = (300 - 38 - 46) / 1.25
    shown = (edges[:-1] + edges[1:]) / 2
    within = np.flatnonzero((shown > box[0]) & (shown < box[1]))
    for bar in within[1:-1]:
        column = int(14 + (shown[bar] - box[0]) / (box[1] - box[0]) * (SIZE[0] - 28))
        assert abs(heights[column] - counts[bar] / counts.max() * highest) <= 3


def test_a_degenerate_component_is_dashed(blobs: NDArray[np.float64]) -> None:
    from dataclasses import replace

    recording = recorded(GaussianMixture(1, tol=0), blobs, 2)
    view = drawing(recording, Style(sigmas=(1,)), size=SIZE)
    assert isinstance(view, PlaneDrawing)
    figures = []
    for degenerate in ((), (0,)):
        figure = figure_of(view)
        view._draw(figure, 2, replace(recording.step(2), degenerate=degenerate))  # noqa: SLF001
        figures.append(pixels(figure.png()))
    whole, dashed = ((figure[..., 3] > 200).sum() for figure in figures)
    assert dashed < whole


def test_bars_are_as_high_as_there_are_samples() -> None:
    X = np.random.default_rng(1).normal(size=(500, 1))
    recording = recorded(KMeans(2, random_state=0), X, 0)
    view = drawing(recording, Style(dims=(0,)), size=SIZE)
    assert isinstance(view, HistogramDrawing)
    picture = pixels(view.png(0))
    grey = 255 - 140 / 255 * (255 - np.array(NEUTRAL))
    is_bar = np.abs(picture[..., :3] - grey).max(axis=2) < 14
    counts = np.histogram(X, np.histogram_bin_edges(X[:, 0], "fd"))[0]
    heights = is_bar.sum(axis=0)
    found = heights[heights > 0]
    # The highest bar fills the axes but for the headroom; all others are in proportion.
    assert abs(found.max() - (300 - 38 - 46) / 1.25) <= 3
    for count in counts[counts > 5]:
        assert np.abs(found - count / counts.max() * found.max()).min() <= 2


def test_a_curve_that_is_higher_than_all_bars_is_whole() -> None:
    X = np.concatenate([np.random.default_rng(1).normal(at, 0.3, 200) for at in (-6, 0, 5)])[:, np.newaxis]
    recording = recorded(GaussianMixture(3, random_state=0), X, 2)
    picture = pixels(drawing(recording, Style(dims=(0,)), size=SIZE).png(2))
    dark = picture[46:262, :, :3].max(axis=2) < 110
    assert dark[:6].sum() == 0, "no curve is cut"
    assert dark[6:20].sum() > 0, "the highest one comes near to the top"


def test_a_bar_is_as_high_as_its_samples_weigh() -> None:
    X, weights = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([40, 10, 5, 20])
    recording = recorded(KMeans(2, random_state=0), Data.of(X, weights), 0)
    picture = pixels(drawing(recording, Style(dims=(0,)), size=SIZE).png(0))
    middle = picture[46:262, :, :3].max(axis=2) < 215
    # Rings stand at the foot of two bars: their columns are taller by what they cover.
    found = middle.sum(axis=0)
    for weight in weights:
        assert np.abs(found - weight / weights.max() * (262 - 46) / 1.25).min() <= 2


def test_cells_are_as_full_as_the_probabilities() -> None:
    X = (np.random.default_rng(0).random((200, 5)) < 0.4).astype(float)
    recording = recorded(BernoulliMixture(3, random_state=0), X, 4)
    view = drawing(recording, Style(), size=SIZE)
    assert isinstance(view, TableDrawing)
    picture, step = pixels(view.png(4)), recording.step(4)
    for (component, feature), probability in np.ndenumerate(step.probabilities):
        left, right, top, bottom = view.cell(component, feature, step.probabilities.shape)
        column = picture[int(top) : int(bottom), int(left) + 3, :3]
        filled = (np.abs(column - rgb(palette(3)[component])).max(axis=1) < 12).sum()
        assert abs(filled - probability * (bottom - top)) <= 2
        assert right <= SIZE[0]
        assert bottom <= SIZE[1]


@pytest.mark.parametrize(
    "shape", [(3, 1), (70, 2), pytest.param((300, 5000), marks=pytest.mark.slow), (2, 784)]
)
def test_a_table_of_any_size_fits(shape: tuple[int, int]) -> None:
    X = (np.random.default_rng(0).random((max(310, shape[0]), shape[1])) < 0.5).astype(float)
    recording = recorded(BernoulliMixture(shape[0], random_state=0, init_params="random_from_data"), X, 1)
    drawn = poster(recording, 1, Style(), _core.Cancellation())
    assert len(base64.b64decode(drawn["png"])) <= POSTER_BYTES


@pytest.mark.parametrize("n", [1, 60, 3000, 20_000, 60_000])
@pytest.mark.parametrize("dims", [(0,), (0, 1), (1, 0)])
def test_a_poster_is_small_and_can_be_read_on_any_ground(n: int, dims: tuple[int, ...]) -> None:
    X = np.random.default_rng(0).normal(size=(n, 2)) * [1, 1000]
    recording = recorded(KMeans(1), X, 1)
    drawn = poster(recording, 1, Style(dims=dims), _core.Cancellation())
    png = base64.b64decode(drawn["png"])
    assert len(png) <= POSTER_BYTES
    picture = pixels(png)
    assert picture.shape[:2] == (drawn["height"], drawn["width"])
    assert abs(drawn["width"] / drawn["height"] - 960 / 540) < 0.02
    assert (picture[..., 3] == 0).mean() > 0.2
    ink = np.array(CLEAR.text[:3]) / 255
    luminance = np.where(ink <= 0.04045, ink / 12.92, ((ink + 0.055) / 1.055) ** 2.4) @ [
        0.2126,
        0.7152,
        0.0722,
    ]
    # The contrast that WCAG 2 asks of large text, on white and on the darkest of JupyterLab's.
    assert 1.05 / (luminance + 0.05) > 3
    assert (luminance + 0.05) / (0.0056 + 0.05) > 3
    caption = picture[: round(0.07 * drawn["height"]), :, 3]
    for half in np.array_split(caption > 128, 2, axis=1):
        assert half.sum() > 100


def test_a_caption_says_the_iteration_and_the_objective(blobs: NDArray[np.float64]) -> None:
    """The caption is the same as one that is written here."""
    for model, half, name, sign in (
        (GaussianMixture(2, random_state=0), "M step", "log-likelihood", 1),
        (KMeans(2, random_state=0), "update", "inertia", -1),
    ):
        recording = recorded(model, blobs, 4)
        step = recording.step(4)
        view = drawing(recording, Style(), size=SIZE)
        value = f"{sign * step.log_likelihood:.1f}".replace("-", "\N{MINUS SIGN}")
        figure = _core.Figure((300, 480), (255, 255, 255, 255))
        figure.text(f"iteration 2, {half}", (14, 19), (31, 35, 40, 255), 13)
        figure.text(f"k = 2 · {name} {value}", (480 - 14, 19), (94, 102, 112, 255), 11, align="end")
        np.testing.assert_array_equal(pixels(view.png(4))[:26], pixels(figure.png())[:26])


def test_captions_keep_what_there_is_room_for(blobs: NDArray[np.float64]) -> None:
    recording = recorded(GaussianMixture(2, random_state=0), blobs, 4)
    for width in (64, 120, 200, 260, 320):
        picture = pixels(drawing(recording, Style(), size=(width, 300)).png(4))
        caption = (picture[:24, :, :3] < 200).any(axis=(0, 2))
        free = np.flatnonzero(~caption[14:])
        assert width < 120 or free.size > 14


def test_a_small_file_has_few_colors(blobs: NDArray[np.float64]) -> None:
    view = drawing(
        recorded(GaussianMixture(3, random_state=0), blobs, 4), Style(), size=(960, 540), scale=1.5
    )
    exact, small = view.png(4), view.png(4, small=True)
    assert len(small) < len(exact) / 3
    difference = np.abs(pixels(small) - pixels(exact))
    assert difference.max(axis=2).mean() < 3
    assert (difference > 20).any(axis=2).mean() < 0.01


def test_a_figure_refuses_what_it_cannot_draw() -> None:
    figure = _core.Figure((20, 20), (0, 0, 0, 0))
    line = np.zeros((2, 2))
    with pytest.raises(ValueError, match="outline must have shape"):
        figure.fill(np.zeros((2, 3)), (0, 0, 0, 0))
    with pytest.raises(ValueError, match="colors must have shape"):
        figure.dots(line, np.zeros((2, 3), np.uint8), 1.0)
    with pytest.raises(ValueError, match="colors must be 2 colors"):
        figure.dots(line, np.zeros((1, 4), np.uint8), 1.0)
    with pytest.raises(ValueError, match="align must be"):
        figure.text("a", (0, 0), (0, 0, 0, 0), 9, align="left")
    with pytest.raises(ValueError, match="line must be finite"):
        figure.line(line * np.nan, (0, 0, 0, 0), 1.0)
    with pytest.raises(ValueError, match="png must be"):
        figure.lay(b"GIF89a", (0, 0))
    with pytest.raises(ValueError, match="shape must be"):
        _core.Figure((0, 5), (0, 0, 0, 0))


def test_the_corners_of_the_frame_are_those_of_the_box_and_lines_stand_at_the_numbers(
    blobs: NDArray[np.float64],
) -> None:
    view = drawing(recorded(KMeans(2, random_state=0), blobs, 1), Style(), size=SIZE)
    assert isinstance(view, PlaneDrawing)
    axes = view.axes(figure_of(view), 0)
    low, high = blobs.min(axis=0), blobs.max(axis=0)
    room = 0.06 * (high - low)
    left, right, bottom, top = axes.box
    np.testing.assert_allclose([left, bottom, right, top], [*(low - room), *(high + room)])
    x0, x1, y0, y1 = axes.frame
    corners = [
        (left, top),
        (right, top),
        (left, bottom),
        (right, bottom),
        ((left + right) / 2, (bottom + top) / 2),
    ]
    expected = [(x0, y0), (x1, y0), (x0, y1), (x1, y1), ((x0 + x1) / 2, (y0 + y1) / 2)]
    np.testing.assert_allclose(axes.place(corners), expected)

    figure = figure_of(view)
    view.axes(figure, 0).draw_grid()
    drawn = pixels(figure.png())[..., 3]
    dark = drawn[int(y0) + 3 : int(y1) - 3].all(axis=0)
    lines = [x for x in np.flatnonzero(dark) if x0 + 2 < x < x1 - 2]
    values = left + (np.array(lines) + 0.5 - x0) / (x1 - x0) * (right - left)
    pixel = (right - left) / (x1 - x0)
    steps = np.diff(values)
    assert len(lines) >= 3
    assert np.abs(steps - steps.mean()).max() <= 1.01 * pixel
    assert np.abs(values - 5 * np.round(values / 5)).max() <= pixel


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1e-322, 1e-300, 1e-9, 1.0, 1e12, 1e150])
@pytest.mark.parametrize("offset", [0.0, 1.0, -1e6])
@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (40, 1), (40, 3)])
def test_data_of_any_scale_are_drawn(shape: tuple[int, int], offset: float, scale: float) -> None:
    X = np.random.default_rng(0).normal(size=shape) * scale + offset * scale
    for dims in {(0,), (0, 1)[: shape[1]], (0, 1, 2)[: shape[1]]}:
        recording = recorded(KMeans(1), X, 2)
        for size in (SIZE, (64, 64), (3, 2)):
            assert pixels(drawing(recording, Style(dims=dims), size=size).png(1)).shape[:2] == size[::-1]
        assert poster(recording, 1, Style(dims=dims, width=64, height=64), _core.Cancellation())["png"]


def test_equal_samples_and_components_without_samples_are_drawn() -> None:
    for X in (np.ones((20, 2)), np.ones((20, 1))):
        for model in (KMeans(1), GaussianMixture(2, random_state=0)):
            recording = recorded(model, X, 2)
            view = drawing(recording, Style(dims=(0, 1)[: X.shape[1]]), size=SIZE)
            for index in range(3):
                assert pixels(view.png(index)).shape == (300, 480, 4)


@pytest.mark.parametrize("model", [KMeans(2, random_state=0), GaussianMixture(2, random_state=0)])
@pytest.mark.parametrize("n", [300, 30_000])
def test_float32_samples_are_drawn_as_float64(model: Any, n: int) -> None:
    X = np.random.default_rng(0).normal(size=(n, 2)).astype(np.float32)
    for dims in ((0,), (0, 1)):
        drawn = []
        for samples in (X, X.astype(np.float64)):
            recording = recorded(model, Data.of(samples), 0)
            drawn.append(pixels(drawing(recording, Style(dims=dims, density="heat"), size=SIZE).png(0)))
        assert np.abs(drawn[0] - drawn[1]).max() <= 2


def test_areas_of_samples_are_as_their_weights() -> None:
    X = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 4.0], [10.0, 4.0], [5.0, 2.0]])
    weights = np.array([1.0, 9.0, 1.0, 4.0, 1.0])
    recording = recorded(KMeans(1, random_state=0), Data.of(X, weights), 0)
    view = drawing(recording, Style(), size=SIZE, scale=1.0)
    assert isinstance(view, PlaneDrawing)
    picture = pixels(view.png(0)).astype(int)
    inks = []
    for x, y in view.axes(figure_of(view), 0).place(X[:4]).astype(int):
        near = picture[y - 14 : y + 15, x - 14 : x + 15, :3]
        inks.append((np.abs(near - near[0, 0]).max(axis=2) > 60).sum())
    assert inks[0] == pytest.approx(inks[2], rel=0.2)
    assert inks[1] == pytest.approx(9 * inks[0], rel=0.35)
    assert inks[3] == pytest.approx(4 * inks[0], rel=0.35)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("model", [GaussianMixture(2), StudentMixture(2), MixtureOfRegressions(2)])
def test_samples_that_differ_by_less_than_a_float_are_drawn_at_one_place(model: Any) -> None:
    X = np.array([[5e-324, 0.0], [0.0, 5e-324], [1e-323, 0.0]] * 4)
    view = model.set_params(random_state=0).explore(X)
    assert np.ptp(pixels(view.to_png()), axis=(0, 1)).any()
    same = Data.of(np.zeros_like(X))
    np.testing.assert_array_equal(view.session.data.extent((0, 1), 0.06), same.extent((0, 1), 0.06))


def test_a_picture_without_a_ground_is_read_on_white_and_on_dark(blobs: NDArray[np.float64]) -> None:
    def luminance(color: NDArray[np.float64]) -> float:
        light = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
        return float(light @ [0.2126, 0.7152, 0.0722])

    view = GaussianMixture(2, random_state=0).explore(blobs, width=480, height=300)
    assert (pixels(view.to_png())[..., 3] == 255).all()
    picture = pixels(view.to_png(transparent=True))
    assert (picture[0, :, 3] == 0).all()
    title = picture[: np.flatnonzero(picture[:, :, 3].any(axis=1))[0] + 8].reshape(-1, 4)
    ink = luminance(title[title[:, 3].argmax(), :3] / 255)
    for page in (0xFF, 0x11):
        ground = luminance(np.full(3, page / 255))
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) > 3  # WCAG 1.4.11
