"""Measure what views leave in memory: ``python -m tests.robustness.memory``.

A thousand views of each kind are opened, used and closed. Then a person zooms and fits for an hour, in fewer
minutes: what the page would send comes without its pauses.
"""

import argparse
import ctypes
import gc
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from iterscope import FractalWidget, MixtureWidget

VIEWS = 1000
ROUNDS = 360
"""Each is what a person does in ten seconds."""
WARM_UP = 300
"""Views, or rounds, before memory is read for the first time."""


def samples() -> NDArray[np.float64]:
    """Return samples of three groups."""
    rng = np.random.default_rng(0)
    return np.concatenate([rng.normal(center, 1.0, size=(200, 2)) for center in (0, 4, 8)])


def tell(view: Any, kind: str, **fields: Any) -> None:
    """Send a view what its page would."""
    view._handle_custom_msg({"kind": kind, "vid": "page", **fields}, [])  # noqa: SLF001


def settle(view: Any) -> None:
    """Wait until a view has done what it was told."""
    view._worker.run(lambda: None)  # noqa: SLF001


def open_fractal() -> None:
    """Open a fractal, look at it, and close it."""
    view = FractalWidget(width=256, height=160)
    view._repr_mimebundle_()
    view.close()


def open_mixture() -> None:
    """Open a fit, take some steps, and close it."""
    view = MixtureWidget(SAMPLES)
    tell(view, "open")
    view.seek(6)
    view.close()


def zoom(view: FractalWidget, number: int) -> None:
    """Zoom and move for a while: tiles of a few levels, each at another place."""
    z = number % 12
    formula = {"kind": "julia", "parameters": {"c": ["-0.8", f"0.1{number:04d}"]}}
    view.set_state({"log2_width": 1.5 - z, "formula": formula, "center": ["0.1", f"0.0{number}"]})
    middle = f"{2**z // 2:x}"
    wanted = {"formula": formula, "engine": "rust", "max_iter": "auto", "fields": ["count"], "z": z}
    tell(view, "view", seq=number, x=middle, y=middle, tiles=[[0, 0], [-1, 0], [0, -1], [-1, -1]], **wanted)
    view._worker.join(60)  # noqa: SLF001
    view.to_png()


def fit(view: MixtureWidget, number: int) -> None:
    """Fit once again, look back, paint, drag, and compare starts."""
    tell(view, "restart")
    settle(view)
    view.finish()
    view.index = view.n_steps // 2
    tell(view, "brush", tool="add", dims=[0, 1], at=[[1, 1]] * 20, radius=[1, 1])
    settle(view)
    tell(view, "move", seq=number, run=view.run, index=0, component=0, dims=[0, 1], at=[2, 2], done=True)
    settle(view)
    tell(view, "open")
    view.starts(2)
    if number % 10 == 9:
        tell(view, "reset")
        settle(view)


def used() -> float:
    """Return the megabytes that this process holds, as Linux tells them."""
    gc.collect()
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL("libc.so.6").malloc_trim(0)  # what is free and only kept for later is not held
    _, pages, *_ = Path("/proc/self/statm").read_text().split()
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def growth(act: Callable[[int], object], first: int, count: int) -> float:
    """Return the megabytes that are left after some acts, without those of the first ones."""
    for number in range(first):
        act(number)
    before = used()
    for number in range(first, first + count):
        act(number)
    return used() - before


SAMPLES: Final = samples()


def main(*, quick: bool) -> None:
    """Print the megabytes that each use leaves."""
    share = 20 if quick else 1
    views, rounds, first = VIEWS // share, ROUNDS // share, WARM_UP // share
    fractal, mixture = FractalWidget(width=256, height=160), MixtureWidget(SAMPLES)
    for name, act, count in (
        (f"{views} fractals opened and closed", lambda _: open_fractal(), views),
        (f"{views} fits opened and closed", lambda _: open_mixture(), views),
        (f"{rounds} rounds of zooming", lambda number: zoom(fractal, number), rounds),
        (f"{rounds} rounds of fitting", lambda number: fit(mixture, number), rounds),
    ):
        began = time.perf_counter()
        left = growth(act, first, count)
        print(f"{name:40} {left:6.1f} MB {time.perf_counter() - began:8.1f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a twentieth; such figures say nothing")
    main(**vars(parser.parse_args()))
