"""The menu's colormaps as people see them who lack a kind of cones."""

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope.fractal.coloring import passage
from iterscope.fractal.colormaps import COLORMAPS

VISIONS = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
"""Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009)."""
_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip
_WHITE = np.array([0.95047, 1, 1.08883])
APART = 12
"""Distance in CIELAB that nobody overlooks: just seen are about 2.3."""


def seen(colors: NDArray[np.uint8], vision: str) -> NDArray[np.float64]:
    """Return colors in CIELAB as somebody sees them, shape (n, 3)."""
    value = colors / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    light = np.clip(linear @ np.array(VISIONS[vision]).T, 0, 1) @ _XYZ.T / _WHITE
    x, y, z = np.where(light > 216 / 24389, np.cbrt(light), (24389 / 27 * light + 16) / 116).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def least_contrast(name: str, vision: str) -> float:
    """Return the least distance of two colors that are at least a quarter of a colormap apart."""
    colors, cyclic = passage(name)
    places = seen(colors[:: max(1, len(colors) // 64)], vision)
    at = np.arange(len(places))
    gap = abs(at[:, np.newaxis] - at)
    gap = np.minimum(gap, len(at) - gap) if cyclic else gap
    distance = np.linalg.norm(places[:, np.newaxis] - places, axis=-1)
    return float(distance[gap >= len(at) // 4].min())


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("name", COLORMAPS)
def test_what_is_far_apart_is_told_apart(name: str, vision: str) -> None:
    assert least_contrast(name, vision) > APART


def test_a_rainbow_would_not_be() -> None:
    assert min(least_contrast("gist_rainbow", vision) for vision in VISIONS) < APART


def test_the_first_colormap_grows_lighter_for_all() -> None:
    for vision in VISIONS:
        lightness = seen(passage(COLORMAPS[0])[0], vision)[:, 0]
        assert (np.diff(lightness) > -0.1).all()
