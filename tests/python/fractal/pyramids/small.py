"""Small pyramids that the tests share, and how they are looked at without this package."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pmtiles.reader import MemorySource, Reader, all_tiles

from iterscope import BurningShip, Coloring, Julia, Mandelbrot, Newton, View
from iterscope.fractal.base import Fractal

VIEW = View(("-0.5", "0.25"), 2)
"""Whose pixels are powers of two: so all levels are those of one grid."""
QUIET: dict[str, Any] = {"progress": False, "tile_size": 128}
FAMILIES: list[tuple[Fractal, View]] = [
    (Mandelbrot(), VIEW),
    (Julia(-0.8 + 0.156j), Julia(-0.8 + 0.156j).home),
    (Newton(coefficients=[1, 0, 0, -1]), View(0, 2)),
    (BurningShip(), View(("-1.75", "-0.03"), -3)),
    (Julia(("0", "1")), View(("0", "1"), width="1e-50")),
]
DEEP = FAMILIES[-1]


def decoded(png: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(png)) as picture:
        return np.asarray(picture.convert("RGB"))


def tiles_of(path: Path) -> dict[tuple[int, int, int], bytes]:
    """Return all tiles of a PMTiles file, by z, x and y."""
    source = MemorySource(path.read_bytes())
    return dict(all_tiles(source))


def reader_of(path: Path) -> Any:
    return Reader(MemorySource(path.read_bytes()))


def picture_of(tiles: dict[tuple[int, int, int], bytes], z: int) -> NDArray[np.uint8]:
    """Return a level, joined."""
    side = range(2**z)
    return np.concatenate(
        [np.concatenate([decoded(tiles[z, x, y]) for x in side], axis=1) for y in side], axis=0
    )


def rendered(fractal: Fractal, view: View, shape: tuple[int, int], like: Any) -> NDArray[np.uint8]:
    """Return what `render` draws of all of it, in the colors of a pyramid."""
    return fractal.render(view, shape, coloring=like.coloring, max_iter=like.max_iter)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder, or the file itself, by name."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


FLAT = Coloring("grey", color_by="count")
"""Colors that do not depend on what else is shown."""


def flat(fractal: Fractal) -> Coloring:
    """Return such colors of a family."""
    return Coloring(color_by="count" if fractal.escapes else "root")
