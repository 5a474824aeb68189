"""Expected pixels of a view's canvas, computed apart from it."""

import base64
import math
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from tests import coloring

from iterscope import _core
from iterscope.fractal import colormaps, formula, tiles
from iterscope.fractal.base import Fractal
from iterscope.fractal.messages.values import Formula

from ..support.notebook import Notebook
from ..support.view import View

LOOK = ("color_by", "density", "offset", "light", "interior")


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
    by = traits["antialias"]
    finest = z + round(math.log2(by))
    numbers = _numbers(traits, (by * height, by * width), finest)
    spread = _spread(traits, (height, width), z)
    pixels = _colored(traits, numbers, spread, _max_iter(traits, finest)).reshape(by * height, by * width, 3)
    if by > 1:
        light = coloring.linear(pixels).reshape(height, by, width, by, 3).sum((1, 3))
        pixels = coloring.encoded((light + by * by // 2) // (by * by))
    return pixels.astype(np.uint8)


def assert_true(notebook: Notebook, view: View, ratio: int = 1, name: str = "widget") -> None:
    """Check that a view comes to show what its widget's traits in the kernel describe, pixel for pixel."""

    def agrees() -> bool:
        view.settle()
        return np.array_equal(view.pixels(), picture(notebook.traits(name), ratio))

    notebook.wait_until(agrees, "the canvas must show what the kernel computes")


def _numbers(traits: dict[str, Any], shape: tuple[int, int], z: int) -> dict[str, NDArray[np.int64]]:
    """Return the numbers of all fields that colors may need, flat, of so many pixels of level z about the center."""
    wanted = _fields(traits)
    found, within = _tiles(traits, shape, z, wanted)
    none = np.zeros(shape, dtype=np.int64).ravel()
    return dict.fromkeys(coloring.LARGEST, none) | {
        name: np.block([[tile[name] for tile in line] for line in found])[within].ravel().astype(np.int64)
        for name in wanted
    }


def _tiles(
    traits: dict[str, Any], shape: tuple[int, int], z: int, wanted: list[str]
) -> tuple[list[list[dict[str, NDArray[np.uint32]]]], tuple[slice, slice]]:
    """Return the tiles of a level that so many pixels about the center are in, from the top, and where in them."""
    fractal = _fractal(traits)
    size = _core.TILE_SIZE
    x, y = (Fraction(part) for part in traits["center"])
    # Pixels of the level from the root's corner, to the right and upwards; the center is on the grid or between two.
    pixel = Fraction(2) ** _log2_pixel(z)
    left = round((x + 2) / pixel - Fraction(shape[1], 2))
    bottom = round((y + 2) / pixel - Fraction(shape[0], 2))
    columns = range(left // size, (left + shape[1] - 1) // size + 1)
    rows = range((bottom + shape[0] - 1) // size, bottom // size - 1, -1)
    given = traits["max_iter"]
    found = [
        [
            _core.tile_levels(
                fractal.formula,
                (z, column, row),
                (size, size),
                fields=wanted,
                max_iter=tiles.iterations(fractal, (z, column, row)) if given == "auto" else given,
                bailout=tiles.BAILOUT,
            )
            for column in columns
        ]
        for row in rows
    ]
    top = (rows[0] + 1) * size - (bottom + shape[0])
    start = left - columns[0] * size
    return found, (slice(top, top + shape[0]), slice(start, start + shape[1]))


def _spread(traits: dict[str, Any], shape: tuple[int, int], z: int) -> dict[str, Any] | None:
    """Return how far smooth counts spread in the tiles of a view, of which each 61st pixel is looked at."""
    if traits["color_by"] not in {"smooth", "final_angle"}:
        return None
    has_fractions = "fraction" in _fractal(traits).formula.fields
    found, _ = _tiles(traits, shape, z, ["smooth", "fraction"] if has_fractions else ["smooth"])
    seen = [
        np.concatenate([tile[name].ravel()[::61] for line in found for tile in line]).astype(np.int64)
        for name in found[0][0]
    ]
    spread = coloring.spread_of(seen[0], None)
    if has_fractions and coloring.stretch(spread, _pace(traits) / 64 / 256) == coloring.COARSEST:
        return coloring.spread_of(seen[0], seen[1])
    return spread


def _fractal(traits: dict[str, Any]) -> Fractal:
    return formula.read(msgspec.convert(traits["formula"], Formula))


def _pace(traits: dict[str, Any]) -> float:
    """Return how fast colors change with counts: as the logarithm of the degree; Newton's method takes few steps."""
    if traits["formula"]["kind"] == "newton":
        return 6.0
    return math.log2(_fractal(traits).formula.degree)


def _fields(traits: dict[str, Any]) -> list[str]:
    """Return the fields that colors need, as the documentation says."""
    by, interior = traits["color_by"], traits["interior"]
    first = "smooth" if by in {"histogram", "final_angle"} else by
    needed = {first}
    if first == "smooth":
        needed |= {"distance", "fraction"} & set(_fractal(traits).formula.fields)
    if by == "final_angle":
        needed.add("final_angle")
    if by == "root":
        needed.add("smooth")
    if traits["light"] > 0:
        needed.add("angle")
    if interior != "flat":
        needed.add("interior_distance" if interior == "distance" else interior)
    return sorted(needed)


def _max_iter(traits: dict[str, Any], z: int) -> int:
    return _core.level_max_iter(z) if traits["max_iter"] == "auto" else int(traits["max_iter"])


def _colored(
    traits: dict[str, Any],
    numbers: dict[str, NDArray[np.int64]],
    spread: dict[str, Any] | None,
    max_iter: int,
) -> NDArray[np.int64]:
    message = colormaps.coloring(traits["colormap"])
    palette = np.frombuffer(base64.b64decode(message["palette"]), dtype=np.uint8).reshape(-1, 3)
    return coloring.colored(
        palette.astype(np.int64),
        cyclic=message["cyclic"],
        colormap=traits["colormap"],
        look={name: traits[name] for name in LOOK} | {"pace": _pace(traits), "spread": spread},
        fields=numbers,
        max_iter=max_iter,
    )


def _log2_pixel(z: int) -> int:
    return 2 - z - int(math.log2(256))
