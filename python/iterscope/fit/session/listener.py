"""Base class of the listeners of a session, such as a view."""

from typing import Any

from iterscope.widget.messages import failure


class Listener:
    """Receives the events of a session, on the session's thread; this one ignores them."""

    def send(self, message: Any) -> None:
        """Receive a message for the page, see `iterscope.fit.messages.Reply`."""

    def fail(self, error: Exception, vid: str | None = None, seq: int | None = None) -> None:
        """Receive an error, of the request with this number of this view; None for all views."""
        self.send(failure(error, vid, seq))

    def changed(self, **state: Any) -> None:
        """Receive new values of the traits that the session sets, such as ``index`` and ``poster``."""

    def configured(self, **settings: Any) -> None:
        """Receive the present model's kind as ``algorithm``, and its settings."""
