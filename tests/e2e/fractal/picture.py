"""Expected pixels of a view's canvas, computed apart from it."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal import tiles
from iterscope.fractal.families import FAMILIES

from ..support.notebook import Notebook
from ..support.view import View


def log2_width(width: int, z: int) -> float:
    """Return the `log2_width` at which the pixels of a canvas are those of the tiles of level z."""
    return math.log2(width) + _log2_pixel(z)


def picture(traits: dict[str, Any], ratio: int = 1) -> NDArray[np.uint8]:
    """Color what a widget's traits describe, on a canvas whose pixels are those of tiles.

    Parameters
    ----------
    traits : dict
        As `Notebook.traits` returns them.
    ratio : int
        Device pixels per CSS pixel.

    Returns
    -------
    ndarray of uint8, shape (ratio * height, ratio * width, 3)
    """
    height, width = ratio * traits["height"], ratio * traits["width"]
    z = round(log2_width(width, 0) - traits["log2_width"])
    assert math.isclose(traits["log2_width"], log2_width(width, z), abs_tol=1e-6), "not the pixels of tiles"
    pixel = 2.0 ** _log2_pixel(z)
    x, y = map(float, traits["center"])
    region = x - pixel * width / 2, x + pixel * width / 2, y - pixel * height / 2, y + pixel * height / 2
    max_iter = tiles.auto_max_iter(z) if traits["max_iter"] == "auto" else traits["max_iter"]
    colormap = traits["colormap"]
    kind, values = traits["formula"]
    return FAMILIES[kind](*(complex(*value) for value in values)).render(
        region, (height, width), max_iter=max_iter, colormap=colormap, cycle=tiles.cycle(colormap)
    )


def assert_true(notebook: Notebook, view: View, ratio: int = 1) -> None:
    """Check that a view comes to show what its widget's traits in the kernel describe, pixel for pixel."""

    def agrees() -> bool:
        view.settle()
        return np.array_equal(view.pixels(), picture(notebook.traits(), ratio))

    notebook.wait_until(agrees, "the canvas must show what the kernel computes")


def _log2_pixel(z: int) -> int:
    return 2 - z - int(math.log2(256))
