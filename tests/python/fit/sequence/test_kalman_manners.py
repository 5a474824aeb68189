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
