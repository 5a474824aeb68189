"""What every live view shares: its front end, and a page that cannot reach further than it should."""

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

if TYPE_CHECKING:
    from iterscope.streaming import messages

STATIC = Path(__file__).parent.parent / "static"

_REPLY_PERIOD = 0.1
"""Least time between two error messages, in seconds: a flood of bad messages is not answered by another."""


class View(anywidget.AnyWidget):
    """A widget whose page may set the traits named in `_page_sets`, and nothing else.

    A page could otherwise replace ``_esm``, which everyone who shows the widget later would run.
    """

    _page_sets: ClassVar[frozenset[str]] = frozenset()

    _refused_at = 0.0

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what the page has changed; values that a trait refuses keep their old value."""
        accepted = {}
        for name in self._page_sets & sync_data.keys():
            trait = self.traits()[name]
            from_json = trait.metadata.get("from_json", lambda value, _: value)
            try:
                value = from_json(sync_data[name], self)
                trait._validate(self, value)  # noqa: SLF001 - the only way to ask before setting
            except (traitlets.TraitError, TypeError, ValueError, OverflowError, ImportError) as error:
                self._refuse(f"{name}: {error}", None)
                self.send_state(name)
            else:
                accepted[name] = sync_data[name]
        if accepted:
            super().set_state(accepted)

    def _refuse(self, message: str, vid: str | None) -> None:
        """Tell the page what was wrong with its message."""
        now = time.monotonic()
        if now - self._refused_at < _REPLY_PERIOD:
            return
        self._refused_at = now
        failure: messages.Failure = {
            "kind": "error",
            "vid": vid,
            "seq": None,
            "code": "malformed",
            "message": message[:300],
        }
        self.send(failure)

    def _send(self, msg: Any, buffers: Any = None) -> None:
        super()._send(msg, buffers)
        # ipykernel takes the page's next message on the thread that sent last, which a cell may keep busy for
        # long. Without its note of that thread the message goes where the page says: to the one for widgets.
        with suppress(AttributeError):
            del self.comm._reply_subshell_id  # noqa: SLF001
