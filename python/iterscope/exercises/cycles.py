"""Exercises about cycles: of points under z² + c, and of angles under doubling."""

from fractions import Fraction
from math import prod

import numpy as np

from iterscope.exercises.exercise import Exercise


def multiplier(points: list[complex]) -> complex:
    """Return by how much once around the cycle multiplies a small difference."""
    return prod((2 * z for z in points), start=1 + 0j)


def doubling(angle: Fraction) -> tuple[int, int]:
    """Follow an angle until it is met again."""
    seen: dict[Fraction, int] = {}
    while angle not in seen:
        seen[angle] = len(seen)
        angle = 2 * angle % 1
    return seen[angle], len(seen) - seen[angle]


def _cycle(c: complex, period: int) -> list[complex]:
    z = 0j
    for _ in range(5000):
        z = z * z + c
    points = [z]
    for _ in range(period - 1):
        points.append(points[-1] ** 2 + c)
    return points


EXERCISES = (
    Exercise(
        name="multiplier",
        arguments=("points",),
        truth=multiplier,
        inputs=[
            ([0.3 + 0.1j],),
            (_cycle(-1.1, 2),),
            (_cycle(-0.12 + 0.745j, 3),),
            (_cycle(-1.31, 4),),
        ],
        hints=(
            "How much longer does one step make a small difference h? (z + h)² = z² + ...",
            "One step multiplies h by 2z. The next step multiplies what comes out of it.",
            "Each point of the cycle has such a factor, and all of them act, one after the other.",
        ),
        mistakes={
            "Is the 2 of 2z left out?": np.prod,
            "Each point has its own factor 2.": lambda points: 2 * np.prod(points),
            "The factors are multiplied, not added.": lambda points: 2 * sum(points),
        },
    ),
    Exercise(
        name="doubling",
        arguments=("angle",),
        truth=doubling,
        results=("preperiod", "period"),
        inputs=[
            (Fraction(*pair),)
            for pair in ((0, 1), (1, 3), (1, 7), (1, 2), (1, 6), (9, 56), (3, 40), (5, 341))
        ],
        hints=(
            "Double the angle again and again, less whole turns, and write down where you have been.",
            "Stop when you meet an angle for the second time. It need not be the first one.",
            "Count the steps before the angle that is met again, then those from it to itself.",
        ),
        mistakes={
            "Both are there, the other way round.": lambda angle: doubling(angle)[::-1],
            "The period does not count the steps before the cycle.": lambda angle: (
                doubling(angle)[0],
                sum(doubling(angle)),
            ),
        },
    ),
)
