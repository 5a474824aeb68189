"""The tiles of a file: those around a view, from the coarsest level to the finest."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING, TypedDict

from iterscope import _core
from iterscope.fractal import formula, tiles
from iterscope.fractal.messages.tiles import Field, ViewRequest
from iterscope.fractal.picture import Picture
from iterscope.fractal.view import REACH
from iterscope.validation import arguments
from iterscope.widget.job import Job
from iterscope.widget.worker import Worker

if TYPE_CHECKING:
    from iterscope.fractal.messages.values import Formula

MAX_TILES = 4096
"""Most tiles of a file, and of those that are remembered for one."""

MAX_DEPTH = 6
"""Most levels that a file may go deeper than its view."""

Address = tuple[int, int, int]


class RecordedTile(TypedDict):
    """A tile of a file."""

    max_iter: int
    fields: dict[Field, str]


class Sent:
    """The tiles that a page has been sent, the last ones only."""

    def __init__(self) -> None:
        self._tiles: OrderedDict[Address, tuple[Formula, int | str]] = OrderedDict()

    def add(self, request: ViewRequest, place: tuple[int, int]) -> None:
        """Note a tile."""
        self._tiles[request.z, *place] = request.formula, request.max_iter
        if len(self._tiles) > MAX_TILES:
            self._tiles.popitem(last=False)

    def of(self, picture: Picture) -> set[Address]:
        """Return the tiles that hold the counts of a picture."""
        return {
            address
            for address, (fractal, max_iter) in list(self._tiles.items())
            if max_iter == picture.max_iter and formula.read(fractal) == picture.fractal
        }


def addresses(picture: Picture, depth: int | None, sent: Sent, *, finer: int = 0) -> list[Address]:
    """Choose the tiles of a file.

    Parameters
    ----------
    picture : Picture
    depth : int or None
        How many levels deeper than the picture, all over it; None for the picture's own and what was sent.
    sent : Sent
    finer : int, default=0
        How many levels deeper are the tiles that smooth the picture itself.

    Returns
    -------
    list of (z, x, y)
        The coarsest first.

    Raises
    ------
    TypeError, ValueError
        If `depth` is not an integer, is out of range, or asks for too many tiles.
    """
    deeper = 0 if depth is None else arguments.integer("depth", depth, 0, MAX_DEPTH)
    columns, rows = (side / _core.TILE_SIZE + 1 for side in (picture.width, picture.height))
    if columns * rows * 4**deeper > MAX_TILES:
        raise ValueError(f"depth must leave at most {MAX_TILES} tiles, got {depth}")
    # Two levels up there is something around the view, at the coarsest one everything.
    z, deepest = picture.level, tiles.deepest(picture.fractal, "rust")
    levels = {_core.MIN_Z, *range(max(z - 2, _core.MIN_Z), min(z + deeper, deepest) + 1)}
    levels.add(min(z + finer, deepest))
    wanted = {address for level in levels for address in picture.cover(level)}
    wanted.update(_core.tile_cover(("0", "0"), math.log2(2 * REACH), (1, 1), _core.MIN_Z))
    if depth is None:
        wanted |= sent.of(picture)
    return sorted(wanted)


def compute(
    worker: Worker, picture: Picture, wanted: list[Address], told: Callable[[int], object]
) -> dict[str, RecordedTile]:
    """Compute tiles on a view's worker, in turns with what its page asks for meanwhile.

    Parameters
    ----------
    worker : Worker
    picture : Picture
    wanted : list of (z, x, y)
    told : callable
        ``told(done)`` is called ten times a second, with the number of tiles that are done.

    Returns
    -------
    dict of str to RecordedTile
        By ``z/x/y``, the place in hexadecimal.

    Raises
    ------
    RuntimeError
        If the view is closed meanwhile.
    """
    job = _PyramidJob(picture, wanted)
    worker.complete(job, lambda: told(len(job.tiles)))
    if job.error is not None:
        raise job.error
    told(len(job.tiles))
    return job.tiles


class _PyramidJob(Job[Address, RecordedTile]):
    """Tiles that are kept, not sent."""

    def __init__(self, picture: Picture, wanted: list[Address]) -> None:
        super().__init__("", 0)  # no view has this name
        self.tiles: dict[str, RecordedTile] = {}
        self.error: Exception | None = None
        self._picture = picture
        self._wanted = deque(wanted)

    @property
    def key(self) -> object:
        """Its own: two files may be written at once."""
        return self

    @property
    def pending(self) -> bool:
        """Whether there are tiles to compute."""
        return bool(self._wanted)

    def take(self) -> Address:
        """Remove the coarsest tile."""
        return self._wanted.popleft()

    def end(self) -> None:
        """Want no more tiles."""
        self._wanted.clear()

    def fail(self, error: Exception) -> None:
        """Keep the error for the caller that waits."""
        self.end()
        self.error = error

    def wants(self, older: Job[Address, RecordedTile], piece: Address) -> bool:  # noqa: ARG002
        """Return False: it replaces no other job."""
        return False

    def compute(self, piece: Address, cancellation: _core.Cancellation) -> RecordedTile:
        """Compute a tile with the kernel of this package."""
        max_iter = self._picture.iterations_of(piece)
        fields = tiles.compute(
            self._picture.fractal,
            piece,
            fields=self._picture.field_names,
            max_iter=max_iter,
            cancellation=cancellation,
        )
        return {"max_iter": max_iter, "fields": fields}

    def deliver(self, piece: Address, result: RecordedTile) -> None:
        """Keep a tile."""
        z, x, y = piece
        self.tiles[f"{z}/{x:x}/{y:x}"] = result
