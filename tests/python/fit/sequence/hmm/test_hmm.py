"""Hidden Markov models at their edges: long and impossible sequences, states nobody visits, what is frozen, bad input."""

import pickle
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from tests.python.fit.sequence.hmm.paths import expected

from iterscope import BernoulliHMM, CategoricalHMM, GaussianHMM, MixtureWidget, PoissonHMM, _core, select
from iterscope.fit.recording import Recording

Matrix = NDArray[np.float64]


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    n_threads = _core.runtime()[0]
    yield
    _core.configure(n_threads=n_threads)


def two(covariance: float = 1.0, stay: float = 0.9) -> Any:
    rows = [[stay, 1 - stay], [1 - stay, stay]]
    return GaussianHMM.from_parameters([0.5, 0.5], rows, [[0.0], [4.0]], [[covariance]] * 2)


def series(n: int, seed: int = 0) -> Matrix:
    return np.asarray(two().set_params(random_state=seed).sample(n)[0])


def scaled_in_each_row(model: Any, X: Matrix) -> tuple[float, Matrix, Matrix]:
    """Return log-likelihood, shares and transitions, by plain loops."""
    start, transition = model.startprob_, model.transmat_
    densities = np.exp(-0.5 * np.square(X - model.means_.T) / model.covariances_.T)
    densities /= np.sqrt(2 * np.pi * model.covariances_.T)
    ahead, behind, scales = np.empty_like(densities), np.ones_like(densities), np.empty(len(X))
    for t in range(len(X)):
        ahead[t] = (start if t == 0 else ahead[t - 1] @ transition) * densities[t]
        scales[t] = ahead[t].sum()
        ahead[t] /= scales[t]
    pairs = np.zeros_like(transition)
    for t in range(len(X) - 1, 0, -1):
        weighted = densities[t] * behind[t] / scales[t]
        pairs += np.outer(ahead[t - 1], weighted) * transition
        behind[t - 1] = transition @ weighted
    return float(np.log(scales).sum()), ahead * behind, pairs


@pytest.mark.parametrize("n", [16, 17, 2049, 40_000])
def test_long_sequences_in_windows_are_those_of_plain_loops(n: int) -> None:
    model, X = two(), series(n)
    log_likelihood, shares, pairs = scaled_in_each_row(model, X)
    found = model.parameters_.expect(X)
    assert found.log_likelihood == pytest.approx(log_likelihood, rel=1e-12)
    np.testing.assert_allclose(found.transitions, pairs, rtol=1e-9)
    np.testing.assert_allclose(model.predict_proba(X), shares, atol=1e-12)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_threads_and_neighbours_change_no_bit() -> None:
    X, lengths = series(30_000), [3, 20_000, 1, 500, 996, 4000, 4500]
    found = []
    for n_threads in (1, 2, 3):
        _core.configure(n_threads=n_threads)
        model = GaussianHMM(2, random_state=0, max_iter=3, tol=0).fit(X, lengths=lengths)
        found.append((model.transmat_, model.means_, model.lower_bound_, model.predict_proba(X, lengths)))
    for other in found[1:]:
        for one, same in zip(found[0], other, strict=True):
            np.testing.assert_array_equal(one, same)
    alone = two().predict_proba(X[20_004:20_504])
    np.testing.assert_array_equal(two().predict_proba(X, lengths)[20_004:20_504], alone)


