"""Every model of the registry: it is fitted, watched, dragged, drawn and exported like the others."""

import itertools
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import (
    PPCA,
    BayesianGaussianMixture,
    BernoulliHMM,
    BernoulliMixture,
    CategoricalHMM,
    CategoricalMixture,
    FactorAnalysis,
    GaussianHMM,
    GaussianMixture,
    KalmanSmoother,
    KMeans,
    MixtureOfRegressions,
    MixtureWidget,
    PoissonHMM,
    PoissonMixture,
    SelfOrganizingMap,
    StudentMixture,
    _core,
    make_blobs,
)
from iterscope.fit import loop, registry, replies
from iterscope.fit.recording import Recording

BLOBS = make_blobs(n_samples=5000, centers=4, n_features=3, random_state=1)[0] * 0.5

_RNG = np.random.default_rng(3)
_CLASSES = _RNG.uniform(0.05, 0.95, (3, 9))
TABLE = (_RNG.random((3000, 9)) < _CLASSES[_RNG.integers(0, 3, 3000)]).astype(float)

_RATES = _RNG.uniform(0.5, 20, (3, 4))
COUNTS = _RNG.poisson(_RATES[_RNG.integers(0, 3, 3000)]).astype(float)

_CHOICES = _RNG.dirichlet(np.full(4, 0.5), (3, 5))
ANSWERS = (_RNG.random((3000, 5, 1)) > _CHOICES[_RNG.integers(0, 3, 3000)].cumsum(axis=2)[:, :, :-1]).sum(
    axis=2
)
ANSWERS = ANSWERS.astype(float)

OUTLYING = BLOBS / np.sqrt(_RNG.chisquare(3, (len(BLOBS), 1)) / 3)

_X = _RNG.normal(size=(3000, 2))
_SLOPES = np.array([[2.0, 0.0], [-1.0, 1.0], [0.0, -2.0]])[_RNG.integers(0, 3, 3000)]
LINES = np.column_stack([_X, (_X * _SLOPES).sum(axis=1) + 0.3 * _RNG.normal(size=3000)])
_CHAIN = GaussianHMM.from_parameters(
    np.full(3, 1 / 3), 0.85 * np.eye(3) + 0.05, [[0, 0], [2, 0], [0, 2]], np.ones((3, 2))
)
SERIES = _CHAIN.set_params(random_state=0).sample(1000)[0]
_TREND = np.cumsum(np.cumsum(_RNG.normal(size=(300, 1)), axis=0) * 0.1 + _RNG.normal(size=(300, 1)), axis=0)
TRENDS = np.hstack([_TREND, -_TREND / 2]) + _RNG.normal(size=(300, 2)) * [2, 1]

LATENT = _RNG.normal(size=(900, 2)) @ _RNG.normal(size=(2, 7)) + _RNG.normal(size=(900, 7)) * 0.7

EXAMPLES: dict[str, tuple[Any, NDArray[np.float64]]] = {
    "gaussian_mixture": (
        GaussianMixture(3, random_state=0, init_params="random_from_data", tol=1e-7, max_iter=1000, n_init=2),
        BLOBS,
    ),
    "bernoulli_mixture": (
        BernoulliMixture(3, random_state=0, init_params="random", tol=1e-7, max_iter=5000, n_init=2),
        TABLE,
    ),
    "poisson_mixture": (
        PoissonMixture(3, random_state=0, init_params="random", tol=1e-7, max_iter=5000, n_init=2),
        COUNTS,
    ),
    "categorical_mixture": (
        CategoricalMixture(
            3, n_categories=4, random_state=0, init_params="random", tol=1e-7, max_iter=5000, n_init=2
        ),
        ANSWERS,
    ),
    "student_mixture": (
        StudentMixture(3, random_state=0, init_params="random_from_data", tol=1e-7, max_iter=5000, n_init=2),
        OUTLYING,
    ),
    "bayesian_gaussian_mixture": (
        BayesianGaussianMixture(
            6, random_state=0, init_params="random_from_data", tol=1e-5, max_iter=2000, n_init=2
        ),
        BLOBS[:1500],
    ),
    "mixture_of_regressions": (
        MixtureOfRegressions(3, random_state=0, tol=1e-7, max_iter=2000, n_init=2),
        LINES,
    ),
    "gaussian_hmm": (
        GaussianHMM(3, covariance_type="full", random_state=0, init_params="random_from_data", n_init=2),
        SERIES,
    ),
    "poisson_hmm": (PoissonHMM(3, random_state=0, init_params="random", n_init=2), COUNTS[:1000]),
    "categorical_hmm": (
        CategoricalHMM(3, n_categories=4, random_state=0, init_params="random", n_init=2),
        ANSWERS[:1000],
    ),
    "bernoulli_hmm": (BernoulliHMM(3, random_state=0, init_params="random", n_init=2), TABLE[:1000]),
    "kmeans": (KMeans(5, random_state=0, init="random", n_init=2), BLOBS),
    "kalman_smoother": (
        KalmanSmoother(2, random_state=0, frozen=("transition",), n_init=2, tol=1e-2, max_iter=300),
        TRENDS,
    ),
    "factor_analysis": (FactorAnalysis(2, random_state=0, tol=1e-4, n_init=2), LATENT),
    "ppca": (PPCA(2, random_state=0, tol=1e-4, n_init=2), LATENT),
    "self_organizing_map": (
        SelfOrganizingMap(
            3, 4, winner="local", init="random", radius=1.0, n_init=2, max_iter=200, random_state=0, tol=0
        ),
        BLOBS,
    ),
}
"""A model of each kind that takes more than a few iterations, and data for it."""

