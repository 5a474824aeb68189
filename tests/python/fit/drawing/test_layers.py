"""Pictures drawn by the core, against NumPy."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.stats import multivariate_normal

from iterscope import GaussianMixture, KMeans, _core
from iterscope.fit.drawing import layers
from iterscope.fit.drawing.palette import OKABE_ITO, palette, rgb
from iterscope.fit.mixture.covariance import COVARIANCE_TYPES
from iterscope.fit.recording import Recording
from iterscope.reference import loops

BOX = (-9.0, 7.0, -6.0, 8.0)
SHAPE = (35, 40)


@pytest.fixture
def threads() -> Iterator[None]:
    yield
    _core.configure()


def recorded(X: NDArray[np.float64], steps: int = 6, model: Any = None) -> Recording:
    recording = Recording(model or GaussianMixture(4, random_state=0, init_params="random_from_data"), X)
    for _ in range(steps):
        recording.advance()
    return recording


def pixels(png: bytes) -> NDArray[np.uint8]:
    image = Image.open(io.BytesIO(png))
    assert image.mode == "RGBA"
    return np.asarray(image)


def places(X: NDArray[np.float64], dims: tuple[int, int]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return a mask of the samples within the box, and their pixels."""
    left, right, bottom, top = BOX
    column = np.floor((X[:, dims[0]] - left) / (right - left) * SHAPE[1]).astype(int)
    row = np.floor((top - X[:, dims[1]]) / (top - bottom) * SHAPE[0]).astype(int)
    inside = (column >= 0) & (column < SHAPE[1]) & (row >= 0) & (row < SHAPE[0])
    return inside, (row * SHAPE[1] + column)[inside]


