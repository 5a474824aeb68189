"""Exercises about a package: what it iterates, and where it runs."""

import numpy as np
from numpy.typing import NDArray

from iterscope.exercises.exercise import Exercise

Field = NDArray[np.float64]


def laplacian(field: Field) -> Field:
    """Add up the four neighbors of each cell of a torus, less four times the cell."""
    return sum((np.roll(field, by, axis) for by in (-1, 1) for axis in (0, 1)), -4 * field)


def gray_scott(u: Field, v: Field, feed: float, kill: float) -> tuple[Field, Field]:
    """Take one step of the model of Gray and Scott."""
    reaction = u * v**2
    return (
        u + 0.16 * laplacian(u) - reaction + feed * (1 - u),
        v + 0.08 * laplacian(v) + reaction - (feed + kill) * v,
    )


def wheel_fits(tag: str, minor: int) -> bool:
    """Say whether CPython 3.minor loads a wheel with such a tag."""
    python, abi = tag.split("-")
    if python == "py3":
        return True
    least = int(python.removeprefix("cp3"))
    return minor >= least if abi == "abi3" else minor == least


def _without_borders(field: Field) -> Field:
    around = np.pad(field, 1)
    neighbors = around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:]
    found: Field = neighbors - 4 * field
    return found


def _one_after_the_other(u: Field, v: Field, feed: float, kill: float) -> tuple[Field, Field]:
    after, _ = gray_scott(u, v, feed, kill)
    return after, gray_scott(after, v, feed, kill)[1]


def _fields(seed: int, *shape: int) -> tuple[Field, Field]:
    u, v = np.random.default_rng(seed).uniform(size=(2, *shape))
    return u, v


EXERCISES = (
    Exercise(
        name="laplacian",
        arguments=("field",),
        truth=laplacian,
        inputs=[
            (np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]),),
            (np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),),
            (_fields(0, 5, 7)[0],),
            (_fields(1, 1, 6)[0],),
        ],
        hints=(
            "Begin with a field that is 0 but for one cell: it loses 4, and each of its neighbors gains 1.",
            "Move the whole field by one cell; what leaves it at one side comes in at the other: `np.roll`.",
            "Four of them, by 1 and by -1 along both axes, and the field itself four times less.",
        ),
        mistakes={
            "Across the border there are neighbors, too: the last row and column are next to the first.": (
                _without_borders
            ),
            "Its sign is wrong: a cell that has more than its neighbors loses.": (
                lambda field: -laplacian(field)
            ),
        },
    ),
    Exercise(
        name="gray_scott",
        arguments=("u", "v", "feed", "kill"),
        truth=gray_scott,
        results=("u", "v"),
        inputs=[
            (np.ones((2, 3)), np.zeros((2, 3)), 0.03, 0.06),
            (np.full((2, 2), 0.5), np.full((2, 2), 0.5), 0.0, 0.0),
            (*_fields(2, 6, 8), 0.0545, 0.062),
            (*_fields(3, 5, 4), 0.0367, 0.0649),
        ],
        hints=(
            "Read the formula term by term: what spreads, what reacts, what is fed or taken away.",
            "What U loses by the reaction, V gains: the same u v², once with minus and once with plus.",
            "V is taken away at the rate feed + kill, in proportion to V.",
        ),
        mistakes={
            "Both fields step at the same time: use the old u for the new v.": _one_after_the_other,
            "V is washed out by the feed as well: its rate is feed + kill.": (
                lambda u, v, feed, kill: (
                    gray_scott(u, v, feed, kill)[0],
                    gray_scott(u, v, feed, kill)[1] + feed * v,
                )
            ),
        },
    ),
    Exercise(
        name="wheel_fits",
        arguments=("tag", "minor"),
        truth=wheel_fits,
        inputs=[
            ("cp311-abi3", 11),
            ("cp311-abi3", 14),
            ("cp312-abi3", 11),
            ("cp312-cp312", 12),
            ("cp312-cp312", 13),
            ("py3-none", 13),
            ("cp39-abi3", 13),
        ],
        hints=(
            "The first half says for which Python it was built, the second which binary interface it uses.",
            "The stable interface, abi3, is kept by all later ones. Any other belongs to one version alone.",
            "py3-none holds no compiled code at all. And compare versions as numbers: 9 is less than 13.",
        ),
        mistakes={
            "As texts, cp39 comes after cp313: compare numbers.": (
                lambda tag, minor: (
                    f"cp3{minor}" >= tag.split("-")[0] if tag.endswith("abi3") else wheel_fits(tag, minor)
                )
            ),
            "Later Pythons keep the stable interface: abi3 is a beginning, no single version.": (
                lambda tag, minor: tag.startswith(("py3", f"cp3{minor}-"))
            ),
        },
    ),
)
