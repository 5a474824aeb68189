"""What the page has of a session, and what it is sent."""

import math
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial

from iterscope.fit import replies
from iterscope.fit.messages import Reply
from iterscope.fit.messages.commands import OpenRequest
from iterscope.fit.session.comparison import Comparison
from iterscope.fit.session.owner import Owner
from iterscope.fit.session.run import Run

OPEN_SECONDS = 0.25
"""Least time between two answers to views that open: each is a copy of all there is."""


class Page:
    """Sends the samples, the steps and the comparisons of a session.

    Parameters
    ----------
    session : Owner
    comparison : Comparison
        Whose results a view that opens is sent, too.
    """

    def __init__(self, session: Owner, comparison: Comparison) -> None:
        self._session = session
        self._comparison = comparison
        self._opened_at = -math.inf

    def open(self, request: OpenRequest) -> None:
        """Send a view all there is; views that open at about the same time are answered together."""
        after = self._opened_at + OPEN_SECONDS - time.monotonic()
        self._session.answer(request, self.send_all, "open", after=after)

    def everything(self) -> Iterator[Reply]:
        """Return messages of the samples and of all steps; raises ValueError if there are none."""
        run = self._session.present()
        yield replies.points(self._session.present_data(), run.recording.algorithm.view)
        yield from run.everything()

    def send_all(self) -> None:
        """Send the samples, what was compared last, and all steps."""
        session = self._session
        if session.run is None:
            return
        session.listener.send(replies.points(session.present_data(), session.run.recording.algorithm.view))
        for message in self._comparison.unsent(first=self._opened_at == -math.inf):
            session.listener.send(message)
        session.run.send_again()
        self.send_steps(session.run)
        self._opened_at = time.monotonic()

    def send_steps(self, run: Run) -> None:
        """Send steps of a run that the page does not have; between many of them other commands come."""
        session = self._session
        if run is not session.run:
            return
        for message in run.unsent():
            session.listener.send(message)
        if not run.all_sent:
            with suppress(ValueError):  # of the many commands that wait, those that change the fit send it
                session.worker.submit(partial(self.send_steps, run), "steps")
