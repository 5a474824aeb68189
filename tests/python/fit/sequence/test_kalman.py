"""The Kalman filter, the smoother and EM, against dense Gaussians and printed values."""

import pickle
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.python.fit.sequence.dense import draw, em_step, posterior, simulate
from tests.python.fit.sequence.nile import NILE

from iterscope import KalmanSmoother, _core
from iterscope.fit.sequence.kalman.parameters import COVARIANCES, NAMES

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

SIZES = [
    (1, 1, 6, 0.0),
    (2, 1, 8, 0.2),
    (2, 2, 8, 0.3),
    (4, 2, 30, 0.0),
    (3, 3, 12, 0.4),
    (5, 2, 9, 0.2),
    (1, 3, 7, 0.3),
]


def rows(n: int, p: int, T: int, missing: float, seed: int = 0) -> tuple[Any, NDArray[np.float64]]:
    rng = np.random.default_rng([seed, n, p, T])
    system = draw(n, p, rng)
    Y = simulate(system, T, rng)
    Y[rng.random(Y.shape) < missing] = np.nan
    if missing:
        Y[T // 2] = np.nan
    return system, Y


def close(found: Any, expected: Any, rtol: float = 1e-8) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=rtol * np.abs(expected).max())


def local_level(eps: float, eta: float, **options: Any) -> KalmanSmoother:
    start = {"initial_mean_init": [0], "initial_covariance_init": [[1e7]]}
    if options.get("initialization") == "diffuse":
        start = {}
    return KalmanSmoother(
        transition_covariance_init=[[eta]],
        observation_covariance_init=[[eps]],
        **start,
        **{
            "frozen": ("transition", "observation", "initial_mean", "initial_covariance"),
            "tol": 0,
            **options,
        },
    )


