"""What a session does to the traits of its view."""

import threading
from typing import Any

from iterscope.fit.session.listener import Listener
from iterscope.fit.traits.traits import FitTraits


class TraitMirror(Listener):
    """Lets the traits of a view follow its session.

    Parameters
    ----------
    view : FitTraits
    """

    def __init__(self, view: FitTraits) -> None:
        self._view = view
        self._thread = 0

    @property
    def configuring(self) -> bool:
        """Whether the present change of a trait only repeats what the session has."""
        return self._thread == threading.get_ident()

    def send(self, message: Any) -> None:
        """Send a message to the page."""
        self._view.send(message)

    def fail(self, error: Exception, vid: str | None = None, seq: int | None = None) -> None:
        """Send an error to the page, unless a newer one comes in a moment."""
        self._view.refuse(error, vid, seq)

    def changed(self, **state: Any) -> None:
        """Set traits, and send them to the page in one message."""
        with self._view.hold_sync():
            for name, value in state.items():
                self._view.set_trait(name, value)

    def configured(self, **settings: Any) -> None:
        """Set the traits that say how the model is fitted; they do not configure the session in turn."""
        self._thread = threading.get_ident()
        try:
            for name, value in {"epsilon": None, **settings}.items():  # few models hold covariances
                setattr(self._view, name, value)
        finally:
            self._thread = 0
