"""An epoch of a self-organizing map of 400 nodes against minisom's batch training."""

from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from tests.benchmarks.peers.job import Contender, Job

from iterscope import _core

ROWS, FEW, FEATURES, SIDE, RADIUS = 20_000, 2_000, 10, 20, 3.0
"""Samples, the part of them that a slow package gets, their features, rows and columns, radius of the neighborhoods."""


def jobs() -> list[Job]:
    """Return the jobs: both halves of an iteration, with nearest and with local winners."""
    X = np.random.default_rng(0).random((ROWS, FEATURES))
    found = []
    for winner in ("nearest", "local"):
        contenders = [ours(X, winner)]
        if find_spec("minisom"):
            contenders.append(minisom(X))
        found.append(Job(f"Map of {SIDE} x {SIDE} nodes, an epoch, {winner} winners", "row", contenders))
    return found


def ours(X: NDArray[np.float64], winner: str) -> Contender:
    """Winners, sums and new places of the nodes."""
    means = np.ascontiguousarray(X[: SIDE * SIDE])

    def work() -> None:
        shape = SIDE, SIDE
        _, found = _core.map_statistics(
            X, means, shape=shape, topology="rectangular", winner=winner, radius=RADIUS
        )
        found.maximize()

    return Contender("iterscope", work, len(X))


def minisom(X: NDArray[np.float64]) -> Contender:
    """One epoch of its batch training."""
    from minisom import MiniSom

    model = MiniSom(SIDE, SIDE, FEATURES, sigma=RADIUS, random_seed=0)
    return Contender("minisom, batch", lambda: model.train_batch_offline(X[:FEW], 1), FEW)
