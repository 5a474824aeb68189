"""Colors of components, distinct for color-blind people too."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

OKABE_ITO = ("#e69f00", "#56b4e9", "#009e73", "#d55e00", "#0072b2", "#cc79a7", "#f0e442")
"""The colors of Okabe and Ito without their black, which would not be seen on a dark ground."""

_LIGHTNESS, _CHROMA, _HUE = 0.6, 0.12, math.radians(306)
"""Of the colors after those: this hue leaves the first of them farthest from all others."""
_EVEN, _DARK_AND_LIGHT = 5, (0.48, 0.8)
"""So many of them have that lightness, all further ones these by turns: there is no room for more hues."""
_LIGHT = 0.72
"""Lightness of the colors of places."""
_WIDEST = 0.125
"""How far colors of places go from grey, along both axes of OKLab."""
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def palette(n_components: int) -> list[str]:
    """Return a color for each component; a component's color does not depend on how many there are.

    The first are Okabe and Ito's, all others have the same chroma in OKLab and hues that are a golden angle
    apart; after twelve they are dark and light by turns.

    Parameters
    ----------
    n_components : int

    Returns
    -------
    list of str
        ``#rrggbb``.

    References
    ----------
    M. Okabe and K. Ito, "Color universal design" (2008). B. Ottosson, "A perceptual color space for image
    processing" (2020).
    """
    more = (
        _oklch(_lightness(index), _CHROMA, _HUE + index * _GOLDEN_ANGLE)
        for index in range(n_components - len(OKABE_ITO))
    )
    return [*OKABE_ITO[:n_components], *more]


def blended(shares: NDArray[np.float64], colors: Sequence[str] | None = None) -> NDArray[np.uint8]:
    """Mix the components' colors in linear light, by rows of shares; return rows of red, green, blue."""
    wanted = np.array([rgb(color) for color in colors or palette(shares.shape[1])]) / 255
    linear = np.where(wanted <= 0.04045, wanted / 12.92, ((wanted + 0.055) / 1.055) ** 2.4)
    mixed = np.clip(shares @ linear, 0, 1)
    light = np.where(mixed <= 0.0031308, 12.92 * mixed, 1.055 * mixed ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(255 * light), np.uint8)


def colors_of(algorithm: Any, n_components: int) -> list[str]:
    """Return a color for each component of a model; those on a lattice have similar ones where they are near.

    Parameters
    ----------
    algorithm : Algorithm
    n_components : int

    Returns
    -------
    list of str
        ``#rrggbb``.
    """
    positions = algorithm.positions
    return palette(n_components) if positions is None else _spread(positions.tobytes())


@lru_cache(maxsize=4)
def _spread(positions: bytes) -> list[str]:
    """Return colors of one lightness for places in a plane, shape (n, 2)."""
    places = np.frombuffer(positions).reshape(-1, 2)
    apart = places - (places.min(axis=0) + places.max(axis=0)) / 2
    across = _WIDEST * apart / (np.abs(apart).max() or 1.0)
    return [_color(_LIGHT, x, -y) for x, y in across.tolist()]


def rgb(color: str) -> tuple[int, int, int]:
    """Return the bytes of ``#rrggbb``."""
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue


def _lightness(index: int) -> float:
    """Return the lightness of a color after Okabe and Ito's."""
    return _LIGHTNESS if index < _EVEN else _DARK_AND_LIGHT[(index - _EVEN) % 2]


def _oklch(lightness: float, chroma: float, hue: float) -> str:
    return _color(lightness, chroma * math.cos(hue), chroma * math.sin(hue))


def _color(lightness: float, a: float, b: float) -> str:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{_byte(value):02x}" for value in linear)


def _byte(linear: float) -> int:
    value = min(max(linear, 0.0), 1.0)
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))
