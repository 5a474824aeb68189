"""PMTiles: all tiles of a square in one file, which any static host serves by ranges of bytes.

The form is that of the PMTiles specification, version 3: equal tiles are stored once, and tiles follow each
other along a Hilbert curve, level by level.
"""

import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.pyramids.content import KEY, Content
from iterscope.fractal.pyramids.formats.extras import imported
from iterscope.fractal.pyramids.formats.format import Format
from iterscope.fractal.pyramids.formats.unpack import unpack
from iterscope.fractal.pyramids.levels import Block
from iterscope.fractal.pyramids.painter import Painter
from iterscope.fractal.pyramids.pyramid import Pyramid
from iterscope.fractal.pyramids.reader import COLOR

_BROKEN = (ValueError, LookupError, AttributeError, EOFError, OSError, zlib.error)
"""What readers raise of bytes that are not what they should be."""
_WORLD = {
    "min_lon_e7": -1_800_000_000,
    "max_lon_e7": 1_800_000_000,
    "min_lat_e7": -850_511_287,
    "max_lat_e7": 850_511_287,
}
"""Where readers of maps place the square: all of the world, as Mercator draws it."""


@dataclass(frozen=True, eq=False)
class PMTiles(Format[Painter]):
    """A PMTiles file."""

    suffix: ClassVar[str] = ".pmtiles"

    @property
    def coarsest(self) -> int:
        """The level of a single tile."""
        return self.levels.halvings(self.levels.side)

    def order(self, block: Block) -> int:
        """Return the number of its first tile in the file."""
        return min(self._numbers(block))

    def compute(self, block: Block) -> Mapping[str, bytes]:
        """Paint the tiles of a block, one after the other along the curve, after their lengths."""
        tiles = [
            self.maker.png(block.level, self.levels.box(block.level, column, row))
            for _, (column, row) in sorted(zip(self._numbers(block), block.tiles, strict=True))
        ]
        lengths = np.array([len(tile) for tile in tiles], "<u8")
        return {_file(block): lengths.tobytes() + b"".join(tiles)}

    def finish(self, folder: Path, target: Path) -> None:
        """Join the tiles of all blocks."""
        writer, tile = _package("writer"), _package("tile")
        made = folder / f"made{self.suffix}"
        with made.open("wb") as file, (folder / "data").open("wb+") as data:
            archive = writer.Writer(file)
            archive.tile_f.close()
            archive.tile_f = data  # its own would be where the system keeps what is small
            for block in self.blocks():
                places = sorted(self._numbers(block))
                tiles = _read(folder / _file(block), len(places))
                for place, png in zip(places, tiles, strict=True):
                    archive.write_tile(place, png)
            archive.finalize(
                {"tile_type": tile.TileType.PNG, "tile_compression": tile.Compression.NONE, **_WORLD},
                {"name": str(self.content.fractal), "format": "png", KEY: self.content.write()},
            )
            file.flush()
            os.fsync(file.fileno())
        made.replace(target)

    def _numbers(self, block: Block) -> list[int]:
        """Return the places of its tiles in the file, row by row."""
        number = _package("tile").zxy_to_tileid
        return [number(self.coarsest - block.level, column, row) for column, row in block.tiles]


class PMTilesPyramid(Pyramid):
    """A PMTiles file that is read.

    Parameters
    ----------
    path : Path

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If this package has not written it, or it is not whole.
    ImportError
        If the package ``pmtiles`` is not installed.
    """

    def __init__(self, path: Path) -> None:
        reader, tile = _package("reader"), _package("tile")
        with path.open("rb") as file:
            length = file.seek(0, os.SEEK_END)
            try:
                self._reader = reader.Reader(reader.MmapSource(file))
                header, written = self._reader.header(), self._reader.metadata().get(KEY)
            except (*_BROKEN, tile.MagicNumberNotFound, tile.SpecVersionUnsupported):
                raise ValueError(f"path must be a PMTiles file, and a whole one: {path}") from None
        if header["tile_data_offset"] + header["tile_data_length"] > length:
            raise ValueError(f"path must be a whole file, got the first {length} bytes of one: {path}")
        if written is None:
            raise ValueError(f"path must be a pyramid of iterscope, got one of something else: {path}")
        content = Content.read(written)
        super().__init__(path, content, content.levels.halvings(content.levels.side))

    def close(self) -> None:
        """Forget the file."""
        del self._reader

    def _read(self, level: int, column: int, row: int) -> dict[str, NDArray[Any]]:
        try:
            png = self._reader.get(self.coarsest - level, column, row)
        except _BROKEN:
            png = None
        return {COLOR: unpack(png or b"", self.content.levels.box(level, column, row).shape)}


def _package(name: str) -> ModuleType:
    return imported(f"pmtiles.{name}", "PMTiles files", "pyramid")


def _file(block: Block) -> str:
    return f"tiles/{block.name}"


def _read(file: Path, count: int) -> Iterator[bytes]:
    """Yield the tiles of a block."""
    with file.open("rb") as content:
        lengths = np.frombuffer(content.read(8 * count), "<u8")
        for length in lengths.tolist():
            yield content.read(length)
