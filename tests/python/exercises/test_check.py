"""Exercises are checked against what is true, and wrong answers get words and hints."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from packaging.tags import compatible_tags, cpython_tags
from scipy.ndimage import convolve
from scipy.stats import multivariate_t
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.metrics import pairwise_distances_argmin
from sklearn.metrics.pairwise import rbf_kernel

from iterscope import GaussianMixture, Mandelbrot, dynamics, exercises, maximize, mixture
from iterscope.exercises import EXERCISES
from iterscope.exercises.exercise import Exercise

Array = NDArray[np.float64]


@pytest.fixture(autouse=True)
def no_hints_yet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(exercises, "_hints", {})
    return iter([None])


def counts(c: Any, max_iter: int) -> NDArray[np.uint32]:
    points = np.atleast_1d(c)
    found = [
        Mandelbrot().escape_counts(
            (z.real, z.real + 1, z.imag - 1, z.imag), (2, 2), max_iter=max_iter, grid="linspace"
        )[0, 0]
        for z in np.where(np.abs(points) > 1e9, 1e9, points).ravel()
    ]
    return np.array(found, dtype=np.uint32).reshape(np.shape(c))


def fitted(weights: Array, means: Array, covariances: Array) -> GaussianMixture:
    return GaussianMixture.from_parameters(weights, means, covariances)


def shared(x: Array, weights: Array, means: Array, covariances: Array) -> Array:
    return fitted(weights, means, covariances).predict_proba(x)


def estimated(x: Array, responsibilities: Array) -> tuple[Array, Array, Array]:
    k, d = responsibilities.shape[1], x.shape[1]
    model = mixture.GaussianMixtureModel(np.zeros((k, d)), np.zeros(k), np.zeros((k, d, d)))
    maximize(model, responsibilities, x)
    return model.weights, model.means, model.covs


def cycle(points: list[complex]) -> complex:
    c = points[1 % len(points)] - points[0] ** 2
    return dynamics.cycle(c).multiplier


def doubled(angle: Fraction) -> tuple[int, int]:
    """Return preperiod and period of the angle: the package counts the preperiod from the critical value on."""
    found = dynamics.Angle(angle.numerator, angle.denominator)
    return found.preperiod, found.period


def counted(k: int, d: int, covariance_type: str) -> int:
    X = np.random.default_rng(0).normal(size=(2 * k + 2, d))
    model = GaussianMixture(
        k, covariance_type=covariance_type, max_iter=0, init_params="random_from_data", random_state=0
    )
    return model.fit(X).n_parameters_


def conditioned(x: float, weights: Array, means: Array, covariances: Array) -> float:
    found = fitted(weights, means, covariances).condition([0], [x])
    return float(found.weights @ found.means[:, 0])


def gathered(x: Array, winners: NDArray[np.int64], pulls: Array) -> Array:
    return np.vstack(
        [LinearRegression().fit(np.zeros((len(x), 1)), x, pull).intercept_ for pull in pulls.T[:, winners]]
    )


def fading(distance: Array, nu: float, d: int) -> Array:
    """Return minus twice the slope of the log density of a t distribution, by that of a Gaussian's."""
    h = 1e-5 * (1 + distance)
    ends = [
        multivariate_t(np.zeros(d), df=nu).logpdf(np.eye(d)[:1] * (distance + s)[:, np.newaxis])
        for s in (-h, h)
    ]
    slopes = -(np.atleast_1d(ends[1]) - np.atleast_1d(ends[0])) / (2 * h)
    found: Array = np.where(distance > 0, slopes / np.where(distance > 0, distance, 1), (nu + d) / nu)
    return found


def eigenvector(transition: Array) -> Array:
    values, vectors = np.linalg.eig(transition.T)
    vector = np.real(vectors[:, np.argmax(values.real)])
    return np.asarray(vector / vector.sum())


