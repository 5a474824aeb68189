"""How far something is that takes long, told while it is made.

What has an argument `progress` tells whoever is given (`shown`, `watched`). All else that lasts longer than a
second shows a bar by itself where a person waits for it: each computation of the core, and what loops in
Python within `lasting`.
"""

import multiprocessing
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from iterscope import _core
from iterscope.validation import arguments

Progress = Callable[[int, Any], object]
"""``progress(done, total)``, in frames, in steps of a fit, in tiles, in pixels, or in models; `total` is None
where nobody knows it."""
DELAY = 1.0
"""Seconds after which there is a bar: what is done by then shows none."""
PERIOD = 0.1
"""Seconds between two looks of a bar."""


class _Around(threading.local):
    """How many bars, or decisions for none, are around what a thread does: there is one bar at a time."""

    depth = 0


_around = _Around()


@contextmanager
def shown(
    total: int | None,
    *,
    progress: Progress | bool,
    unit: str = "frame",
    name: str = "film",
    first: int = 0,
) -> Iterator[Progress]:
    """Give what is called after each unit: what was given, for True a bar of tqdm, or nothing for False.

    Parameters
    ----------
    total : int or None
        Units in all; None if that is not known.
    progress : callable or bool
    unit : str, default="frame"
        What is counted, as the bar names it.
    name : str, default="film"
        What is made, as the bar names it.
    first : int, default=0
        Units that were done before.

    Raises
    ------
    TypeError
        If `progress` is neither.
    """
    if not callable(progress) and not isinstance(progress, bool):
        raise TypeError(f"progress must be a function or a bool, got {arguments.shown(progress)}")
    _around.depth += 1
    try:
        if callable(progress):
            yield progress
        elif progress:
            bar = Bar(total, unit=unit, name=name, first=first)
            try:
                yield bar.show
            finally:
                bar.close()
        else:
            yield _nothing
    finally:
        _around.depth -= 1