def test_what_is_below_the_smallest_double_is_computed_on_logarithms() -> None:
    """Structural zeros force the way through a state whose density is nothing beside that of another."""
    model = GaussianHMM.from_parameters(
        [1.0, 0.0, 0.0],
        [[0.5, 0.5, 0.0], [0.0, 0.5, 0.5], [0.0, 0.0, 1.0]],
        [[0.0], [60.0], [0.0]],
        [[1.0]] * 3,
    )
    X = np.array([[0.0], [0.0], [60.0], [0.0], [0.0], [60.0], [0.0]])
    logs = -0.5 * np.square(X - model.means_.T) - 0.5 * np.log(2 * np.pi)
    log_likelihood, shares, pairs, path = expected(model.startprob_, model.transmat_, logs)
    found = model.parameters_.expect(X)
    assert found.log_likelihood == pytest.approx(log_likelihood, rel=1e-12)
    np.testing.assert_allclose(found.transitions, pairs, atol=1e-10)
    np.testing.assert_allclose(model.predict_proba(X), shares, atol=1e-10)
    assert model.predict(X).tolist() == path


def test_impossible_sequences_are_refused() -> None:
    model = CategoricalHMM.from_parameters([1, 0], [[1, 0], [0, 1]], [[[1.0, 0.0]], [[0.0, 1.0]]])
    for ask in (model.score, model.predict, model.predict_proba, model.score_samples, model.decode):
        with pytest.raises(ValueError, match="X must be possible under the model, got rows 0 to 1"):
            ask([[0], [1]])
    with pytest.raises(ValueError, match="got rows 2 to 3, of probability 0"):
        model.predict([[0], [0], [0], [1]], lengths=[2, 2])


def test_a_state_nobody_visits_stays_as_it_was() -> None:
    X = series(300)
    start = {
        "startprob_init": [0.5, 0.5, 0.0],
        "transmat_init": [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.2, 0.3, 0.5]],
        "means_init": [[0.0], [4.0], [100.0]],
        "covariances_init": [[1.0], [1.0], [7.0]],
    }
    with pytest.warns(ConvergenceWarning, match=r"degenerate component\(s\) 2: no row belongs to them"):
        model = GaussianHMM(3, **start).fit(X)
    assert model.degenerate_ == (2,)
    np.testing.assert_array_equal(model.transmat_[2], [0.2, 0.3, 0.5])
    assert (model.means_[2, 0], model.covariances_[2, 0], model.startprob_[2]) == (100.0, 7.0, 0.0)
    without = {name: np.array(value)[:2] for name, value in start.items()}
    without["transmat_init"] = without["transmat_init"][:, :2]
    fewer = GaussianHMM(2, **without).fit(X)
    np.testing.assert_allclose(model.transmat_[:2, :2], fewer.transmat_, rtol=1e-9)
    counts = PoissonHMM(2, transmat_init=[[1, 0], [0.5, 0.5]], startprob_init=[1, 0], rates_init=[[2], [9]])
    with pytest.warns(ConvergenceWarning, match="degenerate"):
        counts.fit([[1], [2], [3], [2]])
    assert (counts.rates_[1, 0], counts.degenerate_) == (9.0, (1,))


def test_a_state_at_the_end_keeps_its_row() -> None:
    model = GaussianHMM(
        2, startprob_init=[1, 0], transmat_init=[[0, 1], [0.3, 0.7]], means_init=[[0.0], [5.0]]
    ).fit([[0.0], [5.0], [0.1], [5.2], [-0.1], [4.9]], lengths=[2, 2, 2])
    np.testing.assert_array_equal(model.transmat_, [[0, 1], [0.3, 0.7]])
    assert model.degenerate_ == ()


def test_single_rows_have_no_transitions() -> None:
    X = series(40)
    model = GaussianHMM(2, random_state=0).fit(X, lengths=np.ones(40, np.int64))
    np.testing.assert_array_equal(model.transmat_, np.full((2, 2), 0.5))
    assert np.isfinite(model.score(X, lengths=np.ones(40, np.int64)))
    assert model.predict(X[:1]).shape == (1,)


