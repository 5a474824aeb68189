"""How exact float64 still is where it hands over to perturbation: ``python -m tests.oracle.handover [LOG2_WIDTH]``."""

import argparse

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from tests.oracle import iterate, views
from tests.oracle.compare import fractal, place

EVERY = slice(2, views.SIDE, 4)
"""Rows and columns that are looked at."""
BITS = 256
PLACES: tuple[tuple[str, views.Point, views.Point | None], ...] = (
    ("dust", ("-0.7263389638625084", "0.1796026828698814"), None),
    ("seahorse", ("-0.743643887037151", "0.131825904205330"), None),
    ("flake", ("-1.768667862837488812627419470", "0.001645580546820209430325900"), None),
    ("tip", views.DENDRITE, None),
    ("Julia, dendrite", ("1.300242590220120419", "-0.624810533843826587"), views.DENDRITE),
    ("Julia, rabbit", ("1.276337623593117416", "-0.479727984309395100"), views.RABBIT),
    ("Julia, dust", ("1.527503118643534610", "-0.07591217835228786"), ("-0.8", "0.156")),
)


def main(log2_width: int) -> None:
    """Print which counts of float64 are wrong in views this wide, and how many a nudge of 2**-44 changes."""
    table = Table("view", "wrong", "changed by a nudge", "of")
    for name, center, c in PLACES:
        kind = "mandelbrot" if c is None else "julia"
        view = views.View(name, kind, center, log2_width, c=c, max_iter=5000)
        found = fractal(view).escape_counts(
            place(view), (views.SIDE, views.SIDE), max_iter=view.max_iter, bailout=iterate.RADII[0]
        )[EVERY, EVERY]
        right, nudged = (_counts(view, nudge) for nudge in (0.0, iterate.NUDGE))
        table.add_row(name, str((found != right).sum()), str((nudged != right).sum()), str(right.size))
    Console().print(table)


def _counts(view: views.View, nudge: float) -> NDArray[np.uint32]:
    side = range(views.SIDE)[EVERY]
    samples = (iterate.sample(view, BITS, row, column, nudge) for row in side for column in side)
    counts = [iterate.count(view, BITS, *sample) for sample in samples]
    return np.array(counts, np.uint32).reshape(len(side), len(side))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log2_width", type=int, nargs="?", default=-24)
    main(**vars(parser.parse_args()))