@pytest.mark.parametrize(("n", "p", "T", "missing"), SIZES)
def test_states_are_those_of_the_dense_gaussian(n: int, p: int, T: int, missing: float) -> None:
    system, Y = rows(n, p, T, missing)
    model = KalmanSmoother.from_parameters(*system)
    log_likelihood, means, covariances = posterior(system, Y)
    assert model.score_samples(Y).sum() == pytest.approx(log_likelihood, rel=1e-11)
    assert model.score(Y) == pytest.approx(log_likelihood / T, rel=1e-11)
    smoothed = model.smooth(Y)
    close(smoothed[0], means)
    close(smoothed[1], [covariances[t, :, t] for t in range(T)])
    filtered = model.filter(Y)
    for t in (0, T // 2, T - 1):
        _, means, covariances = posterior(system, Y[: t + 1])
        close(filtered[0][t], means[t])
        close(filtered[1][t], covariances[t, :, t])


@pytest.mark.parametrize(("n", "p", "T", "missing"), SIZES)
def test_a_step_is_that_of_the_dense_gaussian(n: int, p: int, T: int, missing: float) -> None:
    system, Y = rows(n, p, T, missing)
    start = {f"{name}_init": array for name, array in zip(NAMES, system, strict=True)}
    model = KalmanSmoother(n, **start, frozen=(), max_iter=1).fit(Y)
    log_likelihood, after = em_step(system, Y)
    assert model.log_likelihood_ == pytest.approx(log_likelihood, rel=1e-11)
    for name, expected in zip(NAMES, after, strict=True):
        close(getattr(model, f"{name}_"), expected, 1e-7)


def test_forecasts_and_predictions_are_those_of_the_dense_gaussian() -> None:
    system, Y = rows(3, 2, 10, 0.2)
    model, H, R = KalmanSmoother.from_parameters(*system), system[2], system[3]
    ahead = np.vstack([Y, np.full((4, 2), np.nan)])
    _, means, covariances = posterior(system, ahead)
    found = model.forecast(Y, 4)
    close(found[0], means[10:] @ H.T)
    close(found[1], [H @ covariances[t, :, t] @ H.T + R for t in range(10, 14)])
    predicted = model.predict(Y)
    for t in range(10):
        _, means, _ = posterior(system, np.vstack([Y[:t], np.full((1, 2), np.nan)]))
        close(predicted[t], means[t] @ H.T)


def test_sequences_are_independent() -> None:
    system, Y = rows(2, 2, 40, 0.1)
    parts = [Y[:1], Y[1:15], Y[15:]]
    model = KalmanSmoother.from_parameters(*system)
    expected = [model.smooth(part)[0] for part in parts]
    np.testing.assert_array_equal(model.smooth(Y, lengths=[1, 14, 25])[0], np.vstack(expected))
    np.testing.assert_array_equal(model.smooth(parts)[0], np.vstack(expected))
    together = model.score_samples(Y, lengths=[1, 14, 25]).sum()
    assert together == pytest.approx(sum(posterior(system, part)[0] for part in parts), rel=1e-11)


def test_the_nile_by_em() -> None:
    steps = list(local_level(10000, 10000, max_iter=201).iterate(NILE))
    printed = {1: -645.805750, 11: -642.828424, 51: -641.651132, 101: -641.589417}
    for iteration, log_likelihood in printed.items():
        assert steps[iteration].log_likelihood == pytest.approx(log_likelihood, abs=6e-7)
    for iteration, eps, eta in [(101, 14924.41, 1584.06), (201, 15087.54, 1476.33)]:
        before = steps[iteration - 1]
        assert before.observation_covariance.item() == pytest.approx(eps, abs=0.006)
        assert before.transition_covariance.item() == pytest.approx(eta, abs=0.006)


def test_the_nile_at_its_maximum() -> None:
    model = local_level(10000, 10000, accelerate="squarem", tol=1e-12, max_iter=500).fit(NILE)
    assert model.log_likelihood_ == pytest.approx(-641.585578, abs=6e-7)
    assert model.observation_covariance_.item() == pytest.approx(15099.686, abs=0.05)
    assert model.transition_covariance_.item() == pytest.approx(1468.500, abs=0.05)
    assert model.n_iter_ < 100
    best = KalmanSmoother.from_parameters([[1]], [[1468.5]], [[1]], [[15099.686]], [0], [[1e7]])
    levels, _ = best.smooth(NILE)
    for year, level in {1871: 1111.218, 1898: 999.582, 1970: 798.387}.items():
        assert levels[year - 1871].item() == pytest.approx(level, abs=1e-3)


def test_the_nile_with_a_diffuse_start() -> None:
    model = KalmanSmoother.from_parameters([[1]], [[1469.177]], [[1]], [[15098.519]])
    assert model.score_samples(NILE).sum() == pytest.approx(-632.545625, abs=6e-7)
    options = {"initialization": "diffuse", "accelerate": "squarem", "tol": 1e-12, "max_iter": 500}
    fitted = local_level(10000, 10000, **options).fit(NILE)
    assert fitted.observation_covariance_.item() == pytest.approx(15098.519, abs=0.05)
    assert fitted.transition_covariance_.item() == pytest.approx(1469.177, abs=0.05)
    assert fitted.log_likelihood_ == pytest.approx(-632.545625, abs=6e-7)


@pytest.mark.parametrize("p", [1, 2])
def test_a_diffuse_start_is_the_limit_of_wide_ones(p: int) -> None:
    (F, Q, H, R, _, _), Y = rows(3, p, 25, 0.15, seed=4)
    Y[0] = np.nan
    exact = KalmanSmoother.from_parameters(F, Q, H, R)
    kappa = 1e9
    wide = (F, Q, H, R, np.zeros(3), kappa * np.eye(3))
    log_likelihood, means, covariances = posterior(wide, Y)
    smoothed = exact.smooth(Y)
    close(smoothed[0], means, 5e-6)
    close(smoothed[1], [covariances[t, :, t] for t in range(25)], 5e-6)
    # Each of the three directions costs half of log(2 pi kappa) more.
    expected = log_likelihood + 3 * 0.5 * np.log(2 * np.pi * kappa)
    assert exact.score_samples(Y).sum() == pytest.approx(expected, abs=1e-5)
    start = {f"{name}_init": array for name, array in zip(NAMES, (F, Q, H, R), strict=False)}
    steps = [
        KalmanSmoother(3, **start, **more, frozen=("initial_mean", "initial_covariance"), max_iter=1).fit(Y)
        for more in (
            {"initialization": "diffuse"},
            {"initial_mean_init": np.zeros(3), "initial_covariance_init": 1e7 * np.eye(3)},
        )
    ]
    for name in NAMES[:4]:
        close(getattr(steps[0], f"{name}_"), getattr(steps[1], f"{name}_"), 1e-5)


def test_a_step_from_a_very_wide_start_is_the_limit_of_narrower_ones() -> None:
    F, Q, H, R = np.eye(2), np.diag([0.5, 0.3]), np.ones((1, 2)), np.eye(1)
    Y = np.cumsum(np.random.default_rng(0).normal(size=(6, 1)), axis=0)
    _, after = em_step((F, Q, H, R, np.zeros(2), 1e6 * np.eye(2)), Y)
    wide = (F, Q, H, R, np.zeros(2), 1e12 * np.eye(2))
    start = {f"{name}_init": array for name, array in zip(NAMES, wide, strict=True)}
    model = KalmanSmoother(2, **start, frozen=("initial_mean", "initial_covariance"), max_iter=1).fit(Y)
    for name, expected in zip(NAMES[:4], after, strict=False):
        close(getattr(model, f"{name}_"), expected, 1e-3)


def test_filtered_covariances_are_infinite_until_the_start_is_told() -> None:
    model = KalmanSmoother.from_parameters([[1, 1], [0, 1]], np.diag([1, 0.1]), [[1, 0]], [[2]])
    _, covariances = model.filter([[1.0], [np.nan], [2.0], [4.0]])
    assert covariances[0, 0, 0] == pytest.approx(2)
    assert np.isinf(covariances[0, 1, 1])
    assert np.isinf(covariances[1]).all()
    assert np.isfinite(covariances[2:]).all()


def test_values_that_do_not_tell_a_diffuse_start_are_refused() -> None:
    model = KalmanSmoother.from_parameters([[1, 1], [0, 1]], np.diag([1, 0.1]), [[1, 0]], [[2]])
    with pytest.raises(ValueError, match=r'initialization must be "known"'):
        model.smooth([[1.0]])


@pytest.mark.slow
def test_em_with_blocks_is_em_on_the_dense_gaussian() -> None:
    system, Y = rows(2, 1, 1100, 0.0)
    Y[540:560] = np.nan
    start = {f"{name}_init": array for name, array in zip(NAMES, system, strict=True)}
    model = KalmanSmoother(2, **start, frozen=(), max_iter=1).fit(Y)
    log_likelihood, after = em_step(system, Y)
    assert model.log_likelihood_ == pytest.approx(log_likelihood, rel=1e-10)
    for name, expected in zip(NAMES, after, strict=True):
        close(getattr(model, f"{name}_"), expected, 1e-6)


@pytest.mark.parametrize("accelerate", [None, "squarem"])
@pytest.mark.parametrize("kinds", [("full", "full"), ("diag", "spherical")])
def test_the_likelihood_never_falls(accelerate: str | None, kinds: tuple[str, str]) -> None:
    _, Y = rows(2, 3, 120, 0.2)
    model = KalmanSmoother(
        2,
        frozen=(),
        accelerate=accelerate,
        covariance_type=kinds[0],
        observation_covariance_type=kinds[1],
        random_state=0,
        tol=1e-8,
        max_iter=60,
    )
    likelihoods = np.array([step.log_likelihood for step in model.iterate(Y)][1:])
    assert (np.diff(likelihoods) >= -1e-9).all()
    assert model.score_samples(Y).sum() >= likelihoods[-1] - 1e-9


def test_squarem_arrives_sooner() -> None:
    options = {"tol": 1e-6, "max_iter": 2000}
    plain = local_level(10000, 10000, **options).fit(NILE)
    fast = local_level(10000, 10000, accelerate="squarem", **options).fit(NILE)
    assert fast.n_iter_ < plain.n_iter_ / 4
    assert fast.log_likelihood_ >= plain.log_likelihood_ - 1e-6


def test_what_is_frozen_stays_bit_by_bit() -> None:
    system, Y = rows(3, 2, 60, 0.1)
    start = {f"{name}_init": array for name, array in zip(NAMES, system, strict=True)}
    for name in NAMES:
        model = KalmanSmoother(3, **start, frozen=(name,), max_iter=3).fit(Y)
        np.testing.assert_array_equal(getattr(model, f"{name}_"), start[f"{name}_init"])
        changed = [
            other
            for other in NAMES
            if not np.array_equal(getattr(model, f"{other}_"), start[f"{other}_init"])
        ]
        assert changed == [other for other in NAMES if other != name]


def test_entries_that_stay() -> None:
    # A trend whose slope may not change, and which is seen without a factor.
    rng = np.random.default_rng(3)
    Y = (np.cumsum(rng.normal(size=200)) + 0.3 * np.arange(200) + rng.normal(size=200)).reshape(-1, 1)
    mask = np.array([[True, False], [True, True]])
    push = np.array([[False, True], [True, True]])
    model = KalmanSmoother(
        2,
        transition_init=[[1, 0.5], [0, 1]],
        observation_init=[[1, 0]],
        transition_covariance_init=np.diag([1.0, 0.0]),
        initialization="diffuse",
        frozen={"transition": mask, "observation": True, "transition_covariance": push},
        tol=1e-9,
        max_iter=50,
    )
    likelihoods = np.array([step.log_likelihood for step in model.iterate(Y)][1:])
    assert (np.diff(likelihoods) >= -1e-9).all()
    assert model.transition_[mask].tolist() == [1, 0, 1]
    assert model.transition_[0, 1] != 0.5
    assert model.transition_covariance_[push].tolist() == [0, 0, 0]


def test_a_deterministic_state_is_allowed() -> None:
    system, Y = rows(2, 1, 30, 0.0)
    F, _, H, R, mean, _ = system
    model = KalmanSmoother.from_parameters(F, np.zeros((2, 2)), H, R, mean, np.zeros((2, 2)))
    means, covariances = model.smooth(Y)
    close(means[1], F @ mean)
    assert (covariances == 0).all()


@pytest.mark.parametrize("n_threads", [2, 3])
def test_threads_and_parts_change_no_bit(n_threads: int) -> None:
    system, Y = rows(3, 2, 400, 0.05)
    core = _core.LinearSystem(*system)
    lengths = [13, 87, 1, 99, 40, 160]
    before = _core.runtime()[0]
    try:
        _core.configure(n_threads=1)
        whole = _core.kalman_statistics(Y, lengths, core).to_bytes()
        _core.configure(n_threads=n_threads)
        assert _core.kalman_statistics(Y, lengths, core).to_bytes() == whole
        for cut in range(1, 6):
            row = sum(lengths[:cut])
            parts = (
                _core.kalman_statistics(Y[:row], lengths[:cut], core)
                + pickle.loads(  # noqa: S301
                    pickle.dumps(_core.kalman_statistics(Y[row:], lengths[cut:], core))
                )
            )
            if cut == 4:  # parts that are subtrees of the whole
                assert parts.to_bytes() == whole
            likelihood = _core.KalmanStatistics.from_bytes(whole).log_likelihood
            assert parts.log_likelihood == pytest.approx(likelihood)
    finally:
        _core.configure(n_threads=before)


@pytest.mark.parametrize(("n", "p", "T", "missing"), SIZES)
def test_instruction_sets_change_no_bit(n: int, p: int, T: int, missing: float) -> None:
    system, Y = rows(n, p, T, missing)
    core, Y = _core.LinearSystem(*system), np.tile(Y, (100, 1))  # of more than a block
    _, before, available = _core.runtime()
    found = set()
    try:
        for simd in available:
            _core.configure(simd=simd)
            found.add(_core.kalman_statistics(Y, [len(Y)], core).to_bytes())
    finally:
        _core.configure(simd=before)
    assert len(found) == 1


def test_a_weight_is_a_repetition_of_a_sequence() -> None:
    _, Y = rows(2, 2, 60, 0.1)
    parts = [Y[:20], Y[20:30], Y[30:]]
    start = dict.fromkeys([f"{name}_init" for name in COVARIANCES], np.eye(2))
    options = {"n_states": 2, "max_iter": 5, "tol": 0, "initial_mean_init": [0, 0], **start}
    weighted = KalmanSmoother(**options).fit(parts, sample_weight=[1, 3, 2])
    repeated = KalmanSmoother(**options).fit([parts[0], *[parts[1]] * 3, *[parts[2]] * 2])
    for name in NAMES:
        close(getattr(weighted, f"{name}_"), getattr(repeated, f"{name}_"), 1e-9)
    assert weighted.lower_bound_ == pytest.approx(repeated.lower_bound_, rel=1e-10)
    with pytest.raises(ValueError, match="the same for all rows of a sequence"):
        KalmanSmoother(**options).fit(Y, sample_weight=np.arange(1, 61))


def test_samples_have_the_covariance_of_the_system() -> None:
    model = KalmanSmoother.from_parameters([[0.5]], [[3]], [[2]], [[1]], [0], [[4]], random_state=0)
    X, states = model.sample(20000)
    assert states.var() == pytest.approx(4, rel=0.05)
    assert X.var() == pytest.approx(17, rel=0.05)
    assert np.cov(X[1:, 0], X[:-1, 0])[0, 1] == pytest.approx(8, rel=0.08)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_states": 33}, "n_states"),
        ({"transition_init": [[1, 0]]}, "transition_init"),
        ({"transition_covariance_init": [[-1]]}, "transition_covariance_init must be positive semidefinite"),
        (
            {"n_states": 2, "transition_covariance_init": [[1, 1.7e308], [0, 1]]},
            r"symmetric, got 1\.7e308 at \(0, 1\) and 0 at \(1, 0\)$",
        ),
        ({"frozen": ("speed",)}, "frozen must be of transition"),
        ({"frozen": {"transition": [True, False]}}, r"frozen\['transition'\]"),
        ({"initialization": "diffuse", "initial_mean_init": [0]}, "initial_mean_init must be None"),
        ({"accelerate": "yes"}, "accelerate"),
        ({"covariance_type": "tied"}, "covariance_type"),
    ],
)
def test_parameters_that_cannot_be_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        KalmanSmoother(**options).fit(NILE)