PLACELESS = {"kalman_smoother", "factor_analysis", "ppca"}
"""Models without means that can be dragged."""

WALK = pytest.mark.parametrize("kind", list(registry.MODELS))


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    n_threads = _core.runtime()[0]
    yield
    _core.configure(n_threads=n_threads)


def fitted(model: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(model).items() if name.endswith("_") and name[0] != "_"}


def assert_same(one: Any, other: Any) -> None:
    a, b = fitted(one), fitted(other)
    assert a.keys() == b.keys()
    for name, value in a.items():
        assert np.array_equal(value, b[name]), name


def assert_equal_steps(one: Any, other: Any, names: tuple[str, ...]) -> None:
    for name in names:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert (one.lower_bound, one.stop_reason) == (other.lower_bound, other.stop_reason)


def assert_equal_fits(weighted: Any, repeated: Any) -> None:
    start = next(weighted.starts())
    pairs = zip(loop.Loop(weighted, start=start), loop.Loop(repeated, start=start), strict=False)
    for one, other in itertools.islice(pairs, 6):
        for name in weighted.names:
            np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-8, atol=1e-10)
        assert one.lower_bound == pytest.approx(other.lower_bound, rel=1e-10)


def test_every_model_has_an_example() -> None:
    assert EXAMPLES.keys() == registry.MODELS.keys()
    for kind, (model, _) in EXAMPLES.items():
        assert type(model) is registry.MODELS[kind]
        assert model.kind == kind


@WALK
@pytest.mark.parametrize("half_steps", [False, True])
def test_fit_is_the_exhausted_iteration(kind: str, *, half_steps: bool) -> None:
    model, X = EXAMPLES[kind]
    plain, watched = clone(model).fit(X), clone(model)
    steps = list(watched.iterate(X, half_steps=half_steps, responsibilities=True))
    assert_same(plain, watched)
    assert {step.init for step in steps} == {0, 1}
    assert all(np.allclose(step.responsibilities.sum(axis=1), 1) for step in steps if step.iteration)


@WALK
def test_half_steps_change_no_bit(kind: str) -> None:
    model, X = EXAMPLES[kind]
    whole = list(clone(model).iterate(X))
    halves = list(clone(model).iterate(X, half_steps=True))
    names = clone(model).prepare(X).names
    assert [step.phase for step in halves if step.phase != "init"] == ["expect", "maximize"] * (
        len(whole) - 2
    )
    for one, other in zip(whole, [step for step in halves if step.phase != "expect"], strict=True):
        assert_equal_steps(one, other, names)


@WALK
def test_threads_change_no_bit(kind: str) -> None:
    model, X = EXAMPLES[kind]
    models = []
    for n_threads in (1, 2, 3):
        _core.configure(n_threads=n_threads)
        models.append(clone(model).fit(X))
    assert_same(models[0], models[1])
    assert_same(models[0], models[2])


@WALK
def test_it_can_be_pickled(kind: str) -> None:
    model, X = EXAMPLES[kind]
    model = clone(model).fit(X)
    copy = pickle.loads(pickle.dumps(model))  # noqa: S301
    assert_same(model, copy)
    found = "predict" if hasattr(model, "predict") else "transform"
    np.testing.assert_array_equal(getattr(model, found)(X), getattr(copy, found)(X))
    step = next(clone(model).iterate(X))
    again = pickle.loads(pickle.dumps(step))  # noqa: S301
    assert_equal_steps(step, again, model.prepare(X).names)


@WALK
@pytest.mark.filterwarnings("ignore:reg_covar")  # some starts end with a component on few samples
def test_the_bound_never_falls(kind: str) -> None:
    model, X = EXAMPLES[kind]
    for seed in range(4):
        steps = list(clone(model).set_params(random_state=seed, n_init=1).iterate(X))
        bounds = np.array([step.lower_bound for step in steps[1:]])
        assert len(bounds) > 2
        assert (np.diff(bounds) >= -1e-12 * np.abs(bounds[1:])).all()


@WALK
def test_a_weight_is_a_repetition(kind: str) -> None:
    model, X = EXAMPLES[kind]
    X = X[:600]
    if model.sequential:  # what is repeated is a sequence
        parts = np.split(X, [50, 150, 220])
        weighted = clone(model).set_params(n_init=1).prepare(parts, [1.0, 3.0, 2.0, 0.0])
        repeated = clone(model).set_params(n_init=1).prepare([parts[0], *[parts[1]] * 3, *[parts[2]] * 2])
        assert_equal_fits(weighted, repeated)
        return
    counts = np.random.default_rng(0).integers(0, 4, len(X))
    weighted = clone(model).set_params(n_init=1).prepare(X, counts.astype(float))
    repeated = clone(model).set_params(n_init=1).prepare(np.repeat(X, counts, axis=0))
    assert_equal_fits(weighted, repeated)


