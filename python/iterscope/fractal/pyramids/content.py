"""What a pyramid shows, written into it: formula, place, colors or fields."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, cast

import msgspec
from msgspec import Meta

from iterscope import _core
from iterscope.fractal.base import Fractal
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.messages.places import Saved
from iterscope.fractal.messages.values import Antialias, Name
from iterscope.fractal.places.saved import SavedView
from iterscope.fractal.pyramids.levels import Levels
from iterscope.fractal.sampling import Unit
from iterscope.widget.messages import convert

KEY = "iterscope"
"""Where a pyramid's metadata have it."""
MAX_SIDE = 1 << 20
"""Most pixels along a side."""
Side = Literal[128, 256, 512, 1024, 2048]
"""Pixels that a side of a tile may have."""
_Text = Annotated[str, Meta(max_length=64, description="at most 64 characters")]


class Written(msgspec.Struct, frozen=True):
    """A content as a pyramid's metadata have it."""

    version: _Text
    saved: Saved
    height: Annotated[int, Meta(ge=1, le=MAX_SIDE)]
    width: Annotated[int, Meta(ge=1, le=MAX_SIDE)]
    tile_size: Side
    antialias: Antialias = 1
    fields: Annotated[tuple[Name, ...], Meta(max_length=16)] = ()
    unit: Unit = "plane"


@dataclass(frozen=True)
class Content:
    """What a pyramid shows.

    Parameters
    ----------
    fractal : Fractal
    levels : Levels
        Where, and in how many pixels.
    max_iter : int
        Iterations of all tiles.
    coloring : Coloring, optional
        Its colors; None for fields.
    antialias : {1, 2, 4}, default=1
        Samples along a side of a pixel.
    fields : tuple of str, default=()
        Names of its fields; empty for colors.
    unit : {"plane", "pixel"}, default="plane"
        In what its lengths are.
    """

    fractal: Fractal
    levels: Levels
    max_iter: int
    coloring: Coloring | None = None
    antialias: int = 1
    fields: tuple[str, ...] = ()
    unit: Unit = "plane"

    @property
    def saved(self) -> SavedView:
        """What it shows, as a view."""
        return SavedView(self.fractal, self.levels.view, self.max_iter, self.coloring)

    def write(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        written = Written(
            _core.__version__,
            self.saved.message(),
            self.levels.height,
            self.levels.width,
            cast("Side", self.levels.side),
            cast("Antialias", self.antialias),
            self.fields,
            self.unit,
        )
        found: dict[str, Any] = msgspec.to_builtins(written)
        return found

    @classmethod
    def read(cls, written: object) -> Self:
        """Return what `write` has written down.

        Raises
        ------
        ValueError
            If it is something else.
        """
        found = convert(written, Written, "a pyramid's metadata")
        saved = SavedView.of_message(found.saved)
        if saved.max_iter is None or saved.max_iter == "auto":
            raise ValueError(f"a pyramid's max_iter must be a number, got {saved.max_iter!r}")
        known = saved.fractal.formula.fields
        if not set(found.fields) <= set(known):
            raise ValueError(f"a pyramid's fields must be some of {', '.join(known)}, got {found.fields}")
        if bool(found.fields) == (saved.coloring is not None):
            raise ValueError("a pyramid has either colors or fields")
        levels = Levels(saved.view, found.height, found.width, found.tile_size)
        return cls(
            saved.fractal,
            levels,
            saved.max_iter,
            saved.coloring,
            found.antialias,
            found.fields,
            found.unit,
        )
