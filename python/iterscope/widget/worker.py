"""The thread that renders what the browser asked for last."""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from iterscope._core import Cancellation, CancelledError
from iterscope.fractal.messages import Accepted, Tile, Tiles, ViewRequest
from iterscope.widget.messages import Failure, failure

MAX_VIEWS = 64
"""Views whose latest request is remembered; a page that makes up more forgets its oldest."""
BATCH = 4
"""Tiles of one message after the first, which travels alone."""
BATCH_SECONDS = 0.1
"""Time that a tile may wait for others of its message: slow ones travel alone."""

Paint = Callable[[ViewRequest, tuple[int, int], Cancellation], Tile]
Send = Callable[[Accepted | Failure | Tiles], None]


@dataclass
class _Job:
    """What is left of one view's newest request."""

    request: ViewRequest
    wanted: OrderedDict[tuple[int, int], None] = field(init=False)
    """The tiles that are neither sent nor in `batch`, the most wanted first."""
    batch: list[Tile] = field(default_factory=list)
    sent_at: float = -math.inf

    def __post_init__(self) -> None:
        self.wanted = OrderedDict.fromkeys(self.request.tiles)

    def wants(self, other: ViewRequest, tile: tuple[int, int]) -> bool:
        """Whether a tile that was asked for by another request would serve this one."""
        return tile in self.wanted and self.request.level == other.level


class Worker:
    """Renders tiles on one thread: of each view only the newest request, of all views the newest first.

    A request replaces the older one of its view at once: tiles that it does not name are dropped, and one
    that is being rendered is cancelled unless it is still wanted. The thread lives only while there is work.

    Parameters
    ----------
    paint : callable
        ``paint(request, (x, y), cancellation)`` renders one tile; it may raise.
    send : callable
        Sends one message to the browser; what it raises ends the job (the browser is gone).
    idle : callable, optional
        ``idle(cancellation)`` is called when all is done; a new request cancels it.
    """

    def __init__(
        self, paint: Paint, send: Send, idle: Callable[[Cancellation], None] = lambda _: None
    ) -> None:
        self._paint = paint
        self._send = send
        self._idle = idle
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, _Job] = OrderedDict()
        self._running: tuple[ViewRequest, tuple[int, int]] | None = None
        self._cancellation = Cancellation()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, request: ViewRequest) -> None:
        """Replace the view's older request; a request that is not newer is ignored.

        If the worker is busy with something still wanted, `Accepted` is sent so that the browser waits.
        """
        with self._lock:
            older = self._jobs.get(request.vid)
            if self._closed or (older and older.request.seq >= request.seq):
                return
            job = self._jobs[request.vid] = _Job(request)
            self._jobs.move_to_end(request.vid)
            if len(self._jobs) > MAX_VIEWS:
                self._jobs.popitem(last=False)
            busy = self._keep_or_cancel(job)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="iterscope worker", daemon=True)
                self._thread.start()
        if busy:
            self._send({"kind": "accepted", "vid": request.vid, "seq": request.seq})

    def discard(self, vid: str) -> None:
        """Forget a view that is gone."""
        with self._lock:
            if self._jobs.pop(vid, None) and self._running and self._running[0].vid == vid:
                self._cancellation.cancel()

    def close(self) -> None:
        """Stop all work, for good."""
        with self._lock:
            self._closed = True
            self._jobs.clear()
            self._cancellation.cancel()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the work to end; return whether it has."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout)
        return thread is None or not thread.is_alive()

    def _keep_or_cancel(self, job: _Job) -> bool:
        """Cancel what is running if its view no longer wants it; return whether it goes on."""
        if self._running is None:
            self._cancellation.cancel()  # the idle call, if it is under way
            return False
        request, tile = self._running
        if request.vid == job.request.vid and not job.wants(request, tile):
            self._cancellation.cancel()
            return False
        return True

    def _next(self) -> tuple[_Job, tuple[int, int], Cancellation] | None:
        """Choose a tile of the newest job with work left."""
        with self._lock:
            for job in reversed(self._jobs.values()):
                if job.wanted:
                    tile = next(iter(job.wanted))
                    self._running = job.request, tile
                    self._cancellation = Cancellation()
                    return job, tile, self._cancellation
            self._running = None
            self._cancellation = Cancellation()
            return None

    def _work(self) -> None:
        while True:
            chosen = self._next()
            if chosen is None:
                cancellation = self._cancellation
                if not self._closed:
                    self._idle(cancellation)
                with self._lock:
                    if not any(job.wanted for job in self._jobs.values()):
                        self._thread = None
                        return
                continue
            job, tile, cancellation = chosen
            try:
                painted = self._paint(job.request, tile, cancellation)
            except CancelledError:
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, the view shows it and the thread lives on
                self._fail(job, error)
            else:
                self._deliver(job, tile, painted)

    def _deliver(self, job: _Job, tile: tuple[int, int], painted: Tile) -> None:
        with self._lock:
            current = self._jobs.get(job.request.vid)
            if current is None or not current.wants(job.request, tile):
                return
            del current.wanted[tile]
            current.batch.append(painted)
            now = time.monotonic()
            if current.wanted and len(current.batch) < BATCH and now < current.sent_at + BATCH_SECONDS:
                return
            current.sent_at = now
            batch, current.batch = current.batch, []
            message: Tiles = {
                "kind": "tiles",
                "vid": current.request.vid,
                "seq": current.request.seq,
                "z": current.request.z,
                "tiles": batch,
                "remaining": len(current.wanted),
            }
        self._transmit(message, current)

    def _fail(self, job: _Job, error: Exception) -> None:
        with self._lock:
            current = self._jobs.get(job.request.vid)
            if current is not job:
                return
            job.wanted.clear()
        self._transmit(failure(error, job.request.vid, job.request.seq), job)

    def _transmit(self, message: Failure | Tiles, job: _Job) -> None:
        try:
            self._send(message)
        except Exception:  # noqa: BLE001 - the browser is gone; nobody is left to be told
            with self._lock:
                job.wanted.clear()
