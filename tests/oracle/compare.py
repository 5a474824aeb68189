"""Compares the package with the fixtures."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.oracle.iterate import RADII, SPARSE
from tests.oracle.views import FOLDER, SIDE, View

import iterscope

FIELDS = ("smooth", "distance", "angle", "final_angle")
TOLERANCE = 1e-9
"""Of fields: relative, of angles in turns."""


@dataclass(frozen=True)
class Comparison:
    """The differences of a view from the truth."""

    counts: int
    """Pixels whose count differs."""
    errors: dict[str, float]
    """The largest error of each field, relative, or in turns."""
    allowed_counts: int
    """Pixels whose count may differ: as many as do in exact arithmetic when all are moved by 2**-44 of their offset."""
    allowed_errors: dict[str, float]
    """`TOLERANCE`, or what the same move changes if that is more."""

    @property
    def passed(self) -> bool:
        """Whether the package is right."""
        within = all(error <= self.allowed_errors[name] for name, error in self.errors.items())
        return within and self.counts <= self.allowed_counts


def compare(view: View) -> Comparison:
    """Compute a view and compare it."""
    shape, steps = (SIDE, SIDE), view.max_iter
    counts = fractal(view).escape_counts(place(view), shape, max_iter=steps, bailout=RADII[0])
    found = fractal(view).fields(place(view), shape, FIELDS, max_iter=steps, bailout=RADII[1], unit="pixel")
    with np.load(FOLDER / f"{view.name}.npz") as truth:
        nudged = dict(zip(FIELDS, truth["nudged_fields"], strict=True))
        return Comparison(
            counts=int((counts != truth["counts"]).sum()),
            errors={name: _error(name, found[name][SPARSE, SPARSE], truth[name]) for name in FIELDS},
            allowed_counts=int(truth["nudged_counts"]),
            allowed_errors={name: max(TOLERANCE, _error(name, nudged[name], truth[name])) for name in FIELDS},
        )


def place(view: View) -> iterscope.View:
    """Return where a view is."""
    return iterscope.View(view.center, view.log2_width)


def fractal(view: View) -> Any:
    """Return what a view shows."""
    if view.c is None:
        return iterscope.Mandelbrot(degree=view.degree)
    return iterscope.Julia(view.c, degree=view.degree)


def _error(name: str, found: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    if not (np.isnan(found) == np.isnan(expected)).all():
        return np.inf
    error = found - expected
    error = np.remainder(error + 0.5, 1) - 0.5 if name.endswith("angle") else error / expected
    return float(np.nanmax(np.abs(error), initial=0))
