"""Base of those that follow a session, such as a view."""

from typing import Any


class Listener:
    """Receives what happens in a session, on the session's thread; this one ignores all."""

    def send(self, message: Any) -> None:
        """Take a message for the page, see `iterscope.fit.messages.Reply`."""

    def changed(self, **state: Any) -> None:
        """Take what has changed: ``index``, ``n_steps``, ``complete``, ``run``, ``playing``, ``poster``."""

    def configured(self, **settings: Any) -> None:
        """Take the present model's kind as ``algorithm``, and its settings."""
