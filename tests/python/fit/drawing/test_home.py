"""Pictures show what the home of a page shows: whole ellipses."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from iterscope import GaussianMixture, _core
from iterscope.fit.drawing.pictures import drawing
from iterscope.fit.drawing.plane import PlaneDrawing
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.theme import PAPER
from iterscope.fit.recording import Recording

SIZE = (480, 300)
SQUARE = np.random.default_rng(0).uniform(-1, 1, (400, 2)) * [4.0, 1.0] + [40.0, -7.0]


def recorded(model: Any, data: Any, steps: int) -> Recording:
    recording = Recording(model, data)
    for _ in range(steps + 1):  # the start, too
        recording.advance()
    return recording


def pixels(png: bytes) -> NDArray[np.int64]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


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
