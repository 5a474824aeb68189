"""Reading of pyramids that were written."""

from abc import ABC, abstractmethod
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.pyramids.content import Content
from iterscope.fractal.pyramids.levels import Box
from iterscope.fractal.view import Shape, View

COLOR = "color"
"""What a tile of a picture has, as others have fields."""
_KEPT = 1 << 26
"""Bytes of tiles that are kept unpacked."""


class PyramidReader(ABC):
    """A file of a pyramid, whose tiles a live view shows; `Pyramid` is one that opens the view, too.

    Parameters
    ----------
    path : Path
    content : Content
    coarsest : int
        The number of its coarsest level.
    """

    def __init__(self, path: Path, content: Content, coarsest: int) -> None:
        self.path = path
        """Where it is."""
        self._content = content
        self.coarsest = coarsest
        """The number of its coarsest level."""
        self._kept: OrderedDict[tuple[int, int, int], dict[str, NDArray[Any]]] = OrderedDict()
        self._lock = Lock()

    @property
    def content(self) -> Content:
        """All that its metadata say."""
        return self._content

    @property
    def fractal(self) -> Fractal:
        """What is iterated."""
        return self._content.fractal

    @property
    def view(self) -> View:
        """What it shows."""
        return self._content.levels.view

    @property
    def shape(self) -> Shape:
        """Height and width of its finest level."""
        return self._content.levels.shape(0)

    @property
    def max_iter(self) -> int:
        """Iterations."""
        return self._content.max_iter

    @property
    def coloring(self) -> Coloring | None:
        """Its colors; None if it has fields."""
        return self._content.coloring

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its fields; empty if it has colors."""
        return self._content.fields

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Height and width of each level, the finest first."""
        return tuple(self._content.levels.shape(level) for level in range(self.coarsest + 1))

    def tile(self, level: int, column: int, row: int) -> dict[str, NDArray[Any]]:
        """Return a tile of a level, 0 for the finest: its fields by name, or its colors as `COLOR`.

        Returns
        -------
        dict of str to ndarray
            Of shape (rows, columns), or (rows, columns, 3) for colors, of uint8.

        Raises
        ------
        ValueError
            If there is no such tile, or it cannot be read.
        """
        rows, columns = self._content.levels.grid(level) if 0 <= level <= self.coarsest else (0, 0)
        if not (0 <= column < columns and 0 <= row < rows):
            raise ValueError(f"a tile must be one of the pyramid's, got {(level, column, row)}")
        key = level, column, row
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        box = self._content.levels.box(level, column, row)
        found = self._read(level, column, row)
        for values in found.values():
            if values.shape[:2] != box.shape:
                raise ValueError(f"a tile must be of shape {box.shape}, got {values.shape[:2]}: {self.path}")
        with self._lock:
            self._kept[key] = found
            while sum(values.nbytes for tile in self._kept.values() for values in tile.values()) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def pixels(self, level: int, box: Box) -> dict[str, NDArray[Any]]:
        """Return some pixels of a level, as `tile` does."""
        side = self._content.levels.side
        rows = range(box.top // side, -(-box.bottom // side))
        columns = range(box.left // side, -(-box.right // side))
        parts = [[self.tile(level, column, row) for column in columns] for row in rows]
        top, left = box.top - rows.start * side, box.left - columns.start * side
        height, width = box.shape
        return {
            name: np.concatenate([np.concatenate([part[name] for part in row], axis=1) for row in parts])[
                top : top + height, left : left + width
            ]
            for name in parts[0][0]
        }

    @abstractmethod
    def close(self) -> None:
        """Close the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        height, width = self.shape
        return f"<pyramid of {self.fractal}, {height} x {width}, {len(self.shapes)} levels: {self.path.name}>"

    @abstractmethod
    def _read(self, level: int, column: int, row: int) -> dict[str, NDArray[Any]]:
        """Read a tile; raises ValueError."""
