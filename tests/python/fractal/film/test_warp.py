"""Warped pictures against the same mean light in NumPy, in floating point."""

import numpy as np
import pytest
from numpy.typing import NDArray

from iterscope import _core

Window = tuple[float, float, float, float]
Layer = tuple[NDArray[np.uint8], Window]


def light_of(values: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return amounts of light by IEC 61966-2-1."""
    share = values / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def byte_of(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * np.abs(light) ** (1 / 2.4) - 0.055)


def shares(start: float, length: float, source: int, pixels: int) -> NDArray[np.float64]:
    """Return how much each row of a source counts for each pixel: by the length that lies within it."""
    scale = length / pixels
    half = max(scale, 1) / 2
    middle = (start + scale * (np.arange(pixels) + 0.5))[:, None]
    edges = np.arange(source + 1.0)
    edges[[0, -1]] = -1e9, 1e9  # the outermost pixels go on
    inside = np.minimum(middle + half, edges[1:]) - np.maximum(middle - half, edges[:-1])
    return np.maximum(inside, 0) / (2 * half)


def opacity(start: float, length: float, source: int, pixels: int) -> NDArray[np.float64]:
    scale = length / pixels
    middle = start + scale * (np.arange(pixels) + 0.5)
    return np.clip(np.minimum(middle, source - middle) / max(length / 32, scale), 0, 1)


def expected(layers: list[Layer], shape: tuple[int, int]) -> NDArray[np.float64]:
    height, width = shape
    found = np.zeros((*shape, 3))
    for number, (pixels, (left, top, across, down)) in enumerate(layers):
        rows, columns = pixels.shape[:2]
        light = np.einsum(
            "ij,jkc,lk->ilc",
            shares(top, down, rows, height),
            light_of(pixels),
            shares(left, across, columns, width),
            optimize=True,
        )
        above = np.minimum.outer(opacity(top, down, rows, height), opacity(left, across, columns, width))[
            ..., None
        ]
        found = light if number == 0 else (1 - above) * found + above * light
    return byte_of(found)


@pytest.mark.parametrize("seed", range(40))
def test_pixels_are_mean_light(seed: int) -> None:
    rng = np.random.default_rng(seed)
    height, width = (int(side) for side in rng.integers(1, 70, 2))
    layers = []
    for _ in range(rng.integers(1, 4)):
        pixels = rng.integers(0, 256, (*rng.integers(1, 90, 2), 3), dtype=np.uint8)
        scale = np.exp(rng.uniform(-1.5, 1.5))
        left, top = rng.uniform(-9, 9, 2)
        layers.append((pixels, (left, top, width * scale, height * scale)))
    found = _core.warp(layers, (height, width))
    assert found.shape == (height, width, 3)
    assert np.abs(found - expected(layers, (height, width))).max() < 0.6  # rounded, of 15 bits of light


def test_a_picture_in_its_own_pixels_stays() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    assert (_core.warp([(pixels, (0.0, 0.0, 60.0, 40.0))], (40, 60)) == pixels).all()
    assert (_core.warp([(pixels, (7.0, 5.0, 20.0, 10.0))], (10, 20)) == pixels[5:15, 7:27]).all()


def test_half_the_pixels_are_means_of_four() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    pixels[0] = 255
    (((red, green, blue),),) = _core.warp([(pixels, (0.0, 0.0, 2.0, 2.0))], (1, 1))
    assert red == green == blue == 188  # half of the light


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_no_bit(threads: int) -> None:
    import iterscope

    pixels = np.random.default_rng(1).integers(0, 256, (300, 200, 3), dtype=np.uint8)
    layers = [(pixels, (3.3, 2.2, 130.0, 220.0)), (pixels, (-40.0, -30.0, 260.0, 440.0))]
    with iterscope.threads(2):
        before = _core.warp(layers, (150, 90))
    with iterscope.threads(threads):
        assert (_core.warp(layers, (150, 90)) == before).all()


PIXELS = np.zeros((4, 5, 3), np.uint8)


@pytest.mark.parametrize(
    ("layers", "shape", "words"),
    [
        ([], (3, 3), "layers must be one or more, got none"),
        ([(PIXELS, (0.0, 0.0, 5.0, 4.0))], (0, 3), "shape must be at least 1 x 1, got 0 x 3"),
        (
            [(PIXELS, (0.0, 0.0, 1e9, 4.0))],
            (3, 3),
            "layers must be windows whose pixels are at most 64 times",
        ),
        ([(PIXELS, (0.0, 0.0, np.nan, 4.0))], (3, 3), "layers must be windows"),
        ([(PIXELS, (np.inf, 0.0, 5.0, 4.0))], (3, 3), "layers must be windows"),
        (
            [(PIXELS[..., :2].copy(), (0.0, 0.0, 5.0, 4.0))],
            (3, 3),
            "layers must be pictures of as many pixels",
        ),
        ([(PIXELS[:0], (0.0, 0.0, 5.0, 4.0))], (3, 3), "layers must be pictures of as many pixels"),
        ([(PIXELS[:, ::2], (0.0, 0.0, 3.0, 4.0))], (3, 3), "layers must be an aligned C-contiguous array"),
    ],
)
def test_what_is_no_window_is_named(layers: list[Layer], shape: tuple[int, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        _core.warp(layers, shape)


def test_it_can_be_cancelled() -> None:
    flag = _core.Cancellation()
    flag.cancel()
    with pytest.raises(_core.CancelledError):
        _core.warp([(PIXELS, (0.0, 0.0, 5.0, 4.0))], (3, 3), cancellation=flag)
