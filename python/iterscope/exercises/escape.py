"""Exercises about escape counts: one step, one point, and a plane of them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from iterscope.exercises.exercise import Exercise

Plane = NDArray[np.complex128]


def quadratic(z: complex, c: complex) -> complex:
    """Take one step."""
    return z * z + c


def mandelbrot_count(c: complex, max_iter: int) -> int:
    """Count the steps from 0 within radius 2."""
    z = 0j
    for n in range(max_iter):
        z = z * z + c
        if abs(z) > 2:
            return n
    return max_iter


def plane_counts(c: Plane, max_iter: int) -> NDArray[np.int64]:
    """Count the steps of each point."""
    return np.array([mandelbrot_count(point, max_iter) for point in c.ravel()]).reshape(c.shape)


def _from_c(c: complex, max_iter: int) -> int:
    return max(mandelbrot_count(c, max_iter + 1) - 1, 0)


def _above(count: Any) -> Any:
    """Return the same with all counts of what escapes one too large."""
    return lambda c, max_iter: np.minimum(count(c, max_iter) + 1, max_iter)


def _plane(width: int, height: int) -> Plane:
    return np.linspace(-2, 0.6, width) + 1j * np.linspace(1.2, -1.2, height)[:, np.newaxis]


EXERCISES = (
    Exercise(
        name="quadratic",
        arguments=("z", "c"),
        truth=quadratic,
        inputs=[(2 + 0j, 1 + 0j), (1j, 0j), (0.5 - 1j, -0.8 + 0.156j), (0j, 1j)],
        hints=(
            "Square z, then add c. Python knows complex numbers: 1j is i.",
            "It is one line, and it begins with `return`.",
        ),
        mistakes={
            "c is squared here, and z is added: the other way round.": lambda z, c: c * c + z,
            "z is doubled here: its square is z times z.": lambda z, c: 2 * z + c,
        },
    ),
    Exercise(
        name="mandelbrot_count",
        arguments=("c", "max_iter"),
        truth=mandelbrot_count,
        inputs=[
            (1 + 1j, 100),
            (-1 + 0j, 100),
            (0.3 + 0j, 100),
            (3j, 100),
            (-0.75 + 0.01j, 500),
            (0.26 + 0j, 7),
        ],
        hints=(
            "What is different from a Julia set? There z begins anywhere and c is fixed.",
            "Here every orbit begins at 0, and c is the point of the picture.",
            "Count as `escape_count` does: the first step is step 0, and it is counted if |z| > 2 after it.",
        ),
        mistakes={
            "The count is one too large: the step that leaves the disc is not counted.": _above(
                mandelbrot_count
            ),
            "The count is one too small: does your orbit begin at c instead of 0?": _from_c,
        },
    ),
    Exercise(
        name="plane_counts",
        arguments=("c", "max_iter"),
        truth=plane_counts,
        inputs=[
            (np.array([0j, 1 + 1j, 0.3 + 0j]), 50),
            (_plane(5, 4), 60),
            (_plane(31, 22), 90),
            (np.zeros((0, 3), complex), 9),
            (np.full((2, 2), 1e200 + 0j), 9),
        ],
        hints=(
            "Only one loop is needed, over the steps: NumPy does a step for all points at once.",
            "Keep an array of truth values: which points are still inside? Step only those.",
            "What has been counted once must not be counted again, however far its orbit goes later.",
        ),
        mistakes={
            "The counts are one too large: the step that leaves the disc is not counted.": _above(
                plane_counts
            )
        },
    ),
)