def linear(color: str) -> NDArray[np.float64]:
    value = np.array(rgb(color)) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def byte(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("argmax", [False, True])
@pytest.mark.parametrize("fade", [False, True])
def test_a_pixel_is_the_mean_of_its_samples(blobs: NDArray[np.float64], *, argmax: bool, fade: bool) -> None:
    dims = (2, 0)
    recording = recorded(blobs)
    step = recording.step(len(recording) - 1)
    assert step.phase == "expect"
    shares, _ = loops.expect(blobs, step.weights, step.means, step.covariances)  # type: ignore[union-attr]
    entropy = -(shares * np.log(np.maximum(shares, 1e-300))).sum(axis=1)
    opacity = 0.1 + 0.9 * np.exp(-2 * entropy) if fade else np.ones(len(blobs))
    lights = np.array([linear(color) for color in palette(4)])
    colors = lights[shares.argmax(axis=1)] if argmax else shares @ lights
    inside, place = places(blobs, dims)
    weight = np.bincount(place, opacity[inside], minlength=SHAPE[0] * SHAPE[1])
    sums = [np.bincount(place, (colors[:, c] * opacity)[inside], minlength=weight.size) for c in range(3)]
    drawn = pixels(
        layers.samples(recording, len(recording) - 1, dims, BOX, SHAPE, argmax=argmax, fade=fade)
    ).reshape(-1, 4)
    seen = weight > 0
    assert seen.sum() > 300
    assert not drawn[~seen].any()
    for c in range(3):
        expected = byte(sums[c][seen] / weight[seen])
        np.testing.assert_allclose(drawn[seen, c], expected, atol=2.5)
    full = np.log1p(max(weight.max(), 1))
    expected = 255 * (0.35 + 0.65 * np.log1p(weight[seen]) / full) * np.minimum(weight[seen], 1)
    np.testing.assert_allclose(drawn[seen, 3], expected, atol=1)


def test_before_the_first_e_step_all_is_grey(blobs: NDArray[np.float64]) -> None:
    drawn = pixels(layers.samples(recorded(blobs), 0, (0, 1), BOX, SHAPE)).reshape(-1, 4)
    seen = drawn[:, 3] > 0
    assert np.abs(drawn[seen, :3].astype(int) - layers.NEUTRAL).max() <= 1
    inside, place = places(blobs, (0, 1))
    assert set(np.flatnonzero(seen)) == set(place)
    assert inside.sum() > 1000


def test_few_samples_are_soft_dots() -> None:
    X = np.array([[0.0, 0.0], [5.1, 5.1], [-3.0, 2.0]])
    drawn = pixels(layers.samples(recorded(X, 1, GaussianMixture(1)), 0, (0, 1), BOX, SHAPE))
    row, column = np.divmod(places(X, (0, 1))[1], SHAPE[1])
    for r, c in zip(row, column, strict=True):
        dot = drawn[r - 1 : r + 2, c - 1 : c + 2, 3].astype(int)
        assert dot[1, 1] == 255
        assert (dot > 0).all()
        assert dot[1, 1] > dot[0, 1] == dot[1, 0] > dot[0, 0] == dot[2, 2]
    assert (drawn[..., 3] > 0).sum() == 27


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize("kind", COVARIANCE_TYPES)
def test_the_number_of_threads_changes_nothing(kind: str) -> None:
    X = np.random.default_rng(0).normal(size=(70_000, 3))
    recording = recorded(X, 4, GaussianMixture(3, covariance_type=kind, random_state=0, tol=0))
    pictures = set()
    for n_threads in (1, 2, 3, 8):
        _core.configure(n_threads=n_threads)
        pictures.add(layers.samples(recording, 3, (0, 2), BOX, SHAPE, fade=True))
    assert len(pictures) == 1


@pytest.mark.usefixtures("threads")
def test_instruction_sets_differ_by_rounding_alone(blobs: NDArray[np.float64]) -> None:
    recording = recorded(blobs)
    drawn = []
    for simd in _core.runtime()[2]:
        _core.configure(simd=simd)
        drawn.append(pixels(layers.samples(recording, 5, (0, 1), BOX, SHAPE)).astype(int))
    for other in drawn[1:]:
        assert np.abs(other - drawn[0]).max() <= 1


def test_k_means_colors_by_the_nearest_center(blobs: NDArray[np.float64]) -> None:
    recording = recorded(blobs, 4, KMeans(4, random_state=0))
    centers = recording.step(2).means
    nearest = np.square(blobs[:, np.newaxis] - centers).sum(axis=2).argmin(axis=1)
    inside, place = places(blobs, (0, 1))
    drawn = pixels(layers.samples(recording, 3, (0, 1), BOX, SHAPE)).reshape(-1, 4)
    lone = [p for p in np.unique(place) if len(set(nearest[inside][place == p])) == 1]
    assert len(lone) > 200
    for p in lone:
        color = rgb(palette(4)[nearest[inside][place == p][0]])
        assert np.abs(drawn[p, :3].astype(int) - color).max() <= 1


@pytest.mark.parametrize("d", [2, 7])
def test_centers_color_as_lloyd_s_labels_do(d: int) -> None:
    rng = np.random.default_rng(d)
    X, centers = rng.normal(size=(5000, d)) * 3, rng.normal(size=(5, d)) * 3
    centers[3] = centers[1]
    labels = _core.lloyd_step(X, centers)[0]
    colors = np.array([rgb(color) for color in palette(5)], np.uint8)
    inside, place = places(X, (0, 1))
    drawn = pixels(
        _core.draw_samples(
            X, centers, (0, 1), BOX, SHAPE, palette=colors, neutral=(0, 0, 0), argmax=False, fade=True
        )
    ).reshape(-1, 4)
    lone = [p for p in np.unique(place) if len(set(labels[inside][place == p])) == 1]
    assert len(lone) > 50
    for pixel in lone:
        label = labels[inside][place == pixel][0]
        assert np.abs(drawn[pixel, :3].astype(int) - colors[label]).max() <= 1
    with pytest.raises(ValueError, match="palette must be 5 colors"):
        _core.draw_samples(
            X, centers, (0, 1), BOX, SHAPE, palette=colors[:4], neutral=(0, 0, 0), argmax=False, fade=False
        )
    with pytest.raises(ValueError, match="columns"):
        _core.draw_samples(
            X,
            np.ones((2, d + 1)),
            (0, 1),
            BOX,
            SHAPE,
            palette=colors,
            neutral=(0, 0, 0),
            argmax=False,
            fade=False,
        )


@pytest.mark.parametrize("kind", COVARIANCE_TYPES)
def test_the_heat_is_the_log_density(blobs: NDArray[np.float64], kind: str) -> None:
    recording = recorded(blobs, 8, GaussianMixture(3, covariance_type=kind, random_state=0, tol=0))
    step = recording.step(7)
    p = step.parameters
    dense = {
        "full": lambda c: c, "tied": lambda c: np.array([c] * 3),
        "diag": lambda c: np.array([np.diag(v) for v in c]), "spherical": lambda c: np.array([v * np.eye(3) for v in c]),
    }[kind](p.covariances)  # fmt: skip
    dims = [0, 2]
    normals = [
        multivariate_normal(m[dims], c[np.ix_(dims, dims)]) for m, c in zip(step.means, dense, strict=True)
    ]

    def density(at: NDArray[np.float64]) -> Any:
        return sum(w * normal.pdf(at) for w, normal in zip(step.weights, normals, strict=True))

    left, right, bottom, top = BOX
    x = left + (np.arange(SHAPE[1]) + 0.5) / SHAPE[1] * (right - left)
    y = top - (np.arange(SHAPE[0]) + 0.5) / SHAPE[0] * (top - bottom)
    grid = np.log(density(np.stack(np.meshgrid(x, y), axis=-1)))
    peak = np.log(max(density(step.means[:, dims])))
    expected = 160 * np.clip(1 + (grid - peak) / 8, 0, 1)
    drawn = pixels(layers.density(recording, 7, (0, 2), BOX, SHAPE))
    steps_down = 160 / 255 + 1  # from a share to a place in the ramp, from there to a byte
    np.testing.assert_allclose(drawn[..., 3], expected, atol=steps_down)


def test_contours_of_a_gaussian_are_its_sigmas() -> None:
    X = np.random.default_rng(1).normal(size=(500, 2))
    model = GaussianMixture.from_parameters([1.0], [[0.0, 0.0]], [1.0], "spherical")
    recording = Recording(GaussianMixture(1), X, start=model.parameters_)
    recording.advance()
    size = 501
    drawn = pixels(layers.density(recording, 0, (0, 1), (-5, 5, -5, 5), (size, size), contours=True))
    at = (np.arange(size) + 0.5) / size * 10 - 5
    radius = np.hypot(*np.meshgrid(at, at))
    distance = np.abs(radius - np.clip(np.round(2 * radius), 1, 8) / 2) * size / 10
    line = drawn[..., 3] > 0
    assert distance[line].max() < 1.5
    assert line[(distance < 0.5) & (radius < 3.99)].all()
    assert not drawn[distance > 1.5].any()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"dims": (0, 3)}, "dims"), ({"box": (0.0, 0.0, 0.0, 1.0)}, "box"), ({"box": (0.0, 1.0, 2.0, 1.0)}, "box"),
        ({"box": (0.0, float("nan"), 0.0, 1.0)}, "box"), ({"box": (-1e308, 1e308, 0.0, 1.0)}, "box"),
        ({"box": (0.0, 1e-320, 0.0, 1.0)}, "box"), ({"shape": (0, 5)}, "shape"), ({"shape": (10**5, 10**5)}, "shape"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("layer", [layers.samples, layers.density])
def test_what_cannot_be_drawn_is_refused(
    blobs: NDArray[np.float64], layer: Any, change: dict[str, Any], name: str
) -> None:
    arguments = {"dims": (0, 1), "box": BOX, "shape": SHAPE, **change}
    with pytest.raises(ValueError, match=name):
        layer(recorded(blobs), 3, **arguments)


def test_a_picture_can_be_cancelled(blobs: NDArray[np.float64]) -> None:
    stop = _core.Cancellation()
    stop.cancel()
    with pytest.raises(_core.CancelledError):
        layers.samples(recorded(blobs), 3, (0, 1), BOX, SHAPE, cancellation=stop)


def test_colors_differ_and_stay() -> None:
    colors = palette(64)
    assert len(set(colors)) == 64
    assert tuple(colors[:7]) == OKABE_ITO
    assert palette(20) == colors[:20]
    assert all(len(color) == 7 and rgb(color) for color in colors)
