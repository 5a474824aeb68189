"""Worker thread of a view: it computes what the page requests, and runs every change of the view."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Literal

from iterscope._core import Cancellation, CancelledError
from iterscope.widget import forks
from iterscope.widget.commands import Command, Commands
from iterscope.widget.job import AnyJob
from iterscope.widget.jobs import Jobs

GLANCE = 0.1
"""Seconds after which a caller that waits looks how far it is."""
PATIENCE = 0.1
"""Seconds that an interrupted caller waits for its work to stop."""

Doing = Literal["command", "tick", "piece", "idle"]


def _nothing(*_: object) -> None:
    pass


class Worker:
    """One thread, which lives only while there is something to do.

    Commands come first, in their order. Ticks of the clock that are due and pieces of jobs take turns; jobs
    take turns too, the one that waits longest first. A job replaces the older one of its key at once: what it
    does not want is not computed any more.

    All of this runs under a `Cancellation`, which an interrupt of the caller that waits, a newer request, or
    `close` cancels. In a forked child the thread is made again when there is something to do; what the parent
    had begun or queued is the parent's.

    Parameters
    ----------
    send : callable
        Sends one message to the page. What it raises ends the job: the page is gone.
    fail : callable, optional
        ``fail(error)`` receives what a command, a tick or `idle` raised. Errors of a job go to its view.
    tick : callable, optional
        Called when the clock is due; returns the seconds until it is due again, or None to stop it.
    idle : callable, optional
        ``idle(cancellation)`` is called when there has been nothing to do; anything new cancels it.
    rest : float, default=0
        Seconds without work after which `idle` is called.
    """

    def __init__(
        self,
        send: Callable[[object], None],
        *,
        fail: Callable[[Exception], object] = lambda _: None,
        tick: Callable[[], float | None] = lambda: None,
        idle: Callable[[Cancellation], object] = lambda _: None,
        rest: float = 0.0,
    ) -> None:
        self._send = send
        self._fail = fail
        self._tick = tick
        self._idle = idle
        self._rest = rest
        self._due: float | None = None
        self._ticked = False
        self._thread: threading.Thread | None = None
        self._closed = False
        self.renew()
        forks.watch(self)

    def renew(self) -> None:
        """Begin with nothing to do but what the clock says, as a forked child does."""
        self._changed = threading.Condition()
        self._commands = Commands()
        self._jobs = Jobs()
        self._doing: Doing | None = None
        self._running: tuple[AnyJob, object] | None = None
        self._cancellation = Cancellation()
        """Of what is being done."""
        if self._thread is not threading.current_thread():
            self._thread = None

    def submit(self, command: Command, key: object = None, *, after: float = 0.0) -> None:
        """Queue a command.

        Parameters
        ----------
        command : callable
        key : hashable, optional
            A command that waits under the same key is replaced.
        after : float, default=0
            Seconds before which it does not run, unless a caller of `run` waits behind it.

        Raises
        ------
        ValueError
            If too many commands wait.
        """
        with self._changed:
            self._commands.check_room(key)
            self._add(command, key, after)

    def run(self, command: Command, waiting: Command = _nothing) -> None:
        """Run a command on the thread and wait until it is done.

        An interrupt of the wait, such as Ctrl-C, ends the command, or what it waits for. So does what
        `waiting` raises, which is called every tenth of a second meanwhile, on the thread that waits.

        Parameters
        ----------
        command, waiting : callable

        Raises
        ------
        Exception
            What the command raised.
        RuntimeError
            If the worker is closed.
        """
        if threading.current_thread() is self._thread:
            command()
            return
        done = threading.Event()
        raised: list[BaseException] = []

        def watched() -> None:
            try:
                command()
            except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits
                raised.append(error)
            finally:
                done.set()

        with self._changed:
            self._commands.awaited += 1
            self._add(watched)
        try:
            while not self._closed and not done.wait(GLANCE):
                waiting()
        except BaseException:
            with self._changed:  # it ends, or is left out and what it waits for ends
                self._commands.discard(watched)
                self._cancel("command", "tick")
            done.wait(PATIENCE)
            raise
        finally:
            with self._changed:
                self._commands.awaited -= 1
        if self._closed and (raised or not done.is_set()):
            raise RuntimeError("the view is closed")
        if raised:
            raise raised[0]

    def request(self, job: AnyJob) -> bool:
        """Take a job, unless it is not newer than the last one of its key.

        Parameters
        ----------
        job : Job

        Returns
        -------
        bool
            Whether it has to wait for something that is being computed.
        """
        with self._changed:
            if self._closed or not self._jobs.add(job):
                return False
            busy = self._running is not None and self._keep_or_cancel(job, *self._running)
            self._wake()
            return busy

    def complete(self, job: AnyJob, waiting: Command = _nothing) -> None:
        """Run a job in turns with others and wait until nothing is left of it, as `run` does.

        On the worker's own thread, and after `close`, it is done at once.

        Raises
        ------
        RuntimeError
            If the worker is closed meanwhile.
        """
        if self._closed or threading.current_thread() is self._thread:
            while job.pending:
                piece = job.take()
                job.deliver(piece, job.compute(piece, Cancellation()))
            return
        self.request(job)
        try:
            while self._goes_on(job):
                waiting()
        finally:
            with self._changed:
                self._jobs.discard(job)
                if self._runs(job):
                    self._cancellation.cancel()

    def forget(self, vid: str) -> None:
        """Drop the jobs of a view that is gone."""
        with self._changed:
            self._jobs.drop(vid)
            if self._running is not None and self._running[0].vid == vid:
                self._cancellation.cancel()

    def start(self) -> None:
        """Let the clock tick at once, and as long as it says."""
        with self._changed:
            if not self._closed:
                self._due = time.monotonic()
                self._wake()

    def stop(self) -> None:
        """Stop the clock."""
        with self._changed:
            self._due = None
            self._changed.notify_all()

    def wait(self, waiting: Command = _nothing) -> None:
        """Wait until the clock has stopped; called from a command or a tick, return at once.

        An interrupt of the wait stops it, and the tick that is under way; `waiting` is as for `run`.
        """
        if threading.current_thread() is self._thread:
            return
        try:
            while not self._has_stopped():
                waiting()
        except BaseException:
            with self._changed:
                self.stop()
                self._cancel("tick")
                self._changed.wait_for(lambda: self._doing != "tick", PATIENCE)
            raise

    def close(self) -> None:
        """Stop all, for good, and let go of all that was to be called."""
        with self._changed:
            self._closed = True
            self._send = self._fail = self._tick = self._idle = _nothing
            self._commands.clear()
            self._jobs.clear()
            self._due = None
            self._cancellation.cancel()
            self._changed.notify_all()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the thread to end; return whether it has."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
        return thread is None or not thread.is_alive()

    def _add(self, command: Command, key: object = None, after: float = 0.0) -> None:
        if not self._closed:
            self._commands.add(command, key, after=after)
            if self._running is not None and self._running[0].gives_way:
                self._cancellation.cancel()
            self._wake()

    def _cancel(self, *doing: Doing) -> None:
        if self._doing in doing:
            self._cancellation.cancel()

    def _has_stopped(self) -> bool:
        with self._changed:
            if self._due is not None:
                self._wake()
            return self._changed.wait_for(lambda: self._due is None or self._closed, GLANCE)

    def _goes_on(self, job: AnyJob) -> bool:
        """Wait for a job, so long as a glance; return whether something is left of it."""
        with self._changed:
            ended = self._changed.wait_for(
                lambda: job not in self._jobs or not (job.pending or self._runs(job)), GLANCE
            )
            if job not in self._jobs:
                raise RuntimeError("the view is closed")
            return not ended

    def _runs(self, job: AnyJob) -> bool:
        return self._running is not None and self._running[0] is job

    def _keep_or_cancel(self, job: AnyJob, running: AnyJob, piece: object) -> bool:
        """Cancel a piece that a newer job of its key has no use for; return whether it goes on."""
        if running.key != job.key or job.wants(running, piece):
            return True
        self._cancellation.cancel()
        return False

    def _wake(self) -> None:
        self._changed.notify_all()
        self._cancel("idle")
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, name="iterscope worker", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        rested = False
        while True:
            with self._changed:
                action = self._next()
                if action is None and not rested and not self._closed:
                    self._changed.wait(self._rest)
                    action = self._next()
                if action is None and (rested or self._closed):
                    self._thread = None
                    return
                rested = action is None
                self._cancellation = Cancellation()
                if action is None:
                    self._doing = "idle"
                    action = partial(self._guard, partial(self._idle, self._cancellation))
            with self._cancellation:
                action()
            with self._changed:
                self._doing = None
                self._changed.notify_all()

    def _next(self) -> Command | None:
        """Choose what to do, waiting for the clock if there is nothing else; None if nothing is left."""
        while True:
            now = time.monotonic()
            if (command := self._commands.take(now)) is not None:
                self._doing = "command"
                return partial(self._guard, command)
            if self._due is not None and self._due <= now and not (self._ticked and self._jobs):
                self._ticked = True
                self._doing = "tick"
                return self._beat
            self._ticked = False
            self._running = self._jobs.take(waited_for=bool(self._commands), due=self._due)
            if self._running is not None:
                self._doing = "piece"
                return partial(self._compute, *self._running)
            times = [due for due in (self._commands.due, self._due) if due is not None]
            if not times:
                return None
            self._changed.wait(max(min(times) - now, 0.0))

    def _beat(self) -> None:
        due = self._due
        pause = self._guard(self._tick)
        with self._changed:
            if self._due is due and due is not None:  # otherwise it was stopped or started meanwhile
                self._due = max(due + pause, time.monotonic()) if isinstance(pause, float | int) else None
            self._changed.notify_all()

    def _compute(self, job: AnyJob, piece: object) -> None:
        """Compute a piece and send the message, if any, of the newest job of its key that wants it."""
        cancellation = self._cancellation
        message: object = None
        result = error = None
        try:
            result = job.compute(piece, cancellation)
        except CancelledError:
            pass
        except Exception as caught:  # noqa: BLE001 - whatever it is, the view shows it and the thread lives on
            error = caught
        with self._changed:
            self._running = None
            self._changed.notify_all()
            newest = self._jobs.newest(job.key)
            if newest is None or cancellation.cancelled:
                return
            if error is not None:
                if newest is not job:
                    return
                message = job.fail(error)
            elif newest is job or newest.wants(job, piece):
                message = newest.deliver(piece, result)
        if message is not None:
            self._transmit(message, newest)
            self._leave(newest)

    def _leave(self, job: AnyJob) -> None:
        """Leave the processors to those who bring a message to the page, if its job says so."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._commands or self._closed or self._jobs.newest(job.key) is not job, job.pause
            )

    def _transmit(self, message: object, job: AnyJob) -> None:
        try:
            self._send(message)
        except Exception:  # noqa: BLE001 - the page is gone; nobody is left to be told
            with self._changed:
                job.end()

    def _guard(self, action: Command) -> object:
        try:
            return action()
        except CancelledError:
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, the view shows it and the thread lives on
            with suppress(Exception):  # the page is gone; nobody is left to be told
                self._fail(error)
            return None