@contextmanager
def watched(pixels: int | None, *, progress: Progress | bool, name: str) -> Iterator[Progress]:
    """Tell how far the fractal is that the core computes in the meantime, and give what else can be called.

    Parameters
    ----------
    pixels : int or None
        Of all that is computed; None where only the core knows.
    progress : callable or bool
        As for `shown`.
    name : str
        What is made, as the bar names it.

    Raises
    ------
    TypeError
        If `progress` is neither.
    """
    with shown(pixels, progress=progress, unit="pixel", name=name) as show:
        last = 0

        def told(done: int, total: int) -> None:
            if pixels is None:
                known(done, total)
            else:  # without a total nothing is counted: it goes on
                known(pixels * done // total if total else last, pixels)

        def known(done: int, total: Any) -> None:
            nonlocal last
            last = done
            show(done, total)

        with _core.Watch(told):
            yield known


class lasting:  # noqa: N801 - a context manager
    """A ``with`` block that shows a bar by itself after a second, where a person waits for it and sees it.

    That is the main thread of a notebook or a terminal; it is neither a worker's thread nor its process, nor
    where what is said goes into a file. Within another such block, or where `progress` has decided, there is
    none. The bar is gone in the end. What is quick pays for no more than a look at the clock. No ``yield`` is
    within it: a generator that an error leaves would keep it open for as long as anybody holds the error.

    The block gives a function ``show(done, total=None)``. While the core computes, and where a loop calls
    `_core.check_cancelled`, the bar goes on, too.

    Parameters
    ----------
    total : int, default=None
        Units in all; None where nobody knows.
    unit : str, default="second"
        What is counted, as the bar names it; seconds need not be.
    name : str, default=None
        What it is, as the bar names it; the public method or function that was called if it is None.
    note : callable, default=None
        Returns what the bar says besides.
    quiet : bool, default=False
        Whether there is none after all.
    """

    def __init__(
        self,
        total: int | None = None,
        *,
        unit: str = "second",
        name: str | None = None,
        note: Callable[[], str] | None = None,
        quiet: bool = False,
    ) -> None:
        self._bar = None
        if not (quiet or _around.depth):
            self._bar = Bar(total, unit=unit, name=name, note=note, itself=True)
            self._watch = _core.Watch(self._bar.tick, ends=False)

    def __enter__(self) -> Callable[..., None]:
        if self._bar is not None:
            self._watch.__enter__()
        _around.depth += 1
        return _nothing if self._bar is None else self._bar.show

    def __exit__(self, *raised: object) -> None:
        _around.depth -= 1
        if self._bar is not None:
            self._watch.__exit__(*raised)
            self._bar.close()


class Bar:
    """A bar of tqdm, made when something takes longer than `DELAY`: what is quick does not pay for it.

    Parameters
    ----------
    total : int or None
    unit, name : str
    first : int, default=0
        Units that were done before.
    note : callable, default=None
    itself : bool, default=False
        Whether nobody has asked for it: it is shown where a person sees it, and does not stay.
    """

    def __init__(
        self,
        total: int | None,
        *,
        unit: str,
        name: str | None,
        first: int = 0,
        note: Callable[[], str] | None = None,
        itself: bool = False,
    ) -> None:
        self._options = {"total": total, "unit": unit, "desc": name, "initial": first}
        self._note = note
        self._itself = itself
        self._began = time.monotonic()
        self._due = self._began + DELAY
        self._done = first
        self._bar: Any = None
        self._lacks = False

    def show(self, done: int, total: int | None = None) -> None:
        """Show how much is done."""
        self._done = done
        now = time.monotonic()
        if now >= self._due:
            self._due = now + PERIOD
            self.draw(now, total)

    def tick(self, _done: int = 0, _total: int = 0) -> None:
        """Show that it goes on."""
        self.show(self._done)

    def close(self) -> None:
        """Leave it as it is; or, where nobody has asked for it, take it away."""
        if self._bar is not None:
            self.draw(time.monotonic(), None)
            self._bar.close()

    @property
    def name(self) -> str:
        """What it is of: the name that was given, or else that of what a user has called."""
        return str(self._options["desc"] or called())

    def draw(self, now: float, total: int | None) -> None:
        """Draw it as it is now."""
        if self._lacks:
            return
        if self._bar is None:
            self._bar = self._made(now - self._began, total)
            if self._bar is None:
                self._lacks = True
                return
        if total is not None:
            self._bar.total = total
        if self._note is not None:
            self._bar.postfix = self._note()
        seconds = self._options["unit"] == "second" and self._bar.total is None
        self._bar.n = round(now - self._began) if seconds else self._done
        self._bar.refresh()

    def _made(self, lasts: float, total: int | None) -> Any:
        """Return the bar of what lasts for so long already; None without tqdm, or if nobody is to see it."""
        if self._itself and not is_seen():
            return None
        try:
            from tqdm.auto import tqdm  # noqa: PLC0415
        except ImportError:
            return None
        options = {**self._options, "desc": self.name}
        if total is not None:
            options["total"] = total
        if options["total"] is None:
            counted = "{unit}s" if options["unit"] == "second" else "{elapsed}, {rate_fmt}{postfix}"
            options["bar_format"] = f"{{desc}}: {{n_fmt}}/? [{counted}]"
        scaled = options["unit"] in {"pixel", "row"}
        bar = tqdm(**options, leave=not self._itself, unit_scale=scaled, delay=PERIOD)  # `draw` draws it
        if getattr(bar, "disable", False):  # as the environment says
            return None
        bar.start_t -= lasts
        return bar


class Alone(Bar):
    """The bar of one computation of the core that nothing is around."""

    def __init__(self) -> None:
        super().__init__(None, unit="second", name=None, itself=True)

    def __call__(self, done: int, total: int) -> None:
        """Show how many rows are done, if they are counted."""
        if total:
            self._options["unit"] = "row"
        self.show(done, total or None)


def otherwise() -> Alone | None:
    """Return what is told of a computation that nothing is around; None if nobody sees it.

    Returns
    -------
    Alone or None
    """
    return None if _around.depth or not is_seen() else Alone()


_core.watch_otherwise(otherwise)


def is_seen() -> bool:
    """Tell whether a person waits for this thread and sees what it says.

    Returns
    -------
    bool
        False in threads and processes of workers, and where standard error is neither a terminal nor a
        notebook.
    """
    if threading.current_thread() is not threading.main_thread():
        return False
    if multiprocessing.current_process().name != "MainProcess":
        return False
    ipython: Any = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return hasattr(shell, "kernel") or (sys.stderr is not None and sys.stderr.isatty())


def called() -> str:
    """Return the name of the method or function of this package that a user has called.

    Returns
    -------
    str
    """
    frame: Any = sys._getframe(1)  # noqa: SLF001 - the frame, as warnings find it
    name, is_inside = "iterscope", False
    while frame is not None:
        module = frame.f_globals.get("__name__") or ""
        if module.partition(".")[0] != "iterscope":
            if is_inside:
                break
        elif module != __name__:
            is_inside, name = True, frame.f_code.co_name
            if name.startswith("__"):
                name = type(frame.f_locals.get("self")).__name__
        frame = frame.f_back
    return name


def _nothing(*_: object) -> None:
    pass
