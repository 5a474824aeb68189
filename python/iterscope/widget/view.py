"""Base class of live views: front end, size, poster, and traits that a page cannot overwrite."""

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from iterscope import _core
from iterscope.validation import arguments
from iterscope.widget import messages
from iterscope.widget.show import show_below, show_file
from iterscope.widget.traits import Integer, Switch
from iterscope.widget.worker import Worker

STATIC = Path(__file__).parent.parent / "static"

_REPLY_PERIOD = 0.1
"""Seconds in which one error is sent, after two at once: a flood of messages is not answered by another."""


@cache
def _text(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def front_end(name: str) -> Any:
    """Return the trait that holds a file of the front end.

    A file's path in its place would hold each widget for ever, with all that belongs to it: anywidget notes
    in it whom to tell of changes.
    """
    return traitlets.Unicode(_text(name)).tag(sync=True)


class HeldTraits(threading.local):
    """The traits that a thread has set and has still to send."""

    def __init__(self) -> None:
        self.holding = False
        self.names: set[str] = set()


class View(anywidget.AnyWidget):
    """A widget whose page may set the traits named in `_page_sets`, and nothing else.

    Options of the constructor are these and `_kernel_sets`.

    A page could otherwise replace ``_esm``, which everyone who shows the widget later would run.
    """

    _page_sets: ClassVar[frozenset[str]] = frozenset()
    _kernel_sets: ClassVar[frozenset[str]] = frozenset({"fluid"})
    _belonging: ClassVar[Mapping[str, frozenset[str]]] = {}
    """What is refused, too, where it comes with a trait that is: it belongs to that."""
    _pictured: ClassVar[int] = 0
    """How many planes the picture in an output fills side by side; a figure with axes fills none."""

    width = Integer(960, min=64, max=8192).tag(sync=True, echo_update=False)
    height = Integer(540, min=64, max=8192).tag(sync=True, echo_update=False)
    fluid = Switch(default_value=True).tag(sync=True, echo_update=False)

    poster = traitlets.Instance(dict, allow_none=True).tag(sync=True)
    version = traitlets.Unicode(_core.__version__, read_only=True).tag(sync=True)

    _anywidget_id = traitlets.Unicode().tag(sync=True)
    _worker: Worker
    """The thread of the view; a constructor that refuses its arguments makes none."""
    _page_thread = 0
    _refused_at = 0.0
    """Time from which another error is sent at once."""
    _open = False

    def __init__(self, **options: Any) -> None:
        allowed = self._page_sets | self._kernel_sets
        if unknown := options.keys() - allowed:
            name = type(self).__name__
            raise TypeError(f"{name} has the options {sorted(allowed)}, got {sorted(unknown)}")
        self._held = HeldTraits()
        self._refused: set[str] = set()
        """Traits whose values the page does not know: it has set others, which were refused."""
        super().__init__(**{"fluid": "width" not in options, **options})
        self._open = True
        self._own_layout = self.layout

    def __repr__(self) -> str:
        name = f"{type(self).__name__} of {self._subject()}"
        return f"<{name}: a notebook shows it; elsewhere show() and to_png()>"

    def _subject(self) -> str:
        """Return in a few words what is looked at."""
        raise NotImplementedError

    def add_traits(self, **traits: Any) -> None:
        """Add traits that the class has not; anywidget would add those that it has to each widget anew."""
        if missing := {name: trait for name, trait in traits.items() if not self.has_trait(name)}:
            super().add_traits(**missing)

    @traitlets.default("_anywidget_id")
    def _name(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    def __reduce_ex__(self, protocol: object) -> Any:
        """Refuse to be pickled, as ipywidgets refuses copies; raises TypeError."""
        raise TypeError(
            f"a {type(self).__name__} cannot be pickled, for it belongs to this process: "
            "keep what it shows, or a file by to_html()"
        )

    def close(self) -> None:
        """Stop all work, free what is held, and take the view from the page."""
        if hasattr(self, "_worker"):
            self._worker.close()
        super().close()
        if self._open:
            self._own_layout.close()  # ipywidgets keeps what is not closed
            del self._repr_mimebundle_  # ipywidgets has put None in its place
        self._open = False

    def to_html(self, path: str | PathLike[str]) -> None:
        """Write the view as one HTML file that works by itself."""
        raise NotImplementedError

    def show(self, path: str | PathLike[str] | None = None) -> None:
        """Show the view now: below the cell of a notebook, also of marimo; elsewhere as a file in a browser.

        For scripts, plain IPython and Python's own prompt. The file is that of `to_html`: it needs no kernel,
        and stays when the script has ended.

        Parameters
        ----------
        path : str or path, optional
            Where to write the file, also from a notebook. By default a new folder for temporary files, which
            a browser in a sandbox (Snap, Flatpak) may not read.

        Raises
        ------
        RuntimeError
            If no browser can be started; it says where the file is.
        OSError, ValueError
            If the file cannot be written, as `to_html`.
        """
        if path is not None or not show_below(self):
            show_file(self.to_html, path)

    def send(self, content: Any, buffers: Any = None) -> None:
        """Send the page a message; of many errors the newest, one in 0.1 s."""
        if isinstance(content, Mapping) and content.get("kind") == "error":
            self._coalesce(lambda: content)
        else:
            super().send(content, buffers)

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute; what refuses the value of a trait does not repeat all of it."""
        try:
            super().__setattr__(name, value)
        except traitlets.TraitError as error:
            raise traitlets.TraitError(arguments.brief(str(error))) from None

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Set the traits that the page sends; one that refuses its value keeps the old one.

        So does what came with it and belongs to it.
        """
        accepted, errors = {}, {}
        for name in self._page_sets & sync_data.keys():
            trait = self.traits()[name]
            from_json = trait.metadata.get("from_json", lambda value, _: value)
            try:
                value = from_json(sync_data[name], self)
                trait._validate(self, value)  # noqa: SLF001 - the only way to ask before setting
            except (traitlets.TraitError, TypeError, ValueError, OverflowError, ImportError) as error:
                errors[name] = messages.MessageError(f"{name}: {error}")
            else:
                accepted[name] = sync_data[name]
        for name in errors.keys() & self._belonging.keys():
            for other in self._belonging[name] & accepted.keys():
                del accepted[other]
                self._refused.add(other)
        self._refused |= errors.keys()
        for failure in errors.values():
            self.refuse(failure)
        if accepted:
            self._page_thread = threading.get_ident()
            try:
                super().set_state(accepted)
            finally:
                self._page_thread = 0

    # For `hold_sync` ipywidgets keeps these two for all threads together: one that sends would drop what
    # another has just set, or fail because of it.
    @property
    def _holding_sync(self) -> bool:
        return self._held.holding

    @_holding_sync.setter
    def _holding_sync(self, holding: bool) -> None:
        self._held.holding = holding

    @property
    def _states_to_send(self) -> set[str]:
        return self._held.names

    @property
    def _from_page(self) -> bool:
        """Whether the present call comes from the page, which sets a trait."""
        return self._page_thread == threading.get_ident()

    @traitlets.observe("width")
    def _widen(self, _change: Any) -> None:
        if self._open and not self._from_page:
            self.fluid = False

    def _handle_custom_msg(self, content: Any, buffers: Any) -> None:
        super()._handle_custom_msg(content, buffers)
        self._receive(content)

    def _receive(self, content: Any) -> None:
        """Take a message of the page; one that cannot be taken is refused."""
        raise NotImplementedError

    def _refresh_poster(self, cancellation: _core.Cancellation) -> None:
        """Redraw the poster if the view has changed since the last one."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        if not self._open:
            return {"text/plain": f"{type(self).__name__}, which is closed"}, {}
        self._refresh_poster(_core.Cancellation())
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:
            # For the extension of JupyterLab: this output is ours, and so large is what it shows.
            size = {name: getattr(self, name) for name in ("width", "height", "fluid")}
            bundle[1]["iterscope"] = {**size, "planes": self._pictured}
        if bundle is not None and self.poster is not None:
            # For readers without widgets: a saved notebook on a web page, a converted document.
            bundle[0]["image/png"] = self.poster["png"]
        return bundle

    def refuse(self, error: Exception, vid: str | None = None, seq: int | None = None) -> None:
        """Send the page an error about its message."""
        self._coalesce(lambda: messages.failure(error, vid, seq))

    def _coalesce(self, failure: Callable[[], Mapping[str, Any]]) -> None:
        """Send an error, made when it is sent: at once, or in a moment if none that is newer comes."""
        wait = self._refused_at - time.monotonic()
        if wait <= 0:
            self._send_error(failure)
        else:
            with suppress(ValueError):  # too many commands wait
                self._worker.submit(partial(self._send_error, failure), "error", after=wait)

    def _send_error(self, failure: Callable[[], Mapping[str, Any]]) -> None:
        self._refused_at = max(self._refused_at, time.monotonic() - _REPLY_PERIOD) + _REPLY_PERIOD
        super().send(failure())
        if self._refused:
            names, self._refused = self._refused, set()
            self.send_state(names)

    def _send(self, msg: Any, buffers: Any = None) -> None:
        super()._send(msg, buffers)
        # ipykernel takes the page's next message on the thread that sent last, which a cell may keep busy for
        # long. Without its note of that thread the message goes where the page says: to the one for widgets.
        with suppress(AttributeError):
            del self.comm._reply_subshell_id  # noqa: SLF001
