"""Requests for tiles as jobs of a worker: what is still wanted, and how it is batched."""

import math
import time
from collections.abc import Callable

from iterscope import _core
from iterscope.fractal import engines, formula, tiles
from iterscope.fractal.coloring import Coloring
from iterscope.fractal.messages.frames import Frame, FrameRequest
from iterscope.fractal.messages.tiles import Tile, Tiles, ViewRequest
from iterscope.fractal.picture import Picture
from iterscope.fractal.preview import Levels, previews, quick
from iterscope.fractal.view import View
from iterscope.validation import arguments
from iterscope.widget.job import Job, Once

BATCH = 4
"""Tiles of one message after the first, which travels alone."""
FIRST_SECONDS = 0.04
"""Pause after the first message, whose tile would have to wait behind the next ones for a processor."""
BATCH_SECONDS = 0.1
"""Time that a tile may wait for others of its message: slow ones travel alone."""

FRAME_SECONDS = 0.2
"""Time after which a frame gives way to a newer one."""

OUTSIDE = frozenset({"count", "smooth", "distance", "angle", "final_angle"})
"""Fields that are defined where orbits escape, and nowhere else."""

Place = tuple[int, int]
Piece = tuple[Place, int]
"""A place and the number of passes that it has had."""
Compute = Callable[[Place, int, _core.Cancellation], Tile]


def prepare(request: ViewRequest) -> Compute:
    """Check what all tiles of a request share, and return a function that computes one.

    Parameters
    ----------
    request : ViewRequest

    Returns
    -------
    callable
        ``compute((x, y), passes, cancellation)`` returns a tile, a preliminary one after few passes if the
        whole takes long. It raises ValueError if float64 cannot address the tile, and CancelledError.

    Raises
    ------
    ValueError
        If there is no such formula or engine, or `max_iter` is out of range.
    ImportError
        If the engine needs a package that is not installed.
    """
    fractal = formula.read(request.formula)
    engine = engines.check(request.engine)
    fields = tiles.known(fractal, request.fields)
    given = request.max_iter
    if given != "auto":
        arguments.integer("max_iter", given, 1, _core.MAX_ITER)
    engines.warm_up(engine)

    def compute(place: Place, passes: int, cancellation: _core.Cancellation) -> Tile:
        start = time.perf_counter()
        tile = (request.z, *place)
        max_iter = tiles.iterations(fractal, tile) if given == "auto" else given
        looks = previews(request.z, max_iter)
        preliminary = passes < len(looks)
        if preliminary:
            found = looks[passes](
                lambda shape, steps: tiles.levels(
                    fractal, tile, shape, fields, steps, engine=engine, cancellation=cancellation
                ),
                request.z,
                max_iter,
            )
            # Where all points have escaped in the first few steps there is nothing more to know.
            preliminary = looks[passes] is not quick or not _all_escaped(found)
            encoded = tiles.encode(found)
        else:
            encoded = tiles.compute(
                fractal,
                tile,
                fields=fields,
                max_iter=max_iter,
                engine=engine,
                cancellation=cancellation,
            )
        return {
            "x": f"{place[0]:x}",
            "y": f"{place[1]:x}",
            "max_iter": max_iter,
            "preliminary": preliminary,
            "ms": round(1000 * (time.perf_counter() - start), 3),
            "fields": encoded,
        }

    return compute


def _all_escaped(levels: Levels) -> bool:
    outside = [values for field, values in levels.items() if field in OUTSIDE]
    return bool(outside) and all(bool(values.all()) for values in outside)