@pytest.mark.parametrize("name", ["startprob", "transmat", "means", "covariances"])
@pytest.mark.parametrize("covariance_type", ["full", "tied", "diag", "spherical"])
def test_what_is_frozen_stays(name: str, covariance_type: str) -> None:
    covariances = {
        "full": [[[1.5]], [[2.5]]],
        "tied": [[1.5]],
        "diag": [[1.5], [2.5]],
        "spherical": [1.5, 2.5],
    }[covariance_type]
    given = {
        "startprob": [0.3, 0.7],
        "transmat": [[0.7, 0.3], [0.4, 0.6]],
        "means": [[0.5], [3.0]],
        "covariances": covariances,
    }
    starts = {f"{part}_init": value for part, value in given.items()}
    model = GaussianHMM(2, covariance_type=covariance_type, **starts, frozen=[name]).fit(series(400))  # type: ignore[arg-type]
    for part, value in given.items():
        assert np.array_equal(getattr(model, f"{part}_"), value) == (part == name)
    bounds = model.lower_bounds_
    assert (np.diff(bounds) >= -1e-12).all()
    with pytest.raises(ValueError, match=f"frozen '{name}' needs {name}_init"):
        GaussianHMM(2, frozen=[name]).fit(series(30))


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_gaps_are_fitted_over() -> None:
    X = np.concatenate([series(2000), series(2000, 1)], axis=1)
    X[np.random.default_rng(0).random(X.shape) < 0.2] = np.nan
    for covariance_type in ("full", "tied", "diag", "spherical"):
        model = GaussianHMM(2, covariance_type=covariance_type, random_state=0, max_iter=30)
        bounds = [step.lower_bound for step in model.iterate(X)][1:]
        assert (np.diff(bounds) >= -1e-12).all()
        assert np.isfinite(model.means_).all()
    counts = np.where(np.isnan(X), np.nan, np.abs(np.floor(X)))
    for chain in (
        PoissonHMM(2, random_state=0, max_iter=30),
        CategoricalHMM(2, n_categories=12, max_iter=30),
    ):
        bounds = [step.lower_bound for step in chain.iterate(np.minimum(counts, 11))][1:]
        assert (np.diff(bounds) >= -1e-12).all()
    flags = np.where(np.isnan(X), np.nan, X > 2)
    bounds = [step.lower_bound for step in BernoulliHMM(2, random_state=0, max_iter=30).iterate(flags)][1:]
    assert (np.diff(bounds) >= -1e-12).all()


def test_lists_of_arrays_are_sequences_everywhere() -> None:
    X, lengths = series(60), [10, 20, 30]
    parts = np.split(X, [10, 30])
    model = GaussianHMM(2, random_state=0).fit(X, lengths=lengths)
    same = GaussianHMM(2, random_state=0).fit(parts)  # type: ignore[arg-type]
    np.testing.assert_array_equal(model.transmat_, same.transmat_)
    np.testing.assert_array_equal(model.predict(parts), model.predict(X, lengths))  # type: ignore[arg-type]
    assert model.score_samples(parts).shape == (3,)  # type: ignore[arg-type]
    weighted = GaussianHMM(2, random_state=0, means_init=[[0.0], [4.0]]).fit(parts, sample_weight=[1, 2, 1])  # type: ignore[arg-type]
    more = [*parts, parts[1]]
    repeated = GaussianHMM(2, random_state=0, means_init=[[0.0], [4.0]]).fit(more)  # type: ignore[arg-type]
    np.testing.assert_allclose(weighted.means_, repeated.means_, rtol=1e-6)
    with pytest.raises(ValueError, match="sample_weight must be the same for all rows of a sequence"):
        GaussianHMM(2).fit(X, sample_weight=np.arange(1.0, 61), lengths=lengths)


def test_single_precision_is_kept() -> None:
    X = series(300).astype(np.float32)
    model = GaussianHMM(2, random_state=0).fit(X)
    assert {model.means_.dtype, model.transmat_.dtype, model.predict_proba(X).dtype} == {np.dtype(np.float32)}
    double = GaussianHMM(2, random_state=0).fit(X.astype(float))
    np.testing.assert_allclose(model.means_, double.means_, rtol=1e-5)
    model.transmat_ = model.transmat_.copy()
    model.transmat_[0] = [0.25, 0.75]
    assert model.parameters_.transition[0].tolist() == [0.25, 0.75]


