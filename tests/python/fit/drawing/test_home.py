"""Pictures show what the home of a page shows: whole ellipses, and the marks of true classes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence
from tests.python.fit.drawing.drawn import pixels, recorded

from iterscope import GaussianMixture, KMeans, _core
from iterscope.fit.data import NO_LABEL, Data
from iterscope.fit.drawing.pictures import drawing
from iterscope.fit.drawing.plane import PlaneDrawing
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.theme import PAPER
from iterscope.fit.recording import Recording

SIZE = (480, 300)
SQUARE = np.random.default_rng(0).uniform(-1, 1, (400, 2)) * [4.0, 1.0] + [40.0, -7.0]


def drawn(recording: Recording, style: Style = Style(), **options: Any) -> PlaneDrawing:  # noqa: B008
    view = drawing(recording, style, size=SIZE, **options)
    assert isinstance(view, PlaneDrawing)
    return view


def box_of(view: PlaneDrawing, index: int) -> tuple[float, ...]:
    return view.axes(_core.Figure(SIZE[::-1], PAPER.ground), index).box


def ring(step: Any, component: int, sigma: float) -> NDArray[np.float64]:
    angles = np.linspace(0, 2 * np.pi, 100)
    factor = np.linalg.cholesky(step.covariances[component])
    around: NDArray[np.float64] = (factor @ [np.cos(angles), np.sin(angles)]).T
    return step.means[component] + sigma * around


@pytest.mark.parametrize("sigma", [1, 3])
def test_ellipses_are_whole(sigma: int) -> None:
    recording = recorded(GaussianMixture(1, tol=0), SQUARE, 2)
    view = drawn(recording, Style(sigmas=(sigma,)))
    axes = view.axes(_core.Figure(SIZE[::-1], PAPER.ground), 2)
    left, right, top, bottom = axes.frame
    picture = pixels(view.png(2))
    bare = pixels(drawn(recording, Style(sigmas=()), box=axes.box).png(2))
    changed = np.abs(picture - bare).max(axis=2) > 20
    for x, y in axes.place(ring(recording.step(2), 0, sigma)):
        assert left - 1 <= x <= right + 1
        assert top - 1 <= y <= bottom + 1
        assert changed[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2].any()
    # Where ellipses lie within the data, the data fill the frame as ever.
    room = 1.12 * np.ptp(SQUARE, axis=0)
    assert (np.diff(axes.box)[::2] > 1.3 * room).all() == (sigma == 3)
    assert (np.diff(axes.box)[::2] == pytest.approx(room)) == (sigma == 1)


def test_the_data_stay_in_the_middle_and_large_however_far_an_ellipse_reaches() -> None:
    model = GaussianMixture(1, means_init=[[44.0, -7.0]], precisions_init=[np.eye(2) * 1e-6])
    low, high = SQUARE.min(axis=0), SQUARE.max(axis=0)
    left, right, bottom, top = box_of(drawn(recorded(model, SQUARE, 0)), 0)
    np.testing.assert_allclose([(left + right) / 2, (bottom + top) / 2], (low + high) / 2)
    np.testing.assert_allclose([right - left, top - bottom], 1.12 * (high - low) / 0.55)


def test_a_film_has_the_same_axes_to_its_end(tmp_path: Path) -> None:
    view = GaussianMixture(2, random_state=0, tol=0, max_iter=3).explore(SQUARE, width=480, height=300)
    view.session.do(view.session.complete)
    recording = view.session.recording
    boxes = {box_of(drawn(recording, steps=range(view.n_steps)), index) for index in range(view.n_steps)}
    (box,) = boxes
    assert len({box_of(drawn(recording), index) for index in range(view.n_steps)}) > 1
    for step in view.history:
        for component in range(2):
            low, high = (side(ring(step, component, 3), axis=0) for side in (np.min, np.max))
            assert (low >= np.array(box[::2]) - 1e-9).all()
            assert (high <= np.array(box[1::2]) + 1e-9).all()
    view.to_gif(tmp_path / "fit.gif", panels=False)
    with Image.open(tmp_path / "fit.gif") as film:
        numbers = [np.asarray(frame.convert("L"))[-36:] for frame in ImageSequence.Iterator(film)]
    assert len(numbers) == view.n_steps
    assert all(np.abs(other.astype(int) - numbers[0]).max() < 40 for other in numbers)


PLACES = np.array([[float(x), float(y)] for y in (0, 1) for x in range(4)])
INSIDE = [
    ([(0, -0.9), (0, 0.85)], [(0.75, -0.75), (-1.15, 0)]),
    ([(0, -1.1), (0.9, 0.5)], [(0.75, -0.75), (0, 0.8)]),
    ([(0.75, -0.75), (-0.8, 0.8)], [(0, -1.02), (1.02, 0)]),
    ([(0, -1.15), (-1.1, 0)], [(0.6, -0.6), (0.75, 0.75)]),
    ([(0, -1.1), (-1.1, 0)], [(0.75, -0.75), (-0.7, 0.8)]),
    ([(0, 1.1), (0.9, -0.5)], [(0.75, 0.75), (0, -0.8)]),
    ([(0.75, -0.75), (-0.8, 0.8)], [(0, -0.75), (0.8, 0)]),
]
"""Of the mark of each class places inside and outside, to the right and down, in radii."""


@pytest.mark.parametrize("classes", [True, False])
def test_samples_are_marked_by_their_true_classes(classes: bool) -> None:  # noqa: FBT001
    labels = np.array([0, 1, 2, 3, 4, 5, 6, 7])
    recording = recorded(KMeans(1, init=[[90.0, 90.0]]), Data.of(PLACES, labels=labels), 0)
    scale = 2.5
    view = drawn(recording, Style(classes=classes), scale=scale, box=(-1.0, 4.0, -1.0, 2.0))
    picture = pixels(view.png(0))
    places = view.axes(_core.Figure(SIZE[::-1], PAPER.ground), 0).place(PLACES)
    radius = 2.6 * scale * (1.35 if classes else 1)
    for (x, y), label in zip(places, labels, strict=True):
        inside, outside = INSIDE[label % 7 if classes else 0]
        for is_inside, points in ((True, inside), (False, outside)):
            for right, down in points:
                red, green, blue, _ = picture[int(y + down * radius), int(x + right * radius)]
                assert (max(red, green, blue) < 200) == is_inside, (label, right, down)


def test_dashes_stand_around_where_the_samples_of_a_class_are() -> None:
    rng = np.random.default_rng(1)
    own, other = rng.normal(size=(200, 2)) @ [[1.0, 0.6], [0.0, 0.5]], rng.normal([9, 9], 0.3, (200, 2))
    X, known = np.concatenate([own, other, [[5.0, 5.0]]]), np.repeat([0, 1], 200)
    data = Data.of(X, labels=np.append(known, 0))
    data = replace(data, labels=np.append(known, NO_LABEL).astype(np.uint8))
    recording = recorded(KMeans(1, init=[[90.0, 90.0]]), data, 0)
    view = drawn(recording)
    axes = view.axes(_core.Figure(SIZE[::-1], PAPER.ground), 0)
    picture = pixels(view.png(0))
    bare = pixels(drawn(recording, Style(classes=False)).png(0))
    for part in (own, other):
        angles = np.linspace(0, 2 * np.pi, 300)
        around = 2 * (np.linalg.cholesky(np.cov(part.T, bias=True)) @ [np.cos(angles), np.sin(angles)]).T
        dark = [
            (bare - picture)[int(y) - 1 : int(y) + 2, int(x) - 1 : int(x) + 2].max() > 50
            for x, y in axes.place(part.mean(axis=0) + around)
        ]
        assert 0.5 < np.mean(dark) < 1, "dashes, and gaps between them"


def test_marks_are_drawn_unless_the_view_hides_them() -> None:
    view = KMeans(1).explore(SQUARE, labels=SQUARE[:, 0] > 40, width=480, height=300)
    pictures = []
    for view.classes in (True, False, True):
        view.session.pictures.refresh_poster(_core.Cancellation())
        pictures.append((view.to_png(), view.poster))
    marked, plain, again = pictures
    assert marked[0] != plain[0]
    assert marked[1] != plain[1]
    assert again == marked
