"""The thread of a view that plays: its clock, its commands, and the pictures that it draws."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

from iterscope._core import Cancellation, CancelledError

MAX_COMMANDS = 256
"""Commands that may wait; a page that sends more is told so."""
MAX_PICTURES = 64
"""Pictures that may wait; the oldest wish is forgotten first."""

REST_SECONDS = 0.3
"""Time without work after which all counts as done."""

Command = Callable[[], object]


class Wish(Protocol):
    """A picture that is wanted; a newer one from the same view for the same layer takes its place."""

    @property
    def vid(self) -> str:
        """Which view wants it."""

    @property
    def seq(self) -> int:
        """Counts up within a view."""

    @property
    def layer(self) -> str:
        """What it shows."""


W = TypeVar("W", bound=Wish)


class Player(Generic[W]):
    """One thread, which lives only while there is something to do: all that changes a view happens on it.

    Commands come first, in their order. Ticks that are due and pictures that are wanted take turns.

    Parameters
    ----------
    tick : callable
        Called when the clock is due; returns the seconds until it is due again, or None to stop it.
    paint : callable
        ``paint(wish, cancellation)`` draws a picture and sends it.
    fail : callable
        ``fail(error, wish)`` is told what any of these raised; the wish is None if it was no picture.
    idle : callable
        Called when there has been nothing to do for a while.
    """

    def __init__(
        self,
        tick: Callable[[], float | None],
        paint: Callable[[W, Cancellation], None],
        fail: Callable[[Exception, W | None], None],
        idle: Callable[[], None],
    ) -> None:
        self._tick = tick
        self._paint = paint
        self._fail = fail
        self._idle = idle
        self._changed = threading.Condition()
        self._commands: OrderedDict[object, Command] = OrderedDict()
        self._wishes: OrderedDict[tuple[str, str], W] = OrderedDict()
        self._due: float | None = None
        self._cancellation = Cancellation()
        self._painting: str | None = None
        self._ticked = False
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, command: Command, key: object = None) -> None:
        """Do something soon.

        Parameters
        ----------
        command : callable
        key : hashable, optional
            A command that waits under the same key is replaced.

        Raises
        ------
        ValueError
            If too many commands wait.
        """
        with self._changed:
            if len(self._commands) >= MAX_COMMANDS and key not in self._commands:
                raise ValueError("too many commands are waiting; this one was left out")
            self._add(command, key)

    def run(self, command: Command) -> None:
        """Do something and wait until it is done.

        Parameters
        ----------
        command : callable

        Raises
        ------
        Exception
            What the command raised.
        RuntimeError
            If the player is closed.
        """
        if threading.current_thread() is self._thread:
            command()
            return
        done = threading.Event()
        raised: list[BaseException] = []

        def watched() -> None:
            try:
                command()
            except BaseException as error:  # noqa: BLE001  it is raised where somebody waits
                raised.append(error)
            finally:
                done.set()

        with self._changed:
            self._add(watched)
        while not done.wait(0.1):
            if self._closed:
                raise RuntimeError("the view is closed")
        if raised:
            raise raised[0]

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

    def wait(self) -> None:
        """Wait until the clock has stopped; called from a command or a tick, return at once."""
        if threading.current_thread() is self._thread:
            return
        with self._changed:
            self._changed.wait_for(lambda: self._due is None or self._closed)

    def wish(self, wish: W) -> None:
        """Ask for a picture; one that is not newer than what waits for its view and layer is ignored.

        What is being drawn is drawn to its end: if wishes came faster than pictures, none would ever be done.
        """
        key = wish.vid, wish.layer
        with self._changed:
            older = self._wishes.get(key)
            if self._closed or (older is not None and older.seq >= wish.seq):
                return
            self._wishes[key] = wish
            if len(self._wishes) > MAX_PICTURES:
                self._wishes.popitem(last=False)
            self._wake()

    def forget(self, vid: str) -> None:
        """Forget a view that is gone."""
        with self._changed:
            for key in [key for key in self._wishes if key[0] == vid]:
                del self._wishes[key]
            if self._painting == vid:
                self._cancellation.cancel()

    def close(self) -> None:
        """Stop all, for good."""
        with self._changed:
            self._closed = True
            self._commands.clear()
            self._wishes.clear()
            self._due = None
            self._cancellation.cancel()
            self._changed.notify_all()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the thread to end; return whether it has."""
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout)
        return thread is None or not thread.is_alive()

    def _add(self, command: Command, key: object = None) -> None:
        if not self._closed:
            self._commands[object() if key is None else key] = command
            self._wake()

    def _wake(self) -> None:
        self._changed.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="iterscope player", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        rested = False
        while True:
            with self._changed:
                action = self._next()
                if action is None and not rested and not self._closed:
                    self._changed.wait(REST_SECONDS)
                    action = self._next()
                if action is None and (rested or self._closed):
                    self._thread = None
                    return
            rested = action is None
            if action is None:
                self._guard(self._idle)
            else:
                action()

    def _next(self) -> Command | None:
        """Choose what to do, waiting for the clock if there is nothing else; None if nothing is left."""
        while True:
            if self._commands:
                _, command = self._commands.popitem(last=False)
                return lambda: self._guard(command)
            wait = None if self._due is None else self._due - time.monotonic()
            if wait is not None and wait <= 0 and not (self._ticked and self._wishes):
                self._ticked = True
                return self._beat
            self._ticked = False
            if self._wishes:
                _, wish = self._wishes.popitem(last=False)
                self._painting = wish.vid
                self._cancellation = Cancellation()
                return lambda: self._draw(wish)
            if wait is None:
                return None
            self._changed.wait(wait)

    def _beat(self) -> None:
        due = self._due
        pause = self._guard(self._tick)
        with self._changed:
            if self._due is None or due is None or not isinstance(pause, float | int):
                self._due = None
                self._changed.notify_all()
            else:
                self._due = max(due + pause, time.monotonic())

    def _draw(self, wish: W) -> None:
        self._guard(lambda: self._paint(wish, self._cancellation), wish)
        with self._changed:
            self._painting = None

    def _guard(self, action: Callable[[], object], wish: W | None = None) -> object:
        try:
            return action()
        except CancelledError:
            return None
        except Exception as error:  # noqa: BLE001  whatever it is, the view shows it and the thread lives on
            with suppress(Exception):  # the page is gone; nobody is left to be told
                self._fail(error, wish)
            return None