def test_it_can_be_pickled_with_its_core() -> None:
    for model, X in [
        (GaussianHMM(2, random_state=0), series(50)),
        (PoissonHMM(2, random_state=0), np.abs(np.floor(series(50)))),
    ]:
        model.fit(X)
        again = pickle.loads(pickle.dumps(model))  # noqa: S301
        np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))
        sums = model.parameters_.expect(X)
        same = pickle.loads(pickle.dumps(sums))  # noqa: S301
        assert same.to_bytes() == sums.to_bytes()
        np.testing.assert_array_equal(same.maximize()[0].transition, sums.maximize()[0].transition)
        for data in (b"", sums.to_bytes()[:-3], sums.to_bytes() + b"x", b"iterHS\0\1" + b"\xff" * 64):
            with pytest.raises(ValueError, match="data must be bytes of"):
                type(sums).from_bytes(data)
        with pytest.raises(ValueError, match="about the same parameters"):
            _ = sums + sums.maximize()[0].expect(X)


def test_a_start_and_an_arrow_are_dragged() -> None:
    recording = Recording(GaussianHMM(3, random_state=0), series(200))
    recording.advance()
    moved = recording.adjusted(0, "transition", (1, 0), 0.5)
    moved.advance()
    np.testing.assert_allclose(moved.step(0).transition[1], [0.5, 0.25, 0.25])
    np.testing.assert_allclose(moved.step(0).transition[0], np.full(3, 1 / 3))
    first = recording.adjusted(0, "start", (2,), 1.0)
    first.advance()
    np.testing.assert_array_equal(first.step(0).start, [0, 0, 1])
    back = first.adjusted(0, "start", (2,), 0.0)
    back.advance()
    np.testing.assert_array_equal(back.step(0).start, [0.5, 0.5, 0])
    for value in (1.5, -0.1):
        with pytest.raises(ValueError, match="value must be a probability from 0 to 1"):
            recording.adjusted(0, "transition", (1, 0), value)
    assert recording.algorithm.path(moved.step(0).parameters).shape == (200,)


def test_numbers_of_states_are_compared() -> None:
    X = series(500)
    found = select(X, range(1, 4), model=GaussianHMM(random_state=0), covariance_type="diag")
    assert found.best_.n_components == 2
    counts = np.abs(np.floor(X))
    parts: Any = np.split(counts, 5)
    one, other = (select(rows, [2], model=PoissonHMM(random_state=0), **more) for rows, more in [
        (parts, {}), (counts, {"lengths": [100] * 5})
    ])  # fmt: skip
    assert one.table["bic"][0] == other.table["bic"][0]


def test_callbacks_see_sequences() -> None:
    widget = MixtureWidget()
    parts = np.split(series(60), [20])
    model = GaussianHMM(2, random_state=0, max_iter=5, tol=0)
    if not hasattr(model, "set_callbacks"):
        pytest.skip("scikit-learn has no callbacks yet")
    with pytest.warns(ConvergenceWarning, match="did not converge"):
        model.set_callbacks(widget).fit(parts)
    assert widget.session.data.lengths.tolist() == [20, 40]  # type: ignore[union-attr]
    assert widget.n_steps == 6
    widget.close()


