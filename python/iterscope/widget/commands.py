"""Queue of waiting commands: each in its turn, those under a key only in their newest form."""

import time
from collections import OrderedDict
from collections.abc import Callable

Command = Callable[[], object]

MAX_COMMANDS = 256
"""Most commands that may wait; more are refused."""


class Commands:
    """A queue of commands, the oldest first. It has no lock of its own."""

    def __init__(self) -> None:
        self._commands: OrderedDict[object, tuple[Command, float]] = OrderedDict()
        self.awaited = 0
        """Callers that wait for one of them: none is held back meanwhile."""

    def __bool__(self) -> bool:
        return bool(self._commands)

    @property
    def due(self) -> float | None:
        """When the time of the next one comes, by `time.monotonic`; None if none waits."""
        return min((due for _, due in self._commands.values()), default=None)

    def check_room(self, key: object = None) -> None:
        """Refuse one command more, if it does not take the place of another; raises ValueError."""
        if len(self._commands) >= MAX_COMMANDS and key not in self._commands:
            raise ValueError("too many commands are waiting; this one was left out")

    def add(self, command: Command, key: object = None, *, after: float = 0.0) -> None:
        """Put a command behind the others, or in the place of the one under its key.

        Parameters
        ----------
        command : callable
        key : hashable, optional
        after : float, default=0
            Seconds before which it is not taken, unless somebody waits.
        """
        self._commands[object() if key is None else key] = command, time.monotonic() + after

    def take(self, now: float) -> Command | None:
        """Remove the first command whose time has come; any, if somebody waits for one behind it."""
        for key, (command, due) in self._commands.items():
            if due <= now or self.awaited:
                del self._commands[key]
                return command
        return None

    def discard(self, command: Command) -> None:
        """Leave a command out, if it still waits."""
        for key in [key for key, (waiting, _) in self._commands.items() if waiting is command]:
            del self._commands[key]

    def clear(self) -> None:
        """Leave out all."""
        self._commands.clear()
