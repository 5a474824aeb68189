"""A Gaussian hidden Markov model of 8 states against hmmlearn's, on logarithms, its default, and with scaling."""

from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tests.benchmarks.peers.job import Contender, Job

from iterscope import GaussianHMM

ROWS, FEW = 200_000, 5_000
"""Rows of a series, and of the part of it that a slow package gets."""
STATES = 8

Matrix = NDArray[np.float64]


def jobs() -> list[Job]:
    """Return the jobs: an E step, probabilities of the states and the best path, in one feature and in two."""
    return [job for n_features, kind in ((1, "diag"), (2, "full")) for job in of(n_features, kind)]


def of(n_features: int, kind: str) -> list[Job]:
    """Return the jobs for so many features."""
    start = np.full(STATES, 1 / STATES)
    transition = np.full((STATES, STATES), 0.1 / (STATES - 1))
    np.fill_diagonal(transition, 0.9)
    means = np.repeat(2.0 * np.arange(STATES)[:, np.newaxis], n_features, axis=1)
    full, each = np.tile(np.eye(n_features), (STATES, 1, 1)), np.ones((STATES, n_features))
    covariances = full if kind == "full" else each
    model: Any = GaussianHMM.from_parameters(start, transition, means, covariances, kind)
    X = model.set_params(random_state=0).sample(ROWS)[0]
    chain, few = model.parameters_, np.ascontiguousarray(X[:FEW])
    peers = [
        (f"hmmlearn, {name}", peer(name, kind, start, transition, means, covariances))
        for name in ("log", "scaling")
        if find_spec("hmmlearn")
    ]

    def job(what: str, ours: Any, method: str) -> Job:
        others = [Contender(name, lambda m=m: getattr(m, method)(few), FEW) for name, m in peers]  # type: ignore[misc]
        name = f"Hidden Markov model, {what}: {STATES} states, {n_features} features, {kind}"
        return Job(name, "row", [Contender("iterscope", lambda: ours(X), ROWS), *others])

    return [
        job("E step", chain.expect, "fit"),
        job("probabilities", chain.posteriors, "predict_proba"),
        job("path", chain.decode, "predict"),
    ]


def peer(
    implementation: str, kind: str, start: Matrix, transition: Matrix, means: Matrix, covariances: Matrix
) -> Any:
    """Return hmmlearn's model, whose `fit` takes one iteration."""
    from hmmlearn.hmm import GaussianHMM as Peer

    model = Peer(STATES, kind, implementation=implementation, init_params="", n_iter=1)
    model.startprob_, model.transmat_, model.means_, model.covars_ = start, transition, means, covariances
    return model
