"""Colors of components."""

import numpy as np
import pytest

from iterscope.fit.drawing.palette import palette

# B. Ottosson, "A perceptual color space for image processing": from linear sRGB to cones, and from their cube roots.
CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
OKLAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]


@pytest.mark.parametrize(("count", "apart"), [(7, 0.15), (10, 0.08), (12, 0.06), (20, 0.06), (40, 0.03)])
def test_no_two_colors_look_alike(count: int, apart: float) -> None:
    values = np.array([list(bytes.fromhex(color[1:])) for color in palette(count)]) / 255
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    places = np.cbrt(linear @ np.transpose(CONES)) @ np.transpose(OKLAB)
    distances = np.linalg.norm(places[:, np.newaxis] - places, axis=2)
    assert distances[np.triu_indices(count, 1)].min() > apart, "0.02 is the least difference that is seen"


def test_a_color_does_not_depend_on_how_many_there_are() -> None:
    assert palette(30)[:9] == palette(9)