@pytest.mark.parametrize(
    ("parameters", "match"),
    [
        ({"startprob_init": [0.5, 0.6]}, "startprob_init must sum to 1, got the sum 1.1"),
        ({"startprob_init": [1.5, -0.5]}, "startprob_init must be made of probabilities from 0 to 1, got"),
        ({"startprob_init": [1.0]}, "startprob_init"),
        (
            {"transmat_init": [[0.0, 0.0], [0.5, 0.5]]},
            "transmat_init must sum to 1, got the sum 0.0 in row 0",
        ),
        ({"transmat_init": [[np.nan, 1.0], [0.5, 0.5]]}, "transmat_init contains NaN"),
        ({"means_init": [[0.0, 1.0]]}, "means"),
        (
            {"covariances_init": [[1.0], [-1.0]]},
            "covariances_init must be positive definite, got component 1",
        ),
        (
            {"frozen": ["weights"]},
            r"frozen must name some of \('startprob', 'transmat', 'means', 'covariances'\)",
        ),
        ({"frozen": "means"}, "frozen"),
        ({"n_components": 0}, "n_components"),
        ({"n_components": 31}, "Expected n_samples >= n_components"),
        ({"covariance_type": "round"}, "covariance_type"),
        ({"tol": -1.0}, "tol"),
        ({"init_params": "stmc"}, "init_params"),
    ],
)
def test_parameters_that_cannot_be_are_named(parameters: dict[str, Any], match: str) -> None:
    with pytest.raises(ValueError, match=match):
        GaussianHMM(**{"n_components": 2, **parameters}).fit(series(30))


@pytest.mark.parametrize(
    ("hidden", "match"),
    [
        (PoissonHMM(2, rates_init=[[-1.0], [1.0]]), "rates_init must be finite and not negative, got -1"),
        (BernoulliHMM(2, probabilities_init=[[2.0], [1.0]]), "probabilities_init must be from 0 to 1, got 2"),
        (CategoricalHMM(2, probabilities_init=[[[2.0, -1.0]]] * 2), "probabilities_init must be"),
    ],
    ids=lambda value: value.kind if hasattr(value, "kind") else "",
)
def test_tables_that_cannot_be_are_named(hidden: Any, match: str) -> None:
    with pytest.raises(ValueError, match=match):
        hidden.fit([[0.0], [1.0], [0.0]])


def test_other_bad_input_is_named() -> None:
    X = series(30)
    with pytest.raises(ValueError, match="lengths must sum to the 30 rows of X, got the sum 29"):
        GaussianHMM(2).fit(X, lengths=[10, 19])
    with pytest.raises(ValueError, match="lengths must be at least 1, got 0 for sequence 1"):
        GaussianHMM(2).iterate(X, lengths=[10, 0, 20])
    with pytest.raises(NotFittedError):
        GaussianHMM(2).predict(X)
    model = GaussianHMM(2, random_state=0).fit(X)
    with pytest.raises(ValueError, match="lengths must sum to the 30 rows"):
        model.predict(X, [31])
    with pytest.raises(ValueError, match="X has 2 features, but GaussianHMM is expecting 1"):
        model.predict(np.zeros((3, 2)))
    with pytest.raises(ValueError, match="X contains inf"):
        model.predict([[np.inf]])
    with pytest.raises(ValueError, match="Invalid value for 'n_samples': 0"):
        model.sample(0)
    empty = np.column_stack([X, np.full(30, np.nan)])
    with pytest.raises(ValueError, match="X has no value in column 1"):
        GaussianHMM(2).fit(empty)
    assert np.isfinite(GaussianHMM(1).fit(np.tile(X, 2)).predict_proba(empty)).all()
    X[1:] = np.nan
    for hidden in (GaussianHMM(2), BernoulliHMM(2)):
        with pytest.raises(ValueError, match="Expected n_samples >= n_components"):
            hidden.fit(np.abs(np.sign(X)))
    with pytest.raises(ValueError, match="X must be made of counts"):
        PoissonHMM(2).fit([[0.5], [1.0]])
    with pytest.raises(ValueError, match="X must be made of zeros and ones"):
        BernoulliHMM(2).fit([[2.0], [1.0]])
    with pytest.raises(ValueError, match=r"symbols, whole numbers from 0 to 1, got 2\.0 at row 0"):
        CategoricalHMM(2).fit([[2.0], [1.0]])