@WALK
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")  # there are three iterations
@pytest.mark.parametrize("name", ["score", "bic", "aic", "icl"])
def test_criteria_of_weights_are_those_of_repetitions(kind: str, name: str) -> None:
    model, X = EXAMPLES[kind]
    if not hasattr(model, name) or (kind == "bayesian_gaussian_mixture" and name != "score"):
        pytest.skip(f"a {kind} has no {name}")
    weighted: Any = np.split(X[:600], [50, 150, 220]) if model.sequential else X[:600]
    counts = [1.0, 3.0, 2.0, 0.0] if model.sequential else np.random.default_rng(0).integers(0, 4, 600)
    repeated: Any = [weighted[i] for i, count in enumerate(counts) for _ in range(int(count))]
    criterion = getattr(clone(model).set_params(n_init=1, max_iter=3).fit(weighted), name)
    expected = criterion(repeated if model.sequential else np.array(repeated))
    assert criterion(weighted, sample_weight=counts) == pytest.approx(expected, rel=1e-10)


@WALK
def test_a_recording_is_the_fit_and_is_left_anywhere(kind: str) -> None:
    model, X = EXAMPLES[kind]
    watched = clone(model)
    recording = Recording(watched, X)
    while recording.advance():
        pass
    recording.fit_model(len(recording) - 1)
    assert_same(watched, clone(model).fit(X))
    names, at = recording.algorithm.names, recording.data.values[7, :2]
    if kind in PLACELESS:
        with pytest.raises(ValueError, match="dragged"):
            recording.moved(3, 0, (0, 1), tuple(at))
        return
    if kind in {
        "categorical_mixture",
        "categorical_hmm",
        "bernoulli_hmm",
    }:  # what is dragged is a probability
        at = np.array([0.25, 0.75])
    moved = recording.moved(3, 1, (0, 1), tuple(at))
    moved.advance()
    before, after = recording.step(3), moved.step(0)
    drawn = next(name for name in names if name not in {"weights", "start", "transition"})
    expected = getattr(before, drawn).copy()
    expected[1, :2] = getattr(after, drawn)[1, :2]
    np.testing.assert_array_equal(getattr(after, drawn), expected)
    np.testing.assert_allclose(recording.algorithm.centers(after)[1, :2], at, atol=1e-6)
    while moved.advance():
        pass
    assert moved.complete
    assert moved.step(len(moved) - 1).stop_reason == "converged"


@WALK
def test_steps_travel_as_json(kind: str) -> None:
    model, X = EXAMPLES[kind]
    recording = Recording(clone(model), X)
    for _ in range(4):
        recording.advance()
    states = [recording.step(index) for index in range(4)]
    told = json.loads(json.dumps(replies.steps(recording.algorithm, 1, 0, states), allow_nan=False))
    assert told["model"]["kind"] == kind
    for step, state in zip(told["steps"], states, strict=True):
        assert step["parameters"].keys() == set(recording.algorithm.names)
        for name, value in step["parameters"].items():
            np.testing.assert_array_equal(value, getattr(state, name))


@pytest.mark.slow
@WALK
@pytest.mark.filterwarnings("ignore:reg_covar")  # some starts end with a component on few samples
def test_it_is_shown_drawn_and_exported(kind: str, tmp_path: Path) -> None:
    model, X = EXAMPLES[kind]
    widget = MixtureWidget(X[:200], clone(model), width=320, height=200)
    assert widget.algorithm == kind
    widget.seek(3)
    widget.to_gif(tmp_path / "fit.gif", fps=20)
    widget.finish()
    assert_same(widget.model, clone(model).fit(X[:200]))
    assert widget.poster is not None
    widget.index = 2
    assert widget.to_png().startswith(b"\x89PNG")
    widget.to_html(tmp_path / "fit.html")
    assert len(widget.starts(2)) == 2
    widget.restart()
    widget.close()


PAIRS = list(itertools.permutations(registry.MODELS, 2))
NEIGHBORS = set(itertools.pairwise([*registry.MODELS, *registry.MODELS]))


@pytest.mark.parametrize(
    ("one", "other"),
    [pytest.param(*pair, marks=() if pair in NEIGHBORS else pytest.mark.slow) for pair in PAIRS],
)
def test_a_view_switches_between_them(one: str, other: str) -> None:
    model, X = EXAMPLES[one]
    widget = MixtureWidget(X[:100], clone(model), n_components=3)
    binary = np.isin(X, (0, 1))
    suits = {"bernoulli": binary, "categorical": binary, "poisson": np.isin(X, np.arange(100))}
    suits |= dict.fromkeys(("factor", "ppca"), X.shape[1] >= 3)
    if np.all(suits.get(other.partition("_")[0], True)):
        widget.algorithm = other
        assert type(widget.model) is registry.MODELS[other]
        assert widget.n_components == 3
        widget.algorithm = one
    assert type(widget.model) is registry.MODELS[one]
    widget.close()
