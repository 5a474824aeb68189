"""Fields as zarr arrays: a group for each field, in it an array for each level.

A group is an image as OME-NGFF 0.5 has it (multiscales of zarr 3), so that napari, vizarr and ome-zarr open
it. A file, a shard, holds the chunks of a block.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from iterscope._core import check_cancelled
from iterscope.fractal.pyramids.content import KEY, Content
from iterscope.fractal.pyramids.formats.extras import imported
from iterscope.fractal.pyramids.formats.format import Format
from iterscope.fractal.pyramids.levels import Block
from iterscope.fractal.pyramids.pyramid import Pyramid
from iterscope.fractal.pyramids.sampler import Sampler, dtype_of
from iterscope.fractal.view import Shape

_AXES = ("y", "x")
_VERSION = "0.5"
"""Of OME-NGFF."""


@dataclass(frozen=True, eq=False)
class Zarr(Format[Sampler]):
    """A zarr group of fields."""

    suffix: ClassVar[str] = ".zarr"

    @property
    def coarsest(self) -> int:
        """The level of a single chunk."""
        return self.levels.halvings(self.levels.side)

    def compute(self, block: Block) -> Mapping[str, bytes]:
        """Compute the shard of each field that holds the block; one of nothing but `NaN` or 0 is left out."""
        first, last = (
            self.levels.box(block.level, column, row)
            for column, row in ((block.columns[0], block.rows[0]), (block.columns[-1], block.rows[-1]))
        )
        shard = self.levels.block(block.level)
        place = f"c/{first.top // shard[0]}/{first.left // shard[1]}"
        found = {}
        for name, values in self.maker.fields(block.level, first.until(last)).items():
            files: dict[str, Any] = {}
            store = _zarr().storage.MemoryStore(files)
            array = self._array(store, "", name, block.level, values.shape)
            for top in range(0, len(values), self.levels.side):  # zarr itself hears no interrupt
                check_cancelled()
                rows = slice(top, top + self.levels.side)
                array[rows] = values[rows]
            if (written := files.get("c/0/0")) is not None:
                found[f"files/{name}/{block.level}/{place}"] = written.to_bytes()
        return found

    def finish(self, folder: Path, target: Path) -> None:
        """Write what describes the arrays, and move them to their place."""
        made, levels = folder / "files", range(self.coarsest + 1)
        root = _zarr().open_group(made, mode="a", zarr_format=3)
        for name in self.content.fields:
            group = root.require_group(name)
            for level in levels:
                self._array(group.store, f"{name}/{level}", name, level, self.levels.shape(level))
            group.attrs["ome"] = {"version": _VERSION, "multiscales": [_multiscales(name, levels)]}
        root.attrs[KEY] = self.content.write()
        if target.is_dir():
            target.rmdir()
        shutil.move(made, target)

    def _array(self, store: Any, path: str, name: str, level: int, shape: Shape) -> Any:
        dtype = dtype_of(name)
        return _zarr().create_array(
            store,
            name=path or None,
            shape=shape,
            shards=self.levels.block(level),
            chunks=(self.levels.side, self.levels.side),
            dtype=dtype,
            fill_value=0 if dtype.kind == "u" else float("nan"),
            dimension_names=_AXES,
        )


class ZarrPyramid(Pyramid):
    """A zarr group that is read.

    Parameters
    ----------
    path : Path
        The folder.

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If this package has not written it.
    ImportError
        If the package ``zarr`` is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._group = _zarr().open_group(path, mode="r", zarr_format=3)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            raise ValueError(f"path must be a zarr group, and a whole one: {path}") from None
        written = self._group.attrs.get(KEY)
        if written is None:
            raise ValueError(f"path must be a pyramid of iterscope, got one of something else: {path}")
        content = Content.read(written)
        super().__init__(path, content, content.levels.halvings(content.levels.side))

    def close(self) -> None:
        """Close the store."""
        self._group.store.close()

    def _read(self, level: int, column: int, row: int) -> dict[str, NDArray[Any]]:
        left, top, right, bottom = self.content.levels.box(level, column, row)
        return {
            name: np.asarray(self._group[f"{name}/{level}"][top:bottom, left:right])
            for name in self.content.fields
        }


def _multiscales(name: str, levels: range) -> dict[str, Any]:
    """Return the levels of a field as OME-NGFF has them, in pixels of the finest."""
    return {
        "name": name,
        "axes": [{"name": axis, "type": "space"} for axis in _AXES],
        "datasets": [
            {
                "path": str(level),
                "coordinateTransformations": [
                    {"type": "scale", "scale": [float(1 << level)] * 2},
                    {"type": "translation", "translation": [((1 << level) - 1) / 2] * 2},
                ],
            }
            for level in levels
        ],
    }


def _zarr() -> ModuleType:
    return imported("zarr", "zarr arrays", "zarr")
