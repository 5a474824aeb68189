"""Deep Zoom images: their files, and tiles against pictures."""

import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from iterscope import Mandelbrot, View, open_pyramid
from iterscope.fractal.base import Fractal

from .small import FAMILIES, FLAT, QUIET, VIEW, flat, names, rendered


def joined(folder: Path, level: int, shape: tuple[int, int], side: int, overlap: int) -> np.ndarray:
    """Join a level as a reader does: each tile where its column and row say, over its neighbors' rims."""
    picture = np.zeros((*shape, 3), np.uint8)
    for path in (folder / str(level)).iterdir():
        column, row = map(int, path.stem.split("_"))
        left, top = max(0, column * side - overlap), max(0, row * side - overlap)
        with Image.open(path) as tile:
            pixels = np.asarray(tile.convert("RGB"))
        seen = picture[top : top + pixels.shape[0], left : left + pixels.shape[1]]
        assert ((seen == 0) | (seen == pixels)).all()  # neighbors agree where they overlap
        seen[:] = pixels
    return picture


@pytest.mark.parametrize("shape", [(300, 517), (128, 128), (1, 129), (131, 1)])
def test_levels_of_any_size_are_those_of_the_schema(tmp_path: Path, shape: tuple[int, int]) -> None:
    view = View(VIEW.center, np.log2(shape[1] / 128))  # pixels of 1/128
    Mandelbrot().to_dzi(tmp_path / "a.dzi", view, shape, coloring=FLAT, max_iter=100, **QUIET)
    assert names(tmp_path) == ["a.dzi", "a_files"]
    image = ET.parse(tmp_path / "a.dzi").getroot()  # noqa: S314 - it is our own
    space = "{http://schemas.microsoft.com/deepzoom/2008}"
    assert image.tag == f"{space}Image"
    assert (image.get("TileSize"), image.get("Overlap"), image.get("Format")) == ("128", "1", "png")
    size = image.find(f"{space}Size")
    assert size is not None
    assert (size.get("Height"), size.get("Width")) == tuple(map(str, shape))
    deepest = int(np.ceil(np.log2(max(shape))))
    levels = [path.name for path in (tmp_path / "a_files").iterdir() if path.is_dir()]
    assert sorted(map(int, levels)) == list(range(deepest + 1))
    with open_pyramid(tmp_path / "a.dzi") as pyramid:
        for level in range(deepest + 1):
            height, width = (-(-side // 2 ** (deepest - level)) for side in shape)
            found = joined(tmp_path / "a_files", level, (height, width), 128, 1)
            pixel = 2.0 ** (deepest - level) / 128
            left, top = -0.5 - shape[1] / 256, 0.25 + shape[0] / 256
            center = left + width * pixel / 2, top - height * pixel / 2
            own = View(center, width=width * pixel)
            np.testing.assert_array_equal(found, rendered(Mandelbrot(), own, (height, width), pyramid))


@pytest.mark.parametrize(("fractal", "view"), FAMILIES, ids=lambda case: type(case).__name__)
def test_reading_gives_what_was_written(tmp_path: Path, fractal: Fractal, view: View) -> None:
    fractal.to_dzi(tmp_path / "a.dzi", view, (150, 260), coloring=flat(fractal), **QUIET)
    with open_pyramid(tmp_path / "a.dzi") as pyramid:
        assert (pyramid.fractal, pyramid.view, pyramid.shape) == (fractal, view, (150, 260))
        assert pyramid.shapes[-1] == (1, 1)
        levels = pyramid.content.levels
        for column in range(3):
            box = levels.box(0, column, 1, overlap=1)
            with Image.open(tmp_path / "a_files" / "9" / f"{column}_1.png") as tile:
                whole = np.asarray(tile.convert("RGB"))
            own = fractal.render(
                View(*levels.area(0, box)), box.shape, coloring=pyramid.coloring, max_iter=pyramid.max_iter
            )
            np.testing.assert_array_equal(whole, own)
            inner = levels.box(0, column, 1)
            left, top = inner.left - box.left, inner.top - box.top
            cut = whole[top : top + inner.shape[0], left : left + inner.shape[1]]
            np.testing.assert_array_equal(pyramid.tile(0, column, 1)["color"], cut)
