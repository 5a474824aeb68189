"""What a Kalman smoother is given: weights, systems without noise, names of parameters and of features."""

import numpy as np
import pytest

from iterscope import KalmanSmoother
from iterscope.fit.sequence.kalman.parameters import NAMES

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")


@pytest.mark.parametrize("frozen", [("transition", "observation"), ()])
def test_a_start_counts_sequences_by_their_weights(frozen: tuple[str, ...]) -> None:
    rng = np.random.default_rng(0)
    calm = 50 + np.cumsum(rng.normal(size=(60, 2)), axis=0)
    calm[7] = np.nan
    wild = -80 + 20 * np.cumsum(rng.normal(size=(30, 2)), axis=0)
    model = KalmanSmoother(2, frozen=frozen, random_state=0)
    weighted, repeated = model.prepare([calm, wild], [5, 1]), model.prepare([calm] * 5 + [wild])
    one, other = next(iter(weighted.starts())), next(iter(repeated.starts()))
    for name in NAMES:
        np.testing.assert_allclose(getattr(one.system, name), getattr(other.system, name), rtol=1e-12)


@pytest.mark.parametrize("frozen", [("transition", "observation"), ("transition",), ()])
def test_what_is_seen_without_noise_stays_so(frozen: tuple[str, ...]) -> None:
    rng = np.random.default_rng(0)
    level = np.cumsum(rng.normal(size=(80, 1)), axis=0)
    Y = np.hstack([level, level + rng.normal(size=(80, 1))])
    model = KalmanSmoother(
        1,
        observation_init=[[1], [1]],
        observation_covariance_init=np.diag([0.0, 1.0]),
        frozen=frozen,
        max_iter=20,
    ).fit(Y)
    assert (model.observation_covariance_[0] == 0).all()
    assert model.observation_covariance_[1, 1] == pytest.approx(1, rel=0.4)
    np.testing.assert_allclose(model.smooth(Y)[0] * model.observation_[0, 0], level, atol=1e-9)
    assert (np.diff(model.lower_bounds_) > -1e-10).all()
    if len(frozen) == 2:  # the state is known: both variances are plain means
        assert model.transition_covariance_.item() == pytest.approx(np.square(np.diff(level[:, 0])).mean())
        assert model.observation_covariance_[1, 1] == pytest.approx(np.square(Y[:, 1] - Y[:, 0]).mean())


def test_given_parameters_are_named_where_they_are_no_numbers() -> None:
    with pytest.raises(ValueError, match="observation has dtype"):
        KalmanSmoother.from_parameters([[1]], [[1]], [["a"]], [[1]])
    with pytest.raises(ValueError, match="transition is not an array of numbers, or is ragged"):
        KalmanSmoother.from_parameters([[1], [1, 2]], [[1]], [[1]], [[1]])
    with pytest.raises(ValueError, match="transition_covariance contains NaN"):
        KalmanSmoother.from_parameters([[1]], [[np.nan]], [[1]], [[1]])


def test_states_have_names_in_a_frame() -> None:
    pytest.importorskip("pandas")
    model = KalmanSmoother(2, max_iter=2).set_output(transform="pandas")
    found = model.fit_transform(np.random.default_rng(0).normal(size=(20, 2)))
    assert (
        list(found.columns) == list(model.get_feature_names_out()) == ["kalmansmoother0", "kalmansmoother1"]
    )
