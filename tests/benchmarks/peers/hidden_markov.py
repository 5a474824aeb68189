"""Hidden Markov models beside hmmlearn: ``pip install hmmlearn``."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from tests.benchmarks.peers.task import Task, Work

from iterscope import GaussianHMM

PEER = "hmmlearn"
STATES = 8


def tasks(rows: int) -> Iterator[Task]:
    """Make the tasks, of so many rows in one sequence."""
    from hmmlearn import hmm

    random = np.random.default_rng(0)
    transition = np.full((STATES, STATES), 0.1 / (STATES - 1)) + (0.9 - 0.1 / (STATES - 1)) * np.eye(STATES)
    start = np.full(STATES, 1 / STATES)
    for n_features, kind in ((1, "diag"), (2, "full")):
        means = 2.0 * np.arange(STATES)[:, np.newaxis] + np.zeros(n_features)
        covariances = np.ones((STATES, n_features))
        if kind == "full":
            covariances = np.tile(np.eye(n_features), (STATES, 1, 1))
        ours: Any = GaussianHMM.from_parameters(start, transition, means, covariances, kind)
        X = ours.set_params(random_state=random).sample(rows)[0]
        parameters = ours.parameters_

        def theirs(implementation: str, *values: Any) -> Any:
            model = hmm.GaussianHMM(
                STATES, values[3], implementation=implementation, init_params="", n_iter=1
            )
            model.startprob_, model.transmat_, model.means_, model.covars_ = start, *values[:3]
            return model

        ways = {
            f"hmmlearn, {name}": theirs(name, transition, means, covariances, kind)
            for name in ("log", "scaling")
        }
        few = X[: rows // 20]

        def fit(model: Any, few: Any = few) -> Work:
            return lambda: model.fit(few)

        def proba(model: Any, few: Any = few) -> Work:
            return lambda: model.predict_proba(few)

        def path(model: Any, few: Any = few) -> Work:
            return lambda: model.predict(few)

        what = f"{STATES} states, {n_features} features, {kind}"
        e_step = {name: fit(model) for name, model in ways.items()}
        shares = {name: proba(model) for name, model in ways.items()}
        paths = {name: path(model) for name, model in ways.items()}
        target = 35.0 if n_features == 1 else 80.0
        yield Task(f"E step, {what}", rows, lambda p=parameters, X=X: p.expect(X), e_step, target)
        yield Task(f"probabilities, {what}", rows, lambda p=parameters, X=X: p.posteriors(X), shares, 30.0)
        yield Task(f"path, {what}", rows, lambda p=parameters, X=X: p.decode(X), paths, 30.0)
