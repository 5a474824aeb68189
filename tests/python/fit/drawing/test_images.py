"""Means as images beside a picture, and pictures of the principal plane."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope import GaussianMixture, KMeans
from iterscope.fit.drawing.images import Images
from iterscope.fit.drawing.pictures import drawing
from iterscope.fit.drawing.style import Style
from iterscope.fit.drawing.theme import PAPER
from iterscope.fit.recording import Recording

SIZE = (960, 540)


def pixels(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def test_a_mean_is_an_image_with_the_more_ink_the_larger_its_values_are() -> None:
    X = np.repeat([[0.0, 0, 0, 0, 0, 8], [8.0, 4, 0, 0, 0, 0]], 3, axis=0)
    recording = Recording(KMeans(2, random_state=0), X)
    for _ in range(3):
        recording.advance()
    view = drawing(recording, Style(image_shape=(2, 3)), size=SIZE)
    picture = pixels(view.png(2)).astype(int)
    plain = pixels(drawing(recording, Style(), size=SIZE).png(2))
    assert (picture != plain).any()
    left = view._images.scene[1] + 18  # noqa: SLF001
    side = 56 // 3
    ground = 255 + (np.array(PAPER.text[:3]) - 255) * PAPER.grid[3] / 255
    for component, mean in enumerate(recording.step(2).means):
        top = 46 + component * 66
        for feature, value in enumerate(mean):
            row, column = divmod(feature, 3)
            seen = picture[top + row * side + side // 2, left + column * side + side // 2]
            wanted = ground + (np.array(PAPER.text[:3]) - ground) * value / 8
            assert np.abs(seen - wanted).max() < 4, (component, feature)


@pytest.mark.parametrize("count", [1, 3, 10, 30, 200])
@pytest.mark.parametrize("shape", [(540, 960), (270, 480), (100, 120)])
def test_images_leave_the_picture_its_room(count: int, shape: tuple[int, int]) -> None:
    images = Images((8, 8), count, shape=shape, scale=1.0, theme=PAPER)
    height, width = images.scene
    assert height == shape[0]
    assert 0.69 * shape[1] < width <= shape[1]


def test_samples_and_means_stand_in_the_principal_plane() -> None:
    rng = np.random.default_rng(1)
    X = rng.normal(size=(120, 9)) @ rng.normal(size=(9, 9))
    _, _, axes = np.linalg.svd(X - X.mean(axis=0))
    axes *= np.sign(axes[np.arange(9), np.abs(axes).argmax(axis=1)])[:, np.newaxis]
    turned = (X - X.mean(axis=0)) @ axes.T
    start = {"weights_init": [0.5, 0.5], "covariance_type": "full"}
    means, precisions = X[:2], np.stack([np.eye(9)] * 2)
    options = {"means_init": means, "precisions_init": precisions, **start}
    own = Recording(GaussianMixture(2, **options), X)
    moved = {"means_init": turned[:2], "precisions_init": precisions, **start}
    other = Recording(GaussianMixture(2, **moved), turned)
    for _ in range(5):
        own.advance()
        other.advance()
    for density in ("none", "contours"):
        seen = pixels(drawing(own, Style(dims=(9, 10), density=density), size=SIZE).png(4)).astype(int)
        same = pixels(drawing(other, Style(dims=(0, 1), density=density), size=SIZE).png(4)).astype(int)
        inner = np.s_[60:480, 60:940]
        assert (np.abs(seen[inner] - same[inner]).max(axis=2) > 40).mean() < 1e-3, density