def passed(start: Array, transition: Array, densities: Array) -> Array:
    rows = [start * densities[0]]
    for row in densities[1:]:
        rows.append(rows[-1] @ transition * row)
    return np.array([row / row.sum() for row in rows])


def traced(start: Array, transition: Array, densities: Array) -> NDArray[np.int64]:
    logs, came = np.log(start * densities[0]), []
    for row in densities[1:]:
        ways = logs[:, np.newaxis] + np.log(transition)
        came.append(ways.argmax(axis=0))
        logs = ways.max(axis=0) + np.log(row)
    path = [int(logs.argmax())]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return np.array(path[::-1])


def weighed(mean: float, variance: float, value: float, q: float, r: float) -> tuple[float, float]:
    """Weigh what was known and what is seen by their precisions."""
    known, seen = 1 / (variance + q), 1 / r
    return (known * mean + seen * value) / (known + seen), 1 / (known + seen)


def pooled(
    n: int, mean: float, squares: float, m: int, other: float, others: float
) -> tuple[int, float, float]:
    """Add up exact sums of values and of their squares."""
    count, total, powers = n + m, Fraction(0), Fraction(0)
    for size, middle, spread in ((n, mean, squares), (m, other, others)):
        total += size * Fraction(middle)
        powers += Fraction(spread) + size * Fraction(middle) ** 2
    return count, float(total / count), float(powers - total**2 / count)