class TileJob(Job[Piece, Tile]):
    """The rest of a view's newest request for tiles.

    A pass goes over all of them before the next one does, over those that it has not finished.

    Parameters
    ----------
    request : ViewRequest
    prepare : callable, optional
        ``prepare(request)``, called once on the worker's thread, returns what computes a tile.
    sent : callable, optional
        ``sent(request, (x, y))`` is called for each tile that the page is sent.
    """

    def __init__(
        self,
        request: ViewRequest,
        prepare: Callable[[ViewRequest], Compute] = prepare,
        *,
        sent: Callable[[ViewRequest, Place], object] = lambda *_: None,
    ) -> None:
        super().__init__(request.vid, request.seq)
        self.request = request
        self._prepare = prepare
        self._sent = sent
        self._compute: Compute | None = None
        self.wanted = dict.fromkeys(request.places, 0)
        """Passes that tiles have had which are neither whole nor being computed, the most wanted first."""
        self.batch: list[Tile] = []
        """Tiles that are to be sent with the next ones."""
        self._sent_at = -math.inf

    @property
    def pending(self) -> bool:
        """Whether there are tiles to compute."""
        return bool(self.wanted)

    def take(self) -> Piece:
        """Remove the most wanted of the tiles that have had the fewest passes."""
        place = min(self.wanted, key=self.wanted.__getitem__)
        return place, self.wanted.pop(place)

    def end(self) -> None:
        """Want no more tiles."""
        self.wanted.clear()

    def follow(self, older: Job[Piece, Tile]) -> None:
        """Go on with the passes of an older request for the same."""
        if isinstance(older, TileJob) and self.request.level == older.request.level:
            self.wanted |= {place: older.wanted[place] for place in self.wanted.keys() & older.wanted.keys()}
            left = {(f"{x:x}", f"{y:x}") for x, y in self.wanted}
            self.batch = [
                tile for tile in older.batch if tile["preliminary"] and (tile["x"], tile["y"]) in left
            ]

    def wants(self, older: Job[Piece, Tile], piece: Piece) -> bool:
        """Whether a tile of an older request is the same here."""
        return (
            isinstance(older, TileJob)
            and piece[0] in self.wanted
            and self.request.level == older.request.level
        )

    def compute(self, piece: Piece, cancellation: _core.Cancellation) -> Tile:
        """Compute a tile."""
        if self._compute is None:
            self._compute = self._prepare(self.request)
        return self._compute(*piece, cancellation)

    def deliver(self, piece: Piece, result: Tile) -> Tiles | None:
        """Add a tile to the batch; return the batch if it is due."""
        place, passes = piece
        self.wanted.pop(place, None)
        self.batch.append(result)
        if result["preliminary"]:
            self.wanted[place] = passes + 1
        else:
            self._sent(self.request, place)
        now = time.monotonic()
        upcoming = min(self.wanted.values(), default=None)
        if upcoming == passes and len(self.batch) < BATCH and now < self._sent_at + BATCH_SECONDS:
            return None
        self.pause = FIRST_SECONDS if self._sent_at == -math.inf and self.wanted else 0.0
        self._sent_at = now
        batch, self.batch = self.batch, []
        return {
            "kind": "tiles",
            "vid": self.vid,
            "seq": self.seq,
            "z": self.request.z,
            "tiles": batch,
            "remaining": len(self.wanted),
        }


class FrameJob(Once):
    """A view's newest frame; a quick one is finished even if a newer one waits, else none would ever be seen.

    Parameters
    ----------
    request : FrameRequest
    coloring : Coloring
        The view's own.
    """

    def __init__(self, request: FrameRequest, coloring: Coloring) -> None:
        super().__init__(request.vid, request.seq, request.vid, self._draw)
        self._request = request
        self._coloring = coloring
        self.began = math.inf
        """By the monotonic clock."""

    def wants(self, older: Job[None, object], piece: None) -> bool:  # noqa: ARG002
        """Let an older one run to its end unless it takes long."""
        return isinstance(older, FrameJob) and time.monotonic() < older.began + FRAME_SECONDS

    def _draw(self, cancellation: _core.Cancellation) -> Frame:
        self.began = time.monotonic()
        request = self._request
        picture = Picture(
            formula.read(request.formula),
            View(request.center, request.log2_width),
            request.width,
            request.height,
            request.max_iter,
            self._coloring,
        )
        poster = picture.poster(cancellation)
        ms = round(1000 * (time.monotonic() - self.began), 3)
        return {"kind": "frame", "vid": self.vid, "seq": self.seq, "ms": ms, "poster": poster}
