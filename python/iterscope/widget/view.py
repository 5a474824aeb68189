"""Base class of live views: front end, size, poster, and traits that a page cannot overwrite."""

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from iterscope import _core
from iterscope.widget import messages

STATIC = Path(__file__).parent.parent / "static"

_REPLY_PERIOD = 0.1
"""Least time between two error messages, in seconds: a flood of bad messages is not answered by another."""


class View(anywidget.AnyWidget):
    """A widget whose page may set the traits named in `_page_sets`, and nothing else.

    Options of the constructor are these and `_kernel_sets`.

    A page could otherwise replace ``_esm``, which everyone who shows the widget later would run.
    """

    _page_sets: ClassVar[frozenset[str]] = frozenset()
    _kernel_sets: ClassVar[frozenset[str]] = frozenset({"fluid"})

    width = traitlets.Int(960, min=64, max=8192).tag(sync=True, echo_update=False)
    height = traitlets.Int(540, min=64, max=8192).tag(sync=True, echo_update=False)
    fluid = traitlets.Bool(True).tag(sync=True, echo_update=False)  # noqa: FBT003

    poster = traitlets.Instance(dict, allow_none=True).tag(sync=True)
    version = traitlets.Unicode(_core.__version__, read_only=True).tag(sync=True)

    _page_thread = 0
    _refused_at = 0.0

    def __init__(self, **options: Any) -> None:
        allowed = self._page_sets | self._kernel_sets
        if unknown := options.keys() - allowed:
            name = type(self).__name__
            raise TypeError(f"{name} has the options {sorted(allowed)}, got {sorted(unknown)}")
        super().__init__(**{"fluid": "width" not in options, **options})
        self.observe(self._widen, "width")

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Set the traits that the page sends; one that refuses its value keeps the old one."""
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
            self._page_thread = threading.get_ident()
            try:
                super().set_state(accepted)
            finally:
                self._page_thread = 0

    @property
    def _from_page(self) -> bool:
        """Whether the present call comes from the page, which sets a trait."""
        return self._page_thread == threading.get_ident()

    def _widen(self, _change: Any) -> None:
        if not self._from_page:
            self.fluid = False

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster if the view has changed since the last one."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        self._refresh_poster(_core.Cancellation())
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None and self.poster is not None:
            # For readers without widgets: a saved notebook on a web page, a converted document.
            bundle[0]["image/png"] = self.poster["png"]
        return bundle

    def _refuse(self, message: str, vid: str | None) -> None:
        """Send the page an error about its message."""
        now = time.monotonic()
        if now - self._refused_at < _REPLY_PERIOD:
            return
        self._refused_at = now
        self.send(messages.failure(messages.MessageError(message), vid))

    def _send(self, msg: Any, buffers: Any = None) -> None:
        super()._send(msg, buffers)
        # ipykernel takes the page's next message on the thread that sent last, which a cell may keep busy for
        # long. Without its note of that thread the message goes where the page says: to the one for widgets.
        with suppress(AttributeError):
            del self.comm._reply_subshell_id  # noqa: SLF001
