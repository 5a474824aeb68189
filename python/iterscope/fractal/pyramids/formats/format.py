"""What the files have in common that pyramids are written to."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from iterscope.fractal.pyramids.content import Content
from iterscope.fractal.pyramids.levels import Block, Levels
from iterscope.fractal.pyramids.painter import Painter
from iterscope.fractal.pyramids.sampler import Sampler

Maker = TypeVar("Maker", Painter, Sampler)


@dataclass(frozen=True, eq=False)
class Format(ABC, Generic[Maker]):
    """How blocks of tiles become files, and these a pyramid.

    `compute` is called on any thread, or in another process; the other methods where the pyramid is written.

    Parameters
    ----------
    maker : Painter or Sampler
        What computes its tiles.
    """

    maker: Maker

    suffix: ClassVar[str]
    """Of the path."""

    @property
    def content(self) -> Content:
        """What it shows."""
        return self.maker.content

    @property
    def levels(self) -> Levels:
        """Its levels."""
        return self.content.levels

    @property
    @abstractmethod
    def coarsest(self) -> int:
        """The number of its coarsest level."""

    def blocks(self) -> list[Block]:
        """Return what is computed, the coarsest level first."""
        found = (self.levels.blocks(level) for level in reversed(range(self.coarsest + 1)))
        return sorted((block for level in found for block in level), key=self.order)

    def order(self, block: Block) -> int:  # noqa: ARG002
        """Return what blocks are sorted by; level by level and row by row, unless a format overrides it."""
        return 0

    @abstractmethod
    def compute(self, block: Block) -> Mapping[str, bytes]:
        """Compute a block, and return the files that it adds to the folder of drafts, by their paths."""

    @abstractmethod
    def finish(self, folder: Path, target: Path) -> None:
        """Make the pyramid of a folder with the files of all blocks.

        It is not there before it is whole.
        """