def test_blocks_of_which_a_part_stays_are_refused() -> None:
    mask = np.array([[True, False], [False, False]])
    with pytest.raises(ValueError, match="whole blocks"):
        KalmanSmoother(2, frozen={"transition_covariance": mask}).fit(np.hstack([NILE, NILE + 1]))


def test_data_that_cannot_be_are_refused() -> None:
    model = KalmanSmoother.from_parameters([[1]], [[1]], [[1], [1]], [[0, 0], [0, 0]], [0], [[1]])
    with pytest.raises(ValueError, match="observation_covariance must be such that"):
        model.smooth([[1.0, 1.0], [2.0, 2.0]])
    with pytest.raises(ValueError, match="must be such that"):
        KalmanSmoother(transition_init=[[1e200]], max_iter=1).fit(NILE)
    with pytest.raises(ValueError, match="X contains inf"):
        KalmanSmoother().fit([[np.inf], [1.0]])
    with pytest.raises(ValueError, match="one sequence"):
        KalmanSmoother.from_parameters([[1]], [[1]], [[1]], [[1]]).forecast([NILE, NILE])


@pytest.mark.parametrize("Y", [[[3.0]], [[np.nan]], [[5.0], [5.0], [5.0]], [[np.nan], [2.0], [np.nan]]])
def test_few_rows_give_numbers(Y: Any) -> None:
    model = KalmanSmoother(max_iter=20).fit(Y)
    for name in NAMES:
        assert np.isfinite(getattr(model, f"{name}_")).all()
    assert np.isfinite(model.smooth(Y)[0]).all()
