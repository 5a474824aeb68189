"""Requests for tiles as jobs of a worker: what is still wanted, and how it is batched."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

from iterscope._core import Cancellation
from iterscope.fractal.messages import Tile, Tiles, ViewRequest
from iterscope.widget.job import Job

BATCH = 4
"""Tiles of one message after the first, which travels alone."""
BATCH_SECONDS = 0.1
"""Time that a tile may wait for others of its message: slow ones travel alone."""

Place = tuple[int, int]
Compute = Callable[[ViewRequest, Place, Cancellation], Tile]


class TileJob(Job[Place, Tile]):
    """What is left of a view's newest request.

    Parameters
    ----------
    request : ViewRequest
    compute : callable
        ``compute(request, (x, y), cancellation)`` returns a tile.
    """

    def __init__(self, request: ViewRequest, compute: Compute) -> None:
        super().__init__(request.vid, request.seq)
        self.request = request
        self._compute = compute
        self._wanted = OrderedDict.fromkeys(request.tiles)
        """Tiles that are neither computed nor being computed, the most wanted first."""
        self._batch: list[Tile] = []
        self._sent_at = -math.inf

    @property
    def pending(self) -> bool:
        """Whether there are tiles to compute."""
        return bool(self._wanted)

    def take(self) -> Place:
        """Remove the most wanted tile."""
        place, _ = self._wanted.popitem(last=False)
        return place

    def end(self) -> None:
        """Want no more tiles."""
        self._wanted.clear()

    def wants(self, older: Job[Place, Tile], piece: Place) -> bool:
        """Whether a tile of an older request is the same here."""
        return (
            isinstance(older, TileJob) and piece in self._wanted and self.request.level == older.request.level
        )

    def compute(self, piece: Place, cancellation: Cancellation) -> Tile:
        """Compute a tile."""
        return self._compute(self.request, piece, cancellation)

    def deliver(self, piece: Place, result: Tile) -> Tiles | None:
        """Add a tile to the batch; return the batch if it is due."""
        self._wanted.pop(piece, None)
        self._batch.append(result)
        now = time.monotonic()
        if self._wanted and len(self._batch) < BATCH and now < self._sent_at + BATCH_SECONDS:
            return None
        self._sent_at = now
        batch, self._batch = self._batch, []
        return {
            "kind": "tiles",
            "vid": self.vid,
            "seq": self.seq,
            "z": self.request.z,
            "tiles": batch,
            "remaining": len(self._wanted),
        }
