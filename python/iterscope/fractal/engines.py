"""Engines that count steps, by name: this package's, and those of the texts that it comes from.

All give the same counts on the same grid, bit for bit; they differ in their speed.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from iterscope import _core
from iterscope.fractal.family import Family, Points
from iterscope.fractal.view import Area, bounds
from iterscope.reference.cancellation import CheckCancelled
from iterscope.validation import arguments
from iterscope.widget.progress import Progress

Count = Callable[[Points, Points | complex, int, float, CheckCancelled], NDArray[np.uint32]]
"""``count(z, c, max_iter, bailout, check_cancelled)``: the counts of orbits under z -> z² + c.

They start at `z`, of any shape; `c` is one constant, or has the same shape."""


class _Reference(NamedTuple):
    """Module and function of an engine in `iterscope.reference`."""

    module: str
    function: str = "escape_counts"
    needs: str | None = None


_REFERENCES: Final = {
    "vectorize": _Reference("vectorize"),
    "numpy": _Reference("masked"),
    "numba": _Reference("jit", "escape_counts_abs", "numba"),
    "numba-norm2": _Reference("jit", "escape_counts_norm2", "numba"),
    "numba-parallel": _Reference("jit", "escape_counts_parallel", "numba"),
}

ENGINES: Final = (*_REFERENCES, "rust-scalar", "rust")
"""A Python function point by point; NumPy arrays and a mask; the function compiled, with a square root,
without, and on all processors; the article's loop in Rust; this package's kernel."""

_AT_ONCE = 1 << 16
"""Points of the plane that are written down at a time: a step of all of them takes milliseconds."""


def available() -> tuple[str, ...]:
    """Return the names of the engines that can be used here."""
    return tuple(name for name in ENGINES if _missing(name) is None)


def check(name: str) -> str:
    """Return the name of an engine that can be used here.

    Raises
    ------
    TypeError, ValueError
        If it is no engine's name.
    ImportError
        If the engine needs a package that is not installed.
    """
    name = arguments.one_of("engine", name, ENGINES)
    if missing := _missing(name):
        raise ImportError(f"engine={name!r} needs {missing}: pip install 'iterscope[bench]'")
    return name


def load(name: str) -> Count:
    """Import one of the readable engines; those of Numba are compiled at their first count."""
    reference = _REFERENCES[name]
    function: Count = getattr(import_module(f"iterscope.reference.{reference.module}"), reference.function)
    return function


def warm_up(name: str) -> None:
    """Import and compile an engine, so that this does not count as its time."""
    if name in _REFERENCES:
        load(name)(np.zeros(1, dtype=complex), 0j, 1, 2.0, lambda: None)


def escape_counts(
    name: str,
    fractal: Family,
    region: Area,
    shape: tuple[int, int],
    *,
    max_iter: int,
    bailout: float,
    grid: str,
    cancellation: _core.Cancellation | None = None,
    show: Progress = lambda _done, _total: None,
) -> NDArray[np.uint32]:
    """Count with the engine of this name; the other parameters are checked ones of `Fractal.escape_counts`.

    Raises
    ------
    CancelledError
        If it was cancelled.
    """
    if name == "rust":
        return _core.escape_counts(
            fractal.formula,
            region,
            shape,
            max_iter=max_iter,
            bailout=bailout,
            grid=grid,
            cancellation=cancellation,
        )
    region = bounds(region, shape)
    if name == "rust-scalar":
        return _core.scalar_escape_counts(
            fractal.formula,
            region,
            shape,
            max_iter=max_iter,
            bailout=bailout,
            grid=grid,
            cancellation=cancellation,
        )

    def check_cancelled() -> None:
        if cancellation is not None and cancellation.cancelled:
            raise _core.CancelledError("the computation was cancelled")
        _core.check_cancelled()

    if not fractal.quadratic:
        raise ValueError(f"engine must be 'rust' or 'rust-scalar' for {fractal}, which is no z -> z² + c")
    xs, ys = _core.axes(region, shape, grid)
    counts = np.empty(shape, dtype=np.uint32)
    done = 0
    for rows, columns in _blocks(shape):
        z, c = fractal.orbits(xs[columns] + 1j * ys[rows, np.newaxis])
        counts[rows, columns] = load(name)(z, c, max_iter, bailout, check_cancelled)
        done += z.size
        show(done, counts.size)
    return counts


def _blocks(shape: tuple[int, int]) -> Iterator[tuple[slice, slice]]:
    """Yield the rows and columns of blocks of at most `_AT_ONCE` points that make up a picture."""
    height, width = shape
    columns = min(width, _AT_ONCE)
    rows = _AT_ONCE // columns
    for top in range(0, height, rows):
        for left in range(0, width, columns):
            yield slice(top, top + rows), slice(left, left + columns)


def _missing(name: str) -> str | None:
    """Return the package that an engine needs and that is not there."""
    needs = _REFERENCES[name].needs if name in _REFERENCES else None
    return None if needs is None or find_spec(needs) else needs
