"""The search for the place that a text means, on the worker."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from iterscope._core import Cancellation, CancelledError
from iterscope.fractal import formula
from iterscope.fractal.messages.places import GotoRequest, Place
from iterscope.fractal.places.address import find
from iterscope.fractal.places.saved import SavedView
from iterscope.fractal.view import View
from iterscope.widget.job import Job

SECONDS = 20.0
"""Time after which a search is given up."""
_PULSE = 0.005
"""Seconds within which it notices that it is cancelled."""


class GotoJob(Job[None, Place]):
    """A view's newest address. A newer one, or the end of the view, cancels it.

    Parameters
    ----------
    request : GotoRequest
    check : callable
        Called with what was found; raises ValueError if the view cannot show it.
    """

    def __init__(self, request: GotoRequest, check: Callable[[SavedView], None]) -> None:
        super().__init__(request.vid, request.seq)
        self._request = request
        self._check = check
        self._taken = False

    @property
    def pending(self) -> bool:
        """Whether the search has not begun."""
        return not self._taken

    def take(self) -> None:
        """Note that it begins."""
        self._taken = True

    def end(self) -> None:
        """Do not begin."""
        self._taken = True

    def wants(self, older: Job[None, Place], piece: None) -> bool:  # noqa: ARG002
        """Want nothing of an older search."""
        return False

    def compute(self, piece: None, cancellation: Cancellation) -> Place:  # noqa: ARG002
        """Find the place; raises ValueError if the text means nothing, or the search takes too long."""
        asked = self._request
        fractal, near = formula.read(asked.formula), View(asked.center, asked.log2_width)
        with _limited(cancellation):
            found = find(asked.text, fractal, near)
        self._check(found.saved)
        return {
            "kind": "place",
            "vid": self.vid,
            "seq": self.seq,
            "words": found.words,
            "lines": list(found.lines),
            "saved": msgspec.to_builtins(found.saved.message()),
        }

    def deliver(self, piece: None, result: Place) -> Place:  # noqa: ARG002
        """Return the answer."""
        return result


@contextmanager
def _limited(cancellation: Cancellation) -> Iterator[None]:
    """Work under a cancellation for a limited time; raises ValueError at its end."""
    inner, done = Cancellation(), threading.Event()

    def watch() -> None:
        for _ in range(round(SECONDS / _PULSE)):
            if cancellation.cancelled or done.wait(_PULSE):
                break
        inner.cancel()

    threading.Thread(target=watch, name="iterscope limit", daemon=True).start()
    try:
        with inner:
            yield
    except CancelledError:
        if cancellation.cancelled:
            raise
        raise ValueError(f"the search took more than {SECONDS:g} seconds and was given up") from None
    finally:
        done.set()
