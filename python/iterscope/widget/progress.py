"""How far something is that takes long, told while it is made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from iterscope.validation import arguments

Progress = Callable[[int, int], object]
"""``progress(done, total)``, in frames, in steps of a fit, in tiles, or in models."""
DELAY = 1.0
"""Seconds after which there is a bar: what is done by then shows none."""


@contextmanager
def shown(
    total: int, *, progress: Progress | bool, unit: str = "frame", name: str = "film"
) -> Iterator[Progress]:
    """Give what is called after each unit: what was given, for True a bar of tqdm, or nothing for False.

    Parameters
    ----------
    total : int
        Units in all.
    progress : callable or bool
    unit : str, default="frame"
        What is counted, as the bar names it.
    name : str, default="film"
        What is made, as the bar names it.

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
    bar: Any = None
    if progress:
        with suppress(ImportError):
            from tqdm.auto import tqdm  # noqa: PLC0415

            bar = tqdm(total=total, unit=unit, desc=name, delay=DELAY)
    if bar is None:
        yield lambda _done, _total: None
        return
    with bar:
        yield lambda done, _total: bar.update(done - bar.n)
