"""Playback of a session: playing at a speed, in a loop, or to the end as fast as it can."""

import time
from collections.abc import Callable

from iterscope._core import CancelledError
from iterscope.fit.session.owner import Owner

FRAME_SECONDS = 1 / 30
"""Least time between two steps that are sent while a session plays."""
LOOP_SECONDS = 1.0
"""Time for which a session that plays in a loop shows the last step."""


class Playback:
    """Shows one step after another, computed as they are needed.

    Parameters
    ----------
    session : Owner
    """

    def __init__(self, session: Owner) -> None:
        self._session = session
        self._at_full_speed = False
        self.playing = False
        self.speed = 4.0
        """Half-steps per second."""
        self.loop = False
        """Whether it begins again after the last step."""

    def play(self) -> None:
        """Start playing; at the end, from the beginning."""
        self._set_playing(playing=True)
        self._session.worker.start()

    def pause(self) -> None:
        """Stop playing at the present step."""
        self._at_full_speed = False
        self._set_playing(playing=False)
        self._session.worker.stop()

    def finish(self) -> None:
        """Run to the end of the fit as fast as it can."""
        self._at_full_speed = True
        self.play()

    def wait(self, waiting: Callable[[], object] = lambda: None) -> None:
        """Wait until it has come to the end; an interrupt pauses it.

        Parameters
        ----------
        waiting : callable, optional
            Called every tenth of a second; what it raises is an interrupt.

        Raises
        ------
        ValueError
            If the fit cannot go on.
        """
        try:
            self._session.worker.wait(waiting)
        except BaseException:
            self.pause()
            raise
        if self._session.run is not None:
            self._session.run.recording.check()

    def tick(self) -> float | None:
        """Show the next step; return the seconds until the one after, None to stop the clock."""
        session, run = self._session, self._session.run
        if run is None or not self.playing:
            self.pause()
            return None
        began = time.monotonic()
        period: float = max(1 / self.speed, FRAME_SECONDS)
        if run.recording.complete and session.index >= run.last and not self._at_full_speed:
            session.publish(0, ticking=True)
            return period
        try:
            if self._at_full_speed:
                while time.monotonic() - began < FRAME_SECONDS and run.advance():
                    pass
                index = run.last
            else:
                index = run.reach(session.index + max(1, round(self.speed * period)))
        except ValueError:
            session.publish(run.last, ticking=True)
            raise
        except CancelledError:
            session.publish(run.last, ticking=True)
            self.pause()
            return None
        session.publish(index, ticking=True)
        if index < run.last or not run.recording.complete:
            return 0.0 if self._at_full_speed else period
        if self.loop and not self._at_full_speed:
            return max(period, LOOP_SECONDS)
        self.pause()
        return None

    def _set_playing(self, *, playing: bool) -> None:
        if self.playing != playing:
            self.playing = playing
            self._session.listener.changed(playing=playing)
