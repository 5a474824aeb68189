"""Deep Zoom pyramids: an XML file, and beside it a folder of PNG files for each level.

The form is that of Microsoft's Deep Zoom schema of 2008, which OpenSeadragon and others read: the highest
level is the finest, level 0 is a single pixel, and a tile overlaps its neighbors by a pixel.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from numpy.typing import NDArray

from iterscope.fractal.pyramids.content import KEY, Content
from iterscope.fractal.pyramids.formats.format import Format
from iterscope.fractal.pyramids.formats.unpack import unpack
from iterscope.fractal.pyramids.levels import Block
from iterscope.fractal.pyramids.painter import Painter
from iterscope.fractal.pyramids.pyramid import Pyramid
from iterscope.fractal.pyramids.reader import COLOR

OVERLAP = 1
"""Pixels of its neighbors that a tile shows on each side, so that no seam is seen between them."""
SETTINGS = f"{KEY}.json"
"""The file of the folder that says what is shown."""
_XML = """<?xml version="1.0" encoding="UTF-8"?>
<Image xmlns="http://schemas.microsoft.com/deepzoom/2008" Format="png" Overlap="{overlap}" TileSize="{side}">
  <Size Width="{width}" Height="{height}"/>
</Image>
"""


@dataclass(frozen=True, eq=False)
class Dzi(Format[Painter]):
    """A Deep Zoom pyramid."""

    suffix: ClassVar[str] = ".dzi"

    @property
    def coarsest(self) -> int:
        """The level of a single pixel."""
        return self.levels.halvings(1)

    def compute(self, block: Block) -> Mapping[str, bytes]:
        """Paint the tiles of a block."""
        return {
            f"files/{self.coarsest - block.level}/{column}_{row}.png": self.maker.png(
                block.level, self.levels.box(block.level, column, row, OVERLAP)
            )
            for column, row in block.tiles
        }

    def finish(self, folder: Path, target: Path) -> None:
        """Move the folder of tiles to its place, then the file that names it."""
        levels, made = self.levels, folder / f"made{self.suffix}"
        (folder / "files" / SETTINGS).write_text(json.dumps(self.content.write()), encoding="ascii")
        made.write_text(
            _XML.format(overlap=OVERLAP, side=levels.side, width=levels.width, height=levels.height),
            encoding="ascii",
        )
        place = files_of(target)
        if place.is_dir():
            place.rmdir()
        shutil.move(folder / "files", place)
        made.replace(target)


class DziPyramid(Pyramid):
    """A Deep Zoom pyramid that is read.

    Parameters
    ----------
    path : Path
        The XML file.

    Raises
    ------
    OSError
        If its folder cannot be read.
    ValueError
        If this package has not written it.
    """

    def __init__(self, path: Path) -> None:
        self._files = files_of(path)
        try:
            written = json.loads((self._files / SETTINGS).read_text(encoding="ascii"))
        except FileNotFoundError:
            raise ValueError(f"path must be a pyramid that iterscope has written: {path}") from None
        content = Content.read(written)
        super().__init__(path, content, content.levels.halvings(1))

    def close(self) -> None:
        """Do nothing: no file is open between two tiles."""

    def _read(self, level: int, column: int, row: int) -> dict[str, NDArray[Any]]:
        levels = self.content.levels
        inner, outer = levels.box(level, column, row), levels.box(level, column, row, OVERLAP)
        place = self._files / str(self.coarsest - level) / f"{column}_{row}.png"
        left, top = inner.left - outer.left, inner.top - outer.top
        height, width = inner.shape
        pixels = unpack(place.read_bytes(), outer.shape)
        return {COLOR: pixels[top : top + height, left : left + width]}


def files_of(target: Path) -> Path:
    """Return the folder of tiles that belongs to a file."""
    return target.with_name(f"{target.stem}_files")
