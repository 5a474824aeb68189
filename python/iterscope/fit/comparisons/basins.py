"""Maps of basins that a page asks for: row by row, in turns with all else that a session does."""

import time
from typing import Any

import numpy as np

from iterscope import _core
from iterscope.fit.basins import BasinFinder, BasinMap
from iterscope.fit.drawing.palette import palette
from iterscope.fit.messages.basins import Basins, BasinsRequest
from iterscope.fit.replies import base64_text
from iterscope.widget.job import Job

MOST_ITERATIONS = 65_535
FRAME_SECONDS = 0.2
"""Least time between two messages of one map."""


class BasinsJob(Job[int, bool]):
    """The rest of a map that a page has asked for.

    Parameters
    ----------
    request : BasinsRequest
    finder : BasinFinder or None
        None where the page wants no map any more.
    """

    gives_way = True

    def __init__(self, request: BasinsRequest, finder: BasinFinder | None) -> None:
        super().__init__(request.vid, request.seq)
        self._request = request
        self._finder = finder
        self._taken = 0
        self._sent_at = -np.inf

    @property
    def key(self) -> Any:
        """One map for each view."""
        return self.vid, "basins"

    @property
    def pending(self) -> bool:
        """Whether a row is left."""
        return self._finder is not None

    def take(self) -> int:
        """Return the number of the next piece."""
        self._taken += 1
        return self._taken

    def end(self) -> None:
        """Want no more of it."""
        self._finder = None

    def wants(self, older: Job[int, bool], piece: int) -> bool:  # noqa: ARG002
        """Tell that no row of another map is of use."""
        return False

    def compute(self, piece: int, cancellation: _core.Cancellation) -> bool:  # noqa: ARG002
        """Compute some points; return whether there are more."""
        return self._finder is not None and self._finder.refine(cancellation)

    def deliver(self, piece: int, result: bool) -> Basins | None:  # noqa: ARG002, FBT001
        """Return what is known, some times a second and at the end."""
        if self._finder is None:
            return None
        now = time.monotonic()
        if result and now - self._sent_at < FRAME_SECONDS:
            return None
        self._sent_at = now
        message = reply(self._request, self._finder.map)
        if not result:
            self.end()
        return message


def reply(request: BasinsRequest, found: BasinMap) -> Basins:
    """Return a map as a page takes it."""
    dims, box, component = request.dims, request.box, request.component
    rows, columns = found.optimum.shape
    iterations = np.minimum(found.iterations, MOST_ITERATIONS).astype("<u2")
    return {
        "kind": "basins",
        "vid": request.vid,
        "seq": request.seq,
        "run": request.run,
        "index": request.index,
        "component": 0 if component is None else component,
        "dims": list(dims),
        "box": list(box),
        "rows": rows,
        "columns": columns,
        "optimum": base64_text(found.optimum.astype("<i2").tobytes()),
        "became": base64_text(found.component.astype("<i2").tobytes()),
        "iterations": base64_text(iterations.tobytes()),
        "log_likelihoods": found.log_likelihoods.tolist(),
        "colors": palette(len(found.log_likelihoods)),
        "n_samples": found.n_samples,
        "progress": found.progress,
    }