def spread(field: Array) -> Array:
    """Fold with a stencil."""
    stencil = np.array([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
    found: Array = convolve(field, stencil, mode="wrap")
    return found


def reacted(u: Array, v: Array, feed: float, kill: float) -> tuple[Array, Array]:
    """Step by what is there afterwards: what was, what came by diffusion, what reacted, what was exchanged."""
    made, washed = u * v * v, feed * np.array([u - 1, v])
    return u + 0.16 * spread(u) - made - washed[0], v + 0.08 * spread(v) + made - washed[1] - kill * v


def loaded(tag: str, minor: int) -> bool:
    """Ask the package that pip asks."""
    known = chain(cpython_tags((3, minor), platforms=["any"]), compatible_tags((3, minor), platforms=["any"]))
    return f"{tag}-any" in map(str, known)


INDEPENDENT = {
    "quadratic": lambda z, c: dynamics.orbit(c, z, n=1).points[1],
    "laplacian": spread,
    "gray_scott": reacted,
    "wheel_fits": loaded,
    "amdahl": lambda parallel, threads: threads / (threads - parallel * (threads - 1)),
    "mandelbrot_count": counts,
    "plane_counts": counts,
    "e_step": shared,
    "m_step": estimated,
    "perturbed": lambda Z, delta, delta_c: 2 * Z * delta + delta * delta + delta_c,
    "multiplier": cycle,
    "doubling": doubled,
    "assign": pairwise_distances_argmin,
    "n_parameters": counted,
    "explained": lambda x: PCA().fit(x).explained_variance_ratio_,
    "conditional_mean": conditioned,
    "stationary": eigenvector,
    "forward": passed,
    "best_path": traced,
    "update": weighed,
    "neighborhood": lambda positions, radius: rbf_kernel(positions, gamma=1 / (2 * radius**2)),
    "map_means": gathered,
    "outlier_weight": fading,
    "joined_means": lambda counts, means: np.array(
        [np.average(means[:, k], axis=0, weights=counts[:, k]) for k in range(counts.shape[1])]
    ),
    "merged": pooled,
}


@pytest.mark.parametrize("name", EXERCISES)
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_another_way_is_right(name: str) -> None:
    verdict = exercises.check(name, INDEPENDENT[name])
    assert verdict, verdict
    assert str(verdict).startswith("Right, for all")


@pytest.mark.parametrize(
    ("exercise", "said"),
    [(exercise, said) for exercise in EXERCISES.values() for said in exercise.mistakes],
    ids=lambda value: value.name if isinstance(value, Exercise) else value[:30],
)
def test_a_usual_mistake_is_named(exercise: Exercise, said: str) -> None:
    verdict = exercises.check(exercise.name, exercise.mistakes[said])
    assert not verdict
    assert said in verdict.text
    assert verdict.text.endswith(f"Hint 1 of {len(exercise.hints)}: {exercise.hints[0]}")


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda exercise: exercise.name)
def test_what_is_said_is_broken_between_words(exercise: Exercise) -> None:
    verdict = exercises.check(exercise.name, lambda *_: None)
    lines = str(verdict).splitlines()
    assert max(map(len, lines)) <= 90
    assert str(verdict).split() == verdict.text.split()
    assert sum(line.startswith("Hint 1 of ") for line in lines) == 1


def test_each_wrong_answer_gets_the_next_hint_until_one_is_right() -> None:
    hints = EXERCISES["assign"].hints

    def wrong(x: Array, centers: Array) -> NDArray[np.int64]:  # noqa: ARG001
        return np.zeros(len(x), int)

    given = [exercises.check("assign", wrong).text.split("\nHint ")[1] for _ in range(4)]
    assert given == [f"{min(n, 3)} of 3: {hints[min(n, 3) - 1]}" for n in (1, 2, 3, 4)]
    assert exercises.check("assign", pairwise_distances_argmin)
    assert "Hint 1 of 3" in exercises.check("assign", wrong).text


def spoiled(x: Array, centers: Array) -> Any:
    found = pairwise_distances_argmin(x, centers)
    x -= 1
    return found


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("assign", lambda x, centers: None, "it returned None: a `return` is missing."),  # noqa: ARG005
        ("assign", lambda x: x, "it raised TypeError"),
        ("assign", lambda x, centers: x[99], "it raised IndexError in line 1: index 99 is out of bounds"),  # noqa: ARG005
        ("assign", lambda x, centers: "near", "it returned str, and an array of shape (3,) is wanted."),  # noqa: ARG005
        ("assign", lambda x, centers: [[0], [1, 2]], "it returned list, and an array of shape (3,) is wanted."),  # noqa: ARG005
        ("assign", lambda x, centers: x * np.nan, "it returned an array of shape (3, 1), and an array of shape (3,) is"),  # noqa: ARG005
        ("assign", lambda x, centers: x[:, 0] * np.nan, "it returned NaN at [0]."),  # noqa: ARG005
        ("assign", spoiled, "it has changed its argument x. Work on a copy."),
        ("e_step", lambda *given: shared(*given).T, "its rows and columns are exchanged."),
        ("e_step", lambda *given: 3 * shared(*given), "all are 3 times what is right."),
        ("explained", lambda x: PCA().fit(x).explained_variance_ratio_ + 2, "all are off by 2."),
        ("m_step", lambda x, r: x, "it returned 1 value, and 3 are wanted: weights, means, covariances."),  # noqa: ARG005
        ("perturbed", lambda Z, d, dc: (2 * Z + d) * d + dc + 1e-6, "it returned 1.250001+0j, and 1.25+0j is right."),
    ],
)  # fmt: skip
def test_words_say_what_is_wrong(name: str, answer: Any, words: str) -> None:
    text = exercises.check(name, answer).text
    assert text.startswith("Not yet. For ")
    assert words in re.sub(r"line \d+", "line 1", text)


def test_what_is_no_exercise_or_no_answer_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"name must be one of quadratic, .* got 'asign'; do you mean 'assign'\?"
    ):
        exercises.check("asign", len)
    with pytest.raises(ValueError, match=r"name must be one of .*, got \[\]"):
        exercises.check([], len)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="function must be the function that answers, got int"):
        exercises.check("assign", 3)  # type: ignore[arg-type]


def test_nobody_is_kept_from_interrupting() -> None:
    def endless(*_: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exercises.check("assign", endless)
