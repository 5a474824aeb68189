"""How far something is that takes long, told while it is made."""

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
    if callable(progress):
        yield progress
        return
    if not isinstance(progress, bool):
        raise TypeError(f"progress must be a function or a bool, got {arguments.shown(progress)}")
    if not progress:
        yield lambda _done, _total: None
        return
    bar = _Bar(total=total, unit=unit, desc=name, initial=first, unit_scale=unit == "pixel")
    try:
        yield bar.show
    finally:
        bar.close()


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

        def told(done: int, total: int) -> None:
            if pixels is None:
                show(done, total)
            else:
                show(pixels * done // max(total, 1), pixels)

        with _core.Watch(told):
            yield show


class _Bar:
    """A bar of tqdm, made when something takes longer than `DELAY`: what is quick does not pay for it.

    Parameters
    ----------
    **options
        Of tqdm.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._began = time.monotonic()
        self._bar: Any = None
        self._lacks = False

    def show(self, done: int, _total: int | None) -> None:
        """Show how much is done."""
        lasts = time.monotonic() - self._began
        if self._bar is None and not self._lacks and lasts >= DELAY:
            self._bar = self._made(lasts)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave it as it is."""
        if self._bar is not None:
            self._bar.close()

    def _made(self, lasts: float) -> Any:
        """Return the bar of something that lasts for so long already; None without tqdm."""
        try:
            from tqdm.auto import tqdm  # noqa: PLC0415
        except ImportError:
            self._lacks = True
            return None
        bar = tqdm(**self._options)
        bar.start_t -= lasts
        return bar
