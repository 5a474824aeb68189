"""Every sum of an E step, and the most likely path, against all paths of states."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats
from tests.python.fit.sequence.hmm.paths import expected

from iterscope import BernoulliHMM, CategoricalHMM, GaussianHMM, PoissonHMM

RNG = np.random.default_rng(0)
Matrix = NDArray[np.float64]


def chain(k: int, *, zeros: bool = False) -> tuple[Matrix, Matrix]:
    transition = RNG.dirichlet(np.full(k, 0.7), k)
    if zeros:  # only to itself and to the next state
        transition = np.triu(np.tril(transition, 1))
        transition /= transition.sum(axis=1, keepdims=True)
    start = RNG.dirichlet(np.ones(k))
    return (np.eye(k)[0] if zeros else start), transition


def gaussian(k: int, kind: str, *, zeros: bool) -> tuple[Any, Matrix, Any]:
    means, scatter = RNG.normal(size=(k, 2)), RNG.normal(size=(k, 2, 2))
    full = scatter @ scatter.transpose(0, 2, 1) + 0.3 * np.eye(2)
    given, each = {
        "full": (full, full),
        "tied": (full[0], np.repeat(full[:1], k, axis=0)),
        "diag": (full[:, [0, 1], [0, 1]], full * np.eye(2)),
        "spherical": (full[:, 0, 0], full[:, :1, :1] * np.eye(2)),
    }[kind]
    model = GaussianHMM.from_parameters(*chain(k, zeros=zeros), means, given, kind)
    normals = [stats.multivariate_normal(means[j], each[j]) for j in range(k)]
    return (
        model,
        RNG.normal(size=(6, 2)),
        lambda X: np.stack([np.atleast_1d(normal.logpdf(X)) for normal in normals], axis=1),
    )


def emissions(kind: str, *, zeros: bool = False) -> tuple[Any, Matrix, Any]:
    """Return a model of 3 states, 6 rows, and the log densities of rows under the states."""
    k = 3
    if kind in ("full", "tied", "diag", "spherical"):
        return gaussian(k, kind, zeros=zeros)
    table = RNG.uniform(0.1, 0.9, (k, 2))
    if kind == "bernoulli":
        model: Any = BernoulliHMM.from_parameters(*chain(k, zeros=zeros), table)
        rows = RNG.integers(0, 2, (6, 2)).astype(float)
        return model, rows, lambda X: stats.bernoulli(table).logpmf(X[:, np.newaxis]).sum(axis=2)
    if kind == "poisson":
        model = PoissonHMM.from_parameters(*chain(k, zeros=zeros), 5 * table)
        rows = RNG.integers(0, 7, (6, 2)).astype(float)
        return model, rows, lambda X: stats.poisson(5 * table).logpmf(X[:, np.newaxis]).sum(axis=2)
    chances = RNG.dirichlet(np.ones(4), (k, 2))
    model = CategoricalHMM.from_parameters(*chain(k, zeros=zeros), chances)
    rows = RNG.integers(0, 4, (6, 2)).astype(float)
    found = np.log(chances)
    return model, rows, lambda X: sum(found[:, feature, X[:, feature].astype(int)].T for feature in (0, 1))


KINDS = pytest.mark.parametrize(
    "kind", ["full", "tied", "diag", "spherical", "bernoulli", "poisson", "categorical"]
)


@KINDS
@pytest.mark.parametrize("zeros", [False, True])
def test_an_e_step_is_the_sum_over_all_paths(kind: str, *, zeros: bool) -> None:
    model, X, logs = emissions(kind, zeros=zeros)
    start, transition = model.startprob_, model.transmat_
    log_likelihood, shares, pairs, path = expected(start, transition, logs(X))
    found = model.parameters_.expect(X)
    assert found.log_likelihood == pytest.approx(log_likelihood, rel=1e-12)
    np.testing.assert_allclose(found.transitions, pairs, rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(found.start, shares[0], rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(found.weight_sums, shares.sum(axis=0), rtol=1e-12)
    np.testing.assert_allclose(model.predict_proba(X), shares, rtol=1e-10, atol=1e-13)
    assert model.score_samples(X) == pytest.approx([log_likelihood], rel=1e-12)
    assert model.score(X) == pytest.approx(log_likelihood / 6, rel=1e-12)
    log_probability, states = model.decode(X)
    assert states.tolist() == path == model.predict(X).tolist()
    best = np.log(start[path[0]]) + sum(logs(X)[t, state] for t, state in enumerate(path))
    best += sum(np.log(transition[path[t], path[t + 1]]) for t in range(5))
    assert log_probability == pytest.approx(best, rel=1e-12)


@KINDS
def test_sequences_add_up_and_weights_are_repetitions(kind: str) -> None:
    model, X, logs = emissions(kind)
    start, transition = model.startprob_, model.transmat_
    parts = [expected(start, transition, logs(part)) for part in (X[:1], X[1:4], X[4:])]
    lengths, weights = np.array([1, 3, 2]), np.array([2.0, 1.0, 3.0])
    assert model.score_samples(X, lengths) == pytest.approx([part[0] for part in parts], rel=1e-12)
    found = model.parameters_.expect(X, np.repeat(weights, lengths), lengths)
    assert found.log_likelihood == pytest.approx(weights @ [part[0] for part in parts], rel=1e-12)
    summed = sum(weight * part[2] for weight, part in zip(weights, parts, strict=True))
    np.testing.assert_allclose(found.transitions, summed, rtol=1e-10, atol=1e-13)
    first = sum(weight * part[1][0] for weight, part in zip(weights, parts, strict=True))
    np.testing.assert_allclose(found.start, first, rtol=1e-10)
    assert (found.weight, found.n_samples) == (11.0, 6)
    pieces = [np.repeat(X[:1], 2, axis=0), X[1:4], np.tile(X[4:], (3, 1))]
    again = model.parameters_.expect(np.concatenate(pieces), None, np.array([1, 1, 3, 2, 2, 2]))
    np.testing.assert_allclose(again.transitions, found.transitions, rtol=1e-10, atol=1e-13)
    sums = [model.parameters_.expect(part, None, None) for part in pieces[1:2]]
    more = sums[0] + model.parameters_.expect(X[4:], np.full(2, 3.0))
    more += model.parameters_.expect(X[:1], np.full(1, 2.0))
    np.testing.assert_allclose(more.transitions, found.transitions, rtol=1e-10, atol=1e-13)


@KINDS
def test_missing_values_are_left_out_of_the_density(kind: str) -> None:
    model, X, _ = emissions(kind)
    X[1, 0], X[2], X[4, 1] = np.nan, np.nan, np.nan
    if kind in ("full", "tied", "diag", "spherical"):
        emission = model.parameters_.emission
        dense = {
            "full": emission.covariances,
            "tied": [emission.covariances] * 3,
            "diag": np.stack([np.diag(row) for row in np.atleast_2d(emission.covariances)]),
            "spherical": np.stack([value * np.eye(2) for value in np.ravel(emission.covariances)]),
        }[kind]

        def log(row: Matrix, state: int) -> float:
            there = ~np.isnan(row)
            if not there.any():
                return 0.0
            part = dense[state][np.ix_(there, there)]
            return float(stats.multivariate_normal(emission.means[state][there], part).logpdf(row[there]))

        found = np.array([[log(row, state) for state in range(3)] for row in X])
    else:
        found = np.array(
            [
                sum(
                    (single_feature(model, j, value) for j, value in enumerate(row) if not np.isnan(value)),
                    np.zeros(3),
                )
                for row in X
            ]
        )
    log_likelihood, shares, pairs, path = expected(model.startprob_, model.transmat_, found)
    sums = model.parameters_.expect(X)
    assert sums.log_likelihood == pytest.approx(log_likelihood, rel=1e-12)
    np.testing.assert_allclose(sums.transitions, pairs, rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(model.predict_proba(X), shares, rtol=1e-10, atol=1e-13)
    assert model.predict(X).tolist() == path
    # A row without any value tells nothing of the distributions.
    np.testing.assert_allclose(sums.weight_sums, shares[[0, 1, 3, 4, 5]].sum(axis=0), rtol=1e-12)


def single_feature(model: Any, feature: int, value: float) -> Matrix:
    """Return the log probability of one value under each state."""
    if isinstance(model, BernoulliHMM):
        return np.asarray(stats.bernoulli(model.probabilities_[:, feature]).logpmf(value))
    if isinstance(model, PoissonHMM):
        return np.asarray(stats.poisson(model.rates_[:, feature]).logpmf(value))
    return np.asarray(np.log(model.probabilities_[:, feature, int(value)]))
